import { BmvError } from '../../proto/error.ts';
import { runCommand } from './command.ts';

/** Asking a device to zero terabytes may take it minutes. */
const TIMEOUT_MS = 30 * 60_000;

/**
 * Makes a range read as zeros without transferring them: `fallocate(PUNCH_HOLE)`. On a block device the
 * kernel turns this into a zero-out that never falls back to writing (block/fops.c, blkdev_fallocate),
 * and drops the range from the page cache. `fd` is the disk's open descriptor; bytes.
 *
 * False when the device or the file system cannot do it, or util-linux is missing: nothing was promised.
 */
export async function punchHole(fd: number, offset: number, length: number): Promise<boolean> {
  const argv = [
    'fallocate',
    '--punch-hole',
    '--offset',
    `${offset}`,
    '--length',
    `${length}`,
    '/proc/self/fd/3',
  ] as const;
  try {
    await runCommand(argv, { inheritFd: fd, timeoutMs: TIMEOUT_MS });
    return true;
  } catch (error) {
    if (error instanceof BmvError && isRefusal(error)) return false;
    throw error;
  }
}

function isRefusal(error: BmvError): boolean {
  if (error.code === 'TOOL_MISSING') return true;
  return error.code === 'COMMAND_FAILED' && /not supported|unsupported|invalid argument/i.test(error.message);
}
