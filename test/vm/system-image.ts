import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DebianIpa } from '../../image-build/debian-ipa/build.ts';
import { debianRoot } from '../support/debian-root.ts';
import { bootTools } from '../support/grub.ts';
import { initrd } from './os-image.ts';

const SIZE_MIB = 192;
/** The kernel's name is all that is known of its version. */
const VERSION = '6.12.0-lab';
const SHIM = 'usr/lib/shim/shimx64.efi.signed';
const GRUB = 'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed';
const UNSIGNED = 'usr/lib/grub/x86_64-efi/monolithic/grubx64.efi';

/** A root filesystem that a volume can be booted from. */
export interface SystemImage {
  readonly path: string;
  readonly bytes: Buffer;
  /** `sha256:hex`. */
  readonly checksum: string;
}

/** Shim and GRUB as Debian signs them. */
async function signedTools(): Promise<string> {
  return await debianRoot({
    name: 'signed-boot',
    suite: 'trixie',
    packages: ['shim-signed', 'grub-efi-amd64-signed', 'grub-efi-amd64-bin'],
  });
}

/**
 * Debian's kernel with an initrd that tells what it finds (`boot-init.sh`), and Debian's GRUB: with shim, as it is
 * signed, or without. It looks for a partition of the name `<name>-root`, so that is what the volume is called.
 */
export async function makeSystemImage(
  folder: string,
  name: string,
  { kernel, ramdisk }: DebianIpa,
  { isSigned }: { readonly isSigned: boolean },
): Promise<SystemImage> {
  const scratch = mkdtempSync(join(folder, `${name}-`));
  const tree = join(scratch, 'tree');
  const put = (to: string, from: string) => {
    mkdirSync(dirname(join(tree, to)), { recursive: true });
    copyFileSync(from, join(tree, to));
  };
  const loaders = await signedTools();
  for (const file of isSigned ? [SHIM, GRUB] : [UNSIGNED]) put(file, join(loaders, file));
  put(`boot/vmlinuz-${VERSION}`, kernel);
  writeFileSync(join(tree, `boot/initrd.img-${VERSION}`), initrd(scratch, name, ramdisk, await bootTools()));
  mkdirSync(join(tree, 'etc/default'), { recursive: true });
  writeFileSync(join(tree, 'etc/default/grub'), 'GRUB_CMDLINE_LINUX="console=ttyS0 quiet panic=1"\n');
  writeFileSync(join(tree, 'os-release'), `NAME=${name}\n`);
  const path = join(folder, `${name}.ext4`);
  const size = ['-b', '4096', path, `${SIZE_MIB}M`];
  execFileSync('mkfs.ext4', ['-F', '-q', '-L', `${name}-root`, '-d', tree, ...size], { stdio: 'pipe' });
  rmSync(scratch, { recursive: true });
  const bytes = readFileSync(path);
  return { path, bytes, checksum: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}
