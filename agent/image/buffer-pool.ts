import { allocateAligned } from '../../hardware-managers/linux/aligned-memory.ts';

/** A fixed number of aligned buffers; whoever asks for one more waits until one comes back. */
export class BufferPool {
  readonly #free: Uint8Array[];
  readonly #waiting: ((buffer: Uint8Array) => void)[] = [];

  /** Of each buffer. */
  readonly bufferBytes: number;

  constructor(count: number, bufferBytes: number) {
    this.bufferBytes = bufferBytes;
    this.#free = Array.from({ length: count }, () => allocateAligned(bufferBytes));
  }

  async take(): Promise<Uint8Array> {
    const buffer = this.#free.pop();
    return buffer ?? (await new Promise((resolve) => this.#waiting.push(resolve)));
  }

  give(buffer: Uint8Array): void {
    const next = this.#waiting.shift();
    if (next) next(buffer);
    else this.#free.push(buffer);
  }
}
