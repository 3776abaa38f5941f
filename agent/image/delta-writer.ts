import type { ReadableDisk } from '../../hardware-managers/disk.ts';
import { BufferPool } from './buffer-pool.ts';
import type { DeltaChoice } from './delta-choice.ts';
import type { GuardedWriter } from './guarded-writer.ts';
import type { ImageWriter } from './image-writer.ts';
import { isZero } from './zeros.ts';

/** Bytes are compared in pieces of this size, as many at a time as there are writes. */
const PIECE_BYTES = 2 * 1024 * 1024;
const PIECES = 4;
/** A difference is told to this many bytes. */
const UNIT_BYTES = 64 * 1024;
/** Equal bytes between two differences that are written along: one large write is quicker than two small ones. */
const GAP_BYTES = 256 * 1024;

/** From `start` to `end` of a piece. */
interface Run {
  readonly start: number;
  readonly end: number;
}

/** Where two pieces of the same length differ, in order; near ones are one. */
export function differences(wanted: Uint8Array, found: Uint8Array): readonly Run[] {
  const runs: { start: number; end: number }[] = [];
  for (let start = 0; start < wanted.byteLength; start += UNIT_BYTES) {
    const end = Math.min(start + UNIT_BYTES, wanted.byteLength);
    if (Buffer.compare(wanted.subarray(start, end), found.subarray(start, end)) === 0) continue;
    const last = runs.at(-1);
    if (last && start - last.end <= GAP_BYTES) last.end = end;
    else runs.push({ start, end });
  }
  return runs;
}

/**
 * Leaves out writes of bytes that the disk has already, where that is chosen. A disk that cannot be read
 * there gets the write: it may heal the sector.
 */
export class DeltaWriter implements ImageWriter {
  readonly #writer: GuardedWriter;
  readonly #disk: ReadableDisk;
  readonly #choice: DeltaChoice;
  readonly #now: () => number;
  readonly #pool = new BufferPool(PIECES, PIECE_BYTES);
  #bytesSkipped = 0;

  /** `now`: milliseconds. */
  constructor(
    writer: GuardedWriter,
    disk: ReadableDisk,
    choice: DeltaChoice,
    now: () => number = () => performance.now(),
  ) {
    this.#writer = writer;
    this.#disk = disk;
    this.#choice = choice;
    this.#now = now;
  }

  get alignment(): number {
    return this.#writer.alignment;
  }

  /** Bytes that were on the disk already. */
  get bytesSkipped(): number {
    return this.#bytesSkipped;
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.byteLength; done += PIECE_BYTES)
      await this.#writePiece(offset + done, bytes.subarray(done, done + PIECE_BYTES));
  }

  async keep(_offset: number, bytes: Uint8Array): Promise<void> {
    this.#bytesSkipped += bytes.byteLength;
  }

  async zero(offset: number, length: number): Promise<void> {
    if (!this.#writer.transfersZeros(length)) {
      await this.#writer.zero(offset, length);
      return;
    }
    for (let done = 0; done < length; done += PIECE_BYTES)
      await this.#zeroPiece(offset + done, Math.min(PIECE_BYTES, length - done));
  }

  transfersZeros(length: number): boolean {
    return this.#writer.transfersZeros(length);
  }

  /** Looks whatever was chosen for other places: whoever asks has nothing better to do. */
  async keepZeros(offset: number, length: number): Promise<boolean> {
    for (let done = 0; done < length; done += PIECE_BYTES)
      if (!(await this.#hasZeros(offset + done, Math.min(PIECE_BYTES, length - done)))) return false;
    this.#bytesSkipped += length;
    return true;
  }

  async #hasZeros(offset: number, length: number): Promise<boolean> {
    const buffer = await this.#pool.take();
    try {
      const found = buffer.subarray(0, length);
      return (await this.#canRead(offset, found)) && isZero(found);
    } finally {
      this.#pool.give(buffer);
    }
  }

  async #canRead(offset: number, target: Uint8Array): Promise<boolean> {
    return await this.#disk.readInto(offset, target).then(
      () => true,
      () => false,
    );
  }

  async #writePiece(offset: number, wanted: Uint8Array): Promise<void> {
    const length = wanted.byteLength;
    const runs = await this.#lookedAt(offset, length, (found) => differences(wanted, found));
    for (const { start, end } of runs)
      await this.#timed(end - start, () => this.#writer.write(offset + start, wanted.subarray(start, end)));
  }

  async #zeroPiece(offset: number, length: number): Promise<void> {
    const all = [{ start: 0, end: length }];
    const runs = await this.#lookedAt(offset, length, (found) => (isZero(found) ? [] : all));
    if (runs.length > 0) await this.#timed(length, () => this.#writer.zero(offset, length));
  }

  /** What `differing` says of the disk's bytes; all of the range where they are not looked at or cannot be read. */
  async #lookedAt(
    offset: number,
    length: number,
    differing: (found: Uint8Array) => readonly Run[],
  ): Promise<readonly Run[]> {
    const all = [{ start: 0, end: length }];
    if (!this.#choice.compares(length)) return all;
    const buffer = await this.#pool.take();
    try {
      const found = buffer.subarray(0, length);
      const began = this.#now();
      const isRead = await this.#canRead(offset, found);
      const readMs = this.#now() - began;
      const runs = isRead ? differing(found) : all;
      const equalBytes = runs.reduce((left, { start, end }) => left - (end - start), length);
      this.#bytesSkipped += equalBytes;
      this.#choice.wasCompared({ bytes: length, equalBytes, readMs });
      return runs;
    } finally {
      this.#pool.give(buffer);
    }
  }

  async #timed(bytes: number, write: () => Promise<void>): Promise<void> {
    const began = this.#now();
    await write();
    this.#choice.wasWritten(bytes, this.#now() - began);
  }
}
