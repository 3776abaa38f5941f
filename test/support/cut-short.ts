import type { MemoryDisk } from './memory-disk.ts';

/** Runs an operation whose power fails after this part (0 to 1) of its writes and flushes. */
export async function cutShort(disk: MemoryDisk, run: () => Promise<unknown>, part: number): Promise<void> {
  const base = Buffer.from(disk.bytes);
  disk.log.length = 0;
  await run();
  disk.bytes.set(base);
  for (const op of disk.log.slice(0, Math.floor(disk.log.length * part)))
    if (op.op === 'write') disk.bytes.set(op.bytes, op.offset);
}
