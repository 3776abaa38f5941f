import type { ProgressStream } from '../progress.ts';

/** A step reports twice a second. */
const INTERVAL_MS = 250;
/** Of a terminal of usual height, half. */
const MAX_LINES = 12;

/** Lines at the end of a terminal that are written over. */
export class ScreenLines {
  readonly #stream: ProgressStream;
  readonly #columns: number;
  #lines: readonly string[] = [];
  #onScreen = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(stream: ProgressStream, columns: number) {
    this.#stream = stream;
    this.#columns = columns;
  }

  /** Shows these lines in a moment. */
  show(lines: readonly string[]): void {
    const others = lines.length - MAX_LINES;
    this.#lines = others > 0 ? [...lines.slice(0, MAX_LINES), `and ${others} others`] : lines;
    this.#timer ??= setTimeout(() => this.draw(), INTERVAL_MS);
  }

  /** Shows them now. HAZARD: a line that the terminal breaks in two could not be written over. */
  draw(): void {
    this.clear();
    const most = this.#columns - 1;
    const lines = this.#lines.map((line) => (line.length > most ? `${line.slice(0, most - 1)}…` : line));
    if (lines.length > 0) this.#stream.write(`${lines.join('\n')}\n`);
    this.#onScreen = lines.length;
  }

  /** Takes them off, so that something else can be written. */
  clear(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#onScreen > 0) this.#stream.write(`\x1b[${this.#onScreen}A\x1b[J`);
    this.#onScreen = 0;
  }
}
