import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ZlibOptions, ZstdOptions } from 'node:zlib';
import { allocateShared } from '../../../hardware-managers/linux/aligned-memory.ts';
import { BmvError } from '../../../proto/error.ts';
import type { Qcow2Header } from './header.ts';
import {
  capacityFor,
  exactBytes,
  NO_FRAME,
  OwnUnpacker,
  type PackedCluster,
  type Unpacked,
  type Unpacker,
  unpackOptions,
  unreadable,
  wrongLength,
} from './unpack-cluster.ts';

/** What a thread is started with. */
export interface UnpackSetting {
  readonly compression: Qcow2Header['compression'];
  readonly options: ZlibOptions | ZstdOptions;
  readonly clusterBytes: number;
  /** Shared memory for as many clusters as may be decompressed at once. */
  readonly slots: Uint8Array;
}

export interface UnpackBatch {
  /** Shared memories that the thread has not been told of; it numbers them in this order, from 0. */
  readonly added: readonly Uint8Array[];
  /** Compressed clusters that are in no shared memory. */
  readonly own: readonly Uint8Array[];
  /** Four numbers a job: memory, or -1 - index in `own`; offset in the memory, length, slot. */
  readonly jobs: Float64Array;
}

/** What became of each job of a batch; null where all is well. */
type UnpackReply = null | readonly (null | { readonly length: number } | { readonly message: string })[];
type Outcome = Exclude<UnpackReply, null>[number];

interface Pending extends PromiseWithResolvers<Unpacked> {
  readonly cluster: PackedCluster;
  /** What of it the decompressor takes. */
  readonly bytes: Buffer;
  readonly slot: number;
}

/** Below this many bytes decompression takes less than the start of threads. */
const MIN_BYTES = 64 * 1024 * 1024;
const MOST_THREADS = 4;
/** A message costs a thread about as much as a few small clusters. */
const MOST_IN_BATCH = 16;
const MOST_AT_ONCE = 97;
/** One that is worked on, and one behind it. */
const BATCHES_PER_THREAD = 2;
/** Of a thread that only decompresses. MiB. */
const LIMITS = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16, stackSizeMb: 1 };

// Beside the bundle of a ramdisk it has this name, too.
const WORKER = new URL('./unpack-worker.mjs', import.meta.url);

/** One thread and the batches that it has. */
class UnpackThread {
  readonly #worker: Worker;
  readonly #batches: (readonly Pending[])[] = [];
  readonly #memories = new Map<ArrayBufferLike, number>();

  constructor(
    setting: UnpackSetting,
    onReply: (batch: readonly Pending[], reply: UnpackReply) => void,
    onEnd: (cause: unknown) => void,
  ) {
    this.#worker = new Worker(WORKER, { execArgv: [], workerData: setting, resourceLimits: LIMITS });
    // It keeps the process only while something is waited for.
    this.#worker.unref();
    this.#worker.on('message', (reply: UnpackReply) => {
      const batch = this.#batches.shift() ?? [];
      if (this.#batches.length === 0) this.#worker.unref();
      onReply(batch, reply);
    });
    this.#worker.on('error', onEnd);
    this.#worker.on('exit', onEnd);
  }

  get load(): number {
    return this.#batches.length;
  }

  give(batch: readonly Pending[]): void {
    if (this.#batches.length === 0) this.#worker.ref();
    this.#batches.push(batch);
    this.#worker.postMessage(this.#message(batch));
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** HAZARD: a view costs a message as much as a cluster takes to decompress, so a memory is told of once. */
  #message(batch: readonly Pending[]): UnpackBatch {
    const added: Uint8Array[] = [];
    const own: Uint8Array[] = [];
    const jobs = batch.flatMap(({ bytes, slot }) => {
      const { buffer, byteOffset, byteLength } = bytes;
      if (!(buffer instanceof SharedArrayBuffer)) {
        own.push(Uint8Array.from(bytes));
        return [-own.length, 0, byteLength, slot];
      }
      let memory = this.#memories.get(buffer);
      if (memory === undefined) {
        memory = this.#memories.size;
        this.#memories.set(buffer, memory);
        added.push(new Uint8Array(buffer));
      }
      return [memory, byteOffset, byteLength, slot];
    });
    return { added, own, jobs: Float64Array.from(jobs) };
  }
}

/**
 * Decompresses clusters on threads of its own, some at a time: asking libuv's pool for each takes longer than to
 * decompress it.
 */
class ThreadUnpacker implements Unpacker {
  readonly capacity: number;
  readonly #header: Qcow2Header;
  readonly #name: string;
  readonly #batchClusters: number;
  readonly #threads: readonly UnpackThread[];
  readonly #slots: Uint8Array;
  readonly #free: number[];
  readonly #waiting: Pending[] = [];
  readonly #given = new Set<Pending>();
  #failure: BmvError | null = null;
  #isFlushing = false;

  constructor(header: Qcow2Header, name: string, threads: number) {
    this.#header = header;
    this.#name = name;
    const { clusterBytes } = header;
    this.capacity = capacityFor(header, MOST_AT_ONCE);
    const share = Math.floor(this.capacity / (threads * BATCHES_PER_THREAD));
    this.#batchClusters = Math.max(1, Math.min(MOST_IN_BATCH, share));
    this.#slots = allocateShared(clusterBytes * this.capacity);
    this.#free = Array.from({ length: this.capacity }, (_, slot) => slot);
    const { compression } = header;
    const setting = { compression, options: unpackOptions(header), clusterBytes, slots: this.#slots };
    this.#threads = Array.from(
      { length: threads },
      () =>
        new UnpackThread(
          setting,
          (batch, reply) => this.#onReply(batch, reply),
          (cause) =>
            this.#fail(new BmvError('INTERNAL', `a thread that decompresses ${name} has ended`, { cause })),
        ),
    );
  }

  async unpack(cluster: PackedCluster): Promise<Unpacked> {
    if (this.#failure) throw this.#failure;
    const bytes = exactBytes(cluster.bytes, this.#header);
    if (!bytes) throw unreadable({ name: this.#name, host: cluster.host }, NO_FRAME, null);
    const slot = this.#free.pop();
    if (slot === undefined)
      throw new BmvError('INTERNAL', 'more clusters are decompressed at once than there is memory for');
    const pending = { ...Promise.withResolvers<Unpacked>(), cluster, bytes, slot };
    this.#given.add(pending);
    this.#waiting.push(pending);
    if (this.#waiting.length >= this.#batchClusters) this.#dispatch();
    else this.#flushSoon();
    return await pending.promise;
  }

  async close(): Promise<void> {
    this.#fail(new BmvError('ABORTED', `${this.#name} is not decompressed any more`));
    await Promise.all(this.#threads.map(async (thread) => await thread.close()));
  }

  /** What makes no whole batch must not wait for more. */
  #flushSoon(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setImmediate(() => {
      this.#isFlushing = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#threads.reduce((least, next) => (next.load < least.load ? next : least));
      if (thread.load >= BATCHES_PER_THREAD) return;
      thread.give(this.#waiting.splice(0, this.#batchClusters));
    }
  }

  #onReply(batch: readonly Pending[], reply: UnpackReply): void {
    for (const [index, pending] of batch.entries()) this.#settle(pending, reply?.[index] ?? null);
    this.#dispatch();
  }

  #settle(pending: Pending, outcome: Outcome): void {
    const { cluster, slot, resolve, reject } = pending;
    if (!this.#given.delete(pending)) return;
    const release = () => void this.#free.push(slot);
    if (outcome === null) {
      const { clusterBytes } = this.#header;
      const bytes = this.#slots.subarray(slot * clusterBytes, (slot + 1) * clusterBytes);
      resolve({ bytes, release });
      return;
    }
    release();
    const about = { name: this.#name, host: cluster.host };
    if ('length' in outcome) reject(wrongLength(about, outcome.length, this.#header));
    else reject(unreadable(about, outcome.message, null));
  }

  #fail(why: BmvError): void {
    this.#failure ??= why;
    this.#waiting.length = 0;
    for (const { reject } of this.#given) reject(this.#failure);
    this.#given.clear();
  }
}

/** For so many compressed bytes. */
export function unpackerFor(header: Qcow2Header, name: string, bytes: number): Unpacker {
  const threads = Math.min(MOST_THREADS, availableParallelism());
  const pays = threads > 1 && bytes >= MIN_BYTES;
  return pays ? new ThreadUnpacker(header, name, threads) : new OwnUnpacker(header, name);
}
