import { type Magic, type Probe, signature } from './probe.ts';

const KIB = 1024;
/** Bytes of one label; two stand at the start of a device and two at its end. */
const LABEL = 256 * KIB;

/** The uberblocks in the second half of one label, one a KiB at least, in the byte order of their writer. */
function uberblocks(label: (sizeBytes: number) => number): Magic[] {
  const little = Buffer.from([0x0c, 0xb1, 0xba, 0, 0, 0, 0, 0]);
  const offset = (sizeBytes: number) => label(sizeBytes) + 128 * KIB;
  return [little, Buffer.from(little).reverse()].map((bytes) => ({ offset, bytes, step: KIB, count: 128 }));
}

/**
 * ZFS (on-disk format, chapter 1). Its name and GUID are in nested lists and are left out. HAZARD: a label
 * outlives its pool where a new filesystem does not happen to write, so every other signature goes first.
 */
export const zfs: Probe = {
  magics: [
    ...uberblocks(() => 0),
    ...uberblocks(() => LABEL),
    ...uberblocks((size) => Math.floor(size / LABEL) * LABEL - 2 * LABEL),
    ...uberblocks((size) => Math.floor(size / LABEL) * LABEL - LABEL),
  ],
  read: async () => signature('zfs_member'),
};
