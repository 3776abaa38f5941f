import type { ReadableDisk } from '../../hardware-managers/disk.ts';
import { pickManager } from '../../hardware-managers/dispatch.ts';
import type { OpenOptions } from '../../hardware-managers/manager.ts';
import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { readTable } from '../../hardware-managers/partition-table/read-table.ts';
import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';
import type { Context } from '../context.ts';
import { withGrownClaims } from '../layout/grown-claims.ts';
import type { FilesystemSignature, Layout } from '../layout/types.ts';
import { findArrayMembers } from './array-members.ts';
import { probeFilesystem } from './filesystem-probe.ts';
import { findCatalog } from './find-catalog.ts';

/**
 * Reads a disk's table, catalog and what its partitions hold (or the whole disk, where there is no table). Claims are as
 * long as their partitions have grown.
 * Damage of the table is in its verdicts; throws `CATALOG_DAMAGED` and `CATALOG_NEWER`.
 */
export async function inspectLayout(disk: ReadableDisk): Promise<Layout> {
  const { sizeBytes, logicalSectorBytes: sectorBytes } = disk.info;
  const reader: ByteReader = { sizeBytes, read: (offset, length) => disk.read(offset, length) };
  const table = await readTable(reader, sectorBytes);
  const stored = await findCatalog(reader, { sizeBytes, sectorBytes, table });
  const catalog = withGrownClaims(stored, table, sectorBytes);

  const filesystems = new Map<number, FilesystemSignature>();
  for (const entry of table.gpt?.entries ?? []) {
    const found = await probeFilesystem(reader, entryExtent(entry, sectorBytes));
    if (found) filesystems.set(entry.number, found);
  }
  const wholeDisk =
    table.kind === 'none' ? await probeFilesystem(reader, { offset: 0, length: sizeBytes }) : null;
  const arrayMembers = await findArrayMembers(reader, table, sectorBytes);
  return { disk: disk.info, sizeBytes, sectorBytes, table, catalog, filesystems, wholeDisk, arrayMembers };
}

/** `inspectLayout` of a path, without exclusive access. */
export async function inspectDisk(
  context: Context,
  path: string,
  options: OpenOptions = {},
): Promise<Layout> {
  const manager = await pickManager(context.managers, path);
  const disk = await manager.openForReading(path, options);
  try {
    return await inspectLayout(disk);
  } finally {
    await disk.close();
  }
}
