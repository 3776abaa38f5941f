import type { CreateRequest } from '../../agent/layout/plan-create.ts';
import type { Layout } from '../../agent/layout/types.ts';
import { createVolume } from '../../agent/volumes/create.ts';
import { inspectDisk } from '../../agent/volumes/inspect.ts';
import type { Claim } from '../../proto/catalog.ts';
import { testContext } from './context.ts';
import { dataPieces, digestOfPieces } from './data-pieces.ts';
import { type LinuxPartition, linuxPartitions } from './linux-gpt.ts';
import { MemoryDisk, memoryManager } from './memory-disk.ts';
import { bufferReader } from './readers.ts';

export const PATH = '/dev/memory';
export const yes = async () => true;

/** A blank disk in memory. */
export function aBlankDisk(sizeBytes: number, sectorBytes = 512): MemoryDisk {
  return new MemoryDisk(Buffer.alloc(sizeBytes), sectorBytes);
}

export function contextOf(disk: MemoryDisk) {
  return testContext([memoryManager(disk)]);
}

export function aRequestFor(
  name: string,
  size: number | 'rest',
  overrides: Partial<CreateRequest> = {},
): CreateRequest {
  return { name, size, filesystem: 'none', label: '', mountPoint: '', project: '', ...overrides };
}

/** Makes a volume and fills it with a pattern of its own. */
export async function addVolume(disk: MemoryDisk, name: string, size: number): Promise<Claim> {
  const { claim } = await createVolume(contextOf(disk), PATH, aRequestFor(name, size));
  disk.bytes.fill(`${name} is precious. `, claim.offset, claim.offset + claim.length);
  return claim;
}

export function digestOf(disk: MemoryDisk): string {
  return digestOfPieces(dataPieces(bufferReader(disk.bytes)));
}

export function bytesOf(disk: MemoryDisk, { offset, length }: { offset: number; length: number }): Buffer {
  return Buffer.from(disk.bytes.subarray(offset, offset + length));
}

/** Whether a run of the disk has these bytes; without a copy of them, which takes longer than to compare. */
export function hasBytes(disk: MemoryDisk, offset: number, bytes: Uint8Array): boolean {
  return disk.bytes.subarray(offset, offset + bytes.byteLength).equals(bytes);
}

export function isZero(disk: MemoryDisk, { offset, length }: { offset: number; length: number }): boolean {
  return dataPieces(bufferReader(disk.bytes.subarray(offset, offset + length))).next().done === true;
}

/** What Linux would show. */
export function listedOn(disk: MemoryDisk): readonly LinuxPartition[] | null {
  return linuxPartitions(bufferReader(disk.bytes), disk.alignment);
}

export async function layoutOf(disk: MemoryDisk): Promise<Layout> {
  return await inspectDisk(contextOf(disk), PATH);
}
