import { crc32 } from 'node:zlib';
import { isZero } from '../image/zeros.ts';
import type { AssemblyParts } from './assembly.ts';
import { FetchAhead } from './fetch-ahead.ts';
import type { HeldRuns } from './held-runs.ts';
import { requestsFor, requestsOf } from './requests.ts';

/** Thrown for a block that the server itself has otherwise than the index says. */
export class IndexDisagrees extends Error {
  /** First byte of the window that the block is in; nothing of it was given away. */
  readonly offset: number;

  constructor(offset: number) {
    super('the index disagrees with the image');
    this.offset = offset;
  }
}

/** Blocks of an image that were put together. */
export interface Window {
  /** Of the image; the start of a block. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly held: HeldRuns;
}

/** Compares the blocks of a window with the index, and fetches what is wrong. */
export class BlockCheck {
  readonly #parts: Pick<AssemblyParts, 'index' | 'fetcher' | 'places' | 'gapBytes' | 'isInPlace' | 'hasher'>;
  readonly #window: Window;

  constructor(parts: AssemblyParts, window: Window) {
    this.#parts = parts;
    this.#window = window;
  }

  /**
   * First what is wrong by sub-block, as far as the index tells, then whole blocks. What was fetched has no place any
   * more. Throws `IndexDisagrees`.
   */
  async mend(firstBlock: number, endBlock: number): Promise<void> {
    let wrong = await this.#wrongOf(firstBlock, endBlock);
    if (wrong.length > 0 && this.#parts.isInPlace) {
      await this.#fetchSubBlocks(wrong);
      wrong = wrong.filter((block) => !this.#isRight(block));
    }
    for (const block of wrong) await this.#fetchBlock(block);
  }

  async #wrongOf(firstBlock: number, endBlock: number): Promise<readonly number[]> {
    const { index, hasher } = this.#parts;
    const digests = await hasher.digests(this.#window.bytes, index.blockBytes);
    const wrong: number[] = [];
    for (let block = firstBlock; block < endBlock; block += 1) {
      const at = 32 * (block - firstBlock);
      if (index.isZeroBlock(block)) this.#makeZero(block);
      else if (!index.hasDigest(block, digests.subarray(at, at + 32))) wrong.push(block);
    }
    return wrong;
  }

  #makeZero(block: number): void {
    const own = this.#bytesOf(block);
    if (!isZero(own)) this.#replaced(block * this.#parts.index.blockBytes, own.byteLength).fill(0);
  }

  #isRight(block: number): boolean {
    return this.#parts.index.isBlock(block, this.#bytesOf(block));
  }

  #bytesOf(block: number): Uint8Array {
    const { index } = this.#parts;
    const from = block * index.blockBytes - this.#window.offset;
    return this.#window.bytes.subarray(from, from + index.blockLength(block));
  }

  /** Bytes of the window that come from elsewhere than from where they are written to. */
  #replaced(offset: number, length: number): Uint8Array {
    const { bytes, held, offset: start } = this.#window;
    held.drop(offset - start, offset - start + length);
    return bytes.subarray(offset - start, offset - start + length);
  }

  async #fetchSubBlocks(blocks: readonly number[]): Promise<void> {
    const { index, fetcher, places, gapBytes } = this.#parts;
    const { offset, bytes } = this.#window;
    const size = index.subBlockBytes;
    const missing = new Set<number>();
    for (const block of blocks) {
      const end = block * index.blockBytes + index.blockLength(block);
      for (let sub = (block * index.blockBytes) / size; sub * size < end; sub += 1) {
        const at = sub * size - offset;
        const own = bytes.subarray(at, at + index.subBlockLength(sub));
        if (crc32(own) === index.crc(sub)) continue;
        places[sub] = 0;
        if (index.looksZero(sub)) this.#replaced(sub * size, own.byteLength).fill(0);
        else missing.add(sub);
      }
    }
    const range = { from: offset / size, to: Math.ceil((offset + bytes.byteLength) / size) };
    const ahead = new FetchAhead(
      fetcher,
      requestsFor(index, (sub) => missing.has(sub), gapBytes, range),
    );
    try {
      for (const sub of missing) {
        const extent = { offset: sub * size, length: index.subBlockLength(sub) };
        await ahead.copy(extent, this.#replaced(extent.offset, extent.length));
      }
    } finally {
      await ahead.settle();
    }
  }

  async #fetchBlock(block: number): Promise<void> {
    const { index, fetcher, places } = this.#parts;
    const extent = { offset: block * index.blockBytes, length: index.blockLength(block) };
    const size = index.subBlockBytes;
    for (let sub = extent.offset / size; sub * size < extent.offset + extent.length; sub += 1)
      places[sub] = 0;
    const ahead = new FetchAhead(fetcher, requestsOf(index, extent));
    try {
      await ahead.copy(extent, this.#replaced(extent.offset, extent.length));
    } finally {
      await ahead.settle();
    }
    if (!this.#isRight(block)) throw new IndexDisagrees(this.#window.offset);
  }
}
