import { BmvError } from '../../proto/error.ts';
import { runCommand } from './command.ts';
import { systemCode } from './system-error.ts';

/** flock's own exit code for "somebody else has it". */
const BUSY = 75;

/**
 * Takes the exclusive BSD lock on an open file, so that udev and systemd stay away from the disk (E43).
 * The lock belongs to the open file description: it is ours although a child took it, and ends when the
 * last descriptor of it is closed.
 *
 * Errors: `DISK_LOCKED` when somebody else keeps it; `TOOL_MISSING` without util-linux.
 */
export async function lockExclusively(fd: number, path: string): Promise<void> {
  const { exitCode } = await runCommand(
    ['flock', '--exclusive', '--nonblock', '--conflict-exit-code', `${BUSY}`, '3'],
    {
      inheritFds: [fd],
      allowExitCodes: [0, BUSY],
    },
  );
  if (exitCode === 0) return;
  throw new BmvError(
    'DISK_LOCKED',
    `${path} is locked by another program (another bmv, or udev still probing); wait for it to end, or find it with \`lsof ${path}\``,
    { device: path },
  );
}

/**
 * Repeats `attempt` for up to `waitMs` while it fails for a reason that may pass by itself: udev holds
 * the lock while it probes, and a tool that a killed run started may still be at work on its descriptor.
 */
export async function retryWhileBusy<T>(waitMs: number, attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (let pauseMs = 25; ; pauseMs *= 2) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error) || Date.now() + pauseMs > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

function mayPass(error: unknown): boolean {
  if (error instanceof BmvError) return error.code === 'DISK_LOCKED' || error.code === 'DISK_IN_USE';
  return systemCode(error) === 'EBUSY';
}
