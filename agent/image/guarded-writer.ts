import type { WritableDisk } from '../../hardware-managers/disk.ts';
import { allocateAligned } from '../../hardware-managers/linux/aligned-memory.ts';
import { BmvError } from '../../proto/error.ts';
import { contains, type Extent, union } from '../layout/extent.ts';
import type { ImageWriter } from './image-writer.ts';
import { isZero } from './zeros.ts';

const ZERO_PIECE = 1024 * 1024;

/** Below this many bytes writing zeros is quicker than starting a tool that asks the device for them. */
const OFFLOAD_MIN_BYTES = 4 * 1024 * 1024;

/** Of a range that the device has zeroed, what is read back of the first one and of each end of every one. */
const FIRST_LOOK_BYTES = OFFLOAD_MIN_BYTES;
const LOOK_BYTES = 64 * 1024;

/** Zeros for O_DIRECT; only ever read. */
const ZEROS = allocateAligned(ZERO_PIECE);

/**
 * The one way for bytes to reach a disk. Holds the allow-list of extents that the plan may write and
 * throws `WRITE_OUTSIDE_MAP` before any I/O for a range that leaves it by one byte.
 */
export class GuardedWriter implements ImageWriter {
  readonly #disk: WritableDisk;
  readonly #map: readonly Extent[];
  #bytesWritten = 0;
  #bytesZeroed = 0;
  #offloads = true;
  #hasLooked = false;

  constructor(disk: WritableDisk, writeMap: readonly Extent[]) {
    this.#disk = disk;
    this.#map = union(writeMap);
  }

  get writeMap(): readonly Extent[] {
    return this.#map;
  }

  /** Multiple in bytes that offsets and lengths must have. */
  get alignment(): number {
    return this.#disk.alignment;
  }

  /** Bytes transferred to the disk, written zeros included. */
  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  /** Bytes that were made zero, transferred or not. */
  get bytesZeroed(): number {
    return this.#bytesZeroed;
  }

  transfersZeros(length: number): boolean {
    return !this.#offloads || length < OFFLOAD_MIN_BYTES;
  }

  /** Offset and length are multiples of `alignment`. `bytes` must not change before the promise settles. */
  async write(offset: number, bytes: Uint8Array): Promise<void> {
    this.#check('write', offset, bytes.byteLength);
    await this.#disk.write(offset, bytes);
    this.#bytesWritten += bytes.byteLength;
  }

  /** Writes them all the same. */
  async keep(offset: number, bytes: Uint8Array): Promise<void> {
    await this.write(offset, bytes);
  }

  /** Looks at nothing. */
  async keepZeros(): Promise<boolean> {
    return false;
  }

  /** Makes the range read as zeros: by the device where it can, else by writing them. */
  async zero(
    offset: number,
    length: number,
    onProgress: (doneBytes: number) => void = () => {},
  ): Promise<void> {
    this.#check('zero', offset, length);
    this.#bytesZeroed += length;
    if (await this.#offload(offset, length)) {
      onProgress(length);
      return;
    }
    for (let done = 0; done < length; ) {
      const piece = Math.min(ZERO_PIECE, length - done);
      await this.#disk.write(offset + done, ZEROS.subarray(0, piece));
      this.#bytesWritten += piece;
      done += piece;
      onProgress(done);
    }
  }

  /** Marks the range unused. Never a substitute for `zero`. False when the device cannot. */
  async discard(offset: number, length: number): Promise<boolean> {
    this.#check('discard', offset, length);
    return await this.#disk.discard(offset, length);
  }

  async flush(): Promise<void> {
    await this.#disk.flush();
  }

  async #offload(offset: number, length: number): Promise<boolean> {
    if (this.transfersZeros(length)) return false;
    const isDone = await this.#disk.offloadZero(offset, length);
    this.#offloads = isDone && (await this.#readsZero(offset, length));
    return this.#offloads;
  }

  /**
   * HAZARD: there are devices that say they zeroed a range and give back its old bytes. The first range is
   * looked at further, since a device that does not zero shows it there already.
   */
  async #readsZero(offset: number, length: number): Promise<boolean> {
    const first = this.#hasLooked ? LOOK_BYTES : FIRST_LOOK_BYTES;
    this.#hasLooked = true;
    const last = Math.min(LOOK_BYTES, length);
    return (
      isZero(await this.#disk.read(offset, Math.min(first, length))) &&
      isZero(await this.#disk.read(offset + length - last, last))
    );
  }

  #check(what: string, offset: number, length: number): void {
    const sane = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
    if (sane && this.#map.some((extent) => contains(extent, { offset, length }))) return;
    throw new BmvError(
      'WRITE_OUTSIDE_MAP',
      `${what} of ${length} bytes at ${offset} of ${this.#disk.info.path} leaves the plan's write map; ` +
        'nothing was written; this is a defect of baremetal-volumes, please report it',
      { device: this.#disk.info.path, offset, length },
    );
  }
}
