/** The first `length` bytes of a stream, or all of it when it is shorter. The stream is ended. */
export async function collect(
  pieces: AsyncGenerator<Uint8Array, void, void>,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  for await (const piece of pieces) {
    bytes.set(piece.subarray(0, length - done), done);
    done = Math.min(length, done + piece.byteLength);
    if (done === length) break;
  }
  return bytes.subarray(0, done);
}
