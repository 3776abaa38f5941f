import { BmvError } from '../../proto/error.ts';
import type { Ipa } from './ipa.ts';

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
