/** `auto`: compare where reading and skipping is quicker than writing. */
export const DELTA_MODES = ['auto', 'always', 'never'] as const;
export type DeltaMode = (typeof DELTA_MODES)[number];

const MIB = 1024 * 1024;
/** Bytes that are compared before the choice is made anew. */
const PROBE_BYTES = 16 * MIB;
/** Bytes that are written unseen after the first probe that did not pay; twice as many after each further one. */
const FIRST_PAUSE_BYTES = 128 * MIB;
const LONGEST_PAUSE_BYTES = 1024 * MIB;
/** What an older measurement of the device counts beside a newer one of the same size. */
const FADING = 0.5;

/** One piece that was compared with the disk. */
export interface Comparison {
  readonly bytes: number;
  /** How many of them the disk had already. */
  readonly equalBytes: number;
  readonly readMs: number;
}

/** Milliseconds a byte, as measured; older measurements fade. */
class Cost {
  #bytes = 0;
  #ms = 0;

  add(bytes: number, ms: number): void {
    this.#bytes += bytes;
    this.#ms += ms;
  }

  fade(): void {
    this.#bytes *= FADING;
    this.#ms *= FADING;
  }

  /** Null before anything was measured. */
  get perByte(): number | null {
    return this.#bytes > 0 ? this.#ms / this.#bytes : null;
  }
}

/**
 * Decides whether the next bytes of an image are compared with what the disk has, or written unseen.
 * Comparing costs a read of all and a write of what differs; it pays where `equal share > read cost / write
 * cost`. Both costs are those of this device, measured while it works. Where it does not pay, it is tried again
 * later: the partitions of an image may differ in how much of them is on the disk.
 */
export class DeltaChoice {
  readonly #mode: DeltaMode;
  readonly #read = new Cost();
  readonly #write = new Cost();
  #probedBytes = 0;
  #equalBytes = 0;
  /** Left to write unseen; 0 while comparing. */
  #pauseBytes = 0;
  #nextPauseBytes = FIRST_PAUSE_BYTES;

  constructor(mode: DeltaMode) {
    this.#mode = mode;
  }

  /** Whether the next `bytes` are to be compared. */
  compares(bytes: number): boolean {
    if (this.#mode !== 'auto') return this.#mode === 'always';
    if (this.#pauseBytes === 0) return true;
    this.#pauseBytes = Math.max(0, this.#pauseBytes - bytes);
    return false;
  }

  wasWritten(bytes: number, ms: number): void {
    this.#write.add(bytes, ms);
  }

  wasCompared({ bytes, equalBytes, readMs }: Comparison): void {
    this.#read.add(bytes, readMs);
    this.#probedBytes += bytes;
    this.#equalBytes += equalBytes;
    if (this.#probedBytes < PROBE_BYTES) return;
    if (this.#pays()) this.#nextPauseBytes = FIRST_PAUSE_BYTES;
    else {
      this.#pauseBytes = this.#nextPauseBytes;
      this.#nextPauseBytes = Math.min(2 * this.#nextPauseBytes, LONGEST_PAUSE_BYTES);
    }
    this.#probedBytes = 0;
    this.#equalBytes = 0;
    this.#read.fade();
    this.#write.fade();
  }

  /** Without a measured write everything was there already. */
  #pays(): boolean {
    const [read, write] = [this.#read.perByte, this.#write.perByte];
    if (read === null || write === null) return true;
    return (this.#equalBytes / this.#probedBytes) * write > read;
  }
}
