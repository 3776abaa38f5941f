import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { openImage } from '../../../agent/image/open-image.ts';
import { errorOf, readImage } from '../../support/read-image.ts';
import { makeSmallImage } from '../../support/small-image.ts';

const COMPRESSORS = {
  gzip: ['gzip', '-c'],
  zstd: ['zstd', '-c', '-q'],
  xz: ['xz', '-c', '-1'],
  bzip2: ['bzip2', '-c'],
} as const;

type Compression = keyof typeof COMPRESSORS;
const COMPRESSIONS = Object.keys(COMPRESSORS) as Compression[];

function compress(format: Compression, bytes: Buffer): Buffer {
  const [tool, ...args] = COMPRESSORS[format];
  return execFileSync(tool, args, { input: bytes, maxBuffer: 64 * 1024 * 1024 });
}

describe('image formats', () => {
  let folder = '';
  let raw: Buffer;
  let path = '';
  /** The image as each program compresses it. */
  const packed = {} as Record<Compression, Buffer>;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-formats-'));
    makeSmallImage(join(folder, 'plain.raw'), 512, 1);
    raw = readFileSync(join(folder, 'plain.raw'));
    path = join(folder, 'image');
    for (const format of COMPRESSIONS) packed[format] = compress(format, raw);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function read(bytes: Buffer) {
    writeFileSync(path, bytes);
    const source = await openImage(path);
    try {
      const head = await source.readHead();
      return { head, ...(await readImage(source)) };
    } finally {
      await source.close();
    }
  }

  it('gives a raw image as it is, zeros as zeros', async () => {
    const { bytes, zeroBytes, result, head } = await read(raw);
    expect(bytes.equals(raw)).to.equal(true);
    expect(zeroBytes).to.be.greaterThan(1024 * 1024);
    expect(result).to.deep.equal({
      sizeBytes: raw.byteLength,
      transferredBytes: raw.byteLength,
      checksum: null,
    });
    expect([head.format, head.sizeBytes, head.sectorBytes]).to.deep.equal(['raw', raw.byteLength, 512]);
  });

  it('gives an image whose size is no multiple of anything to its last byte', async () => {
    const odd = Buffer.concat([raw, Buffer.from('tail')]);
    expect((await read(odd)).bytes.equals(odd)).to.equal(true);
  });

  for (const format of COMPRESSIONS) {
    it(`finds ${format} by its first bytes, whatever the file is called, and decodes it whole (E60)`, async () => {
      const { bytes, head, result } = await read(packed[format]);
      expect(bytes.equals(raw)).to.equal(true);
      expect(head.format).to.equal(format);
      expect(head.sizeBytes).to.equal(null);
      expect(head.table.gpt?.entries.map(({ name }) => name)).to.deep.equal(['esp1', 'root1']);
      expect(result.transferredBytes).to.equal(readFileSync(path).byteLength);
    });

    it(`decodes ${format} in several members or frames`, async () => {
      const half = 3 * 1024 * 1024;
      const parts = Buffer.concat([
        compress(format, raw.subarray(0, half)),
        compress(format, raw.subarray(half)),
      ]);
      expect((await read(parts)).bytes.equals(raw)).to.equal(true);
    });

    it(`calls ${format} truncated wherever it ends too early (E46)`, async () => {
      const whole = packed[format];
      for (const left of [whole.byteLength - 1, whole.byteLength - 7, Math.floor(whole.byteLength * 0.6)]) {
        const { code, message } = await errorOf(read(whole.subarray(0, left)));
        expect(code, `${left} of ${whole.byteLength} bytes`).to.equal('IMAGE_TRUNCATED');
        expect(message).to.contain(path).and.not.contain('\n');
      }
    });

    it(`refuses garbage behind ${format} data (E46)`, async () => {
      const garbage = Buffer.concat([packed[format], Buffer.from('<html>not found</html>')]);
      expect((await errorOf(read(garbage))).code).to.be.oneOf(['IMAGE_TRAILING_GARBAGE', 'IMAGE_CORRUPT']);
    });

    it(`refuses ${format} data with flipped bits`, async () => {
      const bent = Buffer.from(packed[format]);
      bent[Math.floor(bent.byteLength / 2)] = (bent[Math.floor(bent.byteLength / 2)] ?? 0) ^ 0x40;
      expect((await errorOf(read(bent))).code).to.be.oneOf([
        'IMAGE_CORRUPT',
        'IMAGE_TRUNCATED',
        'IMAGE_TRAILING_GARBAGE',
      ]);
    });
  }

  // zlib stops at padding and looks no further: what came behind it was neither seen nor hashed.
  describe('zeros behind gzip data', () => {
    const padding = Buffer.alloc(3 * 1024 * 1024 + 5);

    it('are padding, and part of the file that the checksum is of', async () => {
      const padded = Buffer.concat([packed.gzip, padding]);
      writeFileSync(path, padded);
      const value = createHash('sha256').update(padded).digest('hex');
      const source = await openImage(path, { checksum: `sha256:${value}` });
      const { bytes, result } = await readImage(source).finally(() => source.close());
      expect(bytes.equals(raw)).to.equal(true);
      expect(result).to.include({ transferredBytes: padded.byteLength, checksum: `sha256:${value}` });
    });

    for (const [what, behind] of [
      ['a page of text', Buffer.from('<html>not found</html>')],
      ['another gzip file', gzipSync('another')],
    ] as const) {
      it(`hide no ${what} behind them (E46)`, async () => {
        for (const zeros of [padding.subarray(0, 100), padding]) {
          const hidden = Buffer.concat([packed.gzip, zeros, behind]);
          expect((await errorOf(read(hidden))).code).to.equal('IMAGE_TRAILING_GARBAGE');
        }
      });
    }
  });

  const refused: readonly [string, Buffer, string, RegExp][] = [
    ['an empty file', Buffer.alloc(0), 'IMAGE_EMPTY', /is empty/],
    [
      'an HTML error page',
      Buffer.from('<!DOCTYPE html><html><body>404 Not Found</body></html>\n'),
      'IMAGE_NOT_A_DISK',
      /MBR; it is an HTML page; check/,
    ],
    ['zeros', Buffer.alloc(2 * 1024 * 1024), 'IMAGE_NOT_A_DISK', /neither a GPT nor an MBR/],
    [
      'text inside gzip',
      compress('gzip', Buffer.from('hello '.repeat(1000))),
      'IMAGE_NOT_A_DISK',
      /; it is text;/,
    ],
    ['a file of three bytes', Buffer.from('abc'), 'IMAGE_NOT_A_DISK', /; it is text;/],
  ];
  for (const [what, bytes, code, says] of refused) {
    it(`refuses ${what} with the reason (E46)`, async () => {
      const error = await errorOf(read(bytes));
      expect(error.code).to.equal(code);
      expect(error.message).to.match(says).and.not.contain('\n');
    });
  }

  for (const [format, name] of [
    ['vmdk', 'VMDK'],
    ['vhdx', 'VHDX'],
    ['vdi', 'VDI'],
    ['qed', 'QED'],
  ] as const) {
    it(`refuses a ${name} image and says how to convert it (E60)`, async () => {
      execFileSync('qemu-img', ['create', '-q', '-f', format, path, '8M']);
      const error = await errorOf(read(readFileSync(path)));
      expect(error.code).to.equal('IMAGE_FORMAT_UNSUPPORTED');
      expect(error.message).to.contain(name).and.contain('qemu-img convert');
    });
  }

  it('refuses a directory, a missing file and an unknown scheme with one line each', async () => {
    for (const [location, code] of [
      [folder, 'IMAGE_UNREACHABLE'],
      [join(folder, 'absent'), 'IMAGE_UNREACHABLE'],
      ['ftp://127.0.0.1/image.raw', 'USAGE'],
      ['http://', 'USAGE'],
    ] as const) {
      const error = await errorOf(openImage(location));
      expect(error.code, location).to.equal(code);
      expect(error.message).to.not.contain('\n');
    }
  });
});
