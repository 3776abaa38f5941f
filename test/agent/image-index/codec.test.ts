import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { decodeIndex } from '../../../agent/image-index/decode.ts';
import { shapeFor } from '../../../agent/image-index/image-index.ts';
import { BmvError } from '../../../proto/error.ts';
import { framed, indexBytes, indexOf, SMALL_SHAPE } from '../../support/indexed-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const KIB = 1024;
const GIB = 1024 ** 3;

/** Makes a changed index's own checksum right again. */
function sealed(bytes: Buffer): Buffer {
  const body = bytes.subarray(0, -32);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

function codeOf(bytes: Uint8Array): string {
  try {
    decodeIndex(bytes, 'index');
    return 'NONE';
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.message).to.match(
      /^index is no sound index of an image: .+; make it anew \(bmv image index\)$/,
    );
    return error.code;
  }
}

describe('the index of an image', () => {
  const raw = Buffer.concat([
    seededBytes(1, 40 * KIB),
    Buffer.alloc(100 * KIB),
    seededBytes(2, 21 * KIB + 77),
  ]);

  it('reads back as what it was made of', () => {
    const index = indexOf(raw);
    expect(index.rawBytes).to.equal(raw.byteLength);
    expect(index.parts.digests).to.deep.equal({
      sha256: createHash('sha256').update(raw).digest('hex'),
      sha512: createHash('sha512').update(raw).digest('hex'),
    });
    expect(index.parts.file).to.deep.equal({ name: 'image.raw', sizeBytes: raw.byteLength });
    for (let block = 0; block < index.blockCount; block += 1) {
      const bytes = raw.subarray(block * 16 * KIB, (block + 1) * 16 * KIB);
      expect(index.blockLength(block)).to.equal(bytes.byteLength);
      expect(index.isZeroBlock(block)).to.equal(bytes.every((byte) => byte === 0));
      expect(index.isBlock(block, bytes)).to.equal(!index.isZeroBlock(block));
      expect(index.isBlock(block, seededBytes(9, bytes.byteLength))).to.equal(false);
    }
    for (let sub = 0; sub < index.subBlockCount; sub += 1) {
      const bytes = raw.subarray(sub * 4 * KIB, (sub + 1) * 4 * KIB);
      expect(index.looksZero(sub), String(sub)).to.equal(bytes.every((byte) => byte === 0));
    }
  });

  it('does not depend on how the content came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 * KIB }), { maxLength: 20 }), (cuts) => {
        const whole = indexBytes(raw);
        const ends = [...cuts, raw.byteLength].map((_, at) => cuts.slice(0, at).reduce((a, b) => a + b, 0));
        const pieces = ends.map((from, at) => raw.subarray(from, ends[at + 1] ?? raw.byteLength));
        expect(indexBytes(pieces).equals(whole)).to.equal(true);
      }),
      { numRuns: 20 },
    );
  });

  it('takes 0.15 % of the content, and next to nothing for zeros', () => {
    const content = seededBytes(3, 4 * 1024 * KIB);
    const shape = shapeFor(content.byteLength) ?? SMALL_SHAPE;
    expect(shape).to.deep.equal({ blockBytes: 64 * KIB, subBlockBytes: 4 * KIB });
    expect(indexBytes(content, shape).byteLength / content.byteLength).to.be.lessThan(0.00155);
    expect(indexBytes(Buffer.alloc(content.byteLength), shape).byteLength).to.be.lessThan(300);
  });

  it('grows its blocks with the image, so that it never has more than 4 Mi sub-blocks', () => {
    for (const gib of [1, 16, 17, 100, 1024]) {
      const shape = shapeFor(gib * GIB) ?? SMALL_SHAPE;
      expect((gib * GIB) / shape.subBlockBytes, `${gib} GiB`).to.be.at.most(4 * KIB * KIB);
      expect((gib * GIB) / shape.blockBytes, `${gib} GiB`).to.be.at.most(KIB * KIB);
    }
    expect(shapeFor(16 * GIB)).to.deep.equal({ blockBytes: 64 * KIB, subBlockBytes: 4 * KIB });
    expect(shapeFor(1025 * GIB)).to.equal(null);
  });

  it('finds the frame of every byte', () => {
    const { frames, file } = framed(raw, 50_000);
    const { parts } = decodeIndex(indexBytes(raw, SMALL_SHAPE, frames), 'index');
    expect(parts.file.sizeBytes).to.equal(file.byteLength);
    for (let at = 0; at < raw.byteLength; at += 777) {
      const frame = parts.frames?.frame(parts.frames.at(at));
      expect(frame?.rawOffset).to.equal(Math.floor(at / 50_000) * 50_000);
    }
  });

  it('is refused with any byte changed, cut off or added', () => {
    const bytes = indexBytes(raw, SMALL_SHAPE, framed(raw, 50_000).frames);
    for (let at = 0; at < bytes.byteLength; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect(codeOf(changed), `byte ${at}`).to.equal('IMAGE_INDEX_INVALID');
      expect(codeOf(bytes.subarray(0, at)), `cut at ${at}`).to.equal('IMAGE_INDEX_INVALID');
    }
    expect(codeOf(Buffer.concat([bytes, Buffer.alloc(1)]))).to.equal('IMAGE_INDEX_INVALID');
    expect(codeOf(Buffer.from('<html>not here</html>'))).to.equal('IMAGE_INDEX_INVALID');
  });

  it('is read or refused in bounded memory, whatever numbers somebody put in and sealed', () => {
    const bytes = indexBytes(raw, SMALL_SHAPE, framed(raw, 50_000).frames);
    const before = process.memoryUsage().arrayBuffers;
    const number = fc.oneof(fc.nat(64), fc.constantFrom(2 ** 31, 2 ** 32 - 1, 2 ** 24), fc.nat(2 ** 30));
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: Math.floor(bytes.byteLength / 4) - 9 }),
        number,
        (word, value) => {
          const changed = Buffer.from(bytes);
          changed.writeUInt32LE(value, word * 4);
          expect(codeOf(sealed(changed))).to.be.oneOf(['NONE', 'IMAGE_INDEX_INVALID']);
        },
      ),
      { numRuns: 2000, seed: 11 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (rubbish) => {
        const changed = Buffer.concat([bytes.subarray(0, 160), rubbish, Buffer.alloc(32)]);
        changed.writeBigUInt64LE(BigInt(changed.byteLength), 152);
        expect(codeOf(sealed(changed))).to.be.oneOf(['NONE', 'IMAGE_INDEX_INVALID']);
      }),
      { numRuns: 1000, seed: 12 },
    );
    expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(300 * KIB * KIB);
  });

  it('says of a later version that it does not know it', () => {
    const bytes = Buffer.from(indexBytes(raw));
    bytes.writeUInt32LE(2, 8);
    expect(() => decodeIndex(sealed(bytes), 'index')).to.throw(/version 2/);
  });
});
