import type { DiskInfo, KernelPartition, ReadableDisk, WritableDisk } from './disk.ts';

/** How sure a manager is of a path; the highest wins, ties are an error. */
export const SUPPORT = { none: 0, generic: 1, mainline: 2, vendor: 3 } as const;
export type SupportLevel = (typeof SUPPORT)[keyof typeof SUPPORT];

/** What the caller may say about a disk. */
export interface OpenOptions {
  /** Logical sector size in bytes of a disk file; a block device knows its own, and a different one is refused. */
  readonly sectorBytes?: 512 | 4096;
}

/** Bytes. */
type PartitionExtent = Pick<KernelPartition, 'offset' | 'length'>;

/** All that knows one kind of hardware. Every manager's folder has the same set of files. */
export interface HardwareManager {
  readonly name: string;
  /** How well this manager can handle `path`. Never throws for a path that is not its own. */
  evaluateSupport(path: string): Promise<SupportLevel>;
  /** Every disk that this manager finds by itself. */
  listDisks(): Promise<readonly DiskInfo[]>;
  /** What is known of one disk; also of one that is in use. */
  inspectDisk(path: string, options?: OpenOptions): Promise<DiskInfo>;
  /** Opens without exclusive access and without any means to write. */
  openForReading(path: string, options?: OpenOptions): Promise<ReadableDisk>;
  /** Opens exclusively and locked; refuses a disk that is in use, read-only or zoned, saying by what. */
  openForWriting(path: string, options?: OpenOptions): Promise<WritableDisk>;
  /**
   * Stops arrays and logical volumes that rest on the disk's partitions at these extents and that nobody uses; what
   * is in use stays. Returns the names of what was stopped.
   */
  stopHolders(path: string, partitions: readonly PartitionExtent[]): Promise<readonly string[]>;
}
