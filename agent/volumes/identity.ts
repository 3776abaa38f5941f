import type { DiskIdentity } from '../../proto/catalog.ts';
import type { Layout } from '../layout/types.ts';

/**
 * What a catalog remembers of its disk. A serial or WWN that the disk does not say just now is kept from the
 * catalog before: a disk behind another controller is still that disk.
 */
export function identityOf(layout: Layout, diskGuid: string): DiskIdentity {
  const { disk, sizeBytes, sectorBytes } = layout;
  const before = layout.catalog?.catalog.identity;
  return {
    serial: disk.serial ?? before?.serial ?? null,
    wwn: disk.wwn ?? before?.wwn ?? null,
    diskGuid,
    sizeBytes,
    sectorBytes,
  };
}

/** What a disk says of itself just now. */
export function shownIdentity({ disk, table, sizeBytes, sectorBytes }: Layout): DiskIdentity {
  const { serial, wwn } = disk;
  return { serial, wwn, diskGuid: table.gpt?.diskGuid ?? null, sizeBytes, sectorBytes };
}
