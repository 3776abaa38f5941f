import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { Conflict, ImageHead, Kept, Plan } from '../layout/types.ts';
import { conflict, extentWords, partitionObject, partitionWords } from '../layout/wording.ts';
import { EPHEMERAL_NAME } from '../partition-image/parts.ts';

/** What ironic-python-agent mounts for writing after a deployment, so that the image boots. */
export interface BootMounts {
  /** The disk's EFI system partition, for a boot entry. */
  readonly esp: boolean;
  /** Every FAT filesystem that the image's fstab names: GRUB is installed out of a partition image. */
  readonly fat: boolean;
}

interface Deployed {
  readonly plan: Pick<Plan, 'kept' | 'placements'>;
  readonly head: Pick<ImageHead, 'name'>;
}

function isEsp({ entry }: Pick<Kept, 'entry'>): boolean {
  return entry.typeGuid === TYPE_GUIDS.esp;
}

/** An ephemeral partition is what an image of the same instance is meant to mount. */
function isForeignFat({ entry, filesystem }: Kept): boolean {
  if (entry.name === EPHEMERAL_NAME || filesystem?.label === EPHEMERAL_NAME) return false;
  return filesystem?.type === 'vfat' || entry.typeGuid === TYPE_GUIDS.esp;
}

function words({ entry, extent }: Kept, device: string): string {
  return `kept ${partitionWords(entry)} (${extentWords(extent)}) of ${device}`;
}

/** How it is kept no longer. */
function giveUp({ claim, reason }: Kept): string {
  if (claim) return `release volume ${JSON.stringify(claim.name)}`;
  return reason === 'journal'
    ? 'clean the node, which gives up what an interrupted deployment kept'
    : 'do not keep it';
}

/**
 * HAZARD: IPA 10.2 to 13 takes the first EFI system partition of a disk, by its place and not by its number,
 * whatever UUID it is given (`efi_utils.manage_uefi`); on an array it wipes it after it copied it.
 */
function espConflicts({ plan, head }: Deployed, device: string): Conflict[] {
  const own = plan.placements.filter(isEsp).map(({ extent }) => extent.offset);
  const first = Math.min(...own, Number.POSITIVE_INFINITY);
  const instead = own.length > 0 ? "lies before the image's" : `${head.name} has none`;
  const image = own.length > 0 ? '' : 'take an image that boots by UEFI, and ';
  return plan.kept
    .filter((item) => isEsp(item) && item.extent.offset < first)
    .map((item) =>
      conflict(
        'KEPT_ESP_FIRST',
        `${words(item, device)} is an EFI system partition and ${instead}: ironic-python-agent would mount it for writing and have the firmware boot what is on it`,
        `${image}${giveUp(item)}, or give it another type first: \`sgdisk -t ${item.entry.number}:0700 ${device}\``,
        [partitionObject(item.entry)],
      ),
    );
}

/** HAZARD: a label that a kept partition happens to have is enough; GRUB is then installed into it (`_install_grub2`). */
function fatConflicts({ plan, head }: Deployed, device: string): Conflict[] {
  return plan.kept
    .filter(isForeignFat)
    .map((item) =>
      conflict(
        'KEPT_FAT_MOUNTED',
        `${words(item, device)} is FAT: ironic-python-agent installs GRUB out of partition image ${head.name} and mounts for it what the fstab of the image names, which may be this one`,
        `deploy a whole-disk image, or ${giveUp(item)}`,
        [partitionObject(item.entry)],
      ),
    );
}

/** What is kept and would be mounted by ironic-python-agent after a deployment. */
export function bootConflicts(deployed: Deployed, device: string, { esp, fat }: BootMounts): Conflict[] {
  return [...(esp ? espConflicts(deployed, device) : []), ...(fat ? fatConflicts(deployed, device) : [])];
}

/** Whether the partition that ironic-python-agent is about to mount for the boot entry (null: none) is the image's. */
export function isOwnEsp({ placements }: Pick<Plan, 'placements'>, number: number | null): boolean {
  return number === null || placements.some((item) => isEsp(item) && item.entry.number === number);
}
