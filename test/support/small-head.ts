import type { ImageHead } from '../../agent/layout/types.ts';
import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { anImage } from './layouts.ts';
import { seededBytes } from './seeded-bytes.ts';

const MIB = 1024 * 1024;

/** An image with an ESP and a root partition of seeded bytes, in memory: its head and all of it. */
export function aSmallHead(sectorBytes: 512 | 4096): { head: ImageHead; bytes: Buffer } {
  const partitions = [
    { number: 1, offset: MIB, length: MIB, name: 'esp' },
    { number: 2, offset: 2 * MIB, length: 2 * MIB, name: 'root' },
  ];
  const head = anImage({ sectorBytes, partitions, sizeBytes: 5 * MIB });
  const bytes = Buffer.alloc(5 * MIB);
  for (const entry of head.table.gpt?.entries ?? []) {
    const { offset, length } = entryExtent(entry, sectorBytes);
    bytes.set(seededBytes(sectorBytes + entry.number, length), offset);
  }
  bytes.set(head.bytes);
  return { head, bytes };
}
