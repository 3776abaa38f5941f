import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartitionRequest } from '../../agent/partition-image/request.ts';
import { tool } from './blkid.ts';
import { makeDiskFile } from './disk-file.ts';

const MIB = 1024 * 1024;

/** A root filesystem alone (ext4, label `root`), with an os-release that names it. Made without root. */
export function makeRootImage(folder: string, name: string, sizeMb = 32): string {
  const tree = join(folder, `${name}.tree`);
  mkdirSync(join(tree, 'etc'), { recursive: true });
  writeFileSync(join(tree, 'etc/os-release'), `NAME=${name}\n`);
  writeFileSync(join(tree, 'payload'), Buffer.alloc(5 * MIB, `${name} `));
  const path = makeDiskFile(join(folder, `${name}.ext4`), sizeMb * MIB);
  tool('mkfs.ext4', 'e2fsprogs', ['-F', '-q', '-b', '4096', '-L', 'root', '-d', tree, path]);
  return path;
}

/** A root of 64 MiB that boots by BIOS, and nothing else. */
export function aPartitionRequest(overrides: Partial<PartitionRequest> = {}): PartitionRequest {
  return {
    rootMb: 64,
    swapMb: 0,
    ephemeralMb: 0,
    ephemeralFormat: null,
    preserveEphemeral: false,
    configDrive: null,
    bootMode: 'bios',
    diskLabel: null,
    cpuArch: 'x86_64',
    ...overrides,
  };
}
