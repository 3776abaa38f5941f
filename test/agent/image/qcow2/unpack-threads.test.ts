import { deflateRawSync, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import type { Qcow2Header } from '../../../../agent/image/qcow2/header.ts';
import type { Unpacker } from '../../../../agent/image/qcow2/unpack-cluster.ts';
import { unpackerFor } from '../../../../agent/image/qcow2/unpack-threads.ts';
import { allocateShared } from '../../../../hardware-managers/linux/aligned-memory.ts';
import { BmvError } from '../../../../proto/error.ts';
import { errorOf } from '../../../support/read-image.ts';
import { seededBytes } from '../../../support/seeded-bytes.ts';

const MIB = 1024 * 1024;
const LARGE = 1024 * MIB;
const NAME = 'image.qcow2';

function headerOf(compression: Qcow2Header['compression'], clusterBytes: number): Qcow2Header {
  return {
    version: 3,
    clusterBits: Math.log2(clusterBytes),
    clusterBytes,
    sizeBytes: LARGE,
    l1Offset: clusterBytes,
    l1Entries: 1,
    hasSubclusters: false,
    entryBytes: 8,
    l2Entries: clusterBytes / 8,
    compression,
  };
}

/** Half of it can be compressed. */
function clusterOf(index: number, length: number): Buffer {
  const bytes = Buffer.alloc(length, index);
  bytes.set(seededBytes(index, length / 2), length / 4);
  return bytes;
}

function packed(bytes: Buffer, compression: Qcow2Header['compression']): Buffer {
  const found = compression === 'zlib' ? deflateRawSync(bytes, { windowBits: 12 }) : zstdCompressSync(bytes);
  // As in a file: other bytes follow, up to the next sector.
  return Buffer.concat([found, Buffer.alloc(300, 0xa5)]);
}

describe('compressed clusters', () => {
  let unpacker: Unpacker | null = null;
  afterEach(async () => await unpacker?.close());

  for (const [what, bytes] of [
    ['on threads, for a large image', LARGE],
    ['in place, for a small one', MIB],
  ] as const)
    for (const compression of ['zlib', 'zstd'] as const)
      for (const clusterBytes of [512, 65_536, 2 * MIB])
        it(`are decompressed ${what} (${compression}, ${clusterBytes} bytes)`, async () => {
          const header = headerOf(compression, clusterBytes);
          const mine = unpackerFor(header, NAME, bytes);
          unpacker = mine;
          const memory = allocateShared(4 * clusterBytes + 4096);
          const rounds = clusterBytes > MIB ? 4 : 300;
          const open: Promise<void>[] = [];
          for (let index = 0; index < rounds; index += 1) {
            while (open.length >= mine.capacity) await open.shift();
            const wanted = clusterOf(index, clusterBytes);
            const file = packed(wanted, compression);
            const isShared = index % 3 === 0 && open.length === 0;
            if (isShared) memory.set(file);
            const cluster = isShared ? Buffer.from(memory.buffer, memory.byteOffset, file.byteLength) : file;
            open.push(
              mine.unpack({ bytes: cluster, host: index }).then((found) => {
                expect(wanted.equals(found.bytes)).to.equal(true);
                found.release();
              }),
            );
            if (isShared) await open.shift();
          }
          await Promise.all(open);
        });

  for (const bytes of [LARGE, MIB])
    for (const compression of ['zlib', 'zstd'] as const) {
      const where = bytes === LARGE ? 'on threads' : 'in place';
      it(`that are damaged are told one by one, and the others are not harmed (${where}, ${compression})`, async () => {
        const header = headerOf(compression, 65_536);
        const mine = unpackerFor(header, NAME, bytes);
        unpacker = mine;
        const good = packed(clusterOf(1, 65_536), compression);
        const damaged = Buffer.from(good);
        damaged.fill(0xff, 8, 200);
        const short = packed(clusterOf(1, 4096), compression);
        const long = packed(clusterOf(1, 131_072), compression);
        const all = [good, damaged, good, short, long, Buffer.alloc(10, 0xff), good];
        const found = await Promise.allSettled(
          all.map(async (item, index) => {
            const { bytes: unpacked, release } = await mine.unpack({ bytes: item, host: 1000 + index });
            const isEqual = clusterOf(1, 65_536).equals(unpacked);
            release();
            return isEqual;
          }),
        );
        const said = found.map((item) => (item.status === 'fulfilled' ? item.value : item.reason));
        expect([said[0], said[2], said[6]]).to.deep.equal([true, true, true]);
        for (const index of [1, 3, 4, 5]) {
          expect(said[index]).to.be.instanceOf(BmvError);
          expect(said[index].code).to.equal('IMAGE_CORRUPT');
          expect(said[index].message).to.match(
            new RegExp(`^image.qcow2 cannot be decompressed at ${1000 + index}: [^\n]+; get it again$`),
          );
        }
        expect(said[3].message).to.include('4096 bytes are no cluster of 65536');
      });
    }

  it('that nobody waits for any more are given up', async () => {
    const mine = unpackerFor(headerOf('zlib', 2 * MIB), NAME, LARGE);
    const bytes = packed(clusterOf(1, 2 * MIB), 'zlib');
    const open = [1, 2, 3].map(async (host) => await errorOf(mine.unpack({ bytes, host })));
    await mine.close();
    for (const error of await Promise.all(open)) expect(error.code).to.equal('ABORTED');
    expect((await errorOf(mine.unpack({ bytes, host: 4 }))).code).to.equal('ABORTED');
  });
});
