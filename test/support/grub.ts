import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianRoot } from './debian-root.ts';

const GRUB_MODULES = ['part_gpt', 'fat', 'search', 'search_label', 'linux', 'normal', 'echo'];

/** A tree with GRUB, busybox and blkid of trixie. */
export async function bootTools(): Promise<string> {
  const packages = ['grub-efi-amd64-bin', 'grub-common', 'busybox-static', 'util-linux'];
  return await debianRoot({ name: 'boot', suite: 'trixie', packages });
}

/** GRUB for UEFI that does what `configText` says. `folder`: for files on their way. */
export async function bootLoader(folder: string, configText: string): Promise<Buffer> {
  const root = await bootTools();
  const config = join(folder, 'grub.cfg');
  const out = join(folder, 'grub.efi');
  writeFileSync(config, configText);
  const libraries = join(root, 'usr/lib/x86_64-linux-gnu');
  execFileSync(join(libraries, 'ld-linux-x86-64.so.2'), [
    ...['--library-path', libraries, join(root, 'usr/bin/grub-mkstandalone')],
    ...[`--directory=${join(root, 'usr/lib/grub/x86_64-efi')}`, '--format=x86_64-efi'],
    ...['--locales=', '--fonts=', '--themes=', `--install-modules=${GRUB_MODULES.join(' ')}`],
    // Partition tables are not looked for otherwise.
    `--modules=${GRUB_MODULES.join(' ')}`,
    ...[`--output=${out}`, `boot/grub/grub.cfg=${config}`],
  ]);
  return readFileSync(out);
}
