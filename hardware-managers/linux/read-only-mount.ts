import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './command.ts';

/** A filesystem in a part of a disk or of a disk file. Bytes. */
export interface FilesystemPlace {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  readonly type: MountableType;
}

/** By these a journal stays as it is: to replay it would write. */
const NO_REPLAY = { ext2: [], ext3: ['noload'], ext4: ['noload'], xfs: ['norecovery', 'nouuid'] } as const;
export type MountableType = keyof typeof NO_REPLAY;

export function isMountable(type: string): type is MountableType {
  return Object.hasOwn(NO_REPLAY, type);
}

/**
 * Looks into a filesystem. It is mounted through a loop device that the kernel itself does not write to, whatever
 * the filesystem's driver would like; the device ends with the mount. Needs root.
 *
 * HAZARD: what is in there is somebody else's. Paths must be looked up by `agent/boot-volume/inside.ts`.
 *
 * Throws `TOOL_MISSING`, `COMMAND_FAILED`.
 */
export async function withReadOnlyMount<T>(
  { path, offset, length, type }: FilesystemPlace,
  look: (folder: string) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bmv-look-'));
  try {
    const loop = ['loop', `offset=${offset}`, `sizelimit=${length}`];
    const options = ['ro', ...NO_REPLAY[type], 'nosuid', 'nodev', 'noexec', ...loop].join(',');
    await runCommand(['mount', '-t', type, '-o', options, path, folder], { signal });
    try {
      return await look(folder);
    } finally {
      await runCommand(['umount', folder]);
    }
  } finally {
    await rmdir(folder);
  }
}
