import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What a tree of Debian packages is made of. */
export interface DebianRoot {
  readonly name: string;
  readonly suite: 'trixie' | 'sid';
  readonly packages: readonly string[];
}

const MIRROR = 'http://deb.debian.org/debian';
/** Nothing of these is ever run or read. */
const EXCLUDED = ['doc', 'man', 'locale', 'icons', 'info', 'lintian', 'bug', 'fonts', 'X11'];
const MERGED = ['bin', 'sbin', 'lib', 'lib64'];

/** Where large things are kept between runs: `BMV_CACHE`, else a folder in the user's cache. */
function cacheFolder(): string {
  const folder = process.env.BMV_CACHE ?? join(homedir(), '.cache', 'baremetal-volumes');
  mkdirSync(folder, { recursive: true });
  return folder;
}

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
export function debianRoot({ name, suite, packages }: DebianRoot): string {
  const recipe = JSON.stringify([suite, packages, EXCLUDED]);
  const key = createHash('sha256').update(recipe).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `${name}-${suite}-${key}`);
  if (existsSync(folder)) return folder;

  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  const options = [
    'APT::Install-Recommends "false"',
    'APT::Sandbox::User "root"',
    // A mirror may be older than the validity of its signature.
    'Acquire::Check-Valid-Until "false"',
  ];
  const { error, status, stderr } = spawnSync(
    'mmdebstrap',
    [
      '--mode=root',
      '--variant=extract',
      ...options.map((option) => `--aptopt=${option}`),
      ...EXCLUDED.map((share) => `--dpkgopt=path-exclude=/usr/share/${share}/*`),
      `--include=${packages.join(',')}`,
      suite,
      making,
      MIRROR,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (error)
    throw new Error('mmdebstrap is missing: install the Debian package mmdebstrap', { cause: error });
  if (status !== 0)
    throw new Error(`mmdebstrap ${suite} failed: ${stderr.trim().split('\n').slice(-3).join('; ')}`);
  for (const link of MERGED) if (!isThere(join(making, link))) symlinkSync(`usr/${link}`, join(making, link));
  joinAuthorities(making);
  renameSync(making, folder);
  return folder;
}
