/**
 * Frees memory that nobody looks at any more: an array's own, a buffer of `Buffer.allocUnsafe` or zlib. Small ones share
 * theirs with others, and stay. Without this it would wait for V8's garbage collector, which lets a hundred megabytes
 * of such buffers come together.
 */
export function freeOwn({ buffer }: ArrayBufferView): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}

/**
 * The same for a piece of a stream. HAZARD: pieces that follow one another may share one buffer; the last of them
 * reaches its end.
 */
export function freePassed(piece: Uint8Array): void {
  if (piece.byteOffset + piece.byteLength === piece.buffer.byteLength) freeOwn(piece);
}
