import type { Conflict, FilesystemSignature, Kept } from './types.ts';
import { conflict, partitionObject, partitionWords } from './wording.ts';

/** A filesystem that an operation puts on the disk. */
export interface PlacedFilesystem {
  /** Of its partition, for people. */
  readonly name: string;
  readonly filesystem: FilesystemSignature;
  /** True for one that the deployment makes itself: no other image would change it. */
  readonly isMade?: boolean;
}

/** Commands that give a filesystem another label or UUID; `DEV` stands for the partition. */
const RENAME: Readonly<Record<string, { readonly label: string; readonly uuid: string }>> = {
  ext2: { label: 'e2label DEV NEW', uuid: 'tune2fs -U random DEV' },
  ext3: { label: 'e2label DEV NEW', uuid: 'tune2fs -U random DEV' },
  ext4: { label: 'tune2fs -L NEW DEV', uuid: 'tune2fs -U random DEV' },
  xfs: { label: 'xfs_admin -L NEW DEV', uuid: 'xfs_admin -U generate DEV' },
  btrfs: { label: 'btrfs filesystem label DEV NEW', uuid: 'btrfstune -u DEV' },
  vfat: { label: 'fatlabel DEV NEW', uuid: 'fatlabel -i -r DEV' },
  swap: { label: 'swaplabel -L NEW DEV', uuid: 'swaplabel -U $(uuidgen) DEV' },
  crypto_LUKS: {
    label: 'cryptsetup config --label NEW DEV',
    uuid: 'cryptsetup luksUUID --uuid $(uuidgen) DEV',
  },
};

function wayOut(kept: Kept, what: 'label' | 'uuid', isMade: boolean): string {
  const command = RENAME[kept.filesystem?.type ?? '']?.[what];
  const device = `/dev/disk/by-partuuid/${kept.entry.guid}`;
  const or = isMade ? '' : ', or build the image with another';
  if (!command) return `give the kept one another ${what === 'uuid' ? 'UUID' : 'label'} first${or}`;
  return `change the kept one first: \`${command.replace('DEV', device)}\`${or}`;
}

function same(a: string, b: string): boolean {
  return a !== '' && a.toLowerCase() === b.toLowerCase();
}

function between(kept: Kept, placed: PlacedFilesystem): Conflict[] {
  const mine = kept.filesystem;
  const theirs = placed.filesystem;
  if (!mine) return [];
  const isMade = placed.isMade ?? false;
  const whose = isMade ? 'that this deployment makes' : 'of the image';
  const both = `kept ${partitionWords(kept.entry)} (${mine.type}) and ${JSON.stringify(placed.name)} ${whose} (${theirs.type})`;
  const objects = [partitionObject(kept.entry), placed.name];
  const found: Conflict[] = [];
  if (same(mine.uuid, theirs.uuid)) {
    const message = `${both} have the same filesystem UUID ${mine.uuid}: the system may mount the wrong one`;
    found.push(conflict('DUPLICATE_FILESYSTEM_UUID', message, wayOut(kept, 'uuid', isMade), objects));
  }
  // Labels are told apart by case, but VFAT's are not.
  const sameLabel =
    mine.type === 'vfat' || theirs.type === 'vfat'
      ? same(mine.label, theirs.label)
      : mine.label === theirs.label;
  if (mine.label !== '' && sameLabel) {
    const message = `${both} have the same filesystem label ${JSON.stringify(mine.label)}: the system may mount the wrong one`;
    found.push(conflict('DUPLICATE_FILESYSTEM_LABEL', message, wayOut(kept, 'label', isMade), objects));
  }
  return found;
}

/** Kept and new filesystems that a system could take for each other. */
export function filesystemConflicts(kept: readonly Kept[], placed: readonly PlacedFilesystem[]): Conflict[] {
  return kept.flatMap((item) => placed.flatMap((filesystem) => between(item, filesystem)));
}
