import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { machine } from 'node:os';
import { dirname, join } from 'node:path';
import { tool } from './blkid.ts';
import { makeDiskFile } from './disk-file.ts';

const MIB = 1024 * 1024;
const IS_ARM = machine() === 'aarch64';
/** As EFI names this machine's processor. */
export const EFI = IS_ARM ? 'AA64' : 'X64';
const LOW = EFI.toLowerCase();
const GRUB = IS_ARM ? 'arm64-efi' : 'x86_64-efi';

/** Where Debian's packages have them. */
export const PLACES = {
  monolithic: `usr/lib/grub/${GRUB}/monolithic/grub${LOW}.efi`,
  signed: `usr/lib/grub/${GRUB}-signed/grub${LOW}.efi.signed`,
  shim: `usr/lib/shim/shim${LOW}.efi.signed`,
  mokManager: `usr/lib/shim/mm${LOW}.efi.signed`,
} as const;

/** The head of a program for EFI, and text by which it is told from others. */
export function efiProgram(text: string, pe: number = IS_ARM ? 0xaa64 : 0x8664): Buffer {
  const bytes = Buffer.alloc(8192);
  bytes.write('MZ');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\0\0', 0x80);
  bytes.writeUInt16LE(pe, 0x84);
  bytes.write(`${text}\0`, 0x200);
  return bytes;
}

/** Content, or the target of a link behind `->`. */
export type TreeFiles = Readonly<Record<string, string | Buffer>>;

/** As small as a system with a kernel and a GRUB that nobody signed can be. */
export function systemFiles(name: string): TreeFiles {
  return {
    'etc/os-release': `NAME=${name}\n`,
    'etc/default/grub': 'GRUB_CMDLINE_LINUX="console=ttyS0,115200n8"\n',
    'boot/vmlinuz-6.9.0': 'older kernel',
    'boot/vmlinuz-6.12.1': 'newer kernel',
    'boot/initrd.img-6.12.1': 'newer initrd',
    [PLACES.monolithic]: efiProgram('GRUB of the volume\0/EFI/debian'),
    payload: Buffer.alloc(3 * MIB, `${name} `),
  };
}

export function makeTree(tree: string, files: TreeFiles): string {
  for (const [path, content] of Object.entries(files)) {
    const at = join(tree, path);
    mkdirSync(dirname(at), { recursive: true });
    if (typeof content === 'string' && content.startsWith('->')) symlinkSync(content.slice(2), at);
    else writeFileSync(at, content);
  }
  return tree;
}

/** A root filesystem with these files. */
export function makeSystemImage(
  folder: string,
  name: string,
  { files = systemFiles(name), sizeMb = 32 }: { readonly files?: TreeFiles; readonly sizeMb?: number } = {},
): string {
  const tree = makeTree(join(folder, `${name}.tree`), files);
  const path = makeDiskFile(join(folder, `${name}.ext4`), sizeMb * MIB);
  tool('mkfs.ext4', 'e2fsprogs', ['-F', '-q', '-b', '4096', '-L', `${name}-root`, '-d', tree, path]);
  return path;
}
