import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openImage } from '../../../../agent/image/open-image.ts';
import { ImageServer, type ServerBehaviour } from '../../../support/image-server.ts';
import { bytesByQemu, change, convert, MIB, makeGuestDisk, qemu, readWhole } from '../../../support/qcow2.ts';
import { errorOf, readImage } from '../../../support/read-image.ts';

const QUICK = { backOffMs: 1, timeoutMs: 5000, expect: 'filesystem' } as const;
/** Each reads the file in another way: at any place, from its beginning only, and without knowing where it ends. */
const SERVERS: readonly (readonly [string, ServerBehaviour])[] = [
  ['with ranges', {}],
  ['without ranges', { noRanges: true }],
  ['without ranges or a length', { noRanges: true, chunked: true }],
];

describe('a qcow2 image over HTTP', () => {
  let folder = '';
  let path = '';
  let image: Buffer;
  /** The same guest with other bytes behind its first MiB. */
  let second: Buffer;
  let guest: Buffer;
  const servers: ImageServer[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-qcow2-'));
    const raw = makeGuestDisk(join(folder, 'guest.raw'), 6 * MIB + 512, 5);
    guest = readFileSync(raw);
    path = convert(raw, join(folder, 'image.qcow2'), 'cluster_size=4k');
    image = readFileSync(path);
    second = Buffer.from(image);
    second.fill('second', second.byteLength - 40 * 1024, second.byteLength - 20 * 1024);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(behaviour: ServerBehaviour, bytes: Buffer | (() => Buffer) = image) {
    const server = await ImageServer.start(bytes, behaviour);
    servers.push(server);
    return server;
  }

  for (const [how, behaviour] of SERVERS) {
    it(`is read from a server ${how}, with the checksum of its file`, async () => {
      const value = createHash('sha256').update(image).digest('hex');
      const server = await serve(behaviour);
      const { bytes, head, result } = await readWhole(server.url(), { ...QUICK, checksum: value });
      expect(bytes.equals(guest)).to.equal(true);
      expect([head.sizeBytes, head.format]).to.deep.equal([guest.byteLength, 'qcow2']);
      expect(result).to.deep.equal({
        sizeBytes: guest.byteLength,
        transferredBytes: image.byteLength,
        checksum: `sha256:${value}`,
      });
    });

    it(`is refused at its end when its checksum differs, ${how}`, async () => {
      const server = await serve(behaviour);
      const error = await errorOf(readWhole(server.url(), { ...QUICK, checksum: '0'.repeat(64) }));
      expect(error.code).to.equal('CHECKSUM_MISMATCH');
    });

    it(`may have its L1 table behind its L2 tables, ${how}`, async () => {
      const raw = makeGuestDisk(join(folder, 'small.raw'), MIB, 6);
      const moved = convert(raw, join(folder, 'moved.qcow2'), 'cluster_size=512');
      qemu('qemu-img', 'resize', '-q', moved, '9M');
      change(moved, 'write -P 5 8M 5k');
      const bytes = readFileSync(moved);
      const l1 = Number(bytes.readBigUInt64BE(40));
      expect(Number(bytes.readBigUInt64BE(l1) & 0xffffffffffffn)).to.be.lessThan(l1);
      const server = await serve(behaviour, bytes);
      expect(bytesByQemu(moved)?.equals((await readWhole(server.url(), QUICK)).bytes)).to.equal(true);
    });

    it(`is truncated where the file ends too early, ${how}`, async () => {
      for (const left of [300, 4096 * 5, image.byteLength - 30 * 1024]) {
        const server = await serve(behaviour, image.subarray(0, left));
        const { code } = await errorOf(readWhole(server.url(), QUICK));
        expect(code, `${left} bytes`).to.equal('IMAGE_TRUNCATED');
      }
    });

    it(`is not taken for the one that was planned with when it was replaced, ${how}`, async () => {
      const head = Buffer.from(image);
      const { host } = firstData(image);
      head.fill('other', host, host + 100);
      const tables = Buffer.from(image);
      const { l2 } = firstData(image);
      const behindHead = [...Array(200).keys()].map((at) => l2 + (300 + at) * 8);
      const entry = behindHead.find((at) => image.readBigUInt64BE(at) !== 0n) ?? 0;
      tables.writeBigUInt64BE(0n, entry);
      for (const replacement of [head, tables]) {
        let served = image;
        const server = await serve({ ...behaviour, etag: () => null }, () => served);
        const source = await openImage(server.url(), QUICK);
        await source.readHead();
        served = replacement;
        expect((await errorOf(readImage(source))).code).to.equal('IMAGE_CHANGED');
        await source.close();
      }
    });
  }

  it('is one file or the other, never some of both, when it is replaced by one with the same tables', async () => {
    let served = image;
    const server = await serve({ etag: () => null }, () => served);
    const source = await openImage(server.url(), QUICK);
    await source.readHead();
    served = second;
    const { bytes } = await readImage(source);
    await source.close();
    expect(bytes.equals(guest)).to.equal(false);
    const other = await serve({}, second);
    expect(bytes.equals((await readWhole(other.url(), QUICK)).bytes)).to.equal(true);
  });

  it('is asked for by few ranges and streamed once', async () => {
    const server = await serve({});
    await readWhole(server.url(), QUICK);
    expect(server.requests.filter(({ range }) => range === null)).to.have.lengthOf(1);
    expect(server.requests.length).to.be.lessThan(16);
  });

  it('goes on where a connection was dropped', async () => {
    const server = await serve({ dropAfter: (request) => (request > 2 && request < 12 ? 300_000 : null) });
    expect((await readWhole(server.url(), QUICK)).bytes.equals(guest)).to.equal(true);
  });
});

/** Where the first L2 table and the first data are. */
function firstData(bytes: Buffer): { l2: number; host: number } {
  const at = (offset: number) => Number(bytes.readBigUInt64BE(offset) & 0x00fffffffffffe00n);
  const l2 = at(at(40));
  return { l2, host: at(l2) };
}
