import type { FoundVolume, ToldVolume } from '../../agent/tell/told-volume.ts';
import type { Claim } from '../../proto/catalog.ts';

export const VOLUME_ID = '8a5d3c10-2f4e-4d6b-9b8a-7c6d5e4f3a2b';

/** A volume that an instance is told of. */
export function aToldVolume(changes: Partial<ToldVolume> = {}): ToldVolume {
  const volume = { id: VOLUME_ID, name: 'data', device: '/dev/sda', filesystem: 'ext4' } as const;
  return { ...volume, mountPoint: '/srv', ways: ['cloud-init'], ...changes };
}

/** A claim that was found at its place. */
export function aFoundVolume(
  changes: Partial<Claim> = {},
  found: Partial<Omit<FoundVolume, 'claim'>> = {},
): FoundVolume {
  const claim: Claim = {
    ...{ id: VOLUME_ID, name: 'data', project: 'p1', state: 'available', offset: 0, length: 1 },
    ...{ filesystem: 'ext4', label: '', mountPoint: '/srv', createdAtMs: 0, proof: null },
    entry: { number: 128, raw: new Uint8Array(128) },
    ...changes,
  };
  return { claim, device: '/dev/sda', isListed: true, ...found };
}
