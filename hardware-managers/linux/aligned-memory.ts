/** The part of WebAssembly used here; the library types have it for browsers only. */
declare const WebAssembly: {
  readonly Memory: new (pages: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
};

/** Size of a WebAssembly page; V8 maps memories at least page-aligned. */
const WASM_PAGE = 64 * 1024;

/** The largest alignment in bytes that can be promised: a page of the operating system. */
const PAGE = 4096;

/** Small pieces share one memory of this size: each memory reserves gigabytes of address space. */
const SLAB_BYTES = 1024 * 1024;

const ALIGNED = new WeakSet<ArrayBufferLike>();

let slab = new Uint8Array(0);
let slabUsed = 0;

function newMemory(length: number): Uint8Array<ArrayBuffer> {
  const pages = Math.ceil(length / WASM_PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  ALIGNED.add(memory.buffer);
  return new Uint8Array(memory.buffer);
}

/**
 * Zeroed memory of `length` bytes that starts at a page boundary, as O_DIRECT needs it. Node has no
 * aligned allocation of its own; `WebAssembly.Memory` is page-aligned.
 *
 * HAZARD: such memory cannot be transferred to a worker, and a `WebAssembly.Memory` is slow to come and
 * go. Allocate once and reuse.
 */
export function allocateAligned(length: number): Uint8Array {
  if (length >= SLAB_BYTES) return newMemory(length).subarray(0, length);
  const room = Math.ceil(length / PAGE) * PAGE;
  if (slabUsed + room > slab.byteLength) {
    slab = newMemory(SLAB_BYTES);
    slabUsed = 0;
  }
  const piece = slab.subarray(slabUsed, slabUsed + length);
  slabUsed += room;
  return piece;
}

/**
 * True when the memory is known to start at a multiple of `alignment` (at most 4096). JavaScript does
 * not show addresses, so this is so only for memory of `allocateAligned` and parts of it.
 */
export function isAligned(bytes: Uint8Array, alignment: number): boolean {
  return ALIGNED.has(bytes.buffer) && alignment <= PAGE && bytes.byteOffset % alignment === 0;
}
