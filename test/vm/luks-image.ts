import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebianIpa } from '../../image-build/debian-ipa/build.ts';
import type { TreeEntry } from '../../image-build/tree.ts';
import { debianRoot } from '../support/debian-root.ts';
import { makeBootableImage } from './os-image.ts';

const LIBRARIES = 'usr/lib/x86_64-linux-gnu';
const CRYPTSETUP = 'usr/sbin/cryptsetup';
/** dm-crypt asks for its ciphers by name, and nothing here would load them then. */
const DRIVERS = ['dm-mod', 'dm-crypt', 'aesni-intel', 'xts'];

/** Names of the libraries that a program is linked with. */
function neededBy(path: string): readonly string[] {
  const dynamic = execFileSync('readelf', ['-d', path], { encoding: 'utf8' });
  return [...dynamic.matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, name = '']) => name);
}

/** A program with all of its libraries. */
function withLibraries(root: string, program: string): readonly TreeEntry[] {
  const found = new Set([program]);
  for (const path of found)
    for (const name of neededBy(join(root, path)))
      if (existsSync(join(root, LIBRARIES, name))) found.add(`${LIBRARIES}/${name}`);
  return [...found].map((path) => ({
    kind: 'file',
    path,
    mode: 0o755 as const,
    content: readFileSync(join(root, path)),
  }));
}

/** A disk image that opens LUKS volumes with this key and tells what it finds: see `luks-init.sh`. */
export async function makeLuksImage(
  folder: string,
  name: string,
  ramdisk: DebianIpa,
  key: Buffer,
): Promise<string> {
  const root = await debianRoot({ name: 'luks', suite: 'trixie', packages: ['cryptsetup-bin'] });
  // libblkid and libc are there already, for blkid.
  const usual = ['libblkid.so.1', 'libc.so.6'].map((library) => `${LIBRARIES}/${library}`);
  const files = [
    ...withLibraries(root, CRYPTSETUP).filter(({ path }) => !usual.includes(path)),
    { kind: 'file' as const, path: 'key', mode: 0o644 as const, content: key },
  ];
  const parts = { script: 'luks-init.sh', drivers: DRIVERS, files };
  const { path } = await makeBootableImage(folder, name, ramdisk, parts);
  return path;
}
