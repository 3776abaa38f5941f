import type { UntrustedInventory } from '../../store/untrusted-inventories.ts';
import type { UntrustedListJson } from '../schemas/nodes.ts';

/** An inventory that nobody vouches for, as it goes over the API. */
export function untrustedView({
  machine,
  seenAtMs,
  inventory,
}: UntrustedInventory): UntrustedListJson['machines'][number] {
  return {
    machine,
    seen_at_ms: seenAtMs,
    disks: inventory.disks.map(({ device, identity, volumes }) => ({
      device,
      serial: identity.serial,
      wwn: identity.wwn,
      size_bytes: identity.sizeBytes,
      volumes: volumes.length,
    })),
  };
}
