/** Why a disk cannot be opened for writing just now. */
export interface DiskUse {
  readonly kind: 'mount' | 'swap' | 'lvm' | 'md' | 'dm' | 'multipath' | 'bcache' | 'holder';
  /** The disk, partition or stacked device that is in use. */
  readonly device: string;
  /** Mount point, name of the array or group, or process; for people. */
  readonly detail: string;
  /** Path of the array, where the kind is `md` and it is no container of arrays. */
  readonly array?: string;
}

/** A partition that a stacked disk is made of, and the disk that it is on; both as paths. */
export interface BackingPartition {
  readonly device: string;
  readonly disk: string;
}

/** A partition as the kernel (not the table on the disk) has it. Bytes. */
export interface KernelPartition {
  readonly number: number;
  readonly device: string;
  readonly offset: number;
  readonly length: number;
}

/** All that is known of a disk without opening it for writing. `null` means: the disk does not say. */
export interface DiskInfo {
  /** Canonical path. */
  readonly path: string;
  /** Name of the hardware manager that found it. */
  readonly manager: string;
  readonly sizeBytes: number;
  readonly logicalSectorBytes: number;
  readonly physicalSectorBytes: number;
  readonly serial: string | null;
  readonly wwn: string | null;
  readonly model: string | null;
  readonly vendor: string | null;
  /** `nvme`, `sata`, `sas`, `virtio`, `file`, ... */
  readonly transport: string | null;
  readonly hctl: string | null;
  readonly byId: readonly string[];
  readonly byPath: readonly string[];
  readonly rotational: boolean | null;
  readonly removable: boolean;
  readonly readOnly: boolean;
  readonly zoned: 'none' | 'host-aware' | 'host-managed';
  readonly uses: readonly DiskUse[];
  /** What a stacked disk is made of; empty for hardware, and for what is made of whole disks. */
  readonly restsOn: readonly BackingPartition[];
  readonly partitions: readonly KernelPartition[];
}

/** A disk open for reading. Any offset and length inside the disk may be asked for. */
export interface ReadableDisk {
  readonly info: DiskInfo;
  /** Reads exactly `length` bytes; a range outside the disk is an error. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The same into memory that is there already; without a copy where `write` would make none. */
  readInto(offset: number, target: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * A disk open for writing: exclusive, locked, unbuffered where the platform has it.
 *
 * HAZARD: nothing here knows what must be kept. Only the guarded writer
 * (`agent/image/guarded-writer.ts`) may call the methods that change the disk.
 */
export interface WritableDisk extends ReadableDisk {
  /** Alignment in bytes that offset and length of writes must have (the logical sector size). */
  readonly alignment: number;
  /**
   * Writes all of `bytes`. Offset and length are multiples of `alignment`. Memory from
   * `hardware-managers/linux/aligned-memory.ts` is written without a copy. The caller must not change
   * `bytes` before the promise settles. Concurrent calls are allowed.
   */
  write(offset: number, bytes: Uint8Array): Promise<void>;
  /**
   * Makes the range read as zeros without transferring them. False when the device cannot (nothing
   * was promised then; the caller writes zeros).
   */
  offloadZero(offset: number, length: number): Promise<boolean>;
  /** Tells the device that the range is unused; its content is undefined afterwards. False when it cannot. */
  discard(offset: number, length: number): Promise<boolean>;
  /** Returns when everything written before is on stable media. */
  flush(): Promise<void>;
  /**
   * Makes the kernel's partitions those given (by BLKPG; never by re-reading the table), and returns
   * the kernel's own view afterwards. A disk that the kernel does not partition returns what was given.
   */
  syncKernelPartitions(
    partitions: readonly Omit<KernelPartition, 'device'>[],
  ): Promise<readonly KernelPartition[]>;
}
