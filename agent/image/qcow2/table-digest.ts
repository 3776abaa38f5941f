import { createHash } from 'node:crypto';
import { ZEROS } from '../zeros.ts';
import { KIND } from './host-runs.ts';

/**
 * Digest of everything that says where the guest's bytes are: header and L1 table, and the L2 tables, each in the order
 * of the file. Two readings of a file with equal digests mean the same guest places.
 */
export class TableDigest {
  /** The L1 table may lie between L2 tables, which are read after it. */
  readonly #frame = createHash('sha256');
  readonly #tables = createHash('sha256');

  /** `bytes` is null for a hole. */
  add(kind: number, bytes: Uint8Array | null, length: number): void {
    const hash = kind === KIND.table ? this.#tables : this.#frame;
    if (bytes) hash.update(bytes);
    else
      for (let left = length; left > 0; left -= ZEROS.byteLength)
        hash.update(ZEROS.subarray(0, Math.min(left, ZEROS.byteLength)));
  }

  /** Ends the digest. */
  value(): string {
    return `${this.#frame.digest('hex')} ${this.#tables.digest('hex')}`;
  }
}
