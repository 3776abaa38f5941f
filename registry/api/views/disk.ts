import type { Disk } from '../../model.ts';
import type { DiskJson } from '../schemas/disks.ts';
import { diskParts } from './disk-parts.ts';

function openOperationView({ openOperation }: Disk['report']): DiskJson['open_operation'] {
  if (!openOperation) return null;
  const { operation, phase, startedAtMs, imageName } = openOperation;
  return { operation, phase, started_at_ms: startedAtMs, image_name: imageName };
}

/** A disk as it goes over the API. */
export function diskView({ key, report, isPresent, seenAtMs, generation }: Disk): DiskJson {
  const { identity, device, model, vendor, transport, rotational, table, verdicts } = report;
  const parts = diskParts(report);
  const free = parts.filter(({ kind }) => kind === 'free');
  return {
    ...{ key, device, model, vendor, transport, rotational, table },
    size_bytes: identity.sizeBytes,
    sector_bytes: identity.sectorBytes,
    serial: identity.serial,
    wwn: identity.wwn,
    disk_guid: identity.diskGuid,
    read_only: report.readOnly,
    verdicts: verdicts.map((verdict) => ({ ...verdict })),
    open_operation: openOperationView(report),
    catalog_generation: report.catalogGeneration,
    whole_disk: report.wholeDisk,
    is_present: isPresent,
    seen_at_ms: seenAtMs,
    free_bytes: free.reduce((sum, { size_bytes: size }) => sum + size, 0),
    parts,
    generation,
  };
}
