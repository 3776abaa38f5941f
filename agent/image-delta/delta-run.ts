import { BmvError } from '../../proto/error.ts';
import type { Checksum } from '../image/checksum.ts';
import { type Piece, toChunks } from '../image/chunker.ts';
import { hasherFor } from '../image/hash-thread.ts';
import { sameHead } from '../image/same-head.ts';
import { Tally, talliedPieces } from '../image/tally.ts';
import type { Transfer } from '../image/transfer.ts';
import type { ImageChunk, ImageResult } from '../image/types.ts';
import type { ImageIndex } from '../image-index/image-index.ts';
import { Assembly, type AssemblyParts } from './assembly.ts';
import { IndexDisagrees } from './block-check.ts';
import { blockHasherFor } from './block-hasher.ts';
import { FetchAhead } from './fetch-ahead.ts';
import { Fetcher } from './fetcher.ts';
import { requestsOf } from './requests.ts';
import { inOrder, zerosFirst } from './window-order.ts';

/** Windows that are put together or checked while those before them are written. */
const WINDOWS_AHEAD = 3;

/** What is expected of the image as a whole. */
export interface DeltaExpectation {
  /** Of the raw content; null where there is none but the index's own. */
  readonly checksum: Checksum | null;
  /** Somebody vouched for the index: blocks that all have their SHA-256 are the whole that has its own. */
  readonly isVouched: boolean;
  /** The first bytes that were planned with; null where none were read. */
  readonly head: Uint8Array | null;
}

/** One stream of an image from the disk and from where its file is. */
export class DeltaRun {
  readonly #parts: AssemblyParts;
  readonly #expected: DeltaExpectation;
  readonly #isProvenByBlocks: boolean;
  readonly #name: string;
  readonly #signal: AbortSignal;

  constructor(
    parts: Omit<AssemblyParts, 'fetcher' | 'hasher'>,
    transfer: Transfer,
    signal: AbortSignal,
    expected: DeltaExpectation,
  ) {
    this.#expected = expected;
    this.#isProvenByBlocks = isProvenByBlocks(parts.index, expected);
    const hasher = blockHasherFor(parts.index.dataBytes, this.#isProvenByBlocks);
    this.#parts = { ...parts, fetcher: new Fetcher(transfer, signal), hasher };
    this.#name = transfer.name;
    this.#signal = signal;
  }

  /** Of the file. */
  get fetchedBytes(): number {
    return this.#parts.fetcher.fetchedBytes;
  }

  async *stream(): AsyncGenerator<ImageChunk, ImageResult, void> {
    const { index } = this.#parts;
    const whole = this.#expected.checksum ?? { algorithm: 'sha256', value: index.parts.digests.sha256 };
    const tally = new Tally(this.#isProvenByBlocks ? null : whole, (algorithm) =>
      hasherFor(algorithm, index.rawBytes),
    );
    const assembly = new Assembly(this.#parts);
    try {
      const pieces = talliedPieces(this.#pieces(assembly), tally);
      yield* toChunks(sameHead(pieces, this.#expected.head, this.#name));
      const checksum =
        (await tally.verify(`the raw content of ${this.#name}`)) ?? `${whole.algorithm}:${whole.value}`;
      const { fetchedBytes: transferredBytes } = this;
      return { sizeBytes: index.rawBytes, transferredBytes, checksum, bytesReused: assembly.bytesReused };
    } catch (error) {
      throw withWayOut(error);
    } finally {
      await assembly.settle();
      await tally.close();
      await this.#parts.hasher.close();
    }
  }

  /** HAZARD: from the first block on that the server has otherwise, the index counts for nothing any more. */
  async *#pieces(assembly: Assembly): AsyncGenerator<Piece, void, void> {
    try {
      // The hash of the whole takes bytes in their order, and so does what would be fetched without the index.
      const isAnyOrder = this.#parts.isInPlace && this.#isProvenByBlocks;
      yield* ahead(assembly, isAnyOrder ? zerosFirst(this.#parts) : inOrder(this.#parts), this.#signal);
    } catch (error) {
      if (!(error instanceof IndexDisagrees)) throw error;
      if (this.#parts.index.parts.frames || this.#isProvenByBlocks) {
        throw new BmvError(
          'IMAGE_CHANGED',
          `${this.#name} has other bytes near ${error.offset} than its index says; make the index anew`,
          { path: this.#name, offset: error.offset, cause: error },
        );
      }
      yield* this.#rest(error.offset);
    }
  }

  /** The image's bytes as the server has them. Whether they are right, the checksum of all tells. */
  async *#rest(from: number): AsyncGenerator<Piece, void, void> {
    const { index, windowBytes, pool, fetcher } = this.#parts;
    const fetching = new FetchAhead(
      fetcher,
      requestsOf(index, { offset: from, length: index.rawBytes - from }),
    );
    try {
      for (let offset = from; offset < index.rawBytes; offset += windowBytes) {
        this.#signal.throwIfAborted();
        const length = Math.min(windowBytes, index.rawBytes - offset);
        const buffer = await pool.take();
        const bytes = buffer.subarray(0, length);
        const release = () => pool.give(buffer);
        await fetching.copy({ offset, length }, bytes);
        yield { offset, length, bytes, release };
      }
    } finally {
      await fetching.settle();
    }
  }
}

/** Whether what is expected of the whole is what an index says that somebody vouched for. */
function isProvenByBlocks({ parts }: ImageIndex, { checksum, isVouched }: DeltaExpectation): boolean {
  if (!isVouched) return false;
  const digests: Readonly<Record<string, string>> = { ...parts.digests };
  return checksum === null || digests[checksum.algorithm] === checksum.value;
}

/** What an index may be the cause of. */
function withWayOut(error: unknown): unknown {
  if (!(error instanceof BmvError) || !['IMAGE_CHANGED', 'CHECKSUM_MISMATCH'].includes(error.code))
    return error;
  const { code, message, fields } = error;
  return new BmvError(code, `${message}; its index may be wrong too: leave it out (--index never)`, {
    ...fields,
    cause: error,
  });
}

/** Windows one after another, the next ones being put together meanwhile, one at a time, and checked. */
async function* ahead(
  assembly: Assembly,
  order: Generator<number>,
  signal: AbortSignal,
): AsyncGenerator<Piece, void, void> {
  const windows: Promise<Piece>[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const start = () => {
    const { value: window, done } = order.next();
    if (done) return;
    const together = last.then(() => {
      if (isStopped) throw new Error('nobody wants it any more');
      return assembly.window(window);
    });
    const piece = together.then(async (check) => await check());
    // Its error is thrown where its turn comes, and none behind it is begun.
    piece.catch(() => {});
    last = together;
    windows.push(piece);
  };
  try {
    for (let window = 0; window < WINDOWS_AHEAD; window += 1) start();
    for (;;) {
      signal.throwIfAborted();
      const piece = await windows.shift();
      if (!piece) return;
      start();
      yield piece;
    }
  } finally {
    isStopped = true;
    for (const piece of windows) void piece.then(({ release }) => release()).catch(() => {});
  }
}
