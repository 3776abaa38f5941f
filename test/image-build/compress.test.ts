import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { COMPRESSIONS, compress } from '../../image-build/compress.ts';

const DECODERS = {
  none: (bytes: Buffer) => bytes,
  gzip: gunzipSync,
  zstd: zstdDecompressSync,
} as const;

describe('compressing a payload', () => {
  const pieces = [Buffer.alloc(9_000_000, 'a payload '), Buffer.alloc(0), Buffer.from('and its end')];
  const quiet = { onProgress: () => {}, signal: new AbortController().signal };

  for (const kind of COMPRESSIONS) {
    it(`gives back what went in: ${kind}`, async () => {
      const packed = Buffer.concat(await compress(pieces, kind, quiet));
      expect(DECODERS[kind](packed).equals(Buffer.concat(pieces))).to.equal(true);
    });
  }

  it('makes one zstd frame, also of a piece that is alone', async () => {
    for (const input of [pieces, pieces.slice(2), []]) {
      const packed = Buffer.concat(await compress(input, 'zstd', quiet));
      expect(packed.lastIndexOf('28b52ffd', undefined, 'hex')).to.equal(0);
    }
  });

  it('reports how far it is, up to the end', async () => {
    const seen: [number, number | null][] = [];
    const onProgress = (one: { doneBytes: number; totalBytes: number | null }) => {
      seen.push([one.doneBytes, one.totalBytes]);
    };
    await compress(pieces, 'gzip', { ...quiet, onProgress });
    expect(seen.length).to.be.greaterThan(2);
    expect(seen.at(-1)).to.deep.equal([9_000_011, 9_000_011]);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('stop'));
    const error: unknown = await compress(pieces, 'zstd', { onProgress, signal: controller.signal }).catch(
      (one: unknown) => one,
    );
    expect(error).to.include({ message: 'stop' });
  });
});
