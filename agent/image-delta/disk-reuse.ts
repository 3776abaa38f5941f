import { allocateShared } from '../../hardware-managers/linux/aligned-memory.ts';
import { BufferPool } from '../image/buffer-pool.ts';
import { freeOwn } from '../image/own-memory.ts';
import type { Transfer } from '../image/transfer.ts';
import type { DiskGround } from '../image/types.ts';
import { crcOfZeros, type ImageIndex } from '../image-index/image-index.ts';
import { sizeWords } from '../layout/wording.ts';
import { type DeltaExpectation, DeltaRun } from './delta-run.ts';
import { Destinations } from './destinations.ts';
import { likelyPlaces } from './likely-places.ts';
import { PlaceMap } from './place-map.ts';
import { planReuse, type ReusePlan } from './plan-reuse.ts';
import { sampleDisk } from './sample-disk.ts';
import { scanDisk } from './scan-disk.ts';
import { Slots } from './slots.ts';

const MIB = 1024 * 1024;

/** Memory for what the disk is looked through with, and then for what was put together and is being written. */
const POOL_BYTES = 16 * MIB;
const MIN_BUFFERS = 4;
const MAX_BUFFERS = 8;
const CACHE_BYTES = 24 * MIB;
const GAP_BYTES = 64 * 1024;

/** Each has a default. Bytes. */
export interface DeltaLimits {
  /** What is read from the disk before it is overwritten, and kept in memory until it is needed. Default 24 MiB. */
  readonly cacheBytes?: number;
  /** Two missing ranges that are so near are fetched as one. Default 64 KiB. */
  readonly gapBytes?: number;
  /** What is put together at a time. Default 2 MiB; whole blocks. */
  readonly windowBytes?: number;
}

/** Of the image, as how much of the disk is looked at: its old system may lie anywhere. */
const SCAN_FACTOR = 4;
/** A smaller share of the image than this on the disk is not worth many requests. */
const MIN_SHARE = 0.05;

/** Where on a disk the parts of an image are. */
export class DiskReuse {
  readonly #index: ImageIndex;
  readonly #disk: DiskGround['disk'];
  readonly #slots: Slots;
  readonly #places: Uint32Array;
  readonly #destinations: Destinations;
  readonly #plan: ReusePlan;
  readonly #windowBytes: number;
  readonly #pool: BufferPool;
  /** Of sub-blocks that are no zeros. */
  readonly #dataBytes: number;
  readonly #foundBytes: number;
  /** By samples, where the disk was not looked through. */
  readonly #inPlace: number | null;
  readonly #gapBytes: number;

  private constructor(
    index: ImageIndex,
    ground: DiskGround,
    map: PlaceMap,
    slots: Slots,
    pool: BufferPool,
    limits: DeltaLimits,
    inPlace: number | null,
  ) {
    this.#index = index;
    this.#inPlace = inPlace;
    this.#disk = ground.disk;
    this.#slots = slots;
    this.#places = map.places;
    this.#destinations = new Destinations(ground.segments);
    this.#pool = pool;
    this.#windowBytes = pool.bufferBytes;
    this.#gapBytes = limits.gapBytes ?? GAP_BYTES;
    this.#plan = planReuse({
      index,
      places: map.places,
      slots,
      destinations: this.#destinations,
      windowBytes: this.#windowBytes,
      cacheBytes: limits.cacheBytes ?? CACHE_BYTES,
      gapBytes: this.#gapBytes,
    });
    let [data, found] = [0, 0];
    for (let sub = 0; sub < index.subBlockCount; sub += 1) {
      if (index.looksZero(sub)) continue;
      data += index.subBlockLength(sub);
      if ((map.places[sub] ?? 0) > 0) found += index.subBlockLength(sub);
    }
    this.#dataBytes = data;
    this.#foundBytes = found;
  }

  /** Looks through a disk for what an index names, which is good for this once. Reads what may be read of it, once. */
  static async find(
    index: ImageIndex,
    ground: DiskGround,
    limits: DeltaLimits,
    signal: AbortSignal,
  ): Promise<DiskReuse> {
    const destinations = new Destinations(ground.segments);
    const slots = new Slots(
      {
        places: ground.places,
        likely: likelyPlaces(index, ground.segments, ground.places),
        shifts: shiftsOf(ground),
      },
      index.subBlockBytes,
      SCAN_FACTOR * index.rawBytes,
    );
    const windowBytes = Math.max(limits.windowBytes ?? 2 * MIB, index.blockBytes);
    const pool = poolFor(windowBytes);
    const map = new PlaceMap(index, slots, destinations, crcOfZeros(index.subBlockBytes));
    const { showsImage, inPlace } = await sampleDisk(ground.disk, slots, map, signal);
    if (inPlace !== null) map.assumeInPlace(slots.likelyCount);
    else if (showsImage) {
      await scanDisk(ground.disk, slots, map, pool, signal, ground.onBytes);
      map.finish();
    }
    map.forget();
    if (inPlace === null) index.forgetCrcs();
    return new DiskReuse(index, ground, map, slots, pool, limits, inPlace);
  }

  /** Whether so much was found that it is quicker than to download all. */
  get pays(): boolean {
    return this.#dataBytes === 0 || this.#foundBytes / this.#dataBytes >= MIN_SHARE;
  }

  /** What was found, for people. */
  get words(): string {
    const all = sizeWords(this.#dataBytes);
    if (this.#inPlace !== null)
      return `the disk has about ${Math.floor(this.#inPlace * 100)} % of the image's ${all} of data in place, only the rest is downloaded`;
    const percent = this.#dataBytes === 0 ? 100 : Math.floor((this.#foundBytes / this.#dataBytes) * 100);
    const found = `the disk has ${percent} % of the image's ${all} of data already`;
    return this.pays ? `${found}, only the rest is downloaded` : `${found}, so all of it is downloaded`;
  }

  /** Gives its memory back where it is not begun. */
  drop(): void {
    freeOwn(this.#places);
  }

  begin(transfer: Transfer, signal: AbortSignal, expected: DeltaExpectation): DeltaRun {
    const parts = {
      index: this.#index,
      disk: this.#disk,
      slots: this.#slots,
      places: this.#places,
      destinations: this.#destinations,
      plan: this.#plan,
      windowBytes: this.#windowBytes,
      pool: this.#pool,
      gapBytes: this.#gapBytes,
      isInPlace: this.#inPlace !== null,
    };
    return new DeltaRun(parts, transfer, signal, expected);
  }
}

function poolFor(windowBytes: number): BufferPool {
  const buffers = Math.floor(POOL_BYTES / windowBytes / 2) * 2;
  return new BufferPool(Math.min(Math.max(MIN_BUFFERS, buffers), MAX_BUFFERS), windowBytes, allocateShared);
}

/** A segment that is shorter is no partition, but what lies between some. */
const MIN_PARTITION_BYTES = MIB;

function shiftsOf({ starts, segments }: DiskGround): readonly number[] {
  const placed = segments.flatMap(({ imageOffset, diskOffset, length }) =>
    diskOffset === null ? [] : [{ imageOffset, diskOffset, length }],
  );
  const partitions = placed.filter(({ length }) => length >= MIN_PARTITION_BYTES);
  return [
    ...placed.map(({ imageOffset, diskOffset }) => diskOffset - imageOffset),
    ...partitions.flatMap(({ imageOffset }) => starts.map((start) => start - imageOffset)),
  ];
}
