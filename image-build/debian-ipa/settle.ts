import { join } from 'node:path';
import { runCommand } from '../../hardware-managers/linux/command.ts';

/** Time of every file, in seconds, so that the same packages make the same ramdisk. */
const EPOCH = 0;

/** Long for a slow disk only. */
const SETTLE_MS = 10 * 60_000;

/**
 * Python's compiled files name the time of their source (PEP 552).
 * HAZARD: where it is another one, Python compiles anew at every start, and ironic-python-agent takes three times as
 * long to load.
 */
const SET_SOURCE_TIMES = `
import pathlib, struct
for path in pathlib.Path("/usr").rglob("*.pyc"):
    with path.open("r+b") as file:
        if file.read(8)[4:] == bytes(4):
            file.write(struct.pack("<I", ${EPOCH}))
`;

/** Takes the day of the build and the times of files out of a tree. */
export async function settle(root: string): Promise<void> {
  // The day of a password's last change; empty means that passwords do not age.
  const forgetDays = 's/^\\([^:]*:[^:]*\\):[0-9]*:/\\1::/';
  await runCommand(['sed', '-i', forgetDays, join(root, 'etc/shadow')]);
  await runCommand(['chroot', root, 'python3', '-I', '-B', '-c', SET_SOURCE_TIMES], { timeoutMs: SETTLE_MS });
  const touch = ['touch', '--no-dereference', '--date', `@${EPOCH}`, '{}', '+'];
  await runCommand(['find', root, '-xdev', '-exec', ...touch], { timeoutMs: SETTLE_MS });
}
