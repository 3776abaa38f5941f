import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import { endOf } from './extent.ts';
import type { ImagePartition } from './image-partitions.ts';
import type { Conflict, ImageHead, Patch, Placement } from './types.ts';
import { conflict, partitionObject, partitionWords } from './wording.ts';

/** BIOS and GRUB's boot code count in these whatever the disk's sectors are. */
const BIOS_SECTOR = 512;

/** Sector 0 before the disk signature: the boot code. */
const BOOT_CODE_BYTES = 440;

/** In boot.img: u16 LE load address, always 0x8000, and u64 LE sector of core.img (grub-core/boot/i386/pc/boot.S). */
const KERNEL_ADDRESS = 0x5a;
const KERNEL_SECTOR = 0x5c;
const LOAD_ADDRESS = 0x8000;

/**
 * At the end of core.img's first sector: block lists, the first at 0x1f4, each next one 12 bytes below;
 * u64 LE first sector, u16 LE sectors, u16 LE segment; one of no sectors ends them
 * (grub-core/boot/i386/pc/diskboot.S).
 */
const FIRST_LIST = 0x1f4;
const LIST_BYTES = 12;
const FIRST_SEGMENT = 0x820;
/** More than GRUB ever installs, and still above diskboot's code. */
const MAX_LISTS = 8;

/** What a moved or renumbered partition means for booting by BIOS. */
export interface BiosBoot {
  readonly patches: readonly Patch[];
  /** Sector 0 of the image, as long as a sector of the disk. */
  readonly bootSector: Uint8Array;
  readonly conflicts: readonly Conflict[];
}

/** An image partition with its place on the disk. */
interface Placed {
  readonly partition: ImagePartition;
  readonly placement: Placement;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function hasBootCode(sector: Uint8Array): boolean {
  return sector.subarray(0, BOOT_CODE_BYTES).some((byte) => byte !== 0);
}

/** First sector of core.img as boot.img names it; null where sector 0 is not GRUB's boot.img. */
function grubCoreSector(sector: Uint8Array): number | null {
  const isGrub =
    sector.byteLength >= BOOT_CODE_BYTES &&
    viewOf(sector).getUint16(KERNEL_ADDRESS, true) === LOAD_ADDRESS &&
    Buffer.from(sector.subarray(0, BOOT_CODE_BYTES)).includes('GRUB ');
  return isGrub ? Number(viewOf(sector).getBigUint64(KERNEL_SECTOR, true)) : null;
}

/** Whether all that GRUB would have installed into this partition lies in it; else what does not. */
function coreProblem(core: Uint8Array, first: number, end: number): string | null {
  const view = viewOf(core);
  for (let index = 0; index < MAX_LISTS; index += 1) {
    const at = FIRST_LIST - index * LIST_BYTES;
    const start = Number(view.getBigUint64(at, true));
    const sectors = view.getUint16(at + 8, true);
    if (sectors === 0) return index > 0 ? null : 'core.img has no block list';
    if (index === 0 && view.getUint16(at + 10, true) !== FIRST_SEGMENT)
      return 'core.img does not begin with diskboot.img';
    if (start <= first || start + sectors > end)
      return `a block list of core.img names sector ${start}, outside the partition`;
  }
  return 'the block lists of core.img have no end';
}

/** The block lists of core.img's first sector, moved by `delta` sectors. */
function movedLists(core: Uint8Array, delta: number): { readonly at: number; readonly bytes: Uint8Array } {
  const sector = Uint8Array.from(core);
  const view = viewOf(sector);
  let at = FIRST_LIST;
  for (; view.getUint16(at + 8, true) !== 0; at -= LIST_BYTES) {
    view.setBigUint64(at, view.getBigUint64(at, true) + BigInt(delta), true);
  }
  const lowest = at + LIST_BYTES;
  return { at: lowest, bytes: sector.slice(lowest, BIOS_SECTOR) };
}

/** The partition's sectors as GRUB counts them; `end` is the first behind it. */
function biosSectors({ extent }: ImagePartition): { readonly first: number; readonly end: number } {
  return { first: extent.offset / BIOS_SECTOR, end: Math.floor(endOf(extent) / BIOS_SECTOR) };
}

/** Why the boot code cannot follow this partition; null when it can. */
function unpatchable({ partition }: Placed, head: ImageHead, sectorBytes: number): string | null {
  if (sectorBytes !== BIOS_SECTOR) return `on ${sectorBytes}-byte sectors BIOS and GRUB do not count alike`;
  const coreSector = grubCoreSector(head.bytes);
  const { first, end } = biosSectors(partition);
  if (coreSector === null) return 'the boot code in sector 0 is not GRUB';
  if (coreSector !== first)
    return `GRUB in sector 0 loads sector ${coreSector}, not the partition's first (${first})`;
  if (partition.entry.typeGuid !== TYPE_GUIDS.biosBoot)
    return 'GRUB is installed into a partition that is no BIOS boot partition';
  const core = head.bytes.subarray(partition.extent.offset, partition.extent.offset + BIOS_SECTOR);
  if (core.byteLength < BIOS_SECTOR)
    return `its first sector is not within the first ${head.bytes.byteLength} bytes of the image`;
  return coreProblem(core, first, end);
}

function renumbered(placed: readonly Placed[], head: ImageHead): Conflict[] {
  return placed
    .filter(({ placement }) => placement.renumbered)
    .map(({ partition, placement }) =>
      conflict(
        'BIOS_BOOT_RENUMBERED',
        `${partitionWords(partition.entry)} of ${head.name} would become number ${placement.entry.number}, ` +
          'but the image boots by BIOS with GRUB, whose core.img names partitions by number',
        `give the kept partition another number (\`sgdisk -r ${placement.imageNumber}:N\` on an unused disk), or build the image with another`,
        [partitionObject(partition.entry)],
      ),
    );
}

/** Partitions that the boot code depends on: BIOS boot ones, and wherever GRUB's core.img is. */
function bootPartitions(placed: readonly Placed[], head: ImageHead): readonly Placed[] {
  const core = grubCoreSector(head.bytes);
  return placed.filter(({ partition }) => {
    const { first, end } = biosSectors(partition);
    return partition.entry.typeGuid === TYPE_GUIDS.biosBoot || (core !== null && core >= first && core < end);
  });
}

/**
 * Makes boot.img and core.img follow a moved BIOS boot partition, or says why they cannot: a disk that
 * silently does not boot is never the result. `partitions` and `placements` are in the same order; null for
 * what has no place.
 */
export function planBiosBoot(
  head: ImageHead,
  partitions: readonly ImagePartition[],
  placements: readonly (Placement | null)[],
  sectorBytes: number,
): BiosBoot {
  const bootSector = new Uint8Array(sectorBytes);
  bootSector.set(head.bytes.subarray(0, sectorBytes));
  const placed = partitions.flatMap((partition, index) => {
    const placement = placements[index];
    return placement ? [{ partition, placement }] : [];
  });
  const depended = hasBootCode(bootSector) ? bootPartitions(placed, head) : [];
  if (depended.length === 0) return { patches: [], bootSector, conflicts: [] };

  const conflicts = renumbered(placed, head);
  const patches: Patch[] = [];
  for (const item of depended.filter(({ placement }) => placement.moved)) {
    const why = unpatchable(item, head, sectorBytes);
    const { partition, placement } = item;
    if (why !== null) {
      conflicts.push(
        conflict(
          'BIOS_BOOT_UNPATCHABLE',
          `${partitionWords(partition.entry)} of ${head.name} has to move from ${partition.extent.offset} to ` +
            `${placement.extent.offset}, and its boot code cannot follow: ${why}`,
          'do not keep what is in its place, or build the image with that partition elsewhere',
          [partitionObject(partition.entry)],
        ),
      );
      continue;
    }
    const target = placement.extent.offset / BIOS_SECTOR;
    const core = head.bytes.subarray(partition.extent.offset, partition.extent.offset + BIOS_SECTOR);
    const { at, bytes } = movedLists(core, target - biosSectors(partition).first);
    viewOf(bootSector).setBigUint64(KERNEL_SECTOR, BigInt(target), true);
    patches.push({ diskOffset: placement.extent.offset + at, bytes });
  }
  return { patches, bootSector, conflicts };
}
