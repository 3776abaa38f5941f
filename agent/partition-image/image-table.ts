import { planTableCommit } from '../../hardware-managers/partition-table/commit-table.ts';
import { tableGeometry } from '../../hardware-managers/partition-table/geometry.ts';
import { makeEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { GptTable, TableReading } from '../../hardware-managers/partition-table/types.ts';
import { endOf, MIB } from '../layout/extent.ts';
import type { Part, Parts } from './parts.ts';

/** Everything of a disk image but its partitions' bytes. */
export interface ImageFrame {
  readonly sizeBytes: number;
  /** The first MiB: protective MBR, header, array. */
  readonly head: Uint8Array;
  /** The MiB behind the last partition: backup array and header. */
  readonly tail: Uint8Array;
}

function tableOf(
  parts: readonly Part[],
  disk: { readonly sizeBytes: number; readonly sectorBytes: number },
  newGuid: () => string,
): GptTable {
  const { firstUsableLba, lastUsableLba } = tableGeometry(disk);
  const entries = parts.map(({ number, name, typeGuid, extent }) =>
    makeEntry({
      number,
      typeGuid,
      guid: newGuid(),
      firstLba: extent.offset / disk.sectorBytes,
      lastLba: endOf(extent) / disk.sectorBytes - 1,
      name,
    }),
  );
  return { diskGuid: newGuid(), entrySize: 128, entryCount: 128, firstUsableLba, lastUsableLba, entries };
}

/** The table that lists the parts, as it would stand on a disk that ends a MiB behind the last one. */
export function frameOf({ made, root }: Parts, sectorBytes: 512 | 4096, newGuid: () => string): ImageFrame {
  const partsEnd = Math.max(...[...made, root].map(({ extent }) => endOf(extent)));
  const disk = { sizeBytes: partsEnd + MIB, sectorBytes };
  const current: TableReading = {
    kind: 'none',
    gpt: null,
    mbr: [],
    verdicts: [],
    primary: null,
    backup: null,
    bootSector: new Uint8Array(sectorBytes),
  };
  const table = tableOf([...made, root], disk, newGuid);
  const { ops } = planTableCommit({ ...disk, current, table, bootCode: 'clear', occupied: [] });
  const [head, tail] = [new Uint8Array(MIB), new Uint8Array(MIB)];
  for (const op of ops) {
    if (op.op !== 'write') continue;
    if (op.offset < MIB) head.set(op.bytes, op.offset);
    else tail.set(op.bytes, op.offset - partsEnd);
  }
  return { sizeBytes: disk.sizeBytes, head, tail };
}
