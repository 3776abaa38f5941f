import { machine } from 'node:os';
import {
  isMountable,
  type MountableType,
  withReadOnlyMount,
} from '../../hardware-managers/linux/read-only-mount.ts';
import { BmvError } from '../../proto/error.ts';
import type { Extent } from '../layout/extent.ts';
import type { FilesystemSignature } from '../layout/types.ts';
import { type Kernels, readKernels } from './kernel.ts';
import { type EfiArch, efiArch, findLoaders, type Loaders } from './loaders.ts';

/** A volume's system, as far as starting it goes. */
export interface BootFiles {
  readonly loaders: Loaders;
  readonly kernels: Kernels;
}

/** A volume, or what is about to become one, for messages. */
export interface VolumeName {
  readonly name: string;
  /** Lower-case GUID. */
  readonly id: string;
  readonly device: string;
}

/** A filesystem that GRUB and the ramdisk can be relied on to read. */
export type BootableFilesystem = FilesystemSignature & { readonly type: MountableType };

/** A volume with a system in it. */
export interface VolumeSystem extends VolumeName {
  readonly extent: Extent;
  readonly filesystem: BootableFilesystem;
}

/** The kinds that GRUB and the ramdisk read; for people. */
const KINDS = 'ext4 or xfs';

/** `why`: what it lacks, and the way out. */
function notBootable({ name, device, id }: VolumeName, why: string): BmvError {
  const message = `volume ${JSON.stringify(name)} of ${device} cannot be booted from: ${why}`;
  return new BmvError('VOLUME_NOT_BOOTABLE', message, { device, volume: id });
}

/** Throws `VOLUME_NOT_BOOTABLE`. */
export function expectBootable(
  volume: VolumeName,
  filesystem: FilesystemSignature | null,
): BootableFilesystem {
  if (!filesystem)
    throw notBootable(volume, `it has no filesystem that is known here; fill it with an image of ${KINDS}`);
  const { type, uuid } = filesystem;
  if (!isMountable(type))
    throw notBootable(
      volume,
      `it is ${type}; take an image of a root filesystem, ${KINDS}, without LVM or encryption`,
    );
  if (uuid === '')
    throw notBootable(volume, 'its filesystem has no UUID, by which GRUB would find it; give it one');
  return { ...filesystem, type };
}

/** As the kernel names the processor. Throws `VOLUME_NOT_BOOTABLE`. */
export function expectEfiArch(volume: VolumeName): EfiArch {
  const arch = efiArch(machine());
  if (arch) return arch;
  throw notBootable(volume, `on ${machine()} that is not supported; deploy an image`);
}

/** Looks at a root filesystem that is at hand as a folder. Throws `VOLUME_NOT_BOOTABLE`. */
export async function bootFilesIn(folder: string, system: Omit<VolumeSystem, 'extent'>): Promise<BootFiles> {
  const arch = expectEfiArch(system);
  const loaders = await findLoaders(folder, arch);
  if (!loaders)
    throw notBootable(
      system,
      `its filesystem has no GRUB for UEFI on ${machine()}; build the image with shim-signed and grub-efi-amd64-signed, or with grub-efi-amd64-bin (arm64 alike), or with /boot/efi/EFI filled`,
    );
  const kernels = await readKernels(folder, { partuuid: system.id, filesystem: system.filesystem });
  if (kernels.config === null && kernels.kernels.length === 0)
    throw notBootable(
      system,
      'its filesystem has neither a kernel (/boot/vmlinuz-*) nor a grub.cfg that names it as root; build the image with a kernel',
    );
  return { loaders, kernels };
}

/** Reads what is needed to start a volume's system; not one byte of it changes. Throws `VOLUME_NOT_BOOTABLE`. */
export async function readBootFiles(system: VolumeSystem, signal: AbortSignal): Promise<BootFiles> {
  expectEfiArch(system);
  const place = { path: system.device, ...system.extent, type: system.filesystem.type };
  return await withReadOnlyMount(place, async (folder) => await bootFilesIn(folder, system), signal);
}
