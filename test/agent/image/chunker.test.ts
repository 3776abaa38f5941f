import { expect } from 'chai';
import { type Piece, toChunks } from '../../../agent/image/chunker.ts';

const MIB = 1024 * 1024;

async function chunksOf(pieces: readonly Piece[]): Promise<readonly string[]> {
  async function* source() {
    yield* pieces;
  }
  const chunks: string[] = [];
  for await (const chunk of toChunks(source())) {
    const length = chunk.kind === 'data' ? chunk.bytes.byteLength : chunk.length;
    chunks.push(`${chunk.kind} ${chunk.offset / MIB}+${length / MIB}`);
  }
  return chunks;
}

const hole = (offset: number, length: number): Piece => ({
  ...{ offset: offset * MIB, length: length * MIB },
  ...{ bytes: null, release: () => {} },
});
const data = (offset: number): Piece => ({ ...hole(offset, 1), bytes: Buffer.alloc(MIB, 1) });

describe('the chunks of an image', () => {
  it('join zeros of pieces that continue one another', async () => {
    expect(await chunksOf([hole(0, 1), hole(1, 2), data(3), hole(4, 1)])).to.deep.equal([
      ...['zero 0+3', 'data 3+1', 'zero 4+1'],
    ]);
  });

  it('give zeros away at 256 MiB, so that the disk makes them while more is decoded', async () => {
    expect(await chunksOf([hole(0, 200), hole(200, 200), hole(400, 10), data(410)])).to.deep.equal([
      ...['zero 0+400', 'zero 400+10', 'data 410+1'],
    ]);
    expect(await chunksOf([hole(0, 1000)])).to.deep.equal(['zero 0+1000']);
  });
});
