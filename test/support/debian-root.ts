import { globSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../hardware-managers/linux/command.ts';
import { cached } from '../../image-build/debian-ipa/cache.ts';
import { APT_OPTIONS, MIRROR } from '../../image-build/debian-ipa/recipe.ts';

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
    await runCommand(
      [
        'mmdebstrap',
        '--mode=root',
        '--variant=extract',
        ...APT_OPTIONS.map((option) => `--aptopt=${option}`),
        ...EXCLUDED.map((share) => `--dpkgopt=path-exclude=/usr/share/${share}/*`),
        `--include=${packages.join(',')}`,
        suite,
        folder,
        MIRROR,
      ],
      { timeoutMs: INSTALL_MS },
    );
    for (const link of MERGED)
      if (!isThere(join(folder, link))) symlinkSync(`usr/${link}`, join(folder, link));
    joinAuthorities(folder);
  });
}
