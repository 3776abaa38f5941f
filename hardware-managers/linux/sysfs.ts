import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LinuxRoots } from './roots.ts';
import { systemCode } from './system-error.ts';

/** The unit of `size` and `start` in sysfs, whatever the disk's own sector size is. */
export const SYSFS_SECTOR = 512;

/** An attribute that is not there, that the driver does not answer, or of a process that has ended (ESRCH). */
const ABSENT = new Set([
  'ENOENT',
  'ENOTDIR',
  'EINVAL',
  'EIO',
  'ENODEV',
  'ENXIO',
  'EOPNOTSUPP',
  'EACCES',
  'EPERM',
  'ESRCH',
]);

/** `value`, or `absent` where the kernel has no such thing (any more). */
async function unlessAbsent<T, A>(value: Promise<T>, absent: A): Promise<T | A> {
  return await value.catch((error: unknown) => {
    if (ABSENT.has(systemCode(error) ?? '')) return absent;
    throw error;
  });
}

/** An attribute in sysfs or procfs without surrounding blanks and NULs; null when it is absent or empty. */
export async function readAttribute(path: string): Promise<string | null> {
  const text = (await unlessAbsent(readFile(path, 'utf8'), '')).replaceAll('\0', '').trim();
  return text === '' ? null : text;
}

/** A decimal attribute; null when it is absent or no safe integer. */
export async function readNumber(path: string): Promise<number | null> {
  const text = await readAttribute(path);
  if (text === null || !/^\d+$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

/** Names in a folder, sorted with numbers in their order; none when there is no such folder. */
export async function listNames(folder: string): Promise<string[]> {
  const names = await unlessAbsent(readdir(folder), []);
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Where a link leads, every link resolved; null when it leads nowhere. */
export async function resolveLink(path: string): Promise<string | null> {
  return await unlessAbsent(realpath(path), null);
}

/** The text of a link, unresolved; null when it is no link, or not ours to see. */
export async function linkText(path: string): Promise<string | null> {
  return await unlessAbsent(readlink(path), null);
}

/**
 * The kernel's name of the block device with this device number (`sda`, `sda1`, `cciss!c0d0`), and its
 * folder in sysfs; null when sysfs has none.
 */
export async function blockFolder(
  roots: LinuxRoots,
  majorMinor: string,
): Promise<{ readonly name: string; readonly folder: string } | null> {
  const folder = await resolveLink(join(roots.sys, 'dev/block', majorMinor));
  return folder === null ? null : { name: basename(folder), folder };
}

/** Path of a block device's node. The kernel's names have `!` where the path has `/`. */
export function nodePath(roots: LinuxRoots, name: string): string {
  return join(roots.dev, name.replaceAll('!', '/'));
}
