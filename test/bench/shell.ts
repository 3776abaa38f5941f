import { execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Program -> Debian package. */
const PACKAGES: Readonly<Record<string, string>> = {
  blkdiscard: 'util-linux',
  blockdev: 'util-linux',
  bmaptool: 'bmap-tools',
  casync: 'casync',
  cmp: 'diffutils',
  curl: 'curl',
  dd: 'coreutils',
  'dpkg-deb': 'dpkg',
  fio: 'fio',
  ip: 'iproute2',
  losetup: 'mount',
  mcopy: 'mtools',
  'mkfs.ext4': 'e2fsprogs',
  'mkfs.vfat': 'dosfstools',
  mmdebstrap: 'mmdebstrap',
  nbdcopy: 'libnbd-bin',
  nbdkit: 'nbdkit',
  nginx: 'nginx-light',
  openssl: 'openssl',
  pigz: 'pigz',
  'qemu-img': 'qemu-utils',
  'qemu-nbd': 'qemu-utils',
  sfdisk: 'fdisk',
  tc: 'iproute2',
  time: 'time',
  zstd: 'zstd',
  zsync: 'zsync',
};

/** Of the programs that the bench knows, those in a line. */
export function programsIn(line: string): readonly string[] {
  return Object.keys(PACKAGES).filter((program) => line.split(/[\s|[]+/).includes(program));
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Throws with the Debian packages that are missing on this machine. */
export function requireTools(): void {
  const missing = Object.entries(PACKAGES).filter(([program]) => !isInstalled(program));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
  throw new Error(
    `${missing.map(([program]) => program).join(', ')} missing: install the Debian packages ${packages}`,
  );
}

/** Runs a program to its end and returns what it prints. */
export async function run(signal: AbortSignal, program: string, ...args: string[]): Promise<string> {
  const { stdout } = await exec(program, args, { signal, maxBuffer: MAX_OUTPUT_BYTES });
  return stdout.trim();
}

/** The same of a line for bash; a pipe fails when any part of it does. */
export async function sh(signal: AbortSignal, line: string): Promise<string> {
  return await run(signal, 'bash', '-e', '-o', 'pipefail', '-c', line);
}

export interface GroupOutcome {
  readonly code: number;
  readonly errors: string;
  readonly timedOut: boolean;
}

/**
 * Runs a command and all that it starts; when its time is over or the run ends, they are killed together. Returns its
 * exit code and last words.
 */
export async function runGroup(
  signal: AbortSignal,
  [program = '', ...args]: readonly string[],
  timeoutSeconds?: number,
): Promise<GroupOutcome> {
  signal.throwIfAborted();
  // A process group of its own, so that Ctrl-C reaches it from here only.
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const time = timeoutSeconds === undefined ? null : AbortSignal.timeout(timeoutSeconds * 1000);
  const kill = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  const ends = [signal, ...(time ? [time] : [])];
  for (const end of ends) end.addEventListener('abort', kill);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-2000);
  });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode) => resolve(exitCode ?? -1));
    });
    signal.throwIfAborted();
    return { code, errors, timedOut: code !== 0 && time?.aborted === true };
  } finally {
    for (const end of ends) end.removeEventListener('abort', kill);
  }
}
