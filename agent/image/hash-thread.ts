import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Hasher, OwnHasher } from './hasher.ts';

export type HashRequest =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'zeros'; readonly length: number }
  | { readonly kind: 'digest' };

type HashReply = { readonly kind: 'done' } | { readonly kind: 'digest'; readonly hex: string };

/** Below this many bytes hashing takes less than the start of a thread. */
const MIN_BYTES = 128 * 1024 * 1024;
/** A thread that only hashes needs next to none. MiB. */
const LIMITS = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16, stackSizeMb: 1 };

// Beside the bundle of a ramdisk it has this name, too.
const WORKER = new URL('./hash-worker.mjs', import.meta.url);

/**
 * Hashes on a thread of its own, so that the checksum of an image costs the disk no time. Bytes in shared memory are
 * not copied.
 */
class ThreadHasher implements Hasher {
  readonly #worker: Worker;
  /** What is to be told of the updates, in their order. */
  readonly #dones: (() => void)[] = [];
  #digest: PromiseWithResolvers<string> | null = null;
  #failure: { readonly error: unknown } | null = null;

  constructor(algorithm: string) {
    this.#worker = new Worker(WORKER, { execArgv: [], workerData: algorithm, resourceLimits: LIMITS });
    // It keeps the process only while something is waited for.
    this.#worker.unref();
    this.#worker.on('message', (reply: HashReply) => {
      if (reply.kind === 'done') this.#dones.shift()?.();
      else {
        this.#digest?.resolve(reply.hex);
        this.#digest = null;
      }
      if (this.#dones.length === 0 && !this.#digest) this.#worker.unref();
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the thread that hashes has ended')));
  }

  /** A failure is told by `digest`. */
  update(bytes: Uint8Array, done: () => void): void {
    if (this.#failure) {
      done();
      return;
    }
    if (this.#dones.length === 0) this.#worker.ref();
    this.#dones.push(done);
    this.#post({ kind: 'bytes', bytes });
  }

  zeros(length: number): void {
    this.#post({ kind: 'zeros', length });
  }

  async digest(): Promise<string> {
    if (this.#failure) throw this.#failure.error;
    this.#digest = Promise.withResolvers();
    this.#worker.ref();
    this.#post({ kind: 'digest' });
    return await this.#digest.promise;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #post(request: HashRequest): void {
    this.#worker.postMessage(request);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    for (const done of this.#dones.splice(0)) done();
    this.#digest?.reject(error);
  }
}

/** For about so many bytes in the memory of `allocateShared`; null: nobody knows how many. */
export function hasherFor(algorithm: string, bytes: number | null): Hasher {
  const pays = availableParallelism() > 1 && (bytes === null || bytes >= MIN_BYTES);
  return pays ? new ThreadHasher(algorithm) : new OwnHasher(algorithm);
}
