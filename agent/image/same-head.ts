import { BmvError } from '../../proto/error.ts';
import type { Piece } from './chunker.ts';
import { isZero } from './zeros.ts';

/** Throws `IMAGE_CHANGED` for a stream that does not begin as the head that was planned with; null: none was read. */
export async function* sameHead(
  pieces: AsyncGenerator<Piece, void, void>,
  planned: Uint8Array | null,
  name: string,
): AsyncGenerator<Piece, void, void> {
  for await (const piece of pieces) {
    const head = planned?.subarray(piece.offset, piece.offset + piece.length) ?? new Uint8Array();
    const same = piece.bytes
      ? Buffer.compare(head, piece.bytes.subarray(0, head.byteLength)) === 0
      : isZero(head);
    if (!same) {
      piece.release();
      throw new BmvError(
        'IMAGE_CHANGED',
        `${name} is another image than when its head was read; start again`,
        {
          path: name,
        },
      );
    }
    yield piece;
  }
}
