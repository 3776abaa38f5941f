import { type Rate, TokenBucket } from './token-bucket.ts';

/** Why nothing is read from an agent. */
export type Hold = 'rate' | 'beginning' | 'reports' | 'requests' | 'stopping';

export interface IntakeOptions {
  readonly frames: Rate;
  readonly bytes: Rate;
  /** Milliseconds of a clock that does not go back. */
  readonly monotonicMs: () => number;
}

/** The reading end of a socket. */
export interface Readable {
  pause(): void;
  resume(): void;
}

/**
 * Decides when an agent is read from. What it sends meanwhile fills its own buffers: nothing is thrown away. A chunk that
 * was read already (64 KiB) is still taken.
 */
export class Intake {
  readonly #socket: Readable;
  readonly #monotonicMs: () => number;
  readonly #frames: TokenBucket;
  readonly #bytes: TokenBucket;
  readonly #holds = new Set<Hold>();
  #timer: NodeJS.Timeout | null = null;
  #hasEnded = false;

  constructor(socket: Readable, { frames, bytes, monotonicMs }: IntakeOptions) {
    this.#socket = socket;
    this.#monotonicMs = monotonicMs;
    this.#frames = new TokenBucket(frames, monotonicMs());
    this.#bytes = new TokenBucket(bytes, monotonicMs());
  }

  get isHeld(): boolean {
    return this.#holds.size > 0;
  }

  hold(why: Hold): void {
    if (this.#hasEnded) return;
    if (!this.isHeld) this.#socket.pause();
    this.#holds.add(why);
  }

  release(why: Hold): void {
    if (this.#holds.delete(why) && !this.isHeld) this.#socket.resume();
  }

  /** A frame came; holds the next ones where they come too fast. */
  took(bytes: number): void {
    const nowMs = this.#monotonicMs();
    const waitMs = Math.max(this.#frames.spend(1, nowMs), this.#bytes.spend(bytes, nowMs));
    if (waitMs === 0) return;
    this.hold('rate');
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.release('rate');
    }, waitMs);
  }

  /** Reads on, so that the socket's end is seen, whatever was held. */
  end(): void {
    this.#hasEnded = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#holds.clear();
    this.#socket.resume();
  }
}
