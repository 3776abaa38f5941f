import { join } from 'node:path';
import { createVolume } from '../../agent/volumes/create.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import type { Claim } from '../../proto/catalog.ts';
import { testContext } from './context.ts';
import { digestOfFile, makeDiskFile, writeAt } from './disk-file.ts';
import { aRequestFor } from './volume-disk.ts';

const MIB = 1024 * 1024;

/** A disk file of 64 MiB that holds a volume of 8 MiB with a pattern of its own. */
export async function makeKeptDisk(folder: string, name: string): Promise<{ path: string; claim: Claim }> {
  const path = makeDiskFile(join(folder, `${name}.img`), 64 * MIB);
  const context = testContext(createManagers());
  const { claim } = await createVolume(context, path, aRequestFor(name, 8 * MIB));
  writeAt(path, claim.offset, Buffer.alloc(claim.length, `${name} is precious. `));
  return { path, claim };
}

/** A disk file of 64 MiB without volumes, full of old data. */
export function makeUsedDisk(folder: string, name: string): string {
  const path = makeDiskFile(join(folder, `${name}.img`), 64 * MIB);
  writeAt(path, MIB, Buffer.alloc(MIB, 'old data '));
  return path;
}

/** The same as a member of an array (MD, superblock 1.2) that is not running. */
export function makeArrayMember(folder: string, name: string): string {
  const path = makeUsedDisk(folder, name);
  const superblock = Buffer.alloc(256);
  superblock.set([0xfc, 0x4e, 0x2b, 0xa9]);
  superblock.writeUInt32LE(1, 4);
  superblock.writeBigUInt64LE(8n, 144);
  writeAt(path, 4096, superblock);
  return path;
}

/** Fails when `run` changes one byte of the disks. */
export async function expectUntouched<T>(disks: readonly string[], run: () => Promise<T>): Promise<T> {
  const before = disks.map((disk) => digestOfFile(disk));
  const result = await run();
  const changed = disks.filter((disk, index) => digestOfFile(disk) !== before[index]);
  if (changed.length > 0) throw new Error(`bytes of ${changed.join(', ')} have changed`);
  return result;
}
