import { execFileSync } from 'node:child_process';
import { constants, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { decode } from '../../../agent/image/decode.ts';
import { BmvError } from '../../../proto/error.ts';

const MIB = 1024 * 1024;

/** One that a decoder skips (RFC 8878, 3.1.2). */
function skippableFrame(content: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(0x184d2a53, 0);
  header.writeUInt32LE(content.byteLength, 4);
  return Buffer.concat([header, content]);
}

/** `size` bytes, half of them hard to compress. */
function someBytes(size: number, seed: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 8) bytes[at] = Math.imul(at ^ seed, 0x9e3779b1) >>> 13;
  return bytes;
}

async function* cut(bytes: Buffer, pieceBytes: number): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) {
    // As the readers of files and of HTTP do it: its memory is used again.
    const piece = Buffer.from(bytes.subarray(at, at + pieceBytes));
    yield piece;
    piece.fill(0xee);
  }
}

async function decoded(bytes: Buffer, pieceBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const { signal } = new AbortController();
  for await (const piece of decode('zstd', cut(bytes, pieceBytes), 'image', signal))
    pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

const byProgram = (bytes: Buffer): Buffer =>
  execFileSync('zstd', ['-dc', '-q', '--memory=256MB'], {
    input: bytes,
    maxBuffer: 64 * MIB,
    stdio: ['pipe', 'pipe', 'ignore'],
  });

const aFrame = fc
  .record({
    size: fc.oneof(fc.nat(300), fc.nat(3 * MIB), fc.constantFrom(0, MIB - 1, MIB, MIB + 1, 2 * MIB)),
    seed: fc.nat(),
    level: fc.integer({ min: -5, max: 12 }),
    checksum: fc.boolean(),
  })
  .map(({ size, seed, level, checksum }) =>
    zstdCompressSync(someBytes(size, seed), {
      params: {
        [constants.ZSTD_c_compressionLevel]: level,
        [constants.ZSTD_c_checksumFlag]: checksum ? 1 : 0,
      },
    }),
  );
const aSkippable = fc.uint8Array({ maxLength: 40 }).map(skippableFrame);
const aFile = fc
  .array(fc.oneof({ weight: 3, arbitrary: aFrame }, { weight: 1, arbitrary: aSkippable }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((frames) => Buffer.concat(frames));
const aPiece = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 65, max: 2 * MIB }));

describe('a file of zstd frames', () => {
  it('is decoded as the zstd program does it, however many frames there are and wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(aFile, aPiece, async (file, pieceBytes) => {
        // Small pieces of a large file would take all day.
        const found = await decoded(file, Math.max(pieceBytes, Math.ceil(file.byteLength / 2000)));
        expect(found.equals(byProgram(file))).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused with one line where the program refuses it: cut off, bent, or with something behind it', async () => {
    const damage = fc.record({
      kind: fc.constantFrom('cut', 'bend', 'append'),
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(aFile, aPiece, damage, async (file, pieceBytes, { kind, at }) => {
        const place = Math.floor(at * file.byteLength);
        const bent = Buffer.from(kind === 'cut' ? file.subarray(0, place) : file);
        if (kind === 'bend') bent[place] = (bent[place] ?? 0) ^ 0x10;
        const wrong = kind === 'append' ? Buffer.concat([bent, someBytes(5 + place, 7)]) : bent;
        let expected: Buffer | null = null;
        try {
          expected = byProgram(wrong);
        } catch {}
        // The program takes nothing for no frame at all.
        if (wrong.byteLength === 0) expected = null;
        const step = Math.max(pieceBytes, Math.ceil(wrong.byteLength / 2000));
        const found = await decoded(wrong, step).catch((error: unknown) => error);
        if (expected) {
          expect(Buffer.isBuffer(found) && found.equals(expected)).to.equal(true);
          return;
        }
        expect(found).to.be.instanceOf(BmvError);
        const { code, message } = found as BmvError;
        expect(code).to.be.oneOf(['IMAGE_TRUNCATED', 'IMAGE_CORRUPT', 'IMAGE_TRAILING_GARBAGE']);
        expect(message).to.not.contain('\n');
      }),
      { numRuns: 60 },
    );
  });

  it('may not ask for more memory than 256 MiB', async () => {
    // A window of 512 MiB, by its descriptor (RFC 8878, 3.1.1.1.2), and an empty last block.
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, (29 - 10) << 3, 0x01, 0x00, 0x00]);
    const error = await decoded(frame, 100).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'IMAGE_CORRUPT' });
    expect((error as Error).message).to.contain('too much memory');
    expect(() => byProgram(frame)).to.throw();
  });
});
