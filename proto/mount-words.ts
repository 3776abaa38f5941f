import type { Filesystem } from './catalog.ts';

/** What of a volume decides how it is mounted. */
export interface MountedVolume {
  /** Lower-case GUID of its partition. */
  readonly id: string;
  readonly filesystem: Filesystem | 'unknown';
  readonly mountPoint: string;
}

/** How a volume is mounted, in the words of fstab. */
export interface Mount {
  /** Stable, whatever the disks are called. */
  readonly what: string;
  /** `none` for swap. */
  readonly where: string;
  /** `auto` where we did not make the filesystem. */
  readonly type: string;
  readonly options: string;
  /** When it is checked at boot; 0: never. */
  readonly pass: 0 | 2;
}

/** Seconds that systemd waits for a volume's disk before it gives the mount up; the boot goes on meanwhile. */
const DEVICE_TIMEOUT = 180;

/** The link that udev makes for the partition, whose GUID is the volume's id. */
export function devicePath({ id }: Pick<MountedVolume, 'id'>): string {
  return `/dev/disk/by-partuuid/${id}`;
}

/** Whether systemd may grow its filesystem to the volume's size: one that we know, since a volume can be extended. */
export function isGrown({ filesystem }: Pick<MountedVolume, 'filesystem'>): boolean {
  return filesystem === 'ext4' || filesystem === 'xfs';
}

/**
 * HAZARD: `nofail`, and nothing that makes a filesystem: a volume that is broken or gone must neither stop the boot
 * nor be formatted by it.
 */
export function mountOf(volume: MountedVolume): Mount {
  const { filesystem, mountPoint } = volume;
  const what = devicePath(volume);
  const patient = `nofail,x-systemd.device-timeout=${DEVICE_TIMEOUT}s`;
  if (filesystem === 'swap') return { what, where: 'none', type: 'swap', options: `sw,${patient}`, pass: 0 };
  const type = isGrown(volume) ? filesystem : 'auto';
  const options = `defaults,${patient}${isGrown(volume) ? ',x-systemd.growfs' : ''}`;
  return { what, where: mountPoint, type, options, pass: type === 'ext4' ? 2 : 0 };
}

/**
 * What cloud-init is told, as YAML that is JSON too; null for nothing. `merge_how` makes it add to what other vendor
 * data says, where cloud-init would replace that. Mounts of the tenant's own user data replace all of ours.
 */
export function cloudConfig(volumes: readonly MountedVolume[]): string | null {
  if (volumes.length === 0) return null;
  const config = {
    mounts: volumes.map((volume) => {
      const { what, where, type, options, pass } = mountOf(volume);
      return [what, where, type, options, '0', String(pass)];
    }),
    merge_how: [
      { name: 'list', settings: ['append'] },
      { name: 'dict', settings: ['no_replace', 'recurse_list'] },
    ],
  };
  return `#cloud-config\n${JSON.stringify(config)}\n`;
}
