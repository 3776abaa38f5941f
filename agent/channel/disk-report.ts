import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { DiskReport, VolumeReport } from '../../proto/report.ts';
import { freeExtents } from '../layout/free-space.ts';
import type { Layout } from '../layout/types.ts';
import { shownIdentity } from '../volumes/identity.ts';
import { volumeViews } from '../volumes/views.ts';

function volumesOf(layout: Layout): readonly VolumeReport[] {
  const claims = new Map(layout.catalog?.catalog.claims.map((claim) => [claim.id, claim]));
  return volumeViews(layout).map(({ size, type: _type, ...view }) => {
    const claim = claims.get(view.id);
    return { ...view, length: size, createdAtMs: claim?.createdAtMs ?? 0, proof: claim?.proof ?? null };
  });
}

/** Where volumes may be made: nowhere on a disk that is not understood, or is wholly something else's. */
function freeOf(layout: Layout): DiskReport['free'] {
  const { table, wholeDisk, arrayMembers, catalog, sectorBytes } = layout;
  const isBlank = table.kind === 'none' && !wholeDisk;
  const isOther = arrayMembers.some(({ number }) => number === null);
  const refuses = table.verdicts.some(({ severity }) => severity === 'refuse');
  if (isOther || refuses || !(isBlank || table.kind === 'gpt')) return [];
  return freeExtents(layout, [
    ...(table.gpt?.entries ?? []).map((entry) => entryExtent(entry, sectorBytes)),
    ...(catalog ? [catalog.place, ...catalog.catalog.claims] : []),
  ]);
}

function openOperationOf({ catalog }: Layout): DiskReport['openOperation'] {
  const journal = catalog?.catalog.journal;
  if (!journal) return null;
  const { operation, phase, startedAtMs, imageName } = journal;
  return { operation, phase, startedAtMs, imageName };
}

/** A disk as the registry is told of it. */
export function diskReport(layout: Layout): DiskReport {
  const { disk, table, catalog, filesystems, sectorBytes } = layout;
  const { path, model, vendor, transport, rotational, readOnly } = disk;
  return {
    device: path,
    identity: shownIdentity(layout),
    ...{ model, vendor, transport, rotational, readOnly },
    table: table.kind,
    verdicts: table.verdicts.map(({ code, severity, message }) => ({ code, severity, message })),
    partitions: (table.gpt?.entries ?? []).map((entry) => {
      const filesystem = filesystems.get(entry.number);
      return {
        number: entry.number,
        guid: entry.guid,
        typeGuid: entry.typeGuid,
        name: entry.name,
        ...entryExtent(entry, sectorBytes),
        filesystem: filesystem?.type ?? '',
        filesystemLabel: filesystem?.label ?? '',
      };
    }),
    volumes: volumesOf(layout),
    free: freeOf(layout),
    catalogGeneration: catalog?.generation ?? null,
    openOperation: openOperationOf(layout),
    wholeDisk: layout.wholeDisk?.type ?? '',
  };
}
