import { constants } from 'node:fs';
import { lstat, mkdtemp, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KernelPartition, ReadableDisk } from '../../hardware-managers/disk.ts';
import { runCommand } from '../../hardware-managers/linux/command.ts';
import { BmvError } from '../../proto/error.ts';
import { TELL_ANEW } from '../../proto/tell-words.ts';
import { type Extent, overlaps } from '../layout/extent.ts';
import { probeFilesystem } from '../volumes/filesystem-probe.ts';
import { mergeFstab } from './fstab.ts';

/** Filesystems that a root may be of, with what keeps a look at them from writing. */
const LOOK: ReadonlyMap<string, string> = new Map([
  ['ext4', 'ro,noload'],
  ['xfs', 'ro,norecovery'],
  ['btrfs', 'ro'],
]);
const GUARDED = 'nosuid,nodev,noexec';
const FSTAB_MODE = 0o644;

interface Filesystem {
  readonly partition: KernelPartition;
  readonly type: string;
}

function failed(why: string, device: string, cause?: unknown): BmvError {
  return new BmvError(
    'FSTAB_FAILED',
    `the image is on ${device}, but its fstab cannot tell of the volumes: ${why}; tell them in another way (${TELL_ANEW}), or take another image, and deploy again`,
    { device, cause },
  );
}

async function isA(kind: 'folder' | 'file', path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found !== null && (kind === 'folder' ? found.isDirectory() : found.isFile());
}

/** Mounts, uses and unmounts. HAZARD: never a partition that was not checked to be the image's. */
async function mounted<T>(
  { partition, type }: Filesystem,
  options: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bmv-root-'));
  try {
    await runCommand(['mount', '-t', type, '-o', `${options},${GUARDED}`, partition.device, folder]);
    try {
      return await use(folder);
    } finally {
      await runCommand(['umount', folder]);
    }
  } finally {
    await rmdir(folder);
  }
}

/** A system: `etc` is a folder of its own, and there is what says which system it is, or an fstab. */
async function isRoot(folder: string): Promise<boolean> {
  if (!(await isA('folder', join(folder, 'etc')))) return false;
  if (await isA('file', join(folder, 'etc/fstab'))) return true;
  const names = ['etc/os-release', 'usr/lib/os-release'];
  for (const name of names) if (await isA('file', join(folder, name))) return true;
  return false;
}

async function syncTo(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, mode);
  try {
    await file.writeFile(text, 'latin1');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Old or new, never half; the mode, owner and security label of an fstab that was there stay. */
async function rewrite(folder: string, lines: readonly string[]): Promise<void> {
  const path = join(folder, 'etc/fstab');
  const found = await lstat(path).catch(() => null);
  // HAZARD: a link would be followed in the ramdisk's own tree.
  if (found && !found.isFile()) throw new TypeError('its etc/fstab is no plain file');
  const before = found ? await readFile(path, 'latin1') : '';
  const after = mergeFstab(before, lines);
  if (after === before) return;
  const next = join(folder, 'etc/.fstab.bmv');
  await rm(next, { force: true, recursive: true });
  if (found) await runCommand(['cp', '--preserve=all', '--no-dereference', path, next]);
  await syncTo(next, after, FSTAB_MODE);
  await rename(next, path);
  await runCommand(['sync', '--file-system', folder]);
}

async function candidates(disk: ReadableDisk, others: readonly Extent[]): Promise<readonly Filesystem[]> {
  const found: Filesystem[] = [];
  const reader = { sizeBytes: disk.info.sizeBytes, read: disk.read.bind(disk) };
  for (const partition of disk.info.partitions) {
    if (others.some((extent) => overlaps(extent, partition))) continue;
    const signature = await probeFilesystem(reader, partition);
    if (signature && LOOK.has(signature.type)) found.push({ partition, type: signature.type });
  }
  return found;
}

/**
 * Writes the lines into the fstab of the system that an image has brought. `others`: all that is not the image's.
 * Which partition it is, is found by looking at each without writing. Throws `FSTAB_FAILED` where none is a system,
 * or more than one.
 */
export async function tellFstab(
  disk: ReadableDisk,
  others: readonly Extent[],
  lines: readonly string[],
): Promise<void> {
  const { path } = disk.info;
  try {
    const roots: Filesystem[] = [];
    for (const filesystem of await candidates(disk, others))
      if (await mounted(filesystem, LOOK.get(filesystem.type) ?? 'ro', isRoot)) roots.push(filesystem);
    const [root, ...more] = roots;
    if (!root) throw new TypeError('none of its partitions with ext4, xfs or btrfs has a system on it');
    if (more.length > 0)
      throw new TypeError(
        `there is a system on each of ${roots.map(({ partition }) => partition.device).join(' and ')}`,
      );
    await mounted(root, 'rw', async (folder) => await rewrite(folder, lines));
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error), path, error);
  }
}
