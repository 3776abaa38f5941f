import { subtract } from '../../agent/layout/extent.ts';
import { usableExtent } from '../../agent/layout/free-space.ts';
import type { Layout } from '../../agent/layout/types.ts';
import { volumeViews } from '../../agent/volumes/views.ts';
import type { DiskInfo } from '../../hardware-managers/disk.ts';
import type { FilesystemUsage } from '../../hardware-managers/filesystem-usage.ts';
import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { partsOfLayout } from '../parts.ts';
import { diskPicture, type PictureOptions } from '../picture.ts';
import { formatTable } from '../table.ts';
import { formatBytes } from '../units.ts';
import { partitionJson } from './partition.ts';

/** Mounted filesystems of a disk and its partitions. */
function usageOf(disk: DiskInfo, usage: readonly FilesystemUsage[]): readonly FilesystemUsage[] {
  const devices = new Set([disk.path, ...disk.partitions.map(({ device }) => device)]);
  return usage.filter(({ device }) => devices.has(device));
}

export function diskJson(disk: DiskInfo, usage: readonly FilesystemUsage[]): object {
  const { sizeBytes, logicalSectorBytes, physicalSectorBytes, partitions, ...rest } = disk;
  return {
    ...rest,
    size: sizeBytes,
    sectorSize: logicalSectorBytes,
    physicalSectorSize: physicalSectorBytes,
    partitions: partitions.map(({ number, device, offset, length }) => ({
      number,
      device,
      offset,
      size: length,
    })),
    filesystems: usageOf(disk, usage),
  };
}

/** What stands in the way of writing to a disk just now; empty when nothing does. */
export function usesText({ uses, readOnly, zoned }: DiskInfo): string {
  return [
    ...(readOnly ? ['read-only'] : []),
    ...(zoned === 'none' ? [] : [zoned]),
    ...uses.map(({ kind, device, detail }) => `${kind} ${device}${detail ? ` (${detail})` : ''}`),
  ].join(', ');
}

function fullText(usage: readonly FilesystemUsage[]): string {
  return usage
    .map(
      ({ mountPoint, usedBytes, sizeBytes }) =>
        `${mountPoint} ${formatBytes(usedBytes)} of ${formatBytes(sizeBytes)}`,
    )
    .join(', ');
}

export function disksText(disks: readonly DiskInfo[], usage: readonly FilesystemUsage[]): string {
  if (disks.length === 0) return 'no disks';
  const rows = disks.map((disk) => [
    disk.path,
    formatBytes(disk.sizeBytes),
    `${disk.logicalSectorBytes}/${disk.physicalSectorBytes}`,
    disk.rotational === null ? '' : disk.rotational ? 'hdd' : 'ssd',
    disk.transport ?? '',
    disk.model ?? '',
    disk.serial ?? '',
    usesText(disk),
    fullText(usageOf(disk, usage)),
  ]);
  return formatTable([
    ['disk', 'size', 'sectors', 'kind', 'transport', 'model', 'serial', 'in use by', 'filled'],
    ...rows,
  ]);
}

export function layoutJson(layout: Layout): object {
  const { table, catalog, sectorBytes, sizeBytes, filesystems, wholeDisk } = layout;
  const entries = table.gpt?.entries ?? [];
  const taken = entries.map((entry) => entryExtent(entry, sectorBytes));
  const free = table.kind === 'none' || table.gpt ? subtract([usableExtent(layout)], taken) : [];
  const journal = catalog?.catalog.journal;
  return {
    disk: diskJson(layout.disk, []),
    size: sizeBytes,
    sectorSize: sectorBytes,
    table: {
      kind: table.kind,
      diskId: table.gpt?.diskGuid ?? null,
      verdicts: table.verdicts,
      mbr: table.mbr,
    },
    partitions: entries.map((entry) => ({
      ...partitionJson(entry, sectorBytes),
      filesystem: filesystems.get(entry.number) ?? null,
    })),
    wholeDisk,
    volumes: volumeViews(layout),
    catalog: catalog && {
      offset: catalog.place.offset,
      size: catalog.place.length,
      generation: catalog.generation,
      identity: catalog.catalog.identity,
      damage: catalog.damage,
      journal: journal
        ? { operation: journal.operation, phase: journal.phase, image: journal.imageName }
        : null,
    },
    free: free.map(({ offset, length }) => ({ offset, size: length })),
  };
}

const KINDS: Readonly<Record<Layout['table']['kind'], string>> = {
  none: 'no partition table',
  gpt: 'GPT',
  mbr: 'MBR',
  hybrid: 'hybrid MBR',
  damaged: 'damaged partition table',
};

function catalogLines(layout: Layout): string[] {
  const { catalog, disk } = layout;
  if (!catalog) return [];
  const journal = catalog.catalog.journal;
  return [
    ...catalog.damage.map((line) => `catalog: ${line}`),
    ...(journal
      ? [
          `an interrupted ${journal.operation} (${journal.phase}) is open; run it again, or bmv recover ${disk.path}`,
        ]
      : []),
  ];
}

export function layoutText(layout: Layout, options: PictureOptions): string {
  const { disk, sizeBytes, sectorBytes, table, wholeDisk } = layout;
  const head = [disk.path, formatBytes(sizeBytes), `${sectorBytes}-byte sectors`, KINDS[table.kind]];
  const uses = usesText(disk);
  return [
    head.join(', ') + (uses ? `, ${uses}` : ''),
    diskPicture(partsOfLayout(layout), sizeBytes, options),
    ...(wholeDisk ? [`the whole disk is ${wholeDisk.type} ${wholeDisk.label}`.trimEnd()] : []),
    ...table.verdicts.map(({ severity, message }) => `${severity}: ${message}`),
    ...catalogLines(layout),
  ].join('\n');
}
