import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploy } from '../../../agent/deployment/deploy.ts';
import { openImage } from '../../../agent/image/open-image.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import { MIB } from '../../fixtures/base-disk.ts';
import { makeDisk } from '../../fixtures/make-disk.ts';
import { testContext } from '../../support/context.ts';
import { writeAt } from '../../support/disk-file.ts';
import { deployTo, expectRefused, foundDisk, run, snapshot } from '../../support/found-disk.ts';
import { applyScript } from '../../support/partition-script.ts';
import { errorOf } from '../../support/read-image.ts';
import { makeSmallImage } from '../../support/small-image.ts';

describe('the story of a disk with 512-byte sectors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-disk-stories-'));
  const image = join(folder, 'image.raw');

  before(() => makeSmallImage(image, 512, 1));
  after(() => rmSync(folder, { recursive: true }));

  it('E32: refuses to keep anything of an MBR of 3 TiB with a broken extended partition', async () => {
    const path = join(folder, 'disk');
    makeDisk('E32', path, 512);
    const { mtimeMs, blocks } = statSync(path);
    const source = await openImage(image);
    const options = { selectors: [parseSelector('index:1')], proof: 'sample', configDrive: null } as const;
    const attempt = deploy(testContext(createManagers()), path, source, options, async () => true);
    const { code, message } = await errorOf(attempt.finally(() => source.close()));
    expect(code).to.equal('CONFLICTS');
    expect(message).to.contain('MBR');
    const after = statSync(path);
    expect([after.mtimeMs, after.blocks]).to.deep.equal([mtimeMs, blocks]);
  });

  describe('with an image that boots by BIOS', () => {
    const FIRST = 64;

    /** sfdisk's table, GRUB's boot.img and the head of its core.img; `address` is boot.img's load address. */
    function makeBiosImage(address: number): string {
      const path = join(folder, 'bios.raw');
      makeSmallImage(path, 512, 2);
      applyScript(path, 512, [
        'label: gpt',
        'first-lba: 34',
        `start=${FIRST}, size=128, type=21686148-6449-6E6F-744E-656564454649, name=bios`,
        'start=2048, size=6144, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name=root',
      ]);
      const boot = Buffer.alloc(440);
      boot.writeUInt16LE(address, 0x5a);
      boot.writeBigUInt64LE(BigInt(FIRST), 0x5c);
      boot.write('GRUB ', 0x180);
      writeAt(path, 0, boot);
      const core = Buffer.alloc(512, 0x90);
      core.fill(0, 0x1e8);
      core.writeBigUInt64LE(BigInt(FIRST + 1), 0x1f4);
      core.writeUInt16LE(100, 0x1fc);
      core.writeUInt16LE(0x820, 0x1fe);
      writeAt(path, FIRST * 512, core);
      return path;
    }

    it('E33: makes boot.img and core.img follow a BIOS boot partition that has to move', async () => {
      const disk = await foundDisk('E07-63', 512);
      const before = snapshot(disk);
      const { plan } = await deployTo(disk, makeBiosImage(0x8000), { keep: ['label:keep'] });
      const target = (plan.placements.find(({ entry }) => entry.name === 'bios')?.extent.offset ?? 0) / 512;
      expect(target).to.be.greaterThan(FIRST);
      expect(Number(disk.bytes.readBigUInt64LE(0x5c))).to.equal(target);
      expect(Number(disk.bytes.readBigUInt64LE(target * 512 + 0x1f4))).to.equal(target + 1);
      const kept = { offset: 63 * 512, length: MIB };
      expect(run(disk.bytes, kept).equals(run(before, kept))).to.equal(true);
    });

    it('E33: refuses to move one whose boot code it does not know', async () => {
      const disk = await foundDisk('E07-63', 512);
      await expectRefused(disk, makeBiosImage(0x7c00), { keep: ['label:keep'] }, ['BIOS_BOOT_UNPATCHABLE']);
    });
  });
});
