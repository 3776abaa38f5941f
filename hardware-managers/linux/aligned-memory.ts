/** The part of WebAssembly used here; the library types have it for browsers only. */
declare const WebAssembly: {
  readonly Memory: new (pages: {
    initial: number;
    maximum: number;
    shared: boolean;
  }) => { readonly buffer: ArrayBuffer };
};

/** Size of a WebAssembly page; V8 maps memories at least page-aligned. */
const WASM_PAGE = 64 * 1024;

/** The largest alignment in bytes that can be promised: a page of the operating system. */
const PAGE = 4096;

/** Small pieces share one memory of this size: each memory reserves gigabytes of address space. */
const SLAB_BYTES = 1024 * 1024;

const ALIGNED = new WeakSet<ArrayBufferLike>();

/** Memory of one kind; small pieces come out of slabs. */
class Memory {
  readonly #shared: boolean;
  #slab = new Uint8Array(0);
  #slabUsed = 0;

  constructor(shared: boolean) {
    this.#shared = shared;
  }

  allocate(length: number): Uint8Array {
    if (length >= SLAB_BYTES) return this.#make(length).subarray(0, length);
    const room = Math.ceil(length / PAGE) * PAGE;
    if (this.#slabUsed + room > this.#slab.byteLength) {
      this.#slab = this.#make(SLAB_BYTES);
      this.#slabUsed = 0;
    }
    const piece = this.#slab.subarray(this.#slabUsed, this.#slabUsed + length);
    this.#slabUsed += room;
    return piece;
  }

  #make(length: number): Uint8Array<ArrayBuffer> {
    const pages = Math.ceil(length / WASM_PAGE);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: this.#shared });
    ALIGNED.add(memory.buffer);
    return new Uint8Array(memory.buffer);
  }
}

const own = new Memory(false);
const shared = new Memory(true);

/**
 * Zeroed memory of `length` bytes that starts at a page boundary, as O_DIRECT needs it. Node has no
 * aligned allocation of its own; `WebAssembly.Memory` is page-aligned.
 *
 * HAZARD: such memory cannot be transferred to a worker, and a `WebAssembly.Memory` is slow to come and
 * go. Allocate once and reuse.
 */
export function allocateAligned(length: number): Uint8Array {
  return own.allocate(length);
}

/** The same in memory that worker threads can be told of, and use uncopied. */
export function allocateShared(length: number): Uint8Array {
  return shared.allocate(length);
}

/**
 * True when the memory is known to start at a multiple of `alignment` (at most 4096). JavaScript does
 * not show addresses, so this is so only for memory of this module and parts of it.
 */
export function isAligned(bytes: Uint8Array, alignment: number): boolean {
  return ALIGNED.has(bytes.buffer) && alignment <= PAGE && bytes.byteOffset % alignment === 0;
}
