import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { deploy } from '../../../agent/deployment/deploy.ts';
import { openImage } from '../../../agent/image/open-image.ts';
import { ConflictError } from '../../../agent/layout/conflict-error.ts';
import type { KernelPartition } from '../../../hardware-managers/disk.ts';
import { BmvError } from '../../../proto/error.ts';
import { putFilesystem } from '../../fixtures/inhabited-disks.ts';
import { deployTo } from '../../support/found-disk.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { errorOf } from '../../support/read-image.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import { addVolume, bytesOf, contextOf, listedOn, PATH, yes } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;
const ROOT = { offset: 2 * MIB, length: 2 * MIB };

/** A kernel that does not follow the n-th change of the table. */
class ForgetfulKernel extends MemoryDisk {
  ignores = Number.POSITIVE_INFINITY;

  override async syncKernelPartitions(
    partitions: readonly Omit<KernelPartition, 'device'>[],
  ): Promise<readonly KernelPartition[]> {
    this.ignores -= 1;
    return this.ignores === 0 ? [] : await super.syncKernelPartitions(partitions);
  }
}

describe('a deployment that fails', () => {
  let folder = '';
  let image = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-outcome-'));
    image = join(folder, 'image.raw');
    makeSmallImage(image, 512, 1);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function deployChecked(disk: MemoryDisk, checksum: string): Promise<unknown> {
    const source = await openImage(image, { checksum });
    const options = { selectors: [], proof: 'full' as const, configDrive: null };
    return await deploy(contextOf(disk), PATH, source, options, yes).finally(() => source.close());
  }

  it('says that the image is not bootable before it was verified, and that what is kept is untouched', async () => {
    const disk = new MemoryDisk(Buffer.alloc(16 * MIB), 512);
    const wrong = `sha256:${'0'.repeat(64)}`;
    const { message } = await errorOf(deployChecked(disk, wrong));
    expect(message).to.contain('is not bootable; run the deployment again').and.not.contain('kept');

    await addVolume(disk, 'data', 2 * MIB);
    const beside = await errorOf(deployChecked(disk, wrong));
    expect(beside.message)
      .to.contain('kept partitions of /dev/memory are untouched')
      .and.contain('not bootable');
  });

  // The table was right and the image bootable, but the message said the opposite.
  it('says that the image is whole once it is committed and only the kernel does not follow', async () => {
    const disk = new ForgetfulKernel(Buffer.alloc(16 * MIB), 512);
    const claim = await addVolume(disk, 'data', 2 * MIB);
    const before = bytesOf(disk, claim);
    disk.ignores = 2;
    const error = await errorOf(deployTo(disk, image));
    expect(error.code).to.equal('KERNEL_VIEW_DIFFERS');
    expect(error.message)
      .to.contain('is whole; run the deployment again to end it')
      .and.not.contain('not bootable');
    expect(listedOn(disk)?.map(({ name }) => name)).to.include.members(['esp1', 'root1', 'data']);

    const { resumed } = await deployTo(disk, image);
    expect(resumed).to.equal(true);
    expect(bytesOf(disk, claim).equals(before)).to.equal(true);
  });

  // It was told as a refusal, which promises that nothing was written.
  it('is no refusal where a compressed image turns out to have the filesystem UUID of a kept one (E17)', async () => {
    const path = join(folder, 'twin.raw');
    writeFileSync(path, readFileSync(image));
    putFilesystem(path, ROOT.offset, ROOT.length / MIB);
    const twin = readFileSync(path);
    const packed = `${path}.gz`;
    writeFileSync(packed, gzipSync(twin, { level: 1 }));

    const disk = new MemoryDisk(Buffer.alloc(16 * MIB), 512);
    const claim = await addVolume(disk, 'data', 2 * MIB);
    twin.copy(disk.bytes, claim.offset, ROOT.offset, ROOT.offset + ROOT.length);
    const before = bytesOf(disk, claim);
    const error: unknown = await deployTo(disk, packed).catch((reason: unknown) => reason);
    if (!(error instanceof BmvError)) throw new Error('it did not fail', { cause: error });
    expect(error.code).to.equal('IMAGE_FILESYSTEM_DUPLICATE');
    expect(error.kind).to.equal('failed');
    expect(error.cause).to.be.instanceOf(BmvError);
    expect((error.cause as BmvError).cause).to.be.instanceOf(ConflictError);
    expect(error.message).to.contain('not bootable').and.not.contain('\n');
    expect(listedOn(disk)?.map(({ name }) => name)).to.deep.equal(['data', 'bmv-catalog']);
    expect(bytesOf(disk, claim).equals(before)).to.equal(true);

    await deployTo(disk, image);
    expect(bytesOf(disk, claim).equals(before)).to.equal(true);
  });
});
