import { BmvError } from '../../proto/error.ts';
import { runCommand } from './command.ts';

const TIMEOUT_MS = 30 * 60_000;

/**
 * Tells a block device that a range is unused. Its content is undefined afterwards: never a way to zero
 * (E45). `--force` only skips blkdiscard's own O_EXCL, which our own would refuse. Bytes.
 *
 * False when the device cannot discard, or util-linux is missing.
 */
export async function discardRange(fd: number, offset: number, length: number): Promise<boolean> {
  const argv = [
    'blkdiscard',
    '--force',
    '--offset',
    `${offset}`,
    '--length',
    `${length}`,
    '/proc/self/fd/3',
  ] as const;
  try {
    await runCommand(argv, { inheritFds: [fd], timeoutMs: TIMEOUT_MS });
    return true;
  } catch (error) {
    if (error instanceof BmvError && isRefusal(error)) return false;
    throw error;
  }
}

function isRefusal(error: BmvError): boolean {
  if (error.code === 'TOOL_MISSING') return true;
  return error.code === 'COMMAND_FAILED' && /not supported|unsupported/i.test(error.message);
}
