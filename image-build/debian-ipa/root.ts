import { chmod, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../../hardware-managers/linux/command.ts';
import { mmdebstrap } from './mmdebstrap.ts';
import type { Recipe } from './recipe.ts';
import { settle } from './settle.ts';

const INSTALL_MS = 60 * 60_000;

async function install(root: string, recipe: Recipe, standIns: string): Promise<void> {
  await mmdebstrap(root, {
    ...{ suite: recipe.suite, packages: recipe.packages, variant: 'minbase', excluded: recipe.excluded },
    words: [
      `--essential-hook=copy-in "${standIns}" /tmp`,
      '--essential-hook=chroot "$1" dpkg --install /tmp/bmv-stand-ins.deb',
    ],
    timeoutMs: INSTALL_MS,
  });
}

async function takeKernel(root: string, kernel: string): Promise<void> {
  await runCommand(['sh', '-ec', 'cp "$1"/boot/vmlinuz-* "$2"', 'copy', root, kernel]);
}

/** Modes are the same whatever the umask here is and whatever a file that is there already has. */
async function write(path: string, text: string): Promise<void> {
  await runCommand(['install', '-d', '--mode=755', dirname(path)]);
  await rm(path, { force: true });
  await writeFile(path, text);
  await chmod(path, 0o644);
}

async function configure(root: string, { files, units }: Recipe): Promise<void> {
  for (const [path, text] of Object.entries(files)) await write(join(root, path), text);
  await runCommand(['chroot', root, 'systemctl', 'enable', ...units]);
}

async function trim(root: string, { deleted }: Recipe): Promise<void> {
  await runCommand(['sh', '-ec', `cd "$1"\nrm -rf --one-file-system ${deleted.join(' ')}`, 'trim', root]);
  // Empty, so that systemd makes one at boot; absent would be a first boot with all its questions.
  await write(join(root, 'etc/machine-id'), '');
  // The kernel starts this in an initramfs.
  await symlink('usr/sbin/init', join(root, 'init'));
}

/** Makes the tree of the ramdisk at `root`, which must not exist, and copies its kernel out of it. */
export async function makeRoot(
  root: string,
  kernel: string,
  recipe: Recipe,
  standIns: string,
): Promise<void> {
  await install(root, recipe, standIns);
  await takeKernel(root, kernel);
  await configure(root, recipe);
  await trim(root, recipe);
  await settle(root);
}

/** Packs a tree as an initramfs: newc cpio in zstd. */
export async function packRoot(root: string, out: string): Promise<void> {
  const script = [
    'set -o pipefail',
    'cd "$1"',
    'find . -xdev -print0 | LC_ALL=C sort -z | cpio --null --create --format=newc --reproducible --quiet |',
    '  zstd -9 -T0 -q -o "$2"',
  ];
  await runCommand(['bash', '-ec', script.join('\n'), 'pack', root, out], { timeoutMs: INSTALL_MS });
}
