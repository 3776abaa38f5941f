/**
 * The first `length` bytes of a stream, or all of it when it is shorter. The stream is ended there; one that should be no
 * longer may be read to its end, since a connection whose answer was read to the end serves the next request too.
 */
export async function collect(
  pieces: AsyncGenerator<Uint8Array, void, void>,
  length: number,
  { toItsEnd = false } = {},
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  for await (const piece of pieces) {
    if (done === length) break;
    bytes.set(piece.subarray(0, length - done), done);
    done = Math.min(length, done + piece.byteLength);
    if (done === length && !toItsEnd) break;
  }
  return bytes.subarray(0, done);
}
