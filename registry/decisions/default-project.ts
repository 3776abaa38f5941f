import type { Inventory, VolumeEvent } from '../../proto/report.ts';

type Named = { readonly project: string };

function owned<T extends Named>(volume: T, project: string): T {
  return volume.project === '' ? { ...volume, project } : volume;
}

/** An inventory whose claims without a project are of one. */
export function ownedInventory(inventory: Inventory, project: string): Inventory {
  if (project === '') return inventory;
  const disks = inventory.disks.map((disk) => ({
    ...disk,
    volumes: disk.volumes.map((volume) => owned(volume, project)),
  }));
  return { ...inventory, disks };
}

/** The same of an event. */
export function ownedEvent(event: VolumeEvent, project: string): VolumeEvent {
  return project === '' ? event : { ...event, volume: owned(event.volume, project) };
}
