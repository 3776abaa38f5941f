import { join } from 'node:path';
import type { Extent } from '../../agent/layout/extent.ts';
import { dataPiecesOfFile } from './data-pieces.ts';
import { digestOfFile, makeDiskFile, writeAt } from './disk-file.ts';
import { makeKeptDisk } from './kept-disks.ts';
import { applyScript } from './partition-script.ts';
import { md12 } from './superblocks.ts';

const MIB = 1024 * 1024;

/** Of every array here, as its members' superblocks have it. */
export const ARRAY = 'array "host:data" (01234567-89ab-cdef-8123-456789abcdef)';

/** Where on a disk a member of an array may lie. */
interface MemberPlace {
  readonly what: string;
  /** Partitions in sfdisk's language; none for the whole disk. */
  readonly script: readonly string[];
  readonly offset: number;
  /** Of the partition; null: the disk itself. */
  readonly number: number | null;
}

const RAID_GPT = 'A19D880F-05FC-4D3B-A006-743F0F84911E';
export const WHOLE_DISK: MemberPlace = { what: 'a whole disk', script: [], offset: 0, number: null };
export const GPT_PARTITION: MemberPlace = {
  what: 'a GPT partition',
  script: ['label: gpt', `start=2048, size=155648, type=${RAID_GPT}`],
  offset: MIB,
  number: 1,
};
/** As ironic-python-agent partitions members on a node with BIOS. */
export const PRIMARY_PARTITION: MemberPlace = {
  what: 'a primary partition',
  script: ['label: dos', 'start=2048, size=155648, type=fd'],
  offset: MIB,
  number: 1,
};
export const LOGICAL_PARTITION: MemberPlace = {
  what: 'a logical partition',
  script: ['label: dos', 'start=2048, size=159744, type=5', 'start=4096, size=155648, type=fd'],
  offset: 2 * MIB,
  number: 5,
};
export const MEMBER_PLACES = [WHOLE_DISK, GPT_PARTITION, PRIMARY_PARTITION, LOGICAL_PARTITION];

/** A disk file, by default of 96 MiB, with a member of an array, and what of it is a volume. */
export interface ArrayDisk {
  readonly path: string;
  readonly volume: Extent;
  /** Tells the bytes of the volume and of the superblock from others. */
  readonly digest: () => string;
}

/**
 * The only disk of an array that does not run: a disk with a volume lies in it, table and catalog included, from the
 * MiB on where the array's data begins.
 */
export async function makeArrayDisk(
  folder: string,
  name: string,
  place: MemberPlace,
  sizeBytes = 96 * MIB,
): Promise<ArrayDisk> {
  const { path: inner, claim } = await makeKeptDisk(folder, `${name}-inside`);
  const path = makeDiskFile(join(folder, `${name}.img`), sizeBytes);
  if (place.script.length > 0) applyScript(path, 512, place.script);
  for (const { offset, bytes } of md12()) writeAt(path, place.offset + offset, bytes);
  for (const { offset, bytes } of dataPiecesOfFile(inner, { offset: 0, length: 64 * MIB }))
    writeAt(path, place.offset + MIB + offset, bytes);
  const volume = { offset: place.offset + MIB + claim.offset, length: claim.length };
  const superblock = { offset: place.offset + 4096, length: 4096 };
  return {
    path,
    volume,
    digest: () => [volume, superblock].map((run) => digestOfFile(path, run)).join(),
  };
}
