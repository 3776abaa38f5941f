import { createHash, type Hash } from 'node:crypto';
import { ZEROS } from './zeros.ts';

/** Hashes bytes in the order of its calls. */
export interface Hasher {
  /** `bytes` must not change before `done` is called, which is so whatever happens. */
  update(bytes: Uint8Array, done: () => void): void;
  zeros(length: number): void;
  /** Hex, of all that was hashed. To be called once. */
  digest(): Promise<string>;
  close(): Promise<void>;
}

/** Hashes where it is called. */
export class OwnHasher implements Hasher {
  readonly #hash: Hash;

  constructor(algorithm: string) {
    this.#hash = createHash(algorithm);
  }

  update(bytes: Uint8Array, done: () => void): void {
    this.#hash.update(bytes);
    done();
  }

  zeros(length: number): void {
    for (let left = length; left > 0; left -= ZEROS.byteLength)
      this.#hash.update(ZEROS.subarray(0, Math.min(left, ZEROS.byteLength)));
  }

  async digest(): Promise<string> {
    return this.#hash.digest('hex');
  }

  async close(): Promise<void> {}
}
