import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LinuxRoots } from './roots.ts';

/** A process that has a file or device open for writing. */
export interface Opener {
  readonly pid: number;
  readonly command: string;
  /** The path as that process has it. */
  readonly path: string;
}

/** O_ACCMODE: 0 is reading only. */
const WRITES = 0o3;

function attempt<T>(get: () => T, otherwise: T): T {
  try {
    return get();
  } catch {
    return otherwise;
  }
}

/**
 * Processes, ours excepted, that have one of `paths` open for writing. O_EXCL does not find them: a
 * program that opened without O_EXCL (fio, dd, qemu) shares the disk with whoever comes later (E39).
 * Without root only one's own processes can be seen.
 *
 * Synchronous on purpose: thousands of tiny calls into procfs that never block.
 */
export function readOpeners(roots: LinuxRoots, paths: readonly string[]): readonly Opener[] {
  const wanted = new Set(paths);
  const devices = new Set(paths.flatMap((path) => attempt(() => [identity(path)], [])));
  const pids = attempt(() => readdirSync(roots.proc), []).filter(
    (name) => /^\d+$/.test(name) && name !== `${process.pid}`,
  );
  return pids.flatMap((pid) => {
    const folder = join(roots.proc, pid);
    const fds = attempt(() => readdirSync(join(folder, 'fd')), []);
    const opened = fds
      .map((fd) => openedForWriting(folder, fd, wanted, devices))
      .find((path) => path !== null);
    if (!opened) return [];
    const command = attempt(() => readFileSync(join(folder, 'comm'), 'utf8').trim(), '?');
    return [{ pid: Number(pid), command, path: opened }];
  });
}

/** The same for every path to one device or file. */
function identity(path: string): string {
  const { dev, ino, rdev } = statSync(path);
  return rdev === 0 ? `file ${dev} ${ino}` : `device ${rdev}`;
}

function openedForWriting(
  folder: string,
  fd: string,
  wanted: ReadonlySet<string>,
  devices: ReadonlySet<string>,
): string | null {
  const path = attempt(() => readlinkSync(join(folder, 'fd', fd)), '');
  // Only paths that can be it are looked at: stat() of a file on a dead NFS server never returns.
  if (!wanted.has(path) && !path.includes('/dev/')) return null;
  if (!wanted.has(path) && !devices.has(attempt(() => identity(join(folder, 'fd', fd)), ''))) return null;
  const info = attempt(() => readFileSync(join(folder, 'fdinfo', fd), 'utf8'), '');
  const flags = Number.parseInt(/^flags:\s*([0-7]+)/m.exec(info)?.[1] ?? '0', 8);
  return (flags & WRITES) === 0 ? null : path;
}
