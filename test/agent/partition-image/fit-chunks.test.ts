import { expect } from 'chai';
import type { ImageChunk, ImageSource } from '../../../agent/image/types.ts';
import { type Extent, MIB } from '../../../agent/layout/extent.ts';
import { fitChunks } from '../../../agent/partition-image/fit-chunks.ts';
import { errorOf } from '../../support/read-image.ts';

interface Counted {
  readonly source: ImageSource;
  /** Buffers that were lent and not given back. */
  lent: number;
  ended: boolean;
}

/** A source of 0x11 bytes, and zeros where a length is negative. */
function aSource(lengths: readonly number[]): Counted {
  const counted = { lent: 0, ended: false };
  const source = {
    name: 'root.img',
    transferSizeBytes: null,
    transferredBytes: 0,
    readHead: async () => {
      throw new Error('not asked for');
    },
    async *stream(): AsyncGenerator<
      ImageChunk,
      { sizeBytes: number; transferredBytes: number; checksum: null }
    > {
      let offset = 0;
      try {
        for (const length of lengths) {
          const release = () => {
            counted.lent -= 1;
          };
          if (length < 0) yield { kind: 'zero', offset, length: -length };
          else {
            counted.lent += 1;
            yield { kind: 'data', offset, bytes: new Uint8Array(length).fill(0x11), release };
          }
          offset += Math.abs(length);
        }
        return { sizeBytes: offset, transferredBytes: offset, checksum: null };
      } finally {
        counted.ended = true;
      }
    },
    close: async () => {},
  };
  return Object.assign(counted, { source });
}

async function fitted({ source }: Counted, extent: Extent): Promise<readonly [string, number, number][]> {
  const runs: [string, number, number][] = [];
  for await (const chunk of fitChunks(source, extent, new AbortController().signal)) {
    const length = chunk.kind === 'data' ? chunk.bytes.byteLength : chunk.length;
    runs.push([chunk.kind, chunk.offset, length]);
    if (chunk.kind === 'data') chunk.release();
  }
  return runs;
}

const at = (offset: number, length: number): Extent => ({ offset, length });

describe('an image that is put into a larger partition', () => {
  it('is moved to it, and nothing is added where it fills it', async () => {
    const source = aSource([65536, -65536]);
    expect(await fitted(source, at(MIB, 131072))).to.deep.equal([
      ['data', MIB, 65536],
      ['zero', MIB + 65536, 65536],
    ]);
    expect(source).to.include({ lent: 0, ended: true });
  });

  it('leaves what lies behind it as it is, but for the places where a signature could be', async () => {
    const runs = await fitted(aSource([4 * MIB]), at(0, 100 * MIB));
    expect(runs).to.deep.equal([
      ['data', 0, 4 * MIB],
      ['unset', 4 * MIB, 60 * MIB],
      ['zero', 64 * MIB, 65536],
      ['unset', 64 * MIB + 65536, 35 * MIB - 65536],
      ['zero', 99 * MIB, MIB],
    ]);
  });

  it('ends with whole sectors, whatever its last byte', async () => {
    const source = aSource([8192 + 100]);
    const runs = await fitted(source, at(0, 16384));
    expect(runs).to.deep.equal([
      ['data', 0, 8192],
      ['data', 8192, 4096],
      ['zero', 12288, 4096],
    ]);
    expect(source.lent).to.equal(0);
    const tiny = aSource([10]);
    expect((await fitted(tiny, at(0, 4096)))[0]).to.deep.equal(['data', 0, 4096]);
    expect(tiny.lent).to.equal(0);
    expect((await fitted(aSource([-5000]), at(0, 8192)))[0]).to.deep.equal(['zero', 0, 8192]);
  });

  it('has no gap and no overlap', async () => {
    for (const lengths of [[1], [69632, -70000], [-100 * MIB, 5], [MIB, MIB, 3]]) {
      let end = 7 * MIB;
      for (const [, offset, length] of await fitted(aSource(lengths), at(7 * MIB, 300 * MIB))) {
        expect(offset).to.equal(end);
        end += length;
      }
      expect(end).to.equal(307 * MIB);
    }
  });

  it('may come in any order: nothing but what lies behind all of it is added', async () => {
    const bytes = new Uint8Array(8192).fill(0x11);
    const source: ImageSource = {
      ...aSource([]).source,
      async *stream() {
        yield { kind: 'data', offset: 16384, bytes: bytes.subarray(0, 512), release: () => {} } as const;
        yield { kind: 'zero', offset: 8192, length: 8192 } as const;
        yield { kind: 'data', offset: 0, bytes, release: () => {} } as const;
        return { sizeBytes: 16896, transferredBytes: 0, checksum: null };
      },
    };
    expect(await fitted({ source, lent: 0, ended: false }, at(MIB, 24576))).to.deep.equal([
      ['data', MIB + 16384, 4096],
      ['zero', MIB + 8192, 8192],
      ['data', MIB, 8192],
      ['zero', MIB + 20480, 4096],
    ]);
  });

  it('is refused at the first byte that has no room, with everything given back', async () => {
    for (const lengths of [[MIB, 1], [MIB + 1], [MIB, -1]]) {
      const source = aSource(lengths);
      const { code, message } = await errorOf(fitted(source, at(0, MIB)));
      expect(code).to.equal('ROOT_TOO_SMALL');
      expect(message).to.match(/root partition is too small for root\.img/);
      expect(source).to.include({ lent: 0, ended: true });
    }
  });

  it('ends its source when nobody wants the rest', async () => {
    const source = aSource([MIB, MIB]);
    for await (const chunk of fitChunks(source.source, at(0, 2 * MIB), new AbortController().signal)) {
      if (chunk.kind === 'data') chunk.release();
      break;
    }
    expect(source).to.include({ lent: 0, ended: true });
  });
});
