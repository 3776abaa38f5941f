import { changeEntry, entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { GptEntry, GptTable } from '../../hardware-managers/partition-table/types.ts';
import type { Claim, VolumeState } from '../../proto/catalog.ts';
import { missingClaimConflict } from './claim-conflicts.ts';
import { diskPartitions, keyOf, partitionKey } from './disk-partition.ts';
import { alignDown, alignUp, type Extent, endOf, MIB } from './extent.ts';
import type { Conflict, Kept, Layout } from './types.ts';
import { type Planned, planned, surveyGround, type VolumeGround } from './volume-ground.ts';
import { conflict, extentWords, partitionWords, sizeWords } from './wording.ts';

/** A volume that becomes larger at its end, or has the size already. */
export interface ExtendPlan {
  readonly claim: Claim;
  /** The volume's entry and extent afterwards; all but the entry's last LBA is as it was. */
  readonly entry: GptEntry;
  readonly extent: Extent;
  /** What is added, right behind the volume; empty when nothing is. */
  readonly added: Extent;
  /** Everything else on the disk. */
  readonly others: readonly Kept[];
  readonly tableBefore: GptTable;
  readonly table: GptTable;
}

/** Something behind a volume, for people. */
interface Neighbour {
  readonly offset: number;
  readonly what: string;
}

/** States in which nobody is changing or giving up the volume. */
const EXTENDABLE: readonly VolumeState[] = ['available', 'reserved', 'in-use'];

function stateConflicts(claim: Claim, device: string): Conflict[] {
  if (EXTENDABLE.includes(claim.state)) return [];
  const wayOut =
    claim.state === 'releasing'
      ? 'release it again, which ends it, and make a new one'
      : `check it with \`bmv volume verify ${device} ${claim.id}\` first`;
  const message = `volume ${JSON.stringify(claim.name)} of ${device} is in state ${claim.state}`;
  return [conflict('VOLUME_STATE', message, wayOut, [claim.name])];
}

/** HAZARD: some members of an array are found by a superblock at their end, which would be elsewhere then. */
function contentConflicts({ entry, filesystem }: Kept, claim: Claim): Conflict[] {
  if (!filesystem?.type.endsWith('_raid_member')) return [];
  const message = `volume ${JSON.stringify(claim.name)} (${partitionWords(entry)}) is a ${filesystem.type}, which may be found by its end only`;
  return [conflict('NOT_EXTENDABLE', message, 'take it out of its array first', [claim.name])];
}

function wordsOf(extent: Extent, { kept }: VolumeGround, layout: Layout): string {
  const partition = kept.find((item) => item.extent === extent);
  if (partition?.claim) return `volume ${JSON.stringify(partition.claim.name)}`;
  if (partition) return partitionWords(partition.entry);
  return extent === layout.catalog?.place ? 'the catalog' : 'a copy of the partition table';
}

/** The first thing at or behind the volume's end; where one reaches over that end, there is no room at all. */
function neighbourOf(volume: Kept, ground: VolumeGround, layout: Layout): Neighbour {
  const end = endOf(volume.extent);
  const { spare, tail } = ground.shape;
  const things = [
    ...ground.taken
      .filter((extent) => extent !== volume.extent)
      .map((extent) => ({ extent, what: wordsOf(extent, ground, layout) })),
    { extent: spare, what: 'the place of a second partition table' },
    {
      extent: { offset: tail.offset, length: Number.MAX_SAFE_INTEGER - tail.offset },
      what: 'the end of the usable disk',
    },
  ];
  const [nearest] = things
    .filter(({ extent }) => extent.length > 0 && endOf(extent) > end)
    .map(({ extent, what }) => ({ offset: Math.max(end, extent.offset), what }))
    .sort((a, b) => a.offset - b.offset);
  return nearest ?? { offset: end, what: 'the end of the disk' };
}

/** Bytes of the volume afterwards. One that has the size as it was asked for stays as it is. */
function lengthOf(volume: Extent, size: number | 'rest', neighbour: Neighbour): number {
  if (size === 'rest') return Math.max(volume.length, alignDown(neighbour.offset, MIB) - volume.offset);
  return size === volume.length ? size : alignUp(size, MIB);
}

function sizeConflicts(claim: Claim, wanted: number, neighbour: Neighbour): Conflict[] {
  const volume = `volume ${JSON.stringify(claim.name)} (${extentWords(claim)})`;
  if (wanted < claim.length) {
    const message = `${volume} is larger than the ${sizeWords(wanted)} that it should have`;
    const wayOut = `volumes do not shrink: ask for ${sizeWords(claim.length)} or more, or make another volume`;
    return [conflict('VOLUME_TOO_LARGE', message, wayOut, [claim.name])];
  }
  const room = neighbour.offset - endOf(claim);
  if (wanted - claim.length <= room) return [];
  const most = alignDown(claim.length + room, MIB);
  const message = `${volume} should have ${sizeWords(wanted)}, but right behind it ${room === 0 ? 'nothing is' : `only ${sizeWords(room)} are`} free, then comes ${neighbour.what} at ${neighbour.offset}`;
  const ask = most > claim.length ? `ask for ${most / MIB}M at most, ` : '';
  const wayOut = `${ask}remove or release what is in the way, or make another volume`;
  return [conflict('NO_SPACE', message, wayOut, [claim.name])];
}

/** Entries of a table with one of them replaced. */
function replaced(table: GptTable, entry: GptEntry): GptTable {
  return { ...table, entries: table.entries.map((old) => (old.number === entry.number ? entry : old)) };
}

/**
 * Plans a volume that grows into the free space right behind it. `size`: bytes in all, rounded up to whole MiB,
 * or `rest`, as far as that space goes. Nothing else on the disk is moved, changed or renumbered.
 *
 * Throws `CATALOG_DAMAGED` when the disk's catalog stores entries that are none.
 */
export function planExtend(
  layout: Layout,
  claim: Claim,
  size: number | 'rest',
  newGuid: () => string,
): Planned<ExtendPlan> {
  const ground = surveyGround(layout, [], newGuid);
  const key = partitionKey(claim.id, claim);
  const volume = ground.kept.find((item) => keyOf(item) === key);
  const { gpt } = layout.table;
  const listed = gpt?.entries.find(
    (entry) => partitionKey(entry.guid, entryExtent(entry, layout.sectorBytes)) === key,
  );
  const found = [...ground.conflicts, ...stateConflicts(claim, layout.disk.path)];
  if (!volume || !listed || !gpt) {
    const missing = missingClaimConflict(claim, diskPartitions(layout), layout);
    return planned([...found, missing], () => {
      throw new TypeError('a volume that is not listed has no plan');
    });
  }
  const neighbour = neighbourOf(volume, ground, layout);
  const length = lengthOf(claim, size, neighbour);
  return planned(
    [...found, ...contentConflicts(volume, claim), ...sizeConflicts(claim, length, neighbour)],
    () => {
      const extent = { offset: claim.offset, length };
      const entry = changeEntry(listed, { lastLba: endOf(extent) / layout.sectorBytes - 1 });
      return {
        claim,
        entry,
        extent,
        added: { offset: endOf(claim), length: length - claim.length },
        others: ground.kept.filter((item) => item !== volume),
        tableBefore: gpt,
        table: replaced(gpt, entry),
      };
    },
  );
}
