import { CPIO_ALIGNMENT, CPIO_HEADER_BYTES, CPIO_TRAILER, paddingTo } from '../cpio.ts';

/** Linux takes no longer ones. */
const MAX_NAME_BYTES = 4096;
/** Positions of fields of eight hexadecimal digits. */
const FIELD = { mode: 14, size: 54, nameSize: 94 } as const;

/** What is wrong with an archive; the caller knows its place. */
export class ArchiveError extends Error {}

/** `./usr/bin` and `/usr/bin` are `usr/bin`. */
function plainName(name: string): string {
  return name.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
}

/**
 * Reads the names of cpio archives ("newc"), by the rules of the kernel's init/initramfs.c, from pieces of
 * any size. Data of files is passed over.
 */
export class NewcNames {
  readonly #onEntry: (name: string, mode: number) => void;
  /** The part of a header that has come. */
  #held = Buffer.alloc(0);
  #skip = 0;
  #position = 0;
  /** Between archives: at the beginning and after a trailer. */
  #isBetween = true;

  constructor(onEntry: (name: string, mode: number) => void) {
    this.#onEntry = onEntry;
  }

  /** Whether all archives that have begun are complete. */
  get isComplete(): boolean {
    return this.#isBetween;
  }

  /** Bytes of the archive and the zeros behind it, so far. */
  get position(): number {
    return this.#position;
  }

  /**
   * Takes all of the piece, except where `untilTrailer` is set: then it stops at what follows an archive and
   * the zeros behind it. Returns the bytes taken. Throws `ArchiveError`.
   */
  take(piece: Uint8Array, untilTrailer = false): number {
    let at = 0;
    while (at < piece.byteLength) {
      const before = at;
      if (this.#skip > 0) at += this.#passOver(piece.byteLength - at);
      else if (this.#isBetween && piece[at] === 0) at += this.#passZeros(piece, at);
      else if (this.#isBetween && untilTrailer && this.#position > 0) return at;
      else at += this.#header(piece, at);
      this.#position += at - before;
    }
    return at;
  }

  #passOver(available: number): number {
    const bytes = Math.min(this.#skip, available);
    this.#skip -= bytes;
    return bytes;
  }

  #passZeros(piece: Uint8Array, from: number): number {
    let at = from;
    while (at < piece.byteLength && piece[at] === 0) at += 1;
    return at - from;
  }

  /** Collects a header with its name; returns how many bytes of the piece belong to it. */
  #header(piece: Uint8Array, at: number): number {
    if (this.#isBetween && this.#position % CPIO_ALIGNMENT !== 0)
      throw new ArchiveError('an archive does not begin at a multiple of 4');
    this.#isBetween = false;
    const missing = this.#headerBytes() - this.#held.byteLength;
    const part = piece.subarray(at, at + missing);
    this.#held = Buffer.concat([this.#held, part]);
    if (this.#held.byteLength === this.#headerBytes() && this.#held.byteLength > CPIO_HEADER_BYTES)
      this.#finish();
    return part.byteLength;
  }

  /** Of the header that is held, with its name and padding as soon as the name's length is known. */
  #headerBytes(): number {
    if (this.#held.byteLength < CPIO_HEADER_BYTES) return CPIO_HEADER_BYTES;
    const magic = this.#held.toString('latin1', 0, 6);
    if (magic !== '070701' && magic !== '070702')
      throw new ArchiveError('a file does not begin with the header that it should have');
    const nameBytes = this.#field(FIELD.nameSize);
    if (nameBytes < 1 || nameBytes > MAX_NAME_BYTES)
      throw new ArchiveError('a name has an impossible length');
    const bytes = CPIO_HEADER_BYTES + nameBytes;
    return bytes + paddingTo(CPIO_ALIGNMENT, bytes);
  }

  #field(position: number): number {
    const text = this.#held.toString('latin1', position, position + 8);
    if (!/^[\da-f]{8}$/i.test(text)) throw new ArchiveError('a header has a field that is no number');
    return Number.parseInt(text, 16);
  }

  #finish(): void {
    const nameBytes = this.#field(FIELD.nameSize);
    const name = this.#held.toString('utf8', CPIO_HEADER_BYTES, CPIO_HEADER_BYTES + nameBytes - 1);
    const [mode, size] = [this.#field(FIELD.mode), this.#field(FIELD.size)];
    this.#held = Buffer.alloc(0);
    if (name === CPIO_TRAILER) {
      this.#isBetween = true;
      return;
    }
    this.#skip = size + paddingTo(CPIO_ALIGNMENT, size);
    this.#onEntry(plainName(name), mode);
  }
}
