import type { DiskInfo, KernelPartition, WritableDisk } from '../../hardware-managers/disk.ts';
import { type HardwareManager, SUPPORT } from '../../hardware-managers/manager.ts';
import { aDiskInfo } from './layouts.ts';

/** One thing that a disk was asked to do, in order. Bytes are copies. */
export type DiskOp =
  | { readonly op: 'write'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly op: 'flush' };

/** A disk in memory that remembers every write and flush. */
export class MemoryDisk implements WritableDisk {
  readonly info: DiskInfo;
  readonly alignment: number;
  readonly bytes: Buffer;
  readonly log: DiskOp[] = [];
  /** Throws this instead of doing the n-th write or flush from now (0 is the next). */
  failAfter = Number.POSITIVE_INFINITY;

  constructor(bytes: Buffer, sectorBytes: number, info: Partial<DiskInfo> = {}) {
    this.bytes = bytes;
    this.alignment = sectorBytes;
    this.info = aDiskInfo({
      path: '/dev/memory',
      manager: 'memory',
      sizeBytes: bytes.byteLength,
      logicalSectorBytes: sectorBytes,
      physicalSectorBytes: sectorBytes,
      serial: null,
      ...info,
    });
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset < 0 || offset + length > this.bytes.byteLength)
      throw new Error(`read of ${length} at ${offset} leaves the disk`);
    return Uint8Array.from(this.bytes.subarray(offset, offset + length));
  }

  async readInto(offset: number, target: Uint8Array): Promise<void> {
    target.set(await this.read(offset, target.byteLength));
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    if (offset % this.alignment !== 0 || bytes.byteLength % this.alignment !== 0) {
      throw new Error(`unaligned write of ${bytes.byteLength} at ${offset}`);
    }
    this.#mayFail();
    this.log.push({ op: 'write', offset, bytes: Uint8Array.from(bytes) });
    this.bytes.set(bytes, offset);
  }

  async offloadZero(offset: number, length: number): Promise<boolean> {
    await this.write(offset, new Uint8Array(length));
    return true;
  }

  async discard(offset: number, length: number): Promise<boolean> {
    await this.write(offset, new Uint8Array(length).fill(0xdd));
    return true;
  }

  async flush(): Promise<void> {
    this.#mayFail();
    this.log.push({ op: 'flush' });
  }

  async syncKernelPartitions(
    partitions: readonly Omit<KernelPartition, 'device'>[],
  ): Promise<readonly KernelPartition[]> {
    return partitions.map((partition) => ({ ...partition, device: '' }));
  }

  async close(): Promise<void> {}

  #mayFail(): void {
    if (this.failAfter <= 0) throw new Error('power failed');
    this.failAfter -= 1;
  }
}

/** A hardware manager with this one disk, whatever the path. */
export function memoryManager(disk: MemoryDisk): HardwareManager {
  return {
    name: 'memory',
    evaluateSupport: async () => SUPPORT.mainline,
    listDisks: async () => [disk.info],
    inspectDisk: async () => disk.info,
    openForReading: async () => disk,
    openForWriting: async () => disk,
    stopHolders: async () => [],
  };
}
