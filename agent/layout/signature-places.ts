import { type Extent, endOf, MIB } from './extent.ts';

/**
 * Places beyond the first MiB where tools look for what once stood there: VMFS and LVM of VMware at 1 MiB,
 * mirrors of btrfs' superblock at 64 MiB and 256 GiB. Offsets within the extent, bytes.
 */
const FAR_SIGNATURES = [MIB, 64 * MIB, 256 * 1024 * MIB] as const;
const FAR_BYTES = 64 * 1024;

/** Where in an extent anything that identifies its contents can be: its ends, and far places. */
export function signaturePlaces(extent: Extent): Extent[] {
  const first = { offset: extent.offset, length: Math.min(MIB, extent.length) };
  const last = { offset: Math.max(extent.offset, endOf(extent) - MIB), length: first.length };
  const far = FAR_SIGNATURES.map((at) => ({ offset: extent.offset + at, length: FAR_BYTES }));
  return [first, ...far.filter((place) => endOf(place) <= endOf(extent)), last];
}
