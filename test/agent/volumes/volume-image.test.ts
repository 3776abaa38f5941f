import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { openImage } from '../../../agent/image/open-image.ts';
import type { CreateRequest } from '../../../agent/layout/plan-create.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { volumeViews } from '../../../agent/volumes/views.ts';
import { testContext } from '../../support/context.ts';
import { memoryManager } from '../../support/memory-disk.ts';
import { convert } from '../../support/qcow2.ts';
import { errorOf } from '../../support/read-image.ts';
import { makeRootImage } from '../../support/root-image.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import {
  aBlankDisk,
  aRequestFor,
  bytesOf,
  contextOf,
  digestOf,
  layoutOf,
  PATH,
} from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;

describe('a volume out of an image', () => {
  let folder = '';
  let path = '';
  let image: Buffer;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-volume-image-'));
    path = makeRootImage(folder, 'seed', 12);
    image = readFileSync(path);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

  /** A disk full of what somebody else has left. */
  function aUsedDisk() {
    const disk = aBlankDisk(48 * MIB);
    disk.bytes.fill('somebody else ', 2 * MIB, 46 * MIB);
    return disk;
  }

  async function make(
    disk: ReturnType<typeof aBlankDisk>,
    file: string,
    { size = 16 * MIB, checksum, bootable = false, ...overrides }: Overrides = {},
  ) {
    const source = await openImage(file, {
      expect: 'filesystem',
      ...(checksum === undefined ? {} : { checksum }),
    });
    try {
      const request = aRequestFor('seed', size, overrides);
      return await createVolume(contextOf(disk), PATH, request, { image: { source, bootable } });
    } finally {
      await source.close();
    }
  }
  interface Overrides extends Partial<Omit<CreateRequest, 'size'>> {
    readonly size?: number;
    readonly checksum?: string;
    readonly bootable?: boolean;
  }

  const forms: Readonly<Record<string, () => string>> = {
    raw: () => path,
    compressed: () => {
      writeFileSync(join(folder, 'seed.gz'), gzipSync(image));
      return join(folder, 'seed.gz');
    },
    qcow2: () => convert(path, join(folder, 'seed.qcow2')),
  };
  for (const [form, file] of Object.entries(forms))
    it(`has the bytes of the ${form} image, then zeros, and says where they came from`, async () => {
      const disk = aUsedDisk();
      const name = file();
      const checksum = sha256(readFileSync(name));
      const { claim, layout } = await make(disk, name, { checksum });
      const bytes = bytesOf(disk, claim);
      expect(bytes.subarray(0, image.byteLength).equals(image)).to.equal(true);
      expect(bytes.subarray(image.byteLength).every((byte) => byte === 0)).to.equal(true);
      expect(disk.bytes.toString('latin1', claim.offset - 14, claim.offset)).to.match(/[a-z ]{14}/);
      expect(claim).to.deep.include({ filesystem: 'ext4', label: 'root', image: { name, checksum } });
      expect(claim).to.not.have.property('bootable');
      expect(volumeViews(layout)[0]?.image).to.deep.equal({ name, checksum });
    });

  it('is not made where the image has another checksum, and the disk has no table then', async () => {
    const disk = aUsedDisk();
    const error = await errorOf(make(disk, path, { checksum: sha256(Buffer.from('else')) }));
    expect(error.code).to.equal('CHECKSUM_MISMATCH');
    expect(error.message).to.contain('no volume was made').and.not.contain('\n');
    expect((await layoutOf(disk)).table.kind).to.equal('none');
  });

  // What a power cut leaves, too: until the end nothing of it is listed anywhere.
  it('is not made where it is interrupted while it is filled, and is made whole by the repetition', async () => {
    const disk = aUsedDisk();
    const stop = new AbortController();
    const context = testContext([memoryManager(disk)], {
      signal: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === 'write') stop.abort();
      },
    });
    const checksum = sha256(image);
    const source = await openImage(path, { expect: 'filesystem', checksum });
    const request = aRequestFor('seed', 16 * MIB);
    const error = await errorOf(
      createVolume(context, PATH, request, { image: { source, bootable: false } }),
    ).finally(() => source.close());
    expect([error.code, error.message]).to.deep.equal([
      'ABORTED',
      'interrupted; nothing but free space was written; run it again',
    ]);
    expect((await layoutOf(disk)).table.kind).to.equal('none');
    const { claim } = await make(disk, path, { checksum });
    expect(bytesOf(disk, claim).subarray(0, image.byteLength).equals(image)).to.equal(true);
  });

  it('is not made of a compressed image that turns out to be larger', async () => {
    const disk = aUsedDisk();
    writeFileSync(join(folder, 'large.gz'), gzipSync(image));
    const error = await errorOf(make(disk, join(folder, 'large.gz'), { size: 4 * MIB }));
    expect(error.code).to.equal('VOLUME_TOO_SMALL');
    expect((await layoutOf(disk)).catalog).to.equal(null);
  });

  describe('is refused, and nothing is written,', () => {
    async function expectRefused(file: string, overrides: Overrides, code: string, says: string) {
      const disk = aUsedDisk();
      await make(disk, path, { size: 12 * MIB, ...(code === 'CONFLICTS' ? {} : { name: 'first' }) });
      const before = digestOf(disk);
      const error = await errorOf(make(disk, file, { name: 'second', ...overrides }));
      expect([error.code, digestOf(disk)]).to.deep.equal([code, before]);
      expect(error.message).to.contain(says).and.not.contain('\n');
    }

    const other = (name: string, bytes: Buffer) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };

    it('of a filesystem that the disk has already, by label or UUID', async () => {
      await expectRefused(path, {}, 'CONFLICTS', 'same filesystem UUID');
    });

    it('of an image that is larger', async () => {
      await expectRefused(path, { size: 4 * MIB }, 'VOLUME_TOO_SMALL', 'make it larger');
    });

    it('of a disk image', async () => {
      makeSmallImage(join(folder, 'disk.raw'), 512, 1);
      await expectRefused(join(folder, 'disk.raw'), {}, 'IMAGE_NOT_A_FILESYSTEM', 'partition table');
    });

    it('beside a filesystem of ours', async () => {
      await expectRefused(path, { filesystem: 'ext4' }, 'USAGE', 'leave filesystem and label out');
    });

    it('of LVM that is to be booted from', async () => {
      const lvm = Buffer.alloc(2 * MIB);
      lvm.write('LABELONE', 512);
      lvm.writeBigUInt64LE(1n, 520);
      lvm.write('LVM2 001', 536);
      lvm.write('abcdefghijklmnopqrstuvwxyz012345', 544);
      const file = other('lvm.raw', lvm);
      await expectRefused(file, { bootable: true }, 'VOLUME_NOT_BOOTABLE', 'LVM2_member');
    });
  });
});
