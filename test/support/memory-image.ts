import type { ImageSource } from '../../agent/image/types.ts';
import type { ImageHead } from '../../agent/layout/types.ts';

const PIECE = 192 * 1024;

/** An image in memory: a head that was made up, and all of its bytes. */
export function memoryImage(head: ImageHead, bytes: Buffer): ImageSource {
  return {
    name: head.name,
    transferSizeBytes: bytes.byteLength,
    transferredBytes: 0,
    readHead: async () => head,
    async *stream() {
      for (let offset = 0; offset < bytes.byteLength; offset += PIECE) {
        yield {
          kind: 'data',
          offset,
          bytes: Buffer.from(bytes.subarray(offset, offset + PIECE)),
          release: () => {},
        } as const;
      }
      return { sizeBytes: bytes.byteLength, transferredBytes: bytes.byteLength, checksum: null };
    },
    close: async () => {},
  };
}
