import { closeSync, mkdirSync, openSync, readSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PartitionRequest } from '../../agent/partition-image/request.ts';
import { tool } from './blkid.ts';

const MIB = 1024 * 1024;

/** A root filesystem alone (ext4, label `root`), with an os-release that names it. Made without root. */
export function makeRootImage(folder: string, name: string, sizeMb = 32): string {
  const tree = join(folder, `${name}.tree`);
  mkdirSync(join(tree, 'etc'), { recursive: true });
  writeFileSync(join(tree, 'etc/os-release'), `NAME=${name}\n`);
  writeFileSync(join(tree, 'payload'), Buffer.alloc(5 * MIB, `${name} `));
  const path = join(folder, `${name}.ext4`);
  closeSync(openSync(path, 'w'));
  truncateSync(path, sizeMb * MIB);
  tool('mkfs.ext4', 'e2fsprogs', ['-F', '-q', '-b', '4096', '-L', 'root', '-d', tree, path]);
  return path;
}

/** Bytes of a file. */
export function readAt(path: string, { offset, length }: { offset: number; length: number }): Buffer {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  readSync(file, bytes, 0, length, offset);
  closeSync(file);
  return bytes;
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
