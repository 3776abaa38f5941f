import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { writeAt } from '../../support/disk-file.ts';
import { deployTo, expectDeployed, snapshot } from '../../support/found-disk.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { errorOf } from '../../support/read-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import { addVolume, bytesOf, listedOn } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;
/** In the root partition of the small image. */
const CHANGED = 2.5 * MIB;

/** A disk that loses one bit of what it is given there. */
class ForgetfulDisk extends MemoryDisk {
  forgetsAt = -1;

  override async write(offset: number, bytes: Uint8Array): Promise<void> {
    await super.write(offset, bytes);
    const at = this.forgetsAt;
    if (at >= offset && at < offset + bytes.byteLength) this.bytes[at] = (this.bytes[at] ?? 0) ^ 1;
  }
}

describe('the bytes of an image on the disk', () => {
  let folder = '';
  let image = '';
  let update = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-target-'));
    image = join(folder, 'image.raw');
    update = join(folder, 'update.raw');
    makeSmallImage(image, 512, 1);
    copyFileSync(image, update);
    writeAt(update, CHANGED, seededBytes(1, 10_000));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function deployed(): Promise<ForgetfulDisk> {
    const disk = new ForgetfulDisk(Buffer.alloc(16 * MIB, 0x5a), 512);
    await addVolume(disk, 'data', 2 * MIB);
    await deployTo(disk, image);
    return disk;
  }

  for (const delta of ['always', 'auto'] as const)
    it(`are left where they are when the same image comes again (${delta})`, async () => {
      const disk = await deployed();
      const before = snapshot(disk);
      const result = await deployTo(disk, image, { delta });
      await expectDeployed(disk, before, readFileSync(image), result);
      expect(result.bytesWritten).to.equal(0);
      expect(result.bytesSkipped).to.be.at.least(1.5 * MIB);
    });

  it('are written where an update changed them, to 64 KiB', async () => {
    const disk = await deployed();
    const before = snapshot(disk);
    const result = await deployTo(disk, update, { delta: 'always' });
    await expectDeployed(disk, before, readFileSync(update), result);
    expect(result.bytesWritten).to.be.within(10_000, 256 * 1024);
  });

  it('are all written when that is asked for', async () => {
    const disk = await deployed();
    const result = await deployTo(disk, image, { delta: 'never' });
    expect(result.bytesSkipped).to.equal(0);
    expect(result.bytesWritten).to.be.at.least(1.5 * MIB);
  });

  it('are mended where the disk has lost them, although nothing is new', async () => {
    const disk = await deployed();
    disk.bytes[CHANGED] = (disk.bytes[CHANGED] ?? 0) ^ 0xff;
    const before = snapshot(disk);
    await expectDeployed(disk, before, readFileSync(image), await deployTo(disk, image, { delta: 'always' }));
  });

  for (const delta of ['always', 'never'] as const)
    it(`are read back when that is asked for, and found to be right (${delta})`, async () => {
      const disk = await deployed();
      const before = snapshot(disk);
      const result = await deployTo(disk, update, { delta, verifyMedia: true });
      await expectDeployed(disk, before, readFileSync(update), result);
    });

  it('are mistrusted in a config drive, too', async () => {
    const disk = await deployed();
    const { plan } = await deployTo(disk, image, { configDrive: seededBytes(5, 4096), verifyMedia: true });
    const place = plan.created.find(({ purpose }) => purpose === 'config-drive')?.extent;
    disk.forgetsAt = (place?.offset ?? 0) + 5;
    const error = await errorOf(
      deployTo(disk, image, { configDrive: seededBytes(6, 4096), verifyMedia: true }),
    );
    expect(error.code).to.equal('MEDIA_DIFFERS');
  });

  it('keep the image from being visible when the disk gives others back, beside an untouched volume', async () => {
    const disk = await deployed();
    const claim = await addVolume(disk, 'logs', MIB);
    const volume = bytesOf(disk, claim);
    disk.forgetsAt = CHANGED + 3;
    const error = await errorOf(deployTo(disk, update, { verifyMedia: true }));
    expect(error.code).to.equal('MEDIA_DIFFERS');
    expect(error.message).to.contain('/dev/memory').and.contain('not bootable').and.not.contain('\n');
    expect(listedOn(disk)?.map(({ name }) => name)).to.deep.equal(['logs', 'data', 'bmv-catalog']);
    expect(bytesOf(disk, claim).equals(volume)).to.equal(true);

    disk.forgetsAt = -1;
    const before = snapshot(disk);
    const again = await deployTo(disk, update, { verifyMedia: true });
    await expectDeployed(disk, before, readFileSync(update), again);
    expect(again.resumed).to.equal(true);
  });
});
