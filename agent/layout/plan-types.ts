import { changeEntry, entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry, GptTable } from '../../hardware-managers/partition-table/types.ts';
import type { Claim } from '../../proto/catalog.ts';
import { partitionKey } from './disk-partition.ts';
import type { Kept, Layout } from './types.ts';
import { type Planned, planned, surveyGround } from './volume-ground.ts';

/** Volumes whose partitions get another type; nothing else of the table changes. */
export interface TypesPlan {
  /** Everything on the disk, with the entries as they will be. */
  readonly kept: readonly Pick<Kept, 'entry' | 'extent' | 'proof'>[];
  readonly changed: ReadonlyMap<string, GptEntry>;
  readonly tableBefore: GptTable;
  readonly table: GptTable;
}

/** Bit 63: systemd-gpt-auto-generator is to leave the partition alone. */
const NO_AUTO = 1n << 63n;

/** Bit 59: a filesystem that is mounted by the partition's type is grown to the partition's size. */
const GROW = 1n << 59n;

export function hasNoAuto({ attributes }: GptEntry): boolean {
  return (attributes & NO_AUTO) !== 0n;
}

/** By which systemd would mount a partition. Swap is used by its usual type, and is no volume's alone. */
const DISCOVERABLE: readonly string[] = [TYPE_GUIDS.linuxHome, TYPE_GUIDS.linuxSrv];

export function isDiscoverable({ typeGuid }: GptEntry): boolean {
  return DISCOVERABLE.includes(typeGuid);
}

function retyped(entry: GptEntry, typeGuid: string): GptEntry {
  const isGrown = DISCOVERABLE.includes(typeGuid);
  const attributes = isGrown ? entry.attributes | GROW : entry.attributes & ~GROW;
  const isSame = typeGuid === entry.typeGuid && attributes === entry.attributes;
  return isSame ? entry : changeEntry(entry, { typeGuid, attributes });
}

/** The entry with the type that it is to have. What is not to be mounted by its type, but would be, gets a plain one. */
function typed(entry: GptEntry, claim: Claim, wanted: ReadonlyMap<string, string>): GptEntry {
  const type = wanted.get(claim.id);
  if (type !== undefined) return hasNoAuto(entry) ? entry : retyped(entry, type);
  const isOurs = claim.tell?.includes('gpt-auto') === true || claim.toldByType === true;
  return isOurs && isDiscoverable(entry) ? retyped(entry, TYPE_GUIDS.linuxFilesystem) : entry;
}

/**
 * Plans the types of volumes' partitions: those of `wanted`, by id, and plain ones for other volumes that an instance
 * was told of by their type. Null where nothing has to change. Throws `CATALOG_DAMAGED`.
 */
export function planTypes(
  layout: Layout,
  wanted: ReadonlyMap<string, string>,
  newGuid: () => string,
): Planned<TypesPlan> | null {
  const { gpt } = layout.table;
  const claims = layout.catalog?.catalog.claims ?? [];
  if (!gpt || claims.length === 0) return null;
  const keyed = new Map(claims.map((claim) => [partitionKey(claim.id, claim), claim]));
  const changed = new Map<string, GptEntry>();
  const entries = gpt.entries.map((entry) => {
    const claim = keyed.get(partitionKey(entry.guid, entryExtent(entry, layout.sectorBytes)));
    const next = claim ? typed(entry, claim, wanted) : entry;
    if (claim && next !== entry) changed.set(claim.id, next);
    return next;
  });
  if (changed.size === 0) return null;
  const ground = surveyGround(layout, [], newGuid);
  return planned(ground.conflicts, () => ({
    kept: ground.kept.map(({ entry, extent, proof }) => ({
      entry: entries.find(({ number, guid }) => number === entry.number && guid === entry.guid) ?? entry,
      extent,
      proof,
    })),
    changed,
    tableBefore: gpt,
    table: { ...gpt, entries },
  }));
}
