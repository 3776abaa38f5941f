import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openImage } from '../../../../agent/image/open-image.ts';
import {
  change,
  convert,
  edited,
  MIB,
  makeGuestDisk,
  makeQcow2,
  qemu,
  readWhole,
} from '../../../support/qcow2.ts';
import { errorOf } from '../../../support/read-image.ts';

const CLUSTER = 65536;

/** Place of the first L2 table, and of the L1 table that names it. */
function placesOf(bytes: Buffer): { readonly l1: number; readonly l2: number } {
  const l1 = Number(bytes.readBigUInt64BE(40));
  return { l1, l2: Number(bytes.readBigUInt64BE(l1) & 0x00fffffffffffe00n) };
}

/** Changes a 64-bit field. */
function bend(bytes: Buffer, offset: number, change: (value: bigint) => bigint): void {
  bytes.writeBigUInt64BE(BigInt.asUintN(64, change(bytes.readBigUInt64BE(offset))), offset);
}

const entry =
  (index: number, change: (value: bigint, bytes: Buffer) => bigint) =>
  (bytes: Buffer): void =>
    bend(bytes, placesOf(bytes).l2 + index * 8, (value) => change(value, bytes));

const l1Entry = (change: (value: bigint, bytes: Buffer) => bigint) => (bytes: Buffer) =>
  bend(bytes, placesOf(bytes).l1, (value) => change(value, bytes));

type Case = readonly [what: string, make: (path: string) => unknown, code: string, says: RegExp];

describe('a qcow2 image that is refused before anything is written', () => {
  let folder = '';
  let raw = '';
  /** Plain; compressed; with subclusters. */
  let sound = '';
  let packed = '';
  let divided = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-qcow2-'));
    raw = makeGuestDisk(join(folder, 'guest.raw'), 2 * MIB, 1);
    sound = convert(raw, join(folder, 'sound.qcow2'));
    packed = convert(raw, join(folder, 'packed.qcow2'), '', '-c');
    divided = convert(raw, join(folder, 'divided.qcow2'), 'extended_l2=on');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const soundWith = (edit: (bytes: Buffer) => void) => (path: string) => edited(sound, path, edit);
  const packedWith = (edit: (bytes: Buffer) => void) => (path: string) => edited(packed, path, edit);
  const dividedWith = (edit: (bytes: Buffer) => void) => (path: string) => edited(divided, path, edit);
  const header = (offset: number, value: number) => soundWith((bytes) => bytes.writeUInt32BE(value, offset));
  const wide = (offset: number, value: bigint) => soundWith((bytes) => bytes.writeBigUInt64BE(value, offset));
  const cut = (bytes: number) => (path: string) => {
    copyFileSync(sound, path);
    truncateSync(path, bytes);
  };

  const unsupported: readonly Case[] = [
    [
      'a backing file',
      (path) => qemu('qemu-img', 'create', '-q', '-f', 'qcow2', '-b', raw, '-F', 'raw', path),
      'IMAGE_FORMAT_UNSUPPORTED',
      /backing file.*qemu-img convert -O qcow2/,
    ],
    [
      'an external data file',
      (path) => makeQcow2(path, '1M', `data_file=${join(folder, 'data.raw')}`),
      'IMAGE_FORMAT_UNSUPPORTED',
      /external file/,
    ],
    [
      'encryption',
      (path) =>
        qemu(
          'qemu-img',
          'create',
          '-q',
          '-f',
          'qcow2',
          '--object',
          'secret,id=key,data=secret',
          '-o',
          'encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10',
          path,
          '1M',
        ),
      'IMAGE_FORMAT_UNSUPPORTED',
      /encrypted \(method 2\)/,
    ],
    ['the old encryption', header(32, 1), 'IMAGE_FORMAT_UNSUPPORTED', /encrypted \(method 1\)/],
    ['the dirty bit', wide(72, 1n), 'IMAGE_FORMAT_UNSUPPORTED', /dirty.*qemu-img check -r all/],
    ['the corrupt bit', wide(72, 2n), 'IMAGE_FORMAT_UNSUPPORTED', /corrupt.*qemu-img check -r all/],
    ['a feature of the future', wide(72, 0x20n), 'IMAGE_FORMAT_UNSUPPORTED', /features 0x20/],
    ['version 1', header(4, 1), 'IMAGE_FORMAT_UNSUPPORTED', /version 1/],
    ['version 4', header(4, 4), 'IMAGE_FORMAT_UNSUPPORTED', /version 4/],
    [
      'a compression of the future',
      soundWith((bytes) => {
        bend(bytes, 72, (features) => features | 8n);
        bytes.writeUInt8(2, 104);
      }),
      'IMAGE_FORMAT_UNSUPPORTED',
      /compression type 2/,
    ],
  ];

  const header3: readonly Case[] = [
    [
      'a compression type without its feature',
      soundWith((b) => b.writeUInt8(1, 104)),
      'IMAGE_CORRUPT',
      /type 1/,
    ],
    ['clusters of 256 bytes', header(20, 8), 'IMAGE_CORRUPT', /2\^8/],
    ['clusters of 4 MiB', header(20, 22), 'IMAGE_CORRUPT', /2\^22/],
    [
      'subclusters of less than a sector',
      dividedWith((bytes) => bytes.writeUInt32BE(13, 20)),
      'IMAGE_CORRUPT',
      /2\^13/,
    ],
    ['a header of 80 bytes', header(100, 80), 'IMAGE_CORRUPT', /header would be of 80/],
    [
      'a header that is longer than a cluster',
      header(100, CLUSTER + 8),
      'IMAGE_CORRUPT',
      /header would be of/,
    ],
    ['no bytes', wide(24, 0n), 'IMAGE_EMPTY', /of 0 bytes/],
    ['half a sector', wide(24, 1000n), 'IMAGE_CORRUPT', /virtual size 1000/],
    ['a size beyond all numbers', wide(24, 1n << 60n), 'IMAGE_CORRUPT', /virtual size/],
    ['a size that its L1 table does not cover', wide(24, 1n << 40n), 'IMAGE_CORRUPT', /entries/],
    ['an L1 table of 40 MiB', header(36, 5 * MIB), 'IMAGE_CORRUPT', /L1 table has/],
    [
      'an L1 table at no cluster',
      wide(40, BigInt(3 * CLUSTER + 512)),
      'IMAGE_CORRUPT',
      /L1 table would be at/,
    ],
    ['an L1 table in its header', wide(40, 0n), 'IMAGE_CORRUPT', /L1 table would be at/],
    ['an L1 table behind its end', wide(40, 1n << 40n), 'IMAGE_TRUNCATED', /L1 table at/],
  ];

  const tables: readonly Case[] = [
    [
      'an L1 entry with reserved bits',
      soundWith(l1Entry((v) => v | (1n << 60n))),
      'IMAGE_CORRUPT',
      /L1 entry 0/,
    ],
    ['an L1 entry at no cluster', soundWith(l1Entry((v) => v + 512n)), 'IMAGE_CORRUPT', /L1 entry 0/],
    ['an L2 table behind its end', soundWith(l1Entry(() => 1n << 40n)), 'IMAGE_TRUNCATED', /L2 table/],
    [
      'an L2 table in the L1 table',
      soundWith(l1Entry((_, bytes) => BigInt(placesOf(bytes).l1))),
      'IMAGE_CORRUPT',
      /same place|overlap/,
    ],
    ['a reserved bit in an L2 entry', soundWith(entry(0, (v) => v | 2n)), 'IMAGE_CORRUPT', /reserved/],
    ['another reserved bit in one', soundWith(entry(0, (v) => v | (1n << 58n))), 'IMAGE_CORRUPT', /reserved/],
    ['data at no cluster', soundWith(entry(0, (v) => v + 4096n)), 'IMAGE_CORRUPT', /no multiple/],
    ['data behind its end', soundWith(entry(0, () => 1n << 40n)), 'IMAGE_TRUNCATED', /end of data/],
    [
      'two clusters in one place',
      soundWith(entry(0, (_, bytes) => bytes.readBigUInt64BE(placesOf(bytes).l2 + 2 * 8))),
      'IMAGE_CORRUPT',
      /same place|overlap/,
    ],
    [
      'data in an L2 table',
      soundWith(entry(0, (_, bytes) => BigInt(placesOf(bytes).l2))),
      'IMAGE_CORRUPT',
      /same place|overlap/,
    ],
    [
      'data in the L1 table',
      soundWith(entry(0, (_, bytes) => BigInt(placesOf(bytes).l1))),
      'IMAGE_CORRUPT',
      /same place|overlap/,
    ],
    [
      'a cluster of zeros in version 2',
      (path) => {
        convert(raw, path, 'compat=0.10');
        edited(
          path,
          path,
          entry(0, (v) => v | 1n),
        );
      },
      'IMAGE_CORRUPT',
      /reserved/,
    ],
    [
      'a subcluster of data and of zeros',
      dividedWith((bytes) => bend(bytes, placesOf(bytes).l2 + 8, (v) => v | 0xffffffff00000000n)),
      'IMAGE_CORRUPT',
      /both data and zeros/,
    ],
    [
      'subclusters of no cluster',
      dividedWith((bytes) => bend(bytes, placesOf(bytes).l2, () => 0n)),
      'IMAGE_CORRUPT',
      /no cluster/,
    ],
    [
      'compressed data in its header',
      packedWith(entry(0, (v) => (v & ~((1n << 54n) - 1n)) | 600n)),
      'IMAGE_CORRUPT',
      /compressed data at 600/,
    ],
    [
      'compressed data in an L2 table',
      packedWith(entry(0, (v, bytes) => (v & ~((1n << 54n) - 1n)) | BigInt(placesOf(bytes).l2 + 100))),
      'IMAGE_CORRUPT',
      /overlap/,
    ],
    [
      'compressed data that reaches over its neighbour',
      packedWith(entry(0, (v) => v + (1n << 54n))),
      'IMAGE_CORRUPT',
      /overlap/,
    ],
    [
      'compressed data behind its end',
      packedWith(entry(0, (v) => v | (1n << 45n))),
      'IMAGE_TRUNCATED',
      /end of/,
    ],
    ['an end inside its header', cut(300), 'IMAGE_TRUNCATED', /header/],
    [
      'an end before its data ends',
      (path) => cut(readFileSync(sound).byteLength - CLUSTER)(path),
      'IMAGE_TRUNCATED',
      /ends before/,
    ],
  ];

  for (const [what, make, code, says] of [...unsupported, ...header3, ...tables])
    it(`has ${what}`, async () => {
      const path = join(folder, 'image.qcow2');
      rmSync(path, { force: true });
      make(path);
      const source = await openImage(path, { expect: 'filesystem' });
      const error = await errorOf(source.readHead());
      await source.close();
      expect(error.code, error.message).to.equal(code);
      expect(error.message).to.match(says).and.contain(path).and.not.contain('\n');
    });

  it('needs a larger map than there may be', async () => {
    const path = join(folder, 'scattered.qcow2');
    rmSync(path, { force: true });
    makeQcow2(path, '4M', 'cluster_size=4k');
    change(
      path,
      ...Array.from({ length: 400 }, (_, at) => `write -P ${at % 256} ${((at * 7) % 512) * 8}k 4k`),
    );
    expect((await readWhole(path)).bytes.byteLength).to.equal(4 * MIB);
    const error = await errorOf(readWhole(path, { mapBytes: 8 * 1024 }));
    expect(error.code).to.equal('IMAGE_MAP_TOO_LARGE');
    expect(error.message).to.match(/more than 8192 bytes.*cluster_size=2M/);
  });
});

describe('compressed data of a qcow2 image that is damaged', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-qcow2-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const type of ['zlib', 'zstd'])
    it(`is an error in the middle of the stream, with its place (${type})`, async () => {
      const raw = makeGuestDisk(join(folder, 'guest.raw'), 2 * MIB, 3);
      const path = convert(raw, join(folder, 'image.qcow2'), `compression_type=${type}`, '-c');
      const bytes = readFileSync(path);
      const l2 = placesOf(bytes).l2;
      const host = Number(bytes.readBigUInt64BE(l2 + 20 * 8) & ((1n << 54n) - 1n));
      bytes.fill(0xff, host, host + 40);
      writeFileSync(path, bytes);
      const error = await errorOf(readWhole(path));
      expect(error.code).to.equal('IMAGE_CORRUPT');
      expect(error.message).to.contain(`cannot be decompressed at ${host}`).and.not.contain('\n');
    });

  it('is none that grows beyond its cluster', async () => {
    const raw = join(folder, 'zeros.raw');
    writeFileSync(raw, Buffer.alloc(2 * MIB, 7));
    const path = convert(raw, join(folder, 'bomb.qcow2'), 'cluster_size=2M', '-c');
    // The same data, said to be of smaller clusters: each would decompress to 2 MiB.
    const { l1, l2 } = placesOf(readFileSync(path));
    const small = readFileSync(convert(raw, join(folder, 'small.qcow2'), 'cluster_size=64k', '-c'));
    const from = placesOf(small);
    const host = Number(small.readBigUInt64BE(from.l2) & ((1n << 54n) - 1n));
    const whole = readFileSync(path);
    const packed = whole.subarray(Number(whole.readBigUInt64BE(l2) & ((1n << 49n) - 1n)));
    expect(l1).to.be.greaterThan(0);
    packed.copy(small, host, 0, 2048);
    small.writeBigUInt64BE((small.readBigUInt64BE(from.l2) & ~(0xffn << 54n)) | (3n << 54n), from.l2);
    for (let at = 1; at < 32; at += 1) small.writeBigUInt64BE(0n, from.l2 + at * 8);
    writeFileSync(path, small);
    const error = await errorOf(readWhole(path));
    expect(error.code).to.equal('IMAGE_CORRUPT');
    expect(error.message).to.match(/larger than 65536 bytes/);
  });
});

describe('other virtual disks', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-virtual-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const made: readonly (readonly [name: string, ...args: string[]])[] = [
    ['VMDK', 'vmdk', '-o', 'subformat=streamOptimized'],
    ['VMDK', 'vmdk', '-o', 'subformat=monolithicSparse'],
    ['VMDK', 'vmdk', '-o', 'subformat=monolithicFlat'],
    ['VHD', 'vpc', '-o', 'subformat=dynamic'],
    ['VHD', 'vpc', '-o', 'subformat=fixed'],
    ['VHDX', 'vhdx'],
    ['VDI', 'vdi'],
    ['QED', 'qed'],
    ['Parallels', 'parallels'],
  ];
  for (const [name, format, ...options] of made)
    it(`are refused by name: ${name} ${options.at(-1) ?? ''}`, async () => {
      const path = join(folder, 'image');
      qemu('qemu-img', 'create', '-q', '-f', format ?? '', ...options, path, '8M');
      const { code, message } = await errorOf(readWhole(path));
      expect(code).to.equal('IMAGE_FORMAT_UNSUPPORTED');
      expect(message).to.contain(`is a ${name} image`).and.contain('qemu-img convert -O qcow2');
    });

  it('are refused by name: LUKS, where a disk is expected', async () => {
    const path = join(folder, 'image');
    writeFileSync(path, Buffer.concat([Buffer.from('LUKS\xba\xbe', 'latin1'), Buffer.alloc(MIB)]));
    const { code, message } = await errorOf(readWhole(path, { expect: 'disk' }));
    expect([code, message.includes('is a LUKS image')]).to.deep.equal(['IMAGE_FORMAT_UNSUPPORTED', true]);
    expect((await readWhole(path)).head.format).to.equal('raw');
  });

  it('are refused inside a compressed file', async () => {
    const inside = makeQcow2(join(folder, 'inside.qcow2'), '1M');
    execFileSync('gzip', ['-f', inside]);
    const { code, message } = await errorOf(readWhole(`${inside}.gz`));
    expect(code).to.equal('IMAGE_FORMAT_UNSUPPORTED');
    expect(message).to.contain('is a qcow2 image inside gzip');
  });
});
