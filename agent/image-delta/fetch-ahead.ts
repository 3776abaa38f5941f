import { freeOwn } from '../image/own-memory.ts';
import { type Extent, endOf } from '../layout/extent.ts';
import type { Fetcher } from './fetcher.ts';
import type { FetchRequest } from './requests.ts';

/** Requests in flight, or answered and not used yet. */
const REQUESTS_AHEAD = 4;

interface Ahead {
  readonly request: FetchRequest;
  readonly bytes: Promise<Uint8Array>;
}

/** Fetches in order, a few requests ahead of use: no more are in memory at a time. */
export class FetchAhead {
  readonly #fetcher: Fetcher;
  readonly #requests: Iterator<FetchRequest>;
  readonly #ahead: Ahead[] = [];

  constructor(fetcher: Fetcher, requests: Iterator<FetchRequest>) {
    this.#fetcher = fetcher;
    this.#requests = requests;
    this.#fill();
  }

  /**
   * Copies raw bytes from the requests into `target`. Calls come in order; what lies before a call's range is dropped.
   * Where the requests do not cover the range, the target stays as it is there.
   */
  async copy(range: Extent, target: Uint8Array): Promise<void> {
    for (;;) {
      const [first] = this.#ahead;
      if (!first || first.request.offset >= endOf(range)) return;
      const { request } = first;
      if (endOf(request) > range.offset) {
        const bytes = await first.bytes;
        const from = Math.max(range.offset, request.offset);
        const to = Math.min(endOf(range), endOf(request));
        target.set(bytes.subarray(from - request.offset, to - request.offset), from - range.offset);
        if (endOf(request) > endOf(range)) return;
      }
      this.#ahead.shift();
      void first.bytes.then(freeOwn).catch(() => {});
      this.#fill();
    }
  }

  /** Waits for what is in flight, whatever becomes of it. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#ahead.map(({ bytes }) => bytes));
  }

  #fill(): void {
    while (this.#ahead.length < REQUESTS_AHEAD) {
      const next = this.#requests.next();
      if (next.done) return;
      const bytes = this.#fetcher.fetch(next.value);
      // Its error is thrown where its turn comes.
      bytes.catch(() => {});
      this.#ahead.push({ request: next.value, bytes });
    }
  }
}
