import type { Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Layout } from '../layout/types.ts';

/** States of a volume that an instance may be given. */
const USABLE: readonly Claim['state'][] = ['available', 'reserved', 'in-use'];

function unknown(volume: string, { disk, catalog }: Layout): BmvError {
  const known = (catalog?.catalog.claims ?? []).map(
    ({ name, id, bootable }) => `${JSON.stringify(name)} (${id}${bootable ? ', bootable' : ''})`,
  );
  const there = known.length === 0 ? 'it has none' : `there are ${known.join(', ')}`;
  return new BmvError(
    'VOLUME_UNKNOWN',
    `no volume ${JSON.stringify(volume)} on ${disk.path}; ${there}; nothing was written`,
    { device: disk.path, volume },
  );
}

/**
 * The volume of a disk to boot from, by id or name. Throws `VOLUME_UNKNOWN`, `VOLUME_STATE`, `VOLUME_NOT_BOOTABLE`.
 */
export function findBootVolume(volume: string, layout: Layout): Claim {
  const device = layout.disk.path;
  const claims = layout.catalog?.catalog.claims ?? [];
  // An id is nobody's name: a volume that is called like another one's id is not meant.
  const claim =
    claims.find(({ id }) => id === volume.toLowerCase()) ?? claims.find(({ name }) => name === volume);
  if (!claim) throw unknown(volume, layout);
  if (!USABLE.includes(claim.state))
    throw new BmvError(
      'VOLUME_STATE',
      `volume ${JSON.stringify(claim.name)} of ${device} is ${claim.state}, and is not booted from; nothing was written; look at \`bmv show ${device}\``,
      { device, volume: claim.id },
    );
  if (claim.bootable) return claim;
  throw new BmvError(
    'VOLUME_NOT_BOOTABLE',
    `volume ${JSON.stringify(claim.name)} of ${device} was not made to be booted from; nothing was written; make one with an image and bootable`,
    { device, volume: claim.id },
  );
}
