import type { DiskIdentity } from '../../proto/catalog.ts';
import type { Disk, DiskKey } from '../model.ts';

/**
 * One spelling: sysfs and lsblk, one ramdisk and the next, differ in case, in blanks, in what udev writes for
 * unusual characters, and in `0x…` and `naa.…`. Empty for what says nothing: blanks, or only zeros.
 */
function spelling(text: string | null, prefix = /^/): string {
  const plain = (text ?? '')
    .trim()
    .toLowerCase()
    .replace(prefix, '')
    .replace(/[^a-z0-9#+\-.:=@_/]+/g, '_');
  return /^[0_]*$/.test(plain) ? '' : plain;
}

/** By all that the disk says of itself, strongest first; none where it says nothing. */
export function diskKeys({ wwn, serial, diskGuid }: DiskIdentity): readonly DiskKey[] {
  const said = [
    ['wwn', spelling(wwn, /^(0x|naa\.)/)],
    ['serial', spelling(serial)],
    ['guid', spelling(diskGuid)],
  ] as const;
  return said.filter(([, text]) => text !== '').map(([kind, text]) => `${kind}:${text}`);
}

interface Match {
  readonly disk: Disk;
  /** How much of what the two say is the same. */
  readonly agreement: number;
}

/** The known disk that says most of what this one says, by one of its keys; null where none is called so. */
function bestMatch(keys: readonly DiskKey[], known: readonly Disk[]): Match | null {
  let best: Match | null = null;
  for (const key of keys) {
    const disk = known.find((item) => item.key === key);
    if (!disk) continue;
    const theirs = diskKeys(disk.report.identity);
    const agreement = keys.filter((item) => theirs.includes(item)).length;
    if (!best || agreement > best.agreement) best = { disk, agreement };
  }
  return best;
}

/**
 * Keys of all disks of an inventory, in its order. A known disk keeps its key; a new one gets the strongest that no other
 * disk of the inventory could have too. Null: nothing tells it apart, so that nothing may be placed on it. HAZARD: two
 * disks with one serial number or WWN do occur (virtual disks, some NVMe drives), and must never become one.
 */
export function assignKeys(
  identities: readonly DiskIdentity[],
  known: readonly Disk[],
): readonly (DiskKey | null)[] {
  const keysOf = identities.map(diskKeys);
  const matches = keysOf.map((keys) => bestMatch(keys, known));
  const isTelling = (key: DiskKey) => keysOf.filter((keys) => keys.includes(key)).length === 1;
  return keysOf.map((keys, index) => {
    const match = matches[index];
    const rivals = matches.filter((other, at) => at !== index && other?.disk === match?.disk);
    if (match && rivals.every((rival) => (rival?.agreement ?? 0) < match.agreement)) return match.disk.key;
    return keys.find(isTelling) ?? null;
  });
}

/**
 * Key of the one disk that a report is about. Null for one that the newest inventory does not have, or could not tell
 * apart; only a disk that nothing but its table identifies may be new, since that table may just have been written.
 */
export function keyOfDisk(identity: DiskIdentity, known: readonly Disk[]): DiskKey | null {
  const keys = diskKeys(identity);
  const present = known.filter(({ isPresent }) => isPresent);
  const [strongest] = keys;
  return bestMatch(keys, present)?.disk.key ?? (strongest?.startsWith('guid:') ? strongest : null);
}

/** What a plan calls the disk: as the agent reported it, or as the key has it. Null for a GUID, which no agent looks for. */
export function diskNameInPlan(key: DiskKey, known: readonly Disk[]): string | null {
  const identity = known.find((disk) => disk.key === key)?.report.identity;
  if (key.startsWith('wwn:')) return identity?.wwn ?? key.slice('wwn:'.length);
  if (key.startsWith('serial:')) return identity?.serial ?? key.slice('serial:'.length);
  return null;
}
