import { devicePath } from '../../proto/mount-words.ts';
import type { ToldVolume } from './told-volume.ts';

/** Tells our entries from Nova's own. */
const DEVICE_TAG = 'bmv';

/** An entry of `devices` in meta_data.json, as Nova writes them of disks. */
export interface DeviceMetadata {
  readonly type: 'disk';
  readonly bus: 'none';
  readonly address: 'none';
  readonly serial: string;
  readonly path: string;
  readonly tags: readonly string[];
  /** Absent: it is not encrypted. */
  readonly encryption?: ToldVolume['encryption'];
}

export function deviceMetadata(volumes: readonly ToldVolume[]): readonly DeviceMetadata[] {
  return volumes.map((volume) => ({
    type: 'disk',
    bus: 'none',
    address: 'none',
    serial: volume.id,
    path: devicePath(volume),
    tags: [DEVICE_TAG, volume.name],
    ...(volume.encryption ? { encryption: volume.encryption } : {}),
  }));
}
