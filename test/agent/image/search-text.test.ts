import { expect } from 'chai';
import { findGuidsInText } from '../../../agent/image/search-text.ts';
import type { ImageChunk, ImageSource } from '../../../agent/image/types.ts';

const PAGE = 4096;
const GUID = '0fc63daf-8483-4772-8e79-3d69d8477de4';
const OTHER = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const signal = new AbortController().signal;

/** A source of these bytes in chunks of one page, in the order of `pages`. */
function aSource(bytes: Buffer, pages: readonly number[]): ImageSource {
  return {
    name: 'image',
    transferSizeBytes: bytes.byteLength,
    transferredBytes: 0,
    readHead: () => Promise.reject(new Error('not asked for')),
    async *stream(): AsyncGenerator<
      ImageChunk,
      { sizeBytes: number; transferredBytes: number; checksum: null }
    > {
      for (const page of pages) {
        const part = Buffer.from(bytes.subarray(page * PAGE, (page + 1) * PAGE));
        yield { kind: 'data', offset: page * PAGE, bytes: part, release: () => part.fill(0xee) };
      }
      return { sizeBytes: bytes.byteLength, transferredBytes: bytes.byteLength, checksum: null };
    },
    close: async () => {},
  };
}

describe('looking for GUIDs in an image', () => {
  const orders = [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
    [1, 0, 2],
  ];

  it('finds one that a border between chunks cuts, wherever it is cut and in whichever order they come', async () => {
    for (const order of orders)
      for (let cut = 0; cut <= 36; cut += 1) {
        const bytes = Buffer.alloc(3 * PAGE, 'f');
        bytes.write(GUID.toUpperCase(), 2 * PAGE - cut);
        const found = await findGuidsInText(aSource(bytes, order), [OTHER, GUID], signal);
        expect([...found], `${cut} characters before the border, ${order}`).to.deep.equal([GUID]);
      }
  });

  it('does not join what lies at two borders', async () => {
    const bytes = Buffer.alloc(3 * PAGE, 'f');
    bytes.write(GUID.slice(0, 20), PAGE - 20);
    bytes.write(GUID.slice(20), 2 * PAGE);
    for (const order of orders)
      expect((await findGuidsInText(aSource(bytes, order), [GUID], signal)).size).to.equal(0);
  });
});
