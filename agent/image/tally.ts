import { createHash, type Hash } from 'node:crypto';
import { BmvError } from '../../proto/error.ts';
import type { Checksum } from './checksum.ts';
import { ZEROS } from './zeros.ts';

/** Counts and hashes an image's file as it is read. */
export class Tally {
  readonly #checksum: Checksum | null;
  readonly #hash: Hash | null;
  #bytes = 0;

  constructor(checksum: Checksum | null) {
    this.#checksum = checksum;
    this.#hash = checksum ? createHash(checksum.algorithm) : null;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(bytes: Uint8Array): void {
    this.#bytes += bytes.byteLength;
    this.#hash?.update(bytes);
  }

  /** A hole of the file counts as the zeros that reading it gives. */
  addZeros(length: number): void {
    this.#bytes += length;
    if (!this.#hash) return;
    for (let left = length; left > 0; left -= ZEROS.byteLength) {
      this.#hash.update(ZEROS.subarray(0, Math.min(left, ZEROS.byteLength)));
    }
  }

  /** `algo:hex` of all that was added, null when nothing was asked for. Throws `CHECKSUM_MISMATCH`. */
  verify(name: string): string | null {
    if (!this.#checksum || !this.#hash) return null;
    const { algorithm, value } = this.#checksum;
    const found = this.#hash.digest('hex');
    if (found === value) return `${algorithm}:${value}`;
    throw new BmvError(
      'CHECKSUM_MISMATCH',
      `${name} has ${algorithm} ${found}, expected ${value}; the image or the checksum is wrong, get both again`,
      { path: name },
    );
  }
}

/** Lets the file's bytes pass and tallies them. */
export async function* tallied(
  pieces: AsyncGenerator<Uint8Array, void, void>,
  tally: Tally,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const piece of pieces) {
    tally.add(piece);
    yield piece;
  }
}
