import { allocateAligned } from '../../hardware-managers/linux/aligned-memory.ts';

/** At most so many aligned buffers, made when they are needed; whoever asks for one more waits until one comes back. */
export class BufferPool {
  readonly #free: Uint8Array[] = [];
  readonly #waiting: ((buffer: Uint8Array) => void)[] = [];

  #unmade: number;

  /** Of each buffer. */
  readonly bufferBytes: number;

  readonly #allocate: (length: number) => Uint8Array;

  /** `allocate`: memory that is aligned, and zero. */
  constructor(count: number, bufferBytes: number, allocate = allocateAligned) {
    this.bufferBytes = bufferBytes;
    this.#allocate = allocate;
    this.#unmade = count;
  }

  async take(): Promise<Uint8Array> {
    const buffer = this.#free.pop() ?? this.#make();
    return buffer ?? (await new Promise((resolve) => this.#waiting.push(resolve)));
  }

  give(buffer: Uint8Array): void {
    const next = this.#waiting.shift();
    if (next) next(buffer);
    else this.#free.push(buffer);
  }

  #make(): Uint8Array | null {
    if (this.#unmade === 0) return null;
    this.#unmade -= 1;
    return this.#allocate(this.bufferBytes);
  }
}
