import { BmvError } from '../../proto/error.ts';
import type { Checksum } from './checksum.ts';
import type { Piece } from './chunker.ts';
import { type Hasher, OwnHasher } from './hasher.ts';

const NOTHING = () => {};

/** Counts and hashes an image's file as it is read. */
export class Tally {
  readonly #checksum: Checksum | null;
  readonly #hasher: Hasher | null;
  #bytes = 0;

  /** `makeHasher`: where it is hashed. */
  constructor(
    checksum: Checksum | null,
    makeHasher: (algorithm: string) => Hasher = (algorithm) => new OwnHasher(algorithm),
  ) {
    this.#checksum = checksum;
    this.#hasher = checksum ? makeHasher(checksum.algorithm) : null;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** `bytes` must not change before `done` is called. */
  add(bytes: Uint8Array, done: () => void = NOTHING): void {
    this.#bytes += bytes.byteLength;
    if (this.#hasher) this.#hasher.update(bytes, done);
    else done();
  }

  /** A hole of the file counts as the zeros that reading it gives. */
  addZeros(length: number): void {
    this.#bytes += length;
    this.#hasher?.zeros(length);
  }

  /** `algo:hex` of all that was added, null when nothing was asked for. Throws `CHECKSUM_MISMATCH`. */
  async verify(name: string): Promise<string | null> {
    if (!this.#checksum || !this.#hasher) return null;
    const { algorithm, value } = this.#checksum;
    const found = await this.#hasher.digest();
    if (found === value) return `${algorithm}:${value}`;
    throw new BmvError(
      'CHECKSUM_MISMATCH',
      `${name} has ${algorithm} ${found}, expected ${value}; the image or the checksum is wrong, get both again`,
      { path: name },
    );
  }

  async close(): Promise<void> {
    await this.#hasher?.close();
  }
}

/** Lets the file's bytes pass and tallies them. For a tally that hashes where it is called. */
export async function* tallied(
  bytes: AsyncGenerator<Uint8Array, void, void>,
  tally: Tally,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const piece of bytes) {
    tally.add(piece);
    yield piece;
  }
}

/** Lets pieces pass and tallies them; their memory is given back when that is done too. */
export async function* talliedPieces(
  pieces: AsyncGenerator<Piece, void, void>,
  tally: Tally,
): AsyncGenerator<Piece, void, void> {
  for await (const piece of pieces) {
    if (!piece.bytes) {
      tally.addZeros(piece.length);
      yield piece;
      continue;
    }
    let users = 2;
    const release = () => {
      users -= 1;
      if (users === 0) piece.release();
    };
    tally.add(piece.bytes, release);
    yield { ...piece, release };
  }
}
