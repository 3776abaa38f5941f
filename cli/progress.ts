import type { Progress } from '../agent/context.ts';
import { formatBytes, formatSeconds } from './units.ts';

/** Where progress goes; a terminal gets one line that is written over. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const TERMINAL_INTERVAL_MS = 250;
const LINE_INTERVAL_MS = 10_000;

/** Shows how far something is, its rate and the time left: 4 times a second on a terminal, else every 10 s. */
export class ProgressLine {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #phase = '';
  #startedAt = 0;
  #shownAt = 0;
  #onScreen = false;

  constructor(stream: ProgressStream, now: () => number = Date.now) {
    this.#stream = stream;
    this.#now = now;
  }

  report(progress: Progress): void {
    const now = this.#now();
    if (progress.phase !== this.#phase) {
      this.clear();
      this.#phase = progress.phase;
      this.#startedAt = now;
      this.#shownAt = now;
      return;
    }
    const interval = this.#stream.isTTY ? TERMINAL_INTERVAL_MS : LINE_INTERVAL_MS;
    if (now - this.#shownAt < interval) return;
    this.#shownAt = now;
    const text = describe(progress, (now - this.#startedAt) / 1000);
    this.#stream.write(this.#stream.isTTY ? `\r\x1b[2K${text}` : `${text}\n`);
    this.#onScreen = this.#stream.isTTY === true;
  }

  /** Takes the line off the terminal. */
  clear(): void {
    if (this.#onScreen) this.#stream.write('\r\x1b[2K');
    this.#onScreen = false;
  }
}

function describe({ phase, doneBytes, totalBytes }: Progress, seconds: number): string {
  const rate = seconds > 0 ? doneBytes / seconds : 0;
  const head = `${phase}: ${formatBytes(doneBytes)}`;
  const speed = `${formatBytes(rate)}/s`;
  if (totalBytes === null || totalBytes < doneBytes) return `${head}, ${speed}`;
  const percent = totalBytes > 0 ? Math.floor((doneBytes / totalBytes) * 100) : 100;
  const left = rate > 0 ? `, ${formatSeconds((totalBytes - doneBytes) / rate)} left` : '';
  return `${head} of ${formatBytes(totalBytes)} (${percent} %), ${speed}${left}`;
}
