import type { ImageHead } from '../../agent/layout/types.ts';
import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { seededRandom } from './crash-states.ts';
import { anImage } from './layouts.ts';

const MIB = 1024 * 1024;

/** An image with an ESP and a root partition of seeded bytes, in memory: its head and all of it. */
export function aSmallHead(sectorBytes: 512 | 4096): { head: ImageHead; bytes: Buffer } {
  const partitions = [
    { number: 1, offset: MIB, length: MIB, name: 'esp' },
    { number: 2, offset: 2 * MIB, length: 2 * MIB, name: 'root' },
  ];
  const head = anImage({ sectorBytes, partitions, sizeBytes: 5 * MIB });
  const bytes = Buffer.alloc(5 * MIB);
  const random = seededRandom(sectorBytes);
  for (const entry of head.table.gpt?.entries ?? []) {
    const { offset, length } = entryExtent(entry, sectorBytes);
    for (let at = offset; at < offset + length; at += 4)
      bytes.writeUInt32LE(Math.floor(random() * 2 ** 32), at);
  }
  bytes.set(head.bytes);
  return { head, bytes };
}
