import type { BootFiles } from './boot-files.ts';
import { type GrubTarget, grubConfig } from './grub-config.ts';

const CONFIG = 'grub.cfg';

/** All that the EFI system partition holds, by path. */
export function espFiles({ loaders, kernels }: BootFiles, target: GrubTarget): Map<string, Uint8Array> {
  const config = Buffer.from(grubConfig(target, kernels));
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of loaders.programs) files.set(`EFI/BOOT/${name}`, bytes);
  // Some look beside themselves first, others only where they were built to look.
  const others = loaders.folders.filter((folder) => folder.toUpperCase() !== 'BOOT');
  for (const folder of ['BOOT', ...others]) files.set(`EFI/${folder}/${CONFIG}`, config);
  return files;
}

/** What people should know. */
export function bootNotes({ loaders, kernels }: BootFiles): string[] {
  return [
    ...(loaders.isSigned
      ? []
      : ["the volume's GRUB has no shim: the server does not start it while Secure Boot is on"]),
    ...(kernels.foreignConfig === null
      ? []
      : [`${kernels.foreignConfig} of the volume names another root; the newest kernel is started instead`]),
  ];
}
