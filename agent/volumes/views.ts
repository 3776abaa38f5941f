import { entryExtent, parseEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { typeName } from '../../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry } from '../../hardware-managers/partition-table/types.ts';
import type { Claim, TellWay, VolumeEncryption, VolumeOrigin, VolumeState } from '../../proto/catalog.ts';
import { partitionKey } from '../layout/disk-partition.ts';
import type { Layout } from '../layout/types.ts';

/** A volume as it is shown. Bytes. */
export interface VolumeView extends VolumeOrigin, VolumeEncryption {
  readonly id: string;
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  /** `missing` where the disk's table does not list the volume at its place. */
  readonly state: VolumeState;
  readonly project: string;
  /** Partition number: in the table, else as the catalog has it. */
  readonly number: number;
  readonly filesystem: Claim['filesystem'];
  readonly label: string;
  readonly mountPoint: string;
  /** How the instance is told; absent where nobody said. */
  readonly tell?: readonly TellWay[];
  /** Partition type for people. */
  readonly type: string;
}

/** The entry that lists a claim at its place; null when none does. */
export function listedEntry(claim: Claim, layout: Layout): GptEntry | null {
  const key = partitionKey(claim.id, claim);
  const entries = layout.table.gpt?.entries ?? [];
  return (
    entries.find((entry) => partitionKey(entry.guid, entryExtent(entry, layout.sectorBytes)) === key) ?? null
  );
}

/** Every volume of a disk, by offset. */
export function volumeViews(layout: Layout): readonly VolumeView[] {
  const claims = layout.catalog?.catalog.claims ?? [];
  return claims
    .map((claim) => {
      const listed = listedEntry(claim, layout);
      const entry = listed ?? parseEntry(claim.entry.raw, claim.entry.number);
      const { id, name, offset, length, project, filesystem, label, mountPoint, tell } = claim;
      const { encryption, bootable, image } = claim;
      return {
        id,
        name,
        offset,
        size: length,
        state: listed ? claim.state : 'missing',
        project,
        number: entry?.number ?? claim.entry.number,
        filesystem,
        label,
        mountPoint,
        ...(tell ? { tell } : {}),
        ...(encryption ? { encryption } : {}),
        type: entry ? typeName(entry.typeGuid) : '',
        ...(bootable ? { bootable } : {}),
        ...(image ? { image } : {}),
      };
    })
    .sort((a, b) => a.offset - b.offset);
}
