import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LinuxRoots } from './roots.ts';
import { linkText, listNames, readAttribute } from './sysfs.ts';

/** One mounted file system, seen from one process. */
export interface Mount {
  readonly majorMinor: string;
  /** Device path as it was given to mount; for some file systems any text. */
  readonly source: string;
  readonly mountPoint: string;
  readonly filesystem: string;
  /** `process 12 (dockerd)` for a mount that only another mount namespace has; null for our own. */
  readonly seenBy: string | null;
}

/** An active swap area. */
export interface Swap {
  readonly path: string;
}

/** Undoes the kernel's `\040` for blanks, tabs, newlines and backslashes. */
function decodeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** Parses a mountinfo file (proc_pid_mountinfo(5)); lines of another form are left out. */
export function parseMountInfo(text: string, seenBy: string | null = null): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ', 2);
    const [, , majorMinor, , mountPoint] = before.split(' ');
    const [filesystem, source] = after.split(' ');
    if (!majorMinor || !mountPoint || !filesystem || source === undefined) return [];
    return [
      { majorMinor, source: decodeOctal(source), mountPoint: decodeOctal(mountPoint), filesystem, seenBy },
    ];
  });
}

/** Parses /proc/swaps. */
export function parseSwaps(text: string): Swap[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const path = line.split(/[ \t]/, 1)[0] ?? '';
      return path === '' ? [] : [{ path: decodeOctal(path) }];
    });
}

async function readText(path: string): Promise<string> {
  // A process may end, or not be ours to look at, between listing and reading.
  return await readFile(path, 'utf8').catch(() => '');
}

/**
 * Every mount of every mount namespace that a process is in, each once. A mount of our own namespace
 * comes first and wins over the same one elsewhere.
 */
export async function readMounts(roots: LinuxRoots): Promise<readonly Mount[]> {
  const own = await readText(join(roots.proc, 'self/mountinfo'));
  const seenNamespaces = new Set([await linkText(join(roots.proc, 'self/ns/mnt'))]);
  const seenTexts = new Set([own]);
  const mounts = parseMountInfo(own);

  for (const pid of (await listNames(roots.proc)).filter((name) => /^\d+$/.test(name))) {
    const namespace = await linkText(join(roots.proc, pid, 'ns/mnt'));
    if (namespace !== null && seenNamespaces.has(namespace)) continue;
    // Without root the namespace of another user's process is hidden, its mountinfo is not.
    const text = await readText(join(roots.proc, pid, 'mountinfo'));
    if (namespace !== null && text !== '') seenNamespaces.add(namespace);
    if (seenTexts.has(text)) continue;
    seenTexts.add(text);
    const name = (await readAttribute(join(roots.proc, pid, 'comm'))) ?? '?';
    mounts.push(...parseMountInfo(text, `process ${pid} (${name})`));
  }
  const unique = new Map<string, Mount>();
  for (const mount of mounts) {
    const key = `${mount.majorMinor}\n${mount.source}\n${mount.mountPoint}`;
    if (!unique.has(key)) unique.set(key, mount);
  }
  return [...unique.values()];
}

/** The active swap areas. */
export async function readSwaps(roots: LinuxRoots): Promise<readonly Swap[]> {
  return parseSwaps(await readText(join(roots.proc, 'swaps')));
}
