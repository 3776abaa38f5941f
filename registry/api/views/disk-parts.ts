import type { DiskReport, PartitionReport } from '../../../proto/report.ts';
import { type Extent, endOf, overlaps, subtract } from '../../decisions/extent.ts';
import type { PartJson } from '../schemas/disks.ts';

/** Type GUID of the partition that a disk's catalog is in. */
const CATALOG_TYPE = '7a1f5c0e-6d4b-4f7e-9c52-2b6d7e0f4a91';

type Named = Omit<PartJson, 'offset_bytes' | 'size_bytes'>;

function part({ offset, length }: Extent, named: Partial<Named> & Pick<Named, 'kind'>): PartJson {
  return {
    ...{ offset_bytes: offset, size_bytes: length },
    ...{ number: null, guid: '', name: '', filesystem: '', volume: null },
    ...named,
  };
}

function partitionPart(partition: PartitionReport, report: DiskReport): PartJson {
  const { number, guid, typeGuid, name, filesystem } = partition;
  const volume = report.volumes.find(({ id }) => id === guid);
  const kind = volume ? 'kept' : typeGuid === CATALOG_TYPE ? 'catalog' : 'image';
  return part(partition, { kind, number, guid, name, filesystem, volume: volume?.id ?? null });
}

/** Volumes that the disk claims, and its table does not list. */
function lostPart(volume: DiskReport['volumes'][number]): PartJson {
  const { id, name } = volume;
  return part(volume, { kind: 'damaged', guid: id, name, volume: id });
}

const extentOf = ({ offset_bytes, size_bytes }: PartJson): Extent => ({
  offset: offset_bytes,
  length: size_bytes,
});

/** Nothing may be written to it, as its table is not understood. */
function isDamaged({ table, verdicts }: DiskReport): boolean {
  return table === 'damaged' || verdicts.some(({ severity }) => severity === 'refuse');
}

/**
 * A disk from its first byte to its last, for whoever draws it. Where a damaged disk shows one range twice, the first of
 * them counts.
 */
export function diskParts(report: DiskReport): PartJson[] {
  const { identity, partitions, volumes, free, wholeDisk } = report;
  const whole: Extent = { offset: 0, length: identity.sizeBytes };
  const shown: PartJson[] = [];
  const listed = partitions.map((partition) => partitionPart(partition, report));
  const lost = volumes.filter(({ id }) => !partitions.some(({ guid }) => guid === id)).map(lostPart);
  for (const item of [...listed, ...lost]) {
    const extent = extentOf(item);
    if (
      extent.length > 0 &&
      endOf(extent) <= whole.length &&
      !shown.some((other) => overlaps(extentOf(other), extent))
    )
      shown.push(item);
  }
  const taken = shown.map(extentOf);
  const open = subtract(free, taken).filter((extent) => endOf(extent) <= whole.length);
  const rest = subtract([whole], [...taken, ...open]);
  const kind = isDamaged(report) ? 'damaged' : wholeDisk === '' ? 'unused' : 'image';
  return [
    ...shown,
    ...open.map((extent) => part(extent, { kind: 'free' })),
    ...rest.map((extent) => part(extent, { kind, filesystem: kind === 'image' ? wholeDisk : '' })),
  ].sort((a, b) => a.offset_bytes - b.offset_bytes);
}
