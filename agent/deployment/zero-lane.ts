import type { ImageWriter } from '../image/image-writer.ts';
import { type Extent, endOf } from '../layout/extent.ts';

/** What the device is asked to zero at a time, so that there is something to share out at the end. */
const PIECE_BYTES = 64 * 1024 * 1024;
/** What is looked at of the disk at a time. */
const LOOK_BYTES = 2 * 1024 * 1024;

/**
 * Ranges that the device makes zero by itself, one after another, while reads and writes go on beside them. In the end,
 * when nothing else is read any more, ranges from the back are looked at: a disk that has zeros there, as most have
 * behind the image before, is done twice as early. A device that refuses gets its zeros then too: written beside everything
 * else they would make a hard disk seek. Ranges are disjoint. The first error ends it.
 */
export class ZeroLane {
  readonly #writer: ImageWriter;
  readonly #signal: AbortSignal;
  readonly #onDone: () => void;
  /** Sorted as they came; the first is taken from its start, the last from its end. */
  readonly #ranges: Extent[] = [];
  #next = 0;
  #pendingBytes = 0;
  #running: Promise<void> | null = null;
  #looking: Promise<void> | null = null;
  /** Nothing else is read or written any more. */
  #isDraining = false;
  /** Nothing more is begun. */
  #isStopped = false;
  #error: { readonly reason: unknown } | null = null;

  /** `onDone`: called whenever `pendingBytes` has become less. */
  constructor(writer: ImageWriter, signal: AbortSignal, onDone: () => void) {
    this.#writer = writer;
    this.#signal = signal;
    this.#onDone = onDone;
  }

  /** Bytes that are not known to be zero yet. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  push(range: Extent): void {
    this.#ranges.push(range);
    this.#pendingBytes += range.length;
    if (this.#isItsTurn()) this.#running ??= this.#zeroAll();
  }

  /** Waits until all ranges are zero; throws the first error there was. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    this.#running ??= this.#zeroAll();
    this.#looking = this.#lookBehind();
    await this.#looking;
    await this.#running;
    this.throwFirstError();
  }

  /** Begins nothing more, waits for what runs and swallows its error: for leaving after another error. */
  async settle(): Promise<void> {
    this.#isStopped = true;
    await this.#looking;
    await this.#running;
  }

  /** Throws the first error there was, if any. */
  throwFirstError(): void {
    if (this.#error) throw this.#error.reason;
  }

  #isItsTurn(): boolean {
    return this.#isDraining || !this.#writer.transfersZeros(PIECE_BYTES);
  }

  async #zeroAll(): Promise<void> {
    await this.#guarded(async () => {
      while (this.#isItsTurn()) {
        const piece = this.#takeFirst();
        if (!piece) break;
        this.#signal.throwIfAborted();
        await this.#writer.zero(piece.offset, piece.length);
        this.#done(piece.length);
      }
      // Not later: whoever pushes another range begins anew.
      this.#running = null;
    });
  }

  /** Ends at the first place that has something else, or is not to be looked at. */
  async #lookBehind(): Promise<void> {
    await this.#guarded(async () => {
      while (!this.#writer.transfersZeros(PIECE_BYTES)) {
        const piece = this.#takeLast();
        if (!piece) return;
        this.#signal.throwIfAborted();
        if (!(await this.#writer.keepZeros(piece.offset, piece.length))) {
          this.#giveBack(piece);
          return;
        }
        this.#done(piece.length);
      }
    });
  }

  #takeFirst(): Extent | null {
    const first = this.#ranges[this.#next];
    if (!first || this.#isStopped) return null;
    const length = first.length < 2 * PIECE_BYTES ? first.length : PIECE_BYTES;
    if (length === first.length) this.#next += 1;
    else this.#ranges[this.#next] = { offset: first.offset + length, length: first.length - length };
    return { offset: first.offset, length };
  }

  #takeLast(): Extent | null {
    if (this.#next >= this.#ranges.length || this.#isStopped) return null;
    const last = this.#ranges.pop();
    if (!last) return null;
    const length = Math.min(LOOK_BYTES, last.length);
    const rest = last.length - length;
    if (rest > 0) this.#ranges.push({ offset: last.offset, length: rest });
    return { offset: last.offset + rest, length };
  }

  /** What `#takeLast` took. */
  #giveBack(piece: Extent): void {
    const last = this.#next < this.#ranges.length ? this.#ranges.pop() : null;
    const isOne = last && endOf(last) === piece.offset;
    if (isOne) this.#ranges.push({ offset: last.offset, length: last.length + piece.length });
    else this.#ranges.push(...(last ? [last] : []), piece);
    this.#running ??= this.#zeroAll();
  }

  #done(bytes: number): void {
    this.#pendingBytes -= bytes;
    this.#onDone();
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      this.#error ??= { reason };
      this.#isStopped = true;
    }
  }
}
