import type { DiskUse } from '../disk.ts';
import { readLoopFiles } from '../linux/loop-files.ts';
import { readSwaps } from '../linux/mounts.ts';
import { readOpeners } from '../linux/openers.ts';
import type { LinuxRoots } from '../linux/roots.ts';

/** What uses a disk file besides programs that merely have it open: loop devices (mounts go through them), swap. */
export async function readFileUses(roots: LinuxRoots, path: string): Promise<readonly DiskUse[]> {
  const loops = (await readLoopFiles(roots)).filter(({ backing }) => backing === path);
  const swaps = (await readSwaps(roots)).filter((swap) => swap.path === path);
  return [
    ...loops.map(
      ({ device }): DiskUse => ({
        kind: 'holder',
        device: path,
        detail: `loop device ${device} (losetup --detach ${device})`,
      }),
    ),
    ...swaps.map((): DiskUse => ({ kind: 'swap', device: path, detail: path })),
  ];
}

/** Programs that have the file open for writing, for example a running qemu. */
export function openerUses(roots: LinuxRoots, path: string): readonly DiskUse[] {
  return readOpeners(roots, [path]).map(({ pid, command }) => ({
    kind: 'holder',
    device: path,
    detail: `process ${pid} (${command}), which has it open for writing`,
  }));
}
