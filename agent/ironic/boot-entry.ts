import { BmvError } from '../../proto/error.ts';
import type { Plan } from '../layout/types.ts';
import { isOwnEsp } from './boot-conflicts.ts';
import type { Ipa } from './ipa.ts';

/**
 * Has ironic-python-agent say which partition it will mount for the boot entry, of the disk as it is now. HAZARD: it
 * overlooks what parted prints in an unexpected way, such as `hfs+`, and takes the next. Throws `BOOT_ENTRY_FAILED`.
 */
export async function expectOwnEsp(plan: Plan, device: string, ipa: Ipa): Promise<void> {
  if (plan.kept.length === 0) return;
  const number = await ipa.findEfiPartition(device);
  if (isOwnEsp(plan, number)) return;
  throw new BmvError(
    'BOOT_ENTRY_FAILED',
    `the image is written to ${device}, but ironic-python-agent overlooks its EFI system partition and would mount partition ${number}, which is kept; ` +
      'give that of the image a FAT filesystem and a name without line breaks, or do not keep the other, then deploy again',
    { device },
  );
}

/**
 * Makes the firmware boot the disk. The `direct` interface has a step of its own for it; `custom-agent` has
 * none. Throws `BOOT_ENTRY_FAILED`: the image is in place then, but the firmware may not start it.
 */
export async function makeBootEntry(device: string, ipa: Ipa): Promise<'made' | 'bios'> {
  if ((await ipa.bootMode()) === 'bios') return 'bios';
  if (await ipa.manageUefi(device)) return 'made';
  throw new BmvError(
    'BOOT_ENTRY_FAILED',
    `the image is written to ${device}, but no EFI boot loader was found on its EFI system partition; use an image that boots by UEFI`,
    { device },
  );
}
