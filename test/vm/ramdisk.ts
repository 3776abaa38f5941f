import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DebianIpa, debianIpa } from '../../image-build/debian-ipa/build.ts';
import type { Suite } from '../../image-build/debian-ipa/recipe.ts';
import { embedPayload } from '../../image-build/embed.ts';

const made = new Map<Suite, Promise<DebianIpa>>();

async function embed(suite: Suite): Promise<DebianIpa> {
  const { kernel, ramdisk } = await debianIpa(suite);
  const folder = mkdtempSync(join(tmpdir(), 'bmv-ramdisk-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const out = join(folder, 'initramfs');
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
