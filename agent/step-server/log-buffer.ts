/** Keeps the newest lines of a log, up to a number of bytes. Given to pino as a destination. */
export class LogBuffer {
  readonly #limitBytes: number;
  readonly #lines: string[] = [];
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  write(line: string): void {
    this.#lines.push(line);
    this.#bytes += Buffer.byteLength(line);
    while (this.#bytes > this.#limitBytes) this.#bytes -= Buffer.byteLength(this.#lines.shift() ?? '');
  }

  get text(): string {
    return this.#lines.join('');
  }
}
