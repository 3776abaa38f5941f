import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  bytesByQemu,
  change,
  convert,
  MIB,
  makeGuestDisk,
  makeQcow2,
  qemu,
  readWhole,
} from '../../../support/qcow2.ts';

describe('a qcow2 image is read as qemu reads it (E60)', () => {
  let folder = '';
  let raw = '';
  let path = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-qcow2-'));
    raw = makeGuestDisk(join(folder, 'guest.raw'), 6 * MIB + 5 * 512, 1);
    path = join(folder, 'image.qcow2');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => rmSync(path, { force: true }));

  /** Streams the image and compares every byte, its head and its size. */
  async function expectSame(): Promise<void> {
    const wanted = bytesByQemu(path);
    const { bytes, head, result } = await readWhole(path);
    expect(wanted?.equals(bytes)).to.equal(true);
    expect(head.sizeBytes).to.equal(wanted?.byteLength);
    expect(wanted?.subarray(0, MIB).equals(head.bytes)).to.equal(true);
    expect(head.format).to.equal('qcow2');
    expect(result.transferredBytes).to.equal(statSync(path).size);
  }

  const converted: readonly (readonly [options: string, flags: readonly string[]])[] = [
    ['', []],
    ['compat=0.10', []],
    ['compat=0.10', ['-c']],
    ['lazy_refcounts=on', []],
    ['preallocation=metadata', []],
    ['preallocation=falloc', []],
    ['preallocation=full', []],
    ['extended_l2=on', []],
    ['extended_l2=on,cluster_size=16k', []],
    ['extended_l2=on,cluster_size=2M', []],
    ['extended_l2=on', ['-c']],
    ['compression_type=zstd', ['-c']],
    ['compression_type=zstd,cluster_size=2M', ['-c']],
    ['compression_type=zstd,cluster_size=4k', ['-c']],
    ...['512', '1k', '4k', '8k', '2M'].flatMap((size): [string, string[]][] => [
      [`cluster_size=${size}`, []],
      [`cluster_size=${size}`, ['-c']],
    ]),
    ['', ['-W', '-m', '8']],
    ['cluster_size=512', ['-W', '-m', '16']],
    ['compression_type=zstd', ['-c', '-W', '-m', '8']],
  ];
  for (const [options, flags] of converted)
    it(`made by convert ${flags.join(' ')} ${options && `-o ${options}`}`, async () => {
      convert(raw, path, options, ...flags);
      await expectSame();
      expect((await readWhole(path)).bytes.equals(readFileSync(raw))).to.equal(true);
    });

  it('written out of order, in parts of clusters, and discarded', async () => {
    for (const options of ['', 'cluster_size=4k', 'extended_l2=on', 'cluster_size=512', 'compat=0.10']) {
      makeQcow2(path, `${5 * MIB + 512}`, options);
      change(
        path,
        'write -P 1 4M 64k',
        'write -P 2 1536 3k',
        'write -P 3 2M 1M',
        'write -P 4 1M 70k',
        'write -P 5 5242880 512',
        'discard 2M 128k',
        'write -P 6 2080k 4k',
        'write -z 2400k 200k',
        'write -P 7 0 512',
      );
      await expectSame();
      rmSync(path);
    }
  });

  it('with clusters of zeros that keep their place, and written zeros', async () => {
    for (const options of ['preallocation=metadata', 'preallocation=metadata,extended_l2=on']) {
      makeQcow2(path, '4M', options);
      change(path, 'write -P 9 1M 300k', 'write -z 1100k 64k', 'write -z 64k 1k', 'write -z -u 2M 512k');
      await expectSame();
      rmSync(path);
    }
  });

  it('with compressed, plain and rewritten clusters beside each other', async () => {
    for (const options of ['', 'compression_type=zstd', 'cluster_size=4k', 'cluster_size=1k']) {
      convert(raw, path, options, '-c');
      change(
        path,
        'write -P 9 1M 300k',
        'write -P 8 100k 1k',
        'write -z 3M 256k',
        'discard 2M 64k',
        'write -c -P 7 2M 64k',
      );
      await expectSame();
      rmSync(path);
    }
  });

  it('with internal snapshots, whose clusters are not the disk that is read', async () => {
    convert(raw, path);
    qemu('qemu-img', 'snapshot', '-c', 'before', path);
    change(path, 'write -P 9 0 3M', 'discard 4M 1M');
    qemu('qemu-img', 'snapshot', '-c', 'between', path);
    change(path, 'write -P 10 1M 128k');
    await expectSame();
  });

  it('grown, shrunk and repaired', async () => {
    convert(raw, path);
    qemu('qemu-img', 'resize', '-q', path, '40M');
    change(path, 'write -P 3 39M 64k');
    await expectSame();
    qemu('qemu-img', 'resize', '-q', '--shrink', path, `${3 * MIB + 512}`);
    await expectSame();
    qemu('qemu-img', 'check', '-q', '-r', 'all', path);
    await expectSame();
  });

  it('with nothing in it, and with one sector', async () => {
    for (const [size, options] of [
      ['64M', ''],
      ['512', ''],
      ['512', 'cluster_size=2M'],
      ['1024', 'cluster_size=512'],
    ] as const) {
      makeQcow2(path, size, options);
      const { bytes, zeroBytes } = await readWhole(path);
      expect(zeroBytes).to.equal(bytes.byteLength);
      await expectSame();
      change(path, 'write -P 5 0 512');
      await expectSame();
      rmSync(path);
    }
  });

  it('whose file ends inside its last cluster, as far as that is needed', async () => {
    makeQcow2(path, '64512', '');
    change(path, 'write -P 5 0 64512');
    const { size } = statSync(path);
    truncateSync(path, size - (size % 65536 || 65536) + 64512);
    await expectSame();
    rmSync(path);
    makeQcow2(path, '256k', 'extended_l2=on,cluster_size=16k');
    change(path, 'write -P 5 128k 512');
    truncateSync(path, Math.ceil(statSync(path).size / 16384) * 16384 - 16384 + 512);
    await expectSame();
  });
});
