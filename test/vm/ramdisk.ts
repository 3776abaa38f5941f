import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DebianIpa, debianIpa } from '../../image-build/debian-ipa/build.ts';
import type { Suite } from '../../image-build/debian-ipa/recipe.ts';
import { embedPayload } from '../../image-build/embed.ts';
import { withFiles } from '../support/ramdisk-files.ts';

const made = new Map<Suite, Promise<DebianIpa>>();

/** A folder that lasts as long as this process. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-ramdisk-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function embed(suite: Suite): Promise<DebianIpa> {
  const { kernel, ramdisk } = await debianIpa(suite);
  const out = join(makeFolder(), 'initramfs');
  const request = {
    ramdisk,
    out,
    arch: null,
    pythonPath: null,
    compression: null,
    mtime: 0,
    nodePath: null,
    conf: 'log_level = info\n',
    registryCa: null,
  };
  await embedPayload(request, { onProgress: () => {}, signal: new AbortController().signal });
  return { kernel, ramdisk: out };
}

/** ironic-python-agent of Debian as operators get it, with this checkout's agent in it; made once a process. */
export async function ramdiskWithAgent(suite: Suite): Promise<DebianIpa> {
  const known = made.get(suite) ?? embed(suite);
  made.set(suite, known);
  return await known;
}

/** The same with one more file; `path` is relative to the root. */
export function withFile({ kernel, ramdisk }: DebianIpa, path: string, text: string): DebianIpa {
  const out = join(makeFolder(), 'initramfs');
  withFiles(ramdisk, out, [{ path, text, mode: 0o644 }]);
  return { kernel, ramdisk: out };
}
