import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { ImageOptions } from '../../../agent/image/open-image.ts';
import { decodeIndex } from '../../../agent/image-index/decode.ts';
import { encodeIndex } from '../../../agent/image-index/encode.ts';
import { redeploy, segmentsTo, watchedReads } from '../../support/delta-disk.ts';
import { ImageServer, type ServerBehaviour } from '../../support/image-server.ts';
import { framed, indexBytes, SMALL_SHAPE, sha256Of } from '../../support/indexed-image.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { errorOf } from '../../support/read-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const SIZE = MIB;
/** Where the image goes. */
const PLACE = MIB;
const SMALL = { windowBytes: 32 * KIB, gapBytes: 0 };

/** The old image with a few bytes changed. */
function changed(old: Buffer, ...offsets: number[]): Buffer {
  const image = Buffer.from(old);
  for (const offset of offsets) image.write('changed', offset);
  return image;
}

describe('an image of which the disk has parts', () => {
  const old = seededBytes(1, SIZE);
  const image = changed(old, 100 * KIB, 600 * KIB);
  const index = indexBytes(image);
  const servers: ImageServer[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(files: Record<string, Buffer | null>, behaviour: ServerBehaviour = {}) {
    const server = await ImageServer.start((path) => files[path.split('?')[0] ?? ''] ?? null, behaviour);
    servers.push(server);
    return server;
  }

  function diskWith(bytes: Buffer, at = PLACE): MemoryDisk {
    const disk = new MemoryDisk(Buffer.alloc(4 * MIB), 512);
    disk.bytes.set(bytes, at);
    return disk;
  }

  function onDisk(disk: MemoryDisk): Buffer {
    return disk.bytes.subarray(PLACE, PLACE + SIZE);
  }

  const RAW = { '/image.raw': image, '/image.raw.bmvidx': index };
  const trusted = { checksum: sha256Of(image), deltaLimits: SMALL };

  async function write(server: ImageServer, options: ImageOptions, disk: MemoryDisk, path = '/image.raw') {
    const retries = { retries: 3, backOffMs: 1 };
    return await redeploy(server.url(path), { ...retries, ...options }, disk, segmentsTo(PLACE, SIZE));
  }

  it('is downloaded as far as it is not there, and says so', async () => {
    const server = await serve(RAW);
    const disk = diskWith(old);
    const result = await write(server, trusted, disk);
    expect(onDisk(disk).equals(image)).to.equal(true);
    expect(result).to.include({ sizeBytes: SIZE, checksum: sha256Of(image), bytesReused: SIZE - 8 * KIB });
    expect(result.transferredBytes).to.equal(8 * KIB + index.byteLength);
    expect(result.keptBytes).to.equal(SIZE - 2 * 32 * KIB);
    expect(result.notes?.join()).to.match(/the disk has 99 % of the image's 1 MiB/);
    const ranged = server.requests.filter(({ range }) => /^bytes=[^0]/.test(range ?? ''));
    // The last sector is where some virtual disks say that they are one.
    expect(ranged.map(({ range }) => range)).to.deep.equal([
      `bytes=${SIZE - 512}-${SIZE - 1}`,
      'bytes=102400-106495',
      'bytes=614400-618495',
    ]);
    for (const { ifRange } of ranged) expect(ifRange).to.equal('"first"');
  });

  it('is found where the old one lay elsewhere: shifted forwards or backwards, within the cache', async () => {
    for (const at of [PLACE - 512 * KIB, PLACE - 200 * KIB, PLACE + 200 * KIB, 3 * MIB]) {
      const disk = diskWith(image, at);
      const result = await write(await serve(RAW), trusted, disk);
      expect(onDisk(disk).equals(image), String(at)).to.equal(true);
      expect(result.transferredBytes, String(at)).to.equal(index.byteLength);
    }
  });

  it('is fetched where the cache cannot hold what is overwritten before its turn', async () => {
    const disk = diskWith(image, PLACE - 512 * KIB);
    const deltaLimits = { ...SMALL, cacheBytes: 128 * KIB };
    const result = await write(await serve(RAW), { ...trusted, deltaLimits }, disk);
    expect(onDisk(disk).equals(image)).to.equal(true);
    // The first half lies where nothing is written, and of the other the cache holds a part.
    expect(result.bytesReused).to.equal(512 * KIB + 128 * KIB);
  });

  it('is right when the disk changes between the look and the use', async () => {
    const disk = diskWith(old);
    const { signal } = new AbortController();
    expect(signal.aborted).to.equal(false);
    const rotten = {
      readInto: async (offset: number, target: Uint8Array) => {
        await disk.readInto(offset, target);
        if (offset <= PLACE + 300 * KIB) disk.bytes[PLACE + 300 * KIB] = 7;
        if (offset <= PLACE + 301 * KIB && disk.log.length > 3) throw new Error('EIO');
      },
    };
    const url = (await serve(RAW)).url();
    await redeploy(url, { ...trusted }, disk, segmentsTo(PLACE, SIZE), { disk: rotten });
    expect(onDisk(disk).equals(image)).to.equal(true);
  });

  it('reads the rest of the disk only for much that is still missing', async () => {
    const most = async (...changes: number[]) => {
      const disk = diskWith(changed(image, ...changes));
      const watched = watchedReads(disk);
      const url = (await serve(RAW)).url();
      await redeploy(url, trusted, disk, segmentsTo(PLACE, SIZE), { disk: watched.disk });
      expect(onDisk(disk).equals(image)).to.equal(true);
      return Math.max(...watched.reads.map(({ offset, length }) => offset + length));
    };
    expect(await most(300 * KIB)).to.equal(PLACE + SIZE);
    const many = Array.from({ length: 60 }, (_, at) => at * 16 * KIB);
    expect(await most(...many)).to.equal(4 * MIB);
  });

  it('reads nothing but the places that it may', async () => {
    const disk = diskWith(old);
    disk.bytes.set(image, 2 * MIB + 512 * KIB);
    const watched = watchedReads(disk);
    const places = [{ offset: PLACE + 64 * KIB, length: 512 * KIB }];
    const url = (await serve(RAW)).url();
    const result = await redeploy(url, trusted, disk, segmentsTo(PLACE, SIZE), {
      disk: watched.disk,
      places,
    });
    expect(onDisk(disk).equals(image)).to.equal(true);
    expect(result.bytesReused).to.be.greaterThan(400 * KIB);
    for (const { offset, length } of watched.reads) {
      expect(offset).to.be.at.least(PLACE + 64 * KIB);
      expect(offset + length).to.be.at.most(PLACE + 576 * KIB);
    }
  });

  it('comes whole where there is no index; where it is none, or of another image, with a note', async () => {
    const cases: [Record<string, Buffer>, RegExp][] = [
      [{ '/image.raw': image }, /^$/],
      [{ ...RAW, '/image.raw.bmvidx': Buffer.from('<html>') }, /no sound index/],
      [{ ...RAW, '/image.raw.bmvidx': indexBytes(old) }, /is not used: it is of another image/],
      [
        { ...RAW, '/image.raw.bmvidx': indexBytes(image.subarray(0, 65536)) },
        /is not used: it is of another image/,
      ],
    ];
    for (const [files, note] of cases) {
      const disk = diskWith(old);
      const result = await write(await serve(files), trusted, disk);
      expect(onDisk(disk).equals(image)).to.equal(true);
      expect(result.notes?.join(), String(note)).to.match(note);
      expect(result.transferredBytes).to.be.at.least(SIZE);
    }
  });

  it('comes whole, with a note, from a server without ranges, and where the disk has next to nothing', async () => {
    const without = await write(await serve(RAW, { noRanges: true }), trusted, diskWith(old));
    expect(without.notes?.join()).to.match(/does not answer ranges/);
    const server = await serve(RAW);
    const blank = await write(server, trusted, diskWith(Buffer.alloc(0)));
    expect(blank.notes?.join()).to.match(/has 0 % .+, so all of it is downloaded/);
    expect(server.requests.filter(({ range }) => range === null)).to.have.lengthOf(2);
  });

  it('is not taken by an index that nothing speaks for', async () => {
    for (const options of [{}, { checksum: `md5:${createHash('md5').update(image).digest('hex')}` }]) {
      const disk = diskWith(old);
      const result = await write(await serve(RAW), { ...options, deltaLimits: SMALL }, disk);
      expect(onDisk(disk).equals(image)).to.equal(true);
      expect(result.notes?.join()).to.match(/has a checksum|cannot be compared with a md5/);
      expect(result.bytesReused).to.equal(undefined);
    }
  });

  it('is not asked for an index by --index never, nor with the secrets of its own server elsewhere', async () => {
    const server = await serve(RAW);
    await write(server, { ...trusted, index: 'never' }, diskWith(old));
    expect(server.requests.some(({ url }) => url.includes('bmvidx'))).to.equal(false);
    const other = await serve({ '/other': index });
    await write(server, { ...trusted, index: other.url('/other'), authorization: 'Bearer x' }, diskWith(old));
    expect(other.requests.map(({ authorization }) => authorization)).to.deep.equal([null]);
    expect(server.requests.at(-1)?.authorization).to.equal('Bearer x');
  });

  it('has its index before the query of its URL', async () => {
    const server = await serve(RAW);
    await write(server, trusted, diskWith(old), '/image.raw?signature=1');
    expect(server.requests.map(({ url }) => url)).to.include('/image.raw.bmvidx?signature=1');
  });

  it('is an error where an index was named, or vouched for, and cannot be read', async () => {
    const server = await serve(RAW);
    const named = write(server, { ...trusted, index: server.url('/absent') }, diskWith(old));
    expect((await errorOf(named)).code).to.equal('IMAGE_UNREACHABLE');
    const wrong = write(server, { indexChecksum: sha256Of(image) }, diskWith(old));
    expect((await errorOf(wrong)).code).to.equal('CHECKSUM_MISMATCH');
  });

  // A deployment waited for the end of what a server sent for whatever was asked, and did not begin.
  it('is told at once that there is no index where its server answers with something else that does not end', async () => {
    const endless = await serve({}, { answer: (_, response) => void response.writeHead(200).write(old) });
    const opening = write(await serve(RAW), { ...trusted, index: endless.url('/index') }, diskWith(old));
    const error = await opening.catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'IMAGE_INDEX_INVALID');
  });

  it('never becomes a wrong one by an index that lies', async () => {
    const { parts } = decodeIndex(index, 'index');
    const stored = {
      ...parts,
      runs: [parts.ordinals.length],
      crcs: Buffer.from(parts.crcs.buffer),
      blockDigests: Buffer.from(parts.blockDigests),
    };
    const oldParts = decodeIndex(indexBytes(old), 'index').parts;
    const lies = {
      // Says of the old blocks that they are those of the new image.
      'old blocks': { blockDigests: oldParts.blockDigests, crcs: Buffer.from(oldParts.crcs.buffer) },
      'wrong SHA-256': { blockDigests: Buffer.alloc(parts.blockDigests.byteLength, 1) },
      'wrong CRC-32': { crcs: Buffer.alloc(stored.crcs.byteLength, 1) },
      zeros: { runs: [0, parts.ordinals.length], blockDigests: Buffer.alloc(0), crcs: Buffer.alloc(0) },
    };
    for (const [name, lie] of Object.entries(lies)) {
      const disk = diskWith(old);
      const bytes = encodeIndex({ ...stored, ...lie });
      const server = await serve({ ...RAW, '/image.raw.bmvidx': bytes });
      const error = await errorOf(write(server, trusted, disk));
      expect(error.code, name).to.be.oneOf(['NONE', 'CHECKSUM_MISMATCH', 'IMAGE_CHANGED']);
      if (error.code === 'NONE') expect(onDisk(disk).equals(image), name).to.equal(true);
      else expect(error.message).to.contain('--index never');
    }
  });

  it('goes by its checksum alone when the server has other bytes than the index says', async () => {
    const other = changed(image, 700 * KIB);
    let asked = 0;
    const server = await ImageServer.start((path) => {
      if (path.includes('bmvidx')) return index;
      asked += 1;
      return asked > 2 ? other : image;
    });
    servers.push(server);
    const disk = diskWith(changed(old, 700 * KIB));
    expect((await errorOf(write(server, trusted, disk))).code).to.equal('CHECKSUM_MISMATCH');
    asked = 0;
    const vouched = { indexChecksum: sha256Of(index), deltaLimits: SMALL };
    const error = await errorOf(write(server, vouched, diskWith(changed(old, 700 * KIB))));
    expect(error.code).to.equal('IMAGE_CHANGED');
  });

  it('goes by the checksum of its index where it has none of its own', async () => {
    const vouched = { indexChecksum: sha256Of(index), deltaLimits: SMALL };
    const result = await write(await serve(RAW), vouched, diskWith(old));
    expect(result).to.include({ checksum: sha256Of(image), bytesReused: SIZE - 8 * KIB });
    const forged = await serve(
      { '/image.raw': changed(image, 5000), '/image.raw.bmvidx': index },
      { noRanges: true },
    );
    expect((await errorOf(write(forged, vouched, diskWith(old)))).code).to.equal('CHECKSUM_MISMATCH');
  });

  describe('in frames', () => {
    const { file, frames } = framed(image, 64 * KIB);
    const framedIndex = indexBytes(image, SMALL_SHAPE, frames);
    const files = { '/image.zst': file, '/image.zst.bmvidx': framedIndex };
    const vouched = { indexChecksum: sha256Of(framedIndex), deltaLimits: SMALL };

    it('is downloaded by the frames that are missing', async () => {
      const disk = diskWith(old);
      const result = await write(await serve(files), vouched, disk, '/image.zst');
      expect(onDisk(disk).equals(image)).to.equal(true);
      expect(result.transferredBytes).to.be.lessThan(130 * KIB + framedIndex.byteLength);
      expect(result.checksum).to.equal(sha256Of(image));
    });

    it('comes whole where nobody vouches for the index', async () => {
      const disk = diskWith(old);
      const result = await write(await serve(files), { checksum: sha256Of(file) }, disk, '/image.zst');
      expect(onDisk(disk).equals(image)).to.equal(true);
      expect(result.notes?.join()).to.match(/--index-checksum/);
      expect(result.checksum).to.equal(sha256Of(file));
    });

    it('is refused when a frame holds something else', async () => {
      const spoilt = Buffer.from(file);
      spoilt.fill(0xff, 100 * KIB, 110 * KIB);
      const bad = await serve({ ...files, '/image.zst': spoilt });
      const error = await errorOf(write(bad, vouched, diskWith(old), '/image.zst'));
      expect(error.code).to.equal('IMAGE_CHANGED');
    });
  });
});
