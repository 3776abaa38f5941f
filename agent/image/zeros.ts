/** Zeros to compare with, to hash or to copy; never to be written into. */
export const ZEROS: Buffer = Buffer.alloc(1024 * 1024);

/** Bytes that are looked at one by one, where they are not all zero. */
const SEARCHED = 4096;

/** Whether all bytes are zero. */
export function isZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.byteLength; at += ZEROS.byteLength) {
    const end = Math.min(at + ZEROS.byteLength, bytes.byteLength);
    if (ZEROS.compare(bytes, at, end, 0, end - at) !== 0) return false;
  }
  return true;
}

/** Index of the first byte that is not zero; -1 for none. */
export function firstNonZero(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.byteLength; at += SEARCHED) {
    const piece = bytes.subarray(at, at + SEARCHED);
    if (!isZero(piece)) return at + piece.findIndex((byte) => byte !== 0);
  }
  return -1;
}
