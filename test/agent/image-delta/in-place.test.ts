import { expect } from 'chai';
import type { ImageOptions } from '../../../agent/image/open-image.ts';
import { redeploy, segmentsTo, watchedReads } from '../../support/delta-disk.ts';
import { ImageServer } from '../../support/image-server.ts';
import { framed, indexBytes, SMALL_SHAPE, sha256Of } from '../../support/indexed-image.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { errorOf } from '../../support/read-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
/** Less is looked through whole. */
const SIZE = 144 * MIB;
const PLACE = MIB;
const DISK = 160 * MIB;
const ZEROS = { from: 40 * MIB, to: 40 * MIB + 512 * KIB };
/** What samples read. */
const SAMPLES = 16 * MIB;

/** Random bytes of some MiB again and again, with one byte that differs from MiB to MiB. */
function makeImage(): Buffer {
  const piece = seededBytes(3, 8 * MIB);
  const image = Buffer.concat(Array.from({ length: SIZE / piece.byteLength }, () => piece));
  for (let at = 0, number = 0; at < SIZE; at += 4 * KIB, number += 1) image.writeUInt32LE(number, at + 100);
  return image.fill(0, ZEROS.from, ZEROS.to);
}

describe('an image of which nearly all is where it goes', () => {
  const image = makeImage();
  const index = indexBytes(image);
  const checksum = sha256Of(image);
  const servers: ImageServer[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(files: Record<string, Buffer>): Promise<ImageServer> {
    const server = await ImageServer.start((path) => files[path] ?? null, {});
    servers.push(server);
    return server;
  }

  /** The image is there but for what `change` does. */
  function diskWith(change: (there: Buffer) => void): MemoryDisk {
    const disk = new MemoryDisk(Buffer.alloc(DISK), 512);
    disk.bytes.set(image, PLACE);
    change(disk.bytes.subarray(PLACE, PLACE + SIZE));
    return disk;
  }

  async function write(server: ImageServer, disk: MemoryDisk, options: ImageOptions, path = '/image.raw') {
    const watched = watchedReads(disk);
    const result = await redeploy(server.url(path), options, disk, segmentsTo(PLACE, SIZE), {
      disk: watched.disk,
    });
    expect(disk.bytes.subarray(PLACE, PLACE + SIZE).equals(image)).to.equal(true);
    return { ...result, readBytes: watched.reads.reduce((sum, { length }) => sum + length, 0) };
  }

  const RAW = { '/image.raw': image, '/image.raw.bmvidx': index };

  it('is read once, and only what differs is downloaded and written', async () => {
    const disk = diskWith((there) => {
      there.write('changed', 5 * MIB);
      there.write('changed', 5 * MIB + 20 * KIB);
      there.fill(7, 90 * MIB, 91 * MIB);
    });
    const result = await write(await serve(RAW), disk, { checksum });
    expect(result.notes?.join()).to.match(
      /the disk has about 9\d % of the image's 14\d(\.\d)? MiB of data in place/,
    );
    // Between the two near ones some bytes are fetched along.
    expect(result.transferredBytes - index.byteLength).to.equal(MIB + 24 * KIB);
    expect(result.bytesReused).to.equal(SIZE - (ZEROS.to - ZEROS.from) - MIB - 8 * KIB);
    expect(result.readBytes).to.be.within(SIZE - MIB, SIZE + SAMPLES);
    expect(result.keptBytes).to.be.within(SIZE - 2 * MIB, SIZE);
    expect(result.checksum).to.equal(checksum);
  });

  it('is made zeros where it has some, and the disk has others', async () => {
    const disk = diskWith((there) => {
      there.fill(9, ZEROS.from + 64 * KIB, ZEROS.from + 200 * KIB);
    });
    const result = await write(await serve(RAW), disk, { checksum });
    expect(result.transferredBytes).to.equal(index.byteLength);
  });

  it('is fetched where the disk cannot be read', async () => {
    const disk = diskWith(() => {});
    const broken = {
      readInto: async (offset: number, target: Uint8Array) => {
        const [from, to] = [PLACE + 70 * MIB, PLACE + 71 * MIB];
        if (offset < to && offset + target.byteLength > from) throw new Error('EIO');
        await disk.readInto(offset, target);
      },
    };
    const url = (await serve(RAW)).url('/image.raw');
    const result = await redeploy(url, { checksum }, disk, segmentsTo(PLACE, SIZE), { disk: broken });
    expect(disk.bytes.subarray(PLACE, PLACE + SIZE).equals(image)).to.equal(true);
    expect(result.bytesReused).to.be.within(SIZE - 4 * MIB, SIZE - MIB);
  });

  it('is taken in frames, by an index that somebody vouched for', async () => {
    const { file, frames } = framed(image, MIB);
    const framedIndex = indexBytes(image, SMALL_SHAPE, frames);
    const server = await serve({ '/image.zst': file, '/image.zst.bmvidx': framedIndex });
    const disk = diskWith((there) => {
      there.write('changed', 33 * MIB);
    });
    const options = { indexChecksum: sha256Of(framedIndex) };
    const result = await write(server, disk, options, '/image.zst');
    expect(result.checksum).to.equal(checksum);
    expect(result.transferredBytes - framedIndex.byteLength).to.be.lessThan(2 * MIB);
  });

  it('has its long zeros made before all else where its blocks prove it, and after them where they do not', async () => {
    const [from, to] = [72 * MIB, 112 * MIB];
    const hollow = Buffer.from(image).fill(0, from, to);
    const hollowIndex = indexBytes(hollow);
    const server = await serve({ '/image.raw': hollow, '/image.raw.bmvidx': hollowIndex });
    const indexChecksum = sha256Of(hollowIndex);
    for (const [options, isFirst] of [
      [{ checksum: sha256Of(hollow), indexChecksum }, true],
      [{ checksum: sha256Of(hollow) }, false],
    ] as const) {
      const disk = new MemoryDisk(Buffer.alloc(DISK, 0xaa), 512);
      disk.bytes.set(hollow, PLACE);
      disk.bytes.fill(0xaa, PLACE + from, PLACE + to - 3 * MIB);
      for (const at of [2 * MIB, 71 * MIB, 130 * MIB]) disk.bytes.write('changed', PLACE + at);
      const result = await redeploy(server.url('/image.raw'), options, disk, segmentsTo(PLACE, SIZE));
      expect(disk.bytes.subarray(PLACE, PLACE + SIZE).equals(hollow)).to.equal(true);
      expect(disk.bytes.subarray(0, PLACE).every((byte) => byte === 0xaa)).to.equal(true);
      expect(disk.bytes.subarray(PLACE + SIZE).every((byte) => byte === 0xaa)).to.equal(true);
      expect(result.sizeBytes).to.equal(SIZE);
      const written = disk.log.map((op) => ('offset' in op ? op.offset - PLACE : -1));
      const zerosAt = written.findIndex((at) => at >= from && at < to);
      const dataAt = written.findIndex((at) => at >= 0 && at < from - 2 * MIB);
      expect(zerosAt < dataAt, `${written.slice(0, 4)}`).to.equal(isFirst);
    }
  });

  it('is looked through where more than a tenth is elsewhere', async () => {
    const disk = diskWith((there) => {
      // Moved by a page.
      there.copyWithin(0, 4 * KIB, 40 * MIB);
    });
    const result = await write(await serve(RAW), disk, { checksum });
    expect(result.notes?.join()).to.match(/the disk has \d+ % of .* data already/);
    expect(result.transferredBytes - index.byteLength).to.be.lessThan(MIB);
    expect(result.readBytes).to.be.greaterThan(1.9 * SIZE);
  });

  it('is not taken from a server that has another one, whoever vouched for the index', async () => {
    const other = Buffer.from(image);
    other.write('another', 10 * MIB);
    for (const options of [{ checksum }, { checksum, indexChecksum: sha256Of(index) }]) {
      const server = await serve({ ...RAW, '/image.raw': other });
      const disk = diskWith((there) => {
        there.write('changed', 10 * MIB);
      });
      const url = server.url('/image.raw');
      const error = await errorOf(redeploy(url, options, disk, segmentsTo(PLACE, SIZE)));
      expect(error.code).to.be.oneOf(['IMAGE_CHANGED', 'CHECKSUM_MISMATCH']);
      expect(error.message).to.include('its index may be wrong too: leave it out (--index never)');
    }
  });
});
