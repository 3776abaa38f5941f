import { globSync } from 'node:fs';
import { join } from 'node:path';
import { debianRoot } from '../support/debian-root.ts';

/** A program that runs out of a tree of Debian packages, without a chroot: paths are the machine's own. */
export interface Qemu {
  readonly argv: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** Firmware for a machine with UEFI: code, and variables to copy. */
  readonly code: string;
  readonly variables: string;
}

/** QEMU 10: QEMU 7.2 makes Linux 6.12 panic at random where there is no KVM. */
export async function qemu(): Promise<Qemu> {
  const root = await debianRoot({
    name: 'qemu',
    suite: 'trixie',
    packages: ['qemu-system-x86', 'ovmf', 'seabios'],
  });
  const libraries = join(root, 'usr/lib/x86_64-linux-gnu');
  return {
    argv: [
      join(libraries, 'ld-linux-x86-64.so.2'),
      '--library-path',
      libraries,
      join(root, 'usr/bin/qemu-system-x86_64'),
      ...globSync(join(root, 'usr/share/{qemu,seabios}')).flatMap((folder) => ['-L', folder]),
    ],
    environment: { QEMU_MODULE_DIR: join(libraries, 'qemu') },
    code: join(root, 'usr/share/OVMF/OVMF_CODE_4M.fd'),
    variables: join(root, 'usr/share/OVMF/OVMF_VARS_4M.fd'),
  };
}
