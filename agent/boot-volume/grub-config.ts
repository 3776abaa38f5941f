import type { Kernel, Kernels, RootNames } from './kernel.ts';

/** What GRUB has to find. */
export interface GrubTarget extends RootNames {
  /** Of the volume's partition, in the table. */
  readonly number: number;
}

/** As Debian's packages keep them up to date; the newest is what they point to. */
const LINKS: readonly Kernel[] = [
  { linux: '/vmlinuz', initrd: '/initrd.img' },
  { linux: '/boot/vmlinuz', initrd: '/boot/initrd.img' },
];
const LATER_CONFIGS = ['/boot/grub/grub.cfg', '/boot/grub2/grub.cfg'];
/** The filesystem may be smaller than the volume; systemd grows it as it starts, and does nothing when it fits. */
const GROW = 'systemd.wants=systemd-growfs-root.service';

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function useConfig(path: string): string {
  return `if [ -f ${path} ]; then
  set prefix=($root)${folderOf(path)}
  export prefix
  configfile ${path}
fi
`;
}

function startKernel({ linux, initrd }: Kernel, words: string): string {
  const files = [linux, ...(initrd === null ? [] : [initrd])].map((path) => `-f ${path}`).join(' -a ');
  return `if [ ${files} ]; then
  linux ${linux} ${words}
${initrd === null ? '' : `  initrd ${initrd}\n`}  boot
fi
`;
}

/**
 * GRUB's configuration on the EFI system partition. It finds the volume by its filesystem's UUID, first on the disk
 * that GRUB itself came from and by its number there: a copy of the same image may be on another. What is started is
 * decided on each boot, by what the volume has then: a kernel that its system has installed since is the one.
 */
export function grubConfig(target: GrubTarget, { config, foreignConfig, kernels, words }: Kernels): string {
  const { partuuid, filesystem, number } = target;
  const line = [`root=PARTUUID=${partuuid}`, 'ro', ...words, GROW].join(' ');
  // One that is made later is made by the running system, for itself.
  const configs = config !== null ? [config] : foreignConfig === null ? LATER_CONFIGS : [];
  return `# Made by baremetal-volumes for the volume ${partuuid}.
set timeout=0
regexp --set=1:bmv_disk '^\\(([^,)]+)' "$cmdpath"
if [ -z "$bmv_disk" ]; then
  regexp --set=1:bmv_disk '^([^,]+)' "$root"
fi
search --no-floppy --fs-uuid --set=root --hint="$bmv_disk,gpt${number}" ${filesystem.uuid}
${configs.map(useConfig).join('')}${[...LINKS, ...[...kernels].reverse()].map((kernel) => startKernel(kernel, line)).join('')}echo 'baremetal-volumes: no kernel was found on the volume ${partuuid}'
sleep 10
exit
`;
}
