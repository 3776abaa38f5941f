import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { bmvDone } from '../../../support/bmv.ts';
import { answersFrom } from '../../../support/file-answers.ts';
import { sha256OfFile } from '../../../support/file-digest.ts';
import { ImageServer } from '../../../support/image-server.ts';
import { attachLoop, type LoopDevice } from '../../../support/loop-device.ts';
import { type LimitedRun, runLimited } from '../../../support/memory-cgroup.ts';
import { applyScript } from '../../../support/partition-script.ts';
import { convert } from '../../../support/qcow2.ts';
import { seededBytes } from '../../../support/seeded-bytes.ts';

const MIB = 1024 * 1024;
const LIMIT = 200 * MIB;
const IMAGE_BYTES = 1024 * MIB;
/** More than the limit, so that whoever keeps all of it fails. */
const DATA_BYTES = 256 * MIB;
const BMV = join(import.meta.dirname, '../../../../cli/bmv.mjs');

/** Seeded bytes at their places, all in one partition. */
function makeImage(path: string, parts: readonly (readonly [offset: number, bytes: Buffer])[]): void {
  closeSync(openSync(path, 'w'));
  truncateSync(path, IMAGE_BYTES);
  const size = IMAGE_BYTES / 512 - 4096;
  applyScript(path, 512, ['label: gpt', `start=2048, size=${size}, type=L, name=root`]);
  const file = openSync(path, 'r+');
  for (const [offset, bytes] of parts) writeSync(file, bytes, 0, bytes.byteLength, offset);
  closeSync(file);
}

const digests = new Map<string, string>();

async function sha256(path: string): Promise<string> {
  const known = digests.get(path);
  if (known) return known;
  const digest = `sha256:${await sha256OfFile(path)}`;
  digests.set(path, digest);
  return digest;
}

describe('a deployment in a memory cgroup of 200 MiB', () => {
  let folder = '';
  let loop: LoopDevice;
  let server: ImageServer;
  let withoutRanges: ImageServer;
  const data = seededBytes(5, DATA_BYTES);
  const at = (name: string) => join(folder, name);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-memory-'));
    loop = await attachLoop({ sizeBytes: IMAGE_BYTES + 64 * MIB });
    server = await ImageServer.start(Buffer.alloc(0), answersFrom(folder));
    withoutRanges = await ImageServer.start(Buffer.alloc(0), answersFrom(folder, { noRanges: true }));
    const parts = Array.from(
      { length: 8 },
      (_, part) =>
        [
          (1 + part * 125) * MIB,
          data.subarray((part * DATA_BYTES) / 8, ((part + 1) * DATA_BYTES) / 8),
        ] as const,
    );
    makeImage(at('image.raw'), parts);
  });

  after(async () => {
    await server?.stop();
    await withoutRanges?.stop();
    await loop?.detach();
    rmSync(folder, { recursive: true, force: true });
  });

  async function deploy(image: string, ...options: readonly string[]): Promise<Record<string, unknown>> {
    const run = await runLimited(
      LIMIT,
      [BMV, 'deploy', image, loop.path, '--yes', '--json', ...options],
      // Without the tests' own huge pages, and without what Node keeps for them.
      {
        GLIBC_TUNABLES: '',
        NODE_DISABLE_COMPILE_CACHE: '1',
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      },
    );
    expect(run.isOomKilled, run.err).to.equal(false);
    expect(run.code, run.err).to.equal(0);
    expect(run.peakRssBytes / MIB).to.be.within(30, LIMIT / MIB);
    return JSON.parse(run.out) as Record<string, unknown>;
  }

  /** All but the table at both ends, which is the disk's own. */
  function expectOnDisk(raw: string): void {
    const bytes = `--bytes=${IMAGE_BYTES - 2 * MIB}`;
    execFileSync('cmp', [`--ignore-initial=${MIB}`, bytes, at(raw), loop.path]);
  }

  /** What a used disk has where the image has data and where it has zeros. */
  function fillDisk(): void {
    const file = openSync(loop.path, 'r+');
    for (let part = 0; part < 8; part += 1) writeSync(file, data, 7, 8 * MIB, (17 + part * 125) * MIB);
    for (let part = 0; part < 8; part += 1) writeSync(file, data, 7, 8 * MIB, (67 + part * 125) * MIB);
    closeSync(file);
  }

  const compress =
    (tool: string, ...options: readonly string[]) =>
    (path: string) => {
      execFileSync('sh', ['-c', `exec "$@" < "$0" > ${path}`, at('image.raw'), tool, ...options]);
    };
  const qcow2 =
    (options: string, ...flags: readonly string[]) =>
    (path: string) => {
      convert(at('image.raw'), path, options, ...flags);
    };

  for (const [name, make] of [
    ['image.raw', null],
    ['image.raw.gz', compress('gzip', '-1')],
    ['image.raw.zst', compress('zstd', '-1')],
    ['image.raw.xz', compress('xz', '-0', '-T2')],
    ['image.raw.bz2', compress('bzip2', '-1')],
    ['image.qcow2', qcow2('')],
    ['zlib.qcow2', qcow2('', '-c')],
    ['zstd.qcow2', qcow2('cluster_size=2M,compression_type=zstd', '-c')],
  ] as const)
    it(`is done from a file and over HTTP: ${name}`, async () => {
      make?.(at(name));
      const checksum = ['--checksum', await sha256(at(name)), '--index', 'never'];
      // These are decoded by programs, and slowly: the file adds nothing to zstd's.
      const isSlow = name.endsWith('xz') || name.endsWith('bz2');
      for (const image of [...(isSlow ? [] : [at(name)]), server.url(`/${name}`)]) {
        fillDisk();
        await deploy(image, ...checksum);
        expectOnDisk('image.raw');
      }
      if (name !== 'image.raw' && name !== 'image.qcow2') rmSync(at(name));
    });

  it('is done over HTTP without ranges', async () => {
    fillDisk();
    const checksum = await sha256(at('image.qcow2'));
    await deploy(withoutRanges.url('/image.qcow2'), '--checksum', checksum);
    expectOnDisk('image.raw');
  });

  describe('by an index, on a disk that has most of the image elsewhere', () => {
    /** How far it has moved: further than the cache reaches. */
    const SHIFT = 48 * MIB;

    before(async () => {
      makeImage(at('old.raw'), [[MIB, data]]);
      makeImage(at('new.raw'), [
        [MIB, seededBytes(6, SHIFT)],
        [MIB + SHIFT, data],
      ]);
      await bmvDone('image', 'index', at('new.raw'));
      await bmvDone('image', 'prepare', at('new.raw'), '--out', at('new.raw.zst'));
    });

    beforeEach(() => {
      execFileSync('blkdiscard', ['-f', loop.path]);
      execFileSync('dd', [`if=${at('old.raw')}`, `of=${loop.path}`, 'bs=1M', 'conv=sparse,notrunc,fsync'], {
        stdio: 'ignore',
      });
    });

    for (const name of ['new.raw', 'new.raw.zst'])
      for (const over of ['a file', 'HTTP'])
        it(`is done from ${over}: ${name}`, async () => {
          const image = over === 'HTTP' ? server.url(`/${name}`) : at(name);
          const vouched = ['--index-checksum', await sha256(at(`${name}.bmvidx`))];
          const { bytesReused } = await deploy(image, '--checksum', await sha256(at(name)), ...vouched);
          // What was saved before it was overwritten, at least.
          expect(bytesReused).to.be.above(DATA_BYTES / 4);
          expectOnDisk('new.raw');
        });
  });

  describe("as ironic-python-agent's own", () => {
    /** Memory of the ramdisk, of whatever size it may be mounted with. */
    async function asAgent(limitBytes: number): Promise<LimitedRun> {
      expect(statSync(at('image.qcow2')).size).to.be.above(LIMIT);
      const script = `mount -t tmpfs -o size=2G tmpfs /mnt
        curl -sf -o /mnt/image ${server.url('/image.qcow2')}
        qemu-img convert -f qcow2 -O host_device -t directsync -S 0 -W /mnt/image ${loop.path}`;
      return await runLimited(limitBytes, ['unshare', '-m', 'sh', '-ec', script]);
    }

    it('is killed', async () => {
      const { isOomKilled, code, err } = await asAgent(LIMIT);
      expect(isOomKilled, err).to.equal(true);
      expect(code).to.not.equal(0);
    });

    it('is done with four times the memory', async () => {
      const { isOomKilled, code, err } = await asAgent(4 * LIMIT);
      expect([isOomKilled, code], err).to.deep.equal([false, 0]);
    });
  });
});
