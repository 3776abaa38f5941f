import { hash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { BmvError } from '../../proto/error.ts';

export interface HashJob {
  /** Shared memories that the thread has not been told of; it numbers them in this order, from 0. */
  readonly added: readonly Uint8Array[];
  readonly memory: number;
  readonly offset: number;
  readonly length: number;
  readonly blockBytes: number;
}

/** Hashes the blocks of windows. */
export interface BlockHasher {
  /** SHA-256 of each block, one after another; the last may be shorter. `bytes` must not change before. */
  digests(bytes: Uint8Array, blockBytes: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Below this many bytes hashing takes less than the start of a thread. */
const MIN_BYTES = 64 * 1024 * 1024;
/** A thread that only hashes needs next to none. MiB. */
const LIMITS = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16, stackSizeMb: 1 };

// Beside the bundle of a ramdisk it has this name, too.
const WORKER = new URL('./block-worker.mjs', import.meta.url);

/** Hashes where it is called. */
class OwnBlockHasher implements BlockHasher {
  async digests(bytes: Uint8Array, blockBytes: number): Promise<Uint8Array> {
    const blocks = Math.ceil(bytes.byteLength / blockBytes);
    return Buffer.concat(
      Array.from({ length: blocks }, (_, block) =>
        hash('sha256', bytes.subarray(block * blockBytes, (block + 1) * blockBytes), 'buffer'),
      ),
    );
  }

  async close(): Promise<void> {}
}

/** Hashes on a thread of its own, while the next window is put together. Windows are in shared memory. */
class ThreadBlockHasher implements BlockHasher {
  readonly #worker = new Worker(WORKER, { execArgv: [], resourceLimits: LIMITS });
  readonly #memories = new Map<ArrayBufferLike, number>();
  readonly #waiting: PromiseWithResolvers<Uint8Array>[] = [];
  #failure: BmvError | null = null;

  constructor() {
    // It keeps the process only while something is waited for.
    this.#worker.unref();
    this.#worker.on('message', (found: Uint8Array) => {
      const first = this.#waiting.shift();
      if (this.#waiting.length === 0) this.#worker.unref();
      first?.resolve(found);
    });
    for (const event of ['error', 'exit'])
      this.#worker.on(event, (cause) =>
        this.#fail(new BmvError('INTERNAL', 'the thread that hashes blocks has ended', { cause })),
      );
  }

  async digests({ buffer, byteOffset, byteLength }: Uint8Array, blockBytes: number): Promise<Uint8Array> {
    if (this.#failure) throw this.#failure;
    const waiting = Promise.withResolvers<Uint8Array>();
    if (this.#waiting.length === 0) this.#worker.ref();
    this.#waiting.push(waiting);
    const known = this.#memories.get(buffer);
    const memory = known ?? this.#memories.size;
    this.#memories.set(buffer, memory);
    const added = known === undefined ? [new Uint8Array(buffer)] : [];
    const job: HashJob = { added, memory, offset: byteOffset, length: byteLength, blockBytes };
    this.#worker.postMessage(job);
    return await waiting.promise;
  }

  async close(): Promise<void> {
    this.#fail(new BmvError('ABORTED', 'no blocks are hashed any more'));
    await this.#worker.terminate();
  }

  #fail(why: BmvError): void {
    this.#failure ??= why;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

/**
 * For about so many bytes, in the memory of `allocateShared`. `isSlowest`: nothing else takes longer, such as hashing
 * the whole, beside which a thread more would only take memory.
 */
export function blockHasherFor(bytes: number, isSlowest: boolean): BlockHasher {
  const pays = isSlowest && availableParallelism() > 1 && bytes >= MIN_BYTES;
  return pays ? new ThreadBlockHasher() : new OwnBlockHasher();
}
