import type { getDiskInfo } from 'node-disk-info';
import { z } from 'zod';
import { BmvError } from '../proto/error.ts';
import { runCommand } from './linux/command.ts';
import { type Mount, readMounts } from './linux/mounts.ts';
import { LINUX_ROOTS } from './linux/roots.ts';

/** How full one mounted file system is. Bytes. */
export interface FilesystemUsage {
  /** Device, or whatever the file system calls its source. */
  readonly device: string;
  readonly mountPoint: string;
  readonly sizeBytes: number;
  readonly usedBytes: number;
  readonly availableBytes: number;
}

/** node-disk-info's values, in KiB; its objects have getters that JSON does not see. */
type Drive = Awaited<ReturnType<typeof getDiskInfo>>[number];
type DriveRow = Pick<Drive, 'filesystem' | 'blocks' | 'used' | 'available' | 'mounted'>;

const KIB = 1024;

const rows = z.array(
  z.object({
    filesystem: z.string(),
    blocks: z.number().int().nonnegative(),
    used: z.number().int().nonnegative(),
    available: z.number().int(),
    mounted: z.string().default(''),
  }),
);

/**
 * Runs in a process of its own: node-disk-info waits for `df` with everything stopped, and `df` waits
 * for ever on a dead NFS server.
 */
const CHILD = `
  const { getDiskInfo } = (await import(process.argv[1])).default;
  const rows = (await getDiskInfo()).map(({ filesystem, blocks, used, available, mounted }) => ({ filesystem, blocks, used, available, mounted }));
  process.stdout.write(JSON.stringify(rows));
`;

/**
 * Puts right what node-disk-info gets wrong: it cuts a mount point at its first blank. Each row takes the
 * mount of its device that it can mean, an exact one before a longer one; a row that the kernel knows
 * nothing of is left out.
 */
export function matchMounts(drives: readonly DriveRow[], mounts: readonly Mount[]): FilesystemUsage[] {
  const left = new Set(mounts.filter(({ seenBy }) => seenBy === null));
  const take = (fits: (mount: Mount) => boolean): Mount | undefined => {
    // The last mount on a mount point hides those before it.
    const mount = [...left].findLast(fits);
    if (mount) left.delete(mount);
    return mount;
  };
  return drives.flatMap(({ filesystem, blocks, used, available, mounted }) => {
    const cut = `${mounted} `;
    const mount =
      take((m) => m.source === filesystem && m.mountPoint === mounted) ??
      take((m) => m.source === filesystem && m.mountPoint.startsWith(cut)) ??
      take((m) => m.mountPoint === mounted) ??
      take((m) => m.mountPoint.startsWith(cut));
    if (!mount) return [];
    return [
      {
        device: filesystem,
        mountPoint: mount.mountPoint,
        sizeBytes: blocks * KIB,
        usedBytes: used * KIB,
        availableBytes: available * KIB,
      },
    ];
  });
}

/**
 * How full the mounted file systems are, from node-disk-info, checked against the kernel's own list.
 * It sees mounted file systems only, never disks.
 *
 * Errors: `COMMAND_FAILED` (also for an empty answer: it says "none" when `df` is missing, and some file
 * system is always mounted), `COMMAND_TIMEOUT`.
 */
export async function mountedFilesystemUsage(
  options: { readonly timeoutMs?: number } = {},
): Promise<FilesystemUsage[]> {
  const { timeoutMs = 10_000 } = options;
  const module = import.meta.resolve('node-disk-info');
  const { stdout } = await runCommand([process.execPath, '--input-type=module', '--eval', CHILD, module], {
    timeoutMs,
  });
  const usage = matchMounts(rows.parse(JSON.parse(stdout)), await readMounts(LINUX_ROOTS));
  if (usage.length > 0) return usage;
  throw new BmvError(
    'COMMAND_FAILED',
    'no mounted file system was reported; is df installed (Debian package coreutils)?',
    {
      tool: 'df',
    },
  );
}
