/**
 * Copies bytes to a place in others. Into shared memory `set` goes byte by byte where the two are not aligned alike,
 * ten times slower; to fill a range with as many bytes is one copy.
 */
export function copyBytes(source: Uint8Array, target: Uint8Array, at: number): void {
  if (source.byteLength === 0) return;
  const room = Buffer.from(target.buffer, target.byteOffset, target.byteLength);
  if (at + source.byteLength > room.byteLength) throw new RangeError('no room for the bytes to copy');
  room.fill(source, at, at + source.byteLength);
}
