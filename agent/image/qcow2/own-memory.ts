/**
 * Frees memory that nobody looks at any more: a buffer of `Buffer.allocUnsafe` or zlib. Small ones share theirs with
 * others, and stay. Without this it would wait for V8's garbage collector, which lets a hundred megabytes of such buffers
 * come together.
 */
export function freeOwn({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
