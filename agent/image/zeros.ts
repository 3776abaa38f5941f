/** Zeros to compare with, to hash or to copy; never to be written into. */
export const ZEROS: Buffer = Buffer.alloc(1024 * 1024);

/** Whether all bytes are zero. */
export function isZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.byteLength; at += ZEROS.byteLength) {
    const end = Math.min(at + ZEROS.byteLength, bytes.byteLength);
    if (ZEROS.compare(bytes, at, end, 0, end - at) !== 0) return false;
  }
  return true;
}
