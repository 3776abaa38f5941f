import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { Claim } from '../../proto/catalog.ts';

/** By which systemd-gpt-auto-generator mounts; see the Discoverable Partitions Specification. */
const BY_MOUNT_POINT: ReadonlyMap<string, string> = new Map([
  ['/home', TYPE_GUIDS.linuxHome],
  ['/srv', TYPE_GUIDS.linuxSrv],
]);

/** The type that has a volume mounted at its mount point; null: there is none such. Swap is used by its usual type. */
export function discoverableType({
  filesystem,
  mountPoint,
}: Pick<Claim, 'filesystem' | 'mountPoint'>): string | null {
  if (filesystem === 'swap') return TYPE_GUIDS.linuxSwap;
  return BY_MOUNT_POINT.get(mountPoint) ?? null;
}
