import { globSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../../image-build/debian-ipa/cache.ts';
import { mmdebstrap } from '../../image-build/debian-ipa/mmdebstrap.ts';

/** What a tree of Debian packages is made of. */
export interface DebianRoot {
  readonly name: string;
  readonly suite: 'trixie' | 'sid';
  readonly packages: readonly string[];
}

const INSTALL_MS = 30 * 60_000;
/** Nothing of these is ever run or read. */
const EXCLUDED = ['doc', 'man', 'locale', 'icons', 'info', 'lintian', 'bug', 'fonts', 'X11'];
const MERGED = ['bin', 'sbin', 'lib', 'lib64'];

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** What the scripts of ca-certificates would have made; Python's HTTP clients do not start without it. */
function joinAuthorities(root: string): void {
  const files = globSync(join(root, 'usr/share/ca-certificates/**/*.crt')).sort();
  mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true });
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  writeFileSync(join(root, 'etc/ssl/certs/ca-certificates.crt'), text);
}

/**
 * A folder with the files of packages and of all that they depend on, as Debian has them; none of their
 * scripts is run. Made once, then taken from the cache. Needs root, mmdebstrap and the network.
 */
export async function debianRoot({ name, suite, packages }: DebianRoot): Promise<string> {
  return await cached(`${name}-${suite}`, [suite, packages, EXCLUDED], async (folder) => {
    // Excluded by mmdebstrap, a Python program would read every byte of every package: twice the time in all.
    await mmdebstrap(folder, { suite, packages, variant: 'extract', excluded: [], timeoutMs: INSTALL_MS });
    for (const share of EXCLUDED)
      for (const path of globSync(join(folder, 'usr/share', share, '*'))) rmSync(path, { recursive: true });
    for (const link of MERGED)
      if (!isThere(join(folder, link))) symlinkSync(`usr/${link}`, join(folder, link));
    joinAuthorities(folder);
  });
}
