import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { Context } from '../context.ts';
import { describeError } from '../describe-error.ts';
import type { Layout } from '../layout/types.ts';
import { inspectDisk } from '../volumes/inspect.ts';
import { type VolumeView, volumeViews } from '../volumes/views.ts';

/** A disk as inventories show it. Bytes. */
interface InventoryDisk {
  readonly device: string;
  readonly size: number;
  readonly sector_size: number;
  readonly serial: string | null;
  readonly wwn: string | null;
  readonly model: string | null;
  /** `gpt`, `mbr`, `none` or `damaged`. */
  readonly table: string;
  readonly disk_guid: string | null;
  /** An operation that was interrupted; null when there is none. */
  readonly interrupted: string | null;
  readonly partitions: readonly object[];
}

/** All that a node's disks say of volumes. */
export interface VolumeInventory {
  /** Of a disk that could not be read, only `device` and `error`. */
  readonly disks: readonly (InventoryDisk | { readonly device: string; readonly error: string })[];
  readonly volumes: readonly (VolumeView & { readonly device: string })[];
}

function diskOf(device: string, { disk, table, catalog, sectorBytes }: Layout): InventoryDisk {
  const { sizeBytes, serial, wwn, model } = disk;
  return {
    device,
    size: sizeBytes,
    sector_size: sectorBytes,
    serial,
    wwn,
    model,
    table: table.kind,
    disk_guid: table.gpt?.diskGuid ?? null,
    interrupted: catalog?.catalog.journal?.operation ?? null,
    partitions: (table.gpt?.entries ?? []).map((entry) => {
      const { offset, length } = entryExtent(entry, sectorBytes);
      return { number: entry.number, guid: entry.guid, name: entry.name, offset, size: length };
    }),
  };
}

/** Reads disks without exclusive access. What cannot be read is told as such: an inventory never fails. */
export async function takeInventory(context: Context, devices: readonly string[]): Promise<VolumeInventory> {
  const disks: VolumeInventory['disks'][number][] = [];
  const volumes: VolumeInventory['volumes'][number][] = [];
  for (const device of devices) {
    try {
      const layout = await inspectDisk(context, device);
      disks.push(diskOf(device, layout));
      volumes.push(...volumeViews(layout).map((view) => ({ device, ...view })));
    } catch (error) {
      disks.push({ device, error: describeError(error).message });
    }
  }
  return { disks, volumes };
}
