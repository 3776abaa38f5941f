import { createHash } from 'node:crypto';
import type { ReadableDisk } from '../../hardware-managers/disk.ts';
import { BmvError } from '../../proto/error.ts';
import { BufferPool } from './buffer-pool.ts';
import type { ImageWriter } from './image-writer.ts';
import { isZero } from './zeros.ts';

const PIECE_BYTES = 2 * 1024 * 1024;
const READS_AHEAD = 3;
/** Of SHA-256. Enough against a disk that errs. */
const DIGEST_BYTES = 16;
/** A record: offset and length as doubles, the digest behind them. */
const RECORD_BYTES = 16 + DIGEST_BYTES;
const FIRST_RECORDS = 4096;

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, DIGEST_BYTES);
}

/** The digest of zeros: a zeroed range is told by it, of whatever length. */
const OF_ZEROS = Buffer.alloc(DIGEST_BYTES);

/**
 * Writes through to `writer` and remembers a digest of everything, so that it can be read back from the
 * medium: 32 bytes for each write of up to 2 MiB.
 */
export class MediaRecord implements ImageWriter {
  readonly #writer: ImageWriter;
  #records = Buffer.alloc(FIRST_RECORDS * RECORD_BYTES);
  #count = 0;
  #bytes = 0;

  constructor(writer: ImageWriter) {
    this.#writer = writer;
  }

  get alignment(): number {
    return this.#writer.alignment;
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    this.#rememberBytes(offset, bytes);
    await this.#writer.write(offset, bytes);
  }

  async keep(offset: number, bytes: Uint8Array): Promise<void> {
    this.#rememberBytes(offset, bytes);
    await this.#writer.keep(offset, bytes);
  }

  async zero(offset: number, length: number): Promise<void> {
    this.#remember(offset, length, OF_ZEROS);
    await this.#writer.zero(offset, length);
  }

  transfersZeros(length: number): boolean {
    return this.#writer.transfersZeros(length);
  }

  async keepZeros(offset: number, length: number): Promise<boolean> {
    const areKept = await this.#writer.keepZeros(offset, length);
    if (areKept) this.#remember(offset, length, OF_ZEROS);
    return areKept;
  }

  /**
   * Reads everything back and compares; what was written must have been flushed. `onBytes` is called with what
   * was read so far and is to be read. Throws `MEDIA_DIFFERS` with the place.
   */
  async verify(
    disk: ReadableDisk,
    signal: AbortSignal,
    onBytes: (doneBytes: number, totalBytes: number) => void,
  ): Promise<void> {
    const pool = new BufferPool(READS_AHEAD, PIECE_BYTES);
    const ahead: Promise<number>[] = [];
    let doneBytes = 0;
    const takeOne = async () => {
      doneBytes += (await ahead.shift()) ?? 0;
      onBytes(doneBytes, this.#bytes);
    };
    try {
      for (let index = 0; index < this.#count; index += 1) {
        const { offset, length, digest } = this.#record(index);
        for (let done = 0; done < length; done += PIECE_BYTES) {
          signal.throwIfAborted();
          const reading = check(disk, pool, offset + done, Math.min(PIECE_BYTES, length - done), digest);
          reading.catch(() => {});
          ahead.push(reading);
          if (ahead.length >= READS_AHEAD) await takeOne();
        }
      }
      while (ahead.length > 0) await takeOne();
    } finally {
      await Promise.allSettled(ahead);
    }
  }

  #rememberBytes(offset: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.byteLength; done += PIECE_BYTES) {
      const piece = bytes.subarray(done, done + PIECE_BYTES);
      this.#remember(offset + done, piece.byteLength, digestOf(piece));
    }
  }

  #remember(offset: number, length: number, digest: Buffer): void {
    if ((this.#count + 1) * RECORD_BYTES > this.#records.byteLength)
      this.#records = Buffer.concat([this.#records, Buffer.alloc(this.#records.byteLength)]);
    const at = this.#count * RECORD_BYTES;
    this.#records.writeDoubleLE(offset, at);
    this.#records.writeDoubleLE(length, at + 8);
    digest.copy(this.#records, at + 16);
    this.#count += 1;
    this.#bytes += length;
  }

  #record(index: number): { offset: number; length: number; digest: Buffer } {
    const at = index * RECORD_BYTES;
    return {
      offset: this.#records.readDoubleLE(at),
      length: this.#records.readDoubleLE(at + 8),
      digest: this.#records.subarray(at + 16, at + RECORD_BYTES),
    };
  }
}

/** Compares `bytes`, which were written and flushed, with what the medium gives back. Throws `MEDIA_DIFFERS`. */
export async function expectOnMedia(disk: ReadableDisk, offset: number, bytes: Uint8Array): Promise<void> {
  const found = await disk.read(offset, bytes.byteLength);
  if (Buffer.compare(found, bytes) !== 0) throw differs(disk, offset, bytes.byteLength);
}

function differs({ info: { path } }: ReadableDisk, offset: number, length: number): BmvError {
  return new BmvError(
    'MEDIA_DIFFERS',
    `${path} gives back other bytes at ${offset} (${length} bytes) than were written there; replace the disk`,
    { device: path, offset, length },
  );
}

/** Returns `length`. */
async function check(
  disk: ReadableDisk,
  pool: BufferPool,
  offset: number,
  length: number,
  digest: Buffer,
): Promise<number> {
  const buffer = await pool.take();
  try {
    const bytes = buffer.subarray(0, length);
    await disk.readInto(offset, bytes);
    const isSame = digest.equals(OF_ZEROS) ? isZero(bytes) : digestOf(bytes).equals(digest);
    if (isSame) return length;
  } finally {
    pool.give(buffer);
  }
  throw differs(disk, offset, length);
}
