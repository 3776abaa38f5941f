import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';
import { type Extent, endOf } from '../layout/extent.ts';
import type { FilesystemSignature } from '../layout/types.ts';
import { FOREIGN_PROBES } from './probes/foreign.ts';
import { LINUX_PROBES } from './probes/linux.ts';
import { type Probe, type ProbeReader, placesOf } from './probes/probe.ts';
import { STACKED_PROBES } from './probes/stacked.ts';
import { zfs } from './probes/zfs.ts';

/** Containers before contents: a RAID or LUKS member may hold the signature of what was there before. */
const PROBES: readonly Probe[] = [...STACKED_PROBES, ...LINUX_PROBES, ...FOREIGN_PROBES, zfs];

/** Nearly every superblock lies in these first bytes; they are read once. */
const HEAD_BYTES = 68 * 1024;

/** A reader of the extent that cannot leave it. */
async function readerInside(reader: ByteReader, extent: Extent): Promise<ProbeReader> {
  const sizeBytes = Math.max(0, Math.min(endOf(extent), reader.sizeBytes) - extent.offset);
  const head = Buffer.from(await reader.read(extent.offset, Math.min(sizeBytes, HEAD_BYTES)));
  // Several magics look at the same window.
  let last = { offset: 0, bytes: head };
  return {
    sizeBytes,
    read: async (offset, length) => {
      if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > sizeBytes) return null;
      if (offset + length <= head.byteLength) return head.subarray(offset, offset + length);
      if (offset !== last.offset || length !== last.bytes.byteLength) {
        last = { offset, bytes: Buffer.from(await reader.read(extent.offset + offset, length)) };
      }
      return last.bytes;
    },
  };
}

/** A superblock, and where it stands: `at` is an offset in the reader. */
interface FoundSuperblock {
  readonly signature: FilesystemSignature;
  readonly at: number;
}

/** The first superblock that one of the probes knows. Reads inside the extent only, and never throws for what it reads. */
export async function findSuperblock(
  reader: ByteReader,
  extent: Extent,
  probes: readonly Probe[],
): Promise<FoundSuperblock | null> {
  if (extent.length <= 0 || extent.offset < 0 || extent.offset >= reader.sizeBytes) return null;
  const inside = await readerInside(reader, extent);
  for (const probe of probes) {
    for (const magic of probe.magics) {
      for (const at of await placesOf(magic, inside)) {
        const signature = await probe.read(inside, at);
        if (signature) return { signature, at: extent.offset + at };
      }
    }
  }
  return null;
}

/**
 * What stands in an extent, by its superblock: type, label and UUID as `blkid -p` prints them. Null when
 * nothing is known. Reads inside the extent only, and never throws for what it reads.
 */
export async function probeFilesystem(
  reader: ByteReader,
  extent: Extent,
): Promise<FilesystemSignature | null> {
  return (await findSuperblock(reader, extent, PROBES))?.signature ?? null;
}
