import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { type RamdiskScan, scanRamdisk } from '../../../image-build/ramdisk/scan.ts';
import { BmvError } from '../../../proto/error.ts';
import {
  DEBIAN_PYTHON,
  ipaFiles,
  makeRoot,
  PACKERS,
  packedBy,
  packRoot,
} from '../../support/ramdisk-file.ts';

const quiet = { onProgress: () => {}, signal: new AbortController().signal };
type Packer = keyof typeof PACKERS;

/** The zeros that a plain archive needs before it. */
function aligned(...parts: readonly Uint8Array[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
  return Buffer.alloc((4 - (size % 4)) % 4);
}

describe('reading a ramdisk', () => {
  let folder = '';
  let file = '';
  const packed = {} as Record<Packer, Buffer>;
  let micro: Buffer = Buffer.alloc(0);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-scan-'));
    file = join(folder, 'ipa.initramfs');
    makeRoot(join(folder, 'root'), ipaFiles(DEBIAN_PYTHON));
    const plain = packRoot(join(folder, 'root'));
    for (const [name, argv] of Object.entries(PACKERS)) packed[name as Packer] = packedBy(argv, plain);
    makeRoot(join(folder, 'micro'), ['kernel/x86/microcode/GenuineIntel.bin']);
    micro = packRoot(join(folder, 'micro'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function scan(...parts: readonly Uint8Array[]): Promise<RamdiskScan> {
    writeFileSync(file, Buffer.concat(parts));
    return await scanRamdisk(file, quiet);
  }

  async function damage(...parts: readonly Uint8Array[]): Promise<string> {
    const result = await scan(...parts).catch((error: unknown) => error);
    if (result instanceof BmvError && result.code === 'RAMDISK_DAMAGED') return result.message;
    throw new Error('the damage was not seen', { cause: result });
  }

  for (const packer of Object.keys(PACKERS) as Packer[]) {
    it(`finds all names and their types in a ${packer} archive made by cpio`, async () => {
      const { formats, names } = await scan(packed[packer]);
      expect(formats).to.deep.equal([packer]);
      expect([...names.keys()]).to.include.members(ipaFiles(DEBIAN_PYTHON));
      expect(names.get('lib')).to.equal(0o120777);
      expect(names.get('usr/bin/sh')).to.equal(0o100755);
    });

    it(`finds what comes behind a ${packer} archive and what stands before it`, async () => {
      const { formats, names } = await scan(
        micro,
        packed[packer],
        packed.gzip,
        packed.zstd,
        aligned(packed[packer], packed.gzip, packed.zstd),
        packed.plain,
      );
      expect(formats).to.deep.equal(['plain', packer, 'gzip', 'zstd', 'plain']);
      expect(names.has('kernel/x86/microcode/GenuineIntel.bin')).to.equal(true);
    });

    it(`tells a ${packer} archive that is cut off anywhere`, async () => {
      const whole = packed[packer];
      // Zeros fill the last block of a plain one; the trailer is before them.
      const end = packer === 'plain' ? whole.lastIndexOf('TRAILER!!!') + 8 : whole.byteLength;
      for (let cut = 1; cut < end; cut += Math.ceil(end / 37)) {
        const line = await damage(whole.subarray(0, cut));
        expect(line).to.match(/^\S+ is no whole ramdisk: .*; get it again or build it anew$/);
      }
      await damage(whole.subarray(0, end - 1));
    });

    it(`tells garbage behind a ${packer} archive`, async () => {
      expect(await damage(packed[packer], Buffer.from('garbage'))).to.contain(
        'no archive and no compressed data',
      );
    });
  }

  it('passes zeros between and behind archives', async () => {
    const { formats } = await scan(packed.gzip, Buffer.alloc(1021), packed.zstd, Buffer.alloc(5));
    expect(formats).to.deep.equal(['gzip', 'zstd']);
  });

  it('finds several archives inside one compressed part', async () => {
    const both = await scan(gzipSync(Buffer.concat([micro, packed.plain])));
    expect(both.names.has('kernel/x86/microcode/GenuineIntel.bin')).to.equal(true);
    expect(both.names.has('usr/bin/sh')).to.equal(true);
  });

  it('reads a gzip header with a name and a comment in it', async () => {
    const named = packedBy(
      ['sh', '-c', 'cd "$(mktemp -d)" && cat > x.cpio && gzip -c x.cpio && rm x.cpio'],
      micro,
    );
    expect(named[3]).to.equal(8);
    expect((await scan(named)).formats).to.deep.equal(['gzip']);
  });

  it('tells a flipped bit of compressed data', async () => {
    for (const packer of ['gzip', 'xz'] as const) {
      const flipped = Buffer.from(packed[packer]);
      const at = flipped.byteLength >> 1;
      flipped[at] = (flipped[at] ?? 0) ^ 16;
      await damage(flipped);
    }
  });

  it('tells an archive that the kernel would not find: not at a multiple of 4', async () => {
    expect(await damage(packed.gzip, aligned(packed.gzip), Buffer.alloc(1), packed.plain)).to.contain(
      'multiple of 4',
    );
    expect(await damage(micro, Buffer.alloc(2), packed.gzip)).to.contain('multiple of 4');
    expect(await damage(gzipSync(Buffer.concat([micro, Buffer.alloc(2), packed.plain])))).to.contain(
      'multiple of 4',
    );
  });

  it('tells compressed data that is no archive, and a part that ends inside an archive', async () => {
    expect(await damage(gzipSync('no archive at all'.repeat(20)))).to.contain(
      'does not begin with the header',
    );
    const half = packed.plain.subarray(0, 600);
    expect(await damage(zstdCompressSync(half), packed.gzip)).to.contain('ends before its last file');
  });

  it('names a compression that cannot be read', async () => {
    expect(await damage(packedBy(['xz', '--format=lzma', '-c'], micro))).to.contain('compressed by lzma');
  });

  it('refuses an empty file, zeros, a folder and a file that is not there', async () => {
    expect(await damage()).to.contain('holds no files');
    expect(await damage(Buffer.alloc(4096))).to.contain('holds no files');
    for (const path of [folder, join(folder, 'absent')]) {
      const error: unknown = await scanRamdisk(path, quiet).catch((one: unknown) => one);
      expect(error).to.include({ code: 'IO_ERROR' });
    }
  });
});
