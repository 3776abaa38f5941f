import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createVolume } from '../../../agent/volumes/create.ts';
import { probeFilesystem } from '../../../agent/volumes/filesystem-probe.ts';
import { releaseVolume } from '../../../agent/volumes/release.ts';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import { MIB } from '../../fixtures/base-disk.ts';
import { putFilesystem } from '../../fixtures/inhabited-disks.ts';
import { testContext } from '../../support/context.ts';
import { writeAt } from '../../support/disk-file.ts';
import {
  deployTo,
  expectDeployed,
  expectRefused,
  foundDisk,
  run,
  snapshot,
} from '../../support/found-disk.ts';
import { linuxPartitions } from '../../support/linux-gpt.ts';
import { MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { convert } from '../../support/qcow2.ts';
import { errorOf } from '../../support/read-image.ts';
import { bufferReader, byteReader } from '../../support/readers.ts';
import { makeSmallImage } from '../../support/small-image.ts';

const KEPT = { offset: MIB, length: 8 * MIB };
const DATA = { offset: 9 * MIB, length: 16 * MIB };
/** Where the small image has its root, of which the second quarter is zeros. */
const ROOT = { offset: 2 * MIB, length: 2 * MIB };

const VOLUME = { name: 'precious', size: 4 * MIB, label: '', mountPoint: '', project: '' };

for (const sectorBytes of [512, 4096] as const) {
  describe(`the story of a disk, ${sectorBytes}-byte sectors`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'bmv-disk-stories-'));
    const image = join(folder, 'image.raw');
    let imageBytes: Buffer;

    before(() => {
      makeSmallImage(image, sectorBytes, 1);
      imageBytes = readFileSync(image);
    });
    after(() => rmSync(folder, { recursive: true }));

    /** A copy of the image, changed. */
    function changedImage(change: (path: string) => void): string {
      const path = join(folder, 'changed.raw');
      copyFileSync(image, path);
      change(path);
      return path;
    }

    const shownNames = (disk: MemoryDisk) =>
      (linuxPartitions(bufferReader(disk.bytes), sectorBytes) ?? []).map(({ name }) => name);
    const filesystemAt = (disk: MemoryDisk, extent: typeof ROOT) =>
      probeFilesystem(byteReader(bufferReader(disk.bytes)), extent);

    it('E10: refuses an image whose partition ends behind the image, with the bytes that are missing', async () => {
      const cut = changedImage((path) => truncateSync(path, 3 * MIB));
      const disk = await foundDisk('plain', sectorBytes);
      const messages = await expectRefused(disk, cut, { keep: ['label:data'] }, ['IMAGE_PARTITION_INVALID']);
      expect(messages.join()).to.contain(`${MIB} bytes after the end of the image`);
    });

    it('E13: gives the partition of an image that is deployed again a new GUID beside its kept old self', async () => {
      const disk = new MemoryDisk(Buffer.alloc(64 * MIB), sectorBytes);
      const first = await deployTo(disk, image);
      const old = first.after.table.gpt?.entries.find(({ name }) => name === 'root1');
      const before = snapshot(disk);
      const again = await deployTo(disk, image, { keep: ['label:root1'] });
      await expectDeployed(disk, before, imageBytes, again);
      const roots = (again.after.table.gpt?.entries ?? []).filter(({ name }) => name === 'root1');
      expect(roots).to.have.lengthOf(2);
      expect(roots.filter(({ guid }) => guid === old?.guid).map(({ firstLba }) => firstLba)).to.deep.equal([
        old?.firstLba,
      ]);
      expect(again.plan.notes.join('\n')).to.contain('gets a new GUID');
    });

    it('E17: refuses an image whose filesystem has the label and UUID of a kept one', async () => {
      const twin = changedImage((path) => putFilesystem(path, ROOT.offset, 2));
      const disk = await foundDisk('E17', sectorBytes);
      const codes = ['DUPLICATE_FILESYSTEM_UUID', 'DUPLICATE_FILESYSTEM_LABEL'];
      await expectRefused(disk, twin, { keep: ['label:keep'] }, codes);

      const before = snapshot(disk);
      const result = await deployTo(disk, twin, { keep: ['label:data'] });
      await expectDeployed(disk, before, readFileSync(twin), result);
    });

    it('E18: leaves a disk that keeps something its own GUID', async () => {
      const disk = await foundDisk('plain', sectorBytes);
      const { gpt } = await readTable(byteReader(bufferReader(imageBytes)), sectorBytes);
      const { before, after } = await deployTo(disk, image, { keep: ['label:data'] });
      expect(after.table.gpt?.diskGuid).to.equal(before.table.gpt?.diskGuid);
      expect(after.table.gpt?.diskGuid).not.to.equal(gpt?.diskGuid);
    });

    it('E34: takes the boot code of sector 0 from the image, and its partitions from the merged table', async () => {
      const code = Buffer.alloc(440, 'new boot code ');
      const bootable = changedImage((path) => writeAt(path, 0, code));
      const disk = await foundDisk('plain', sectorBytes);
      disk.bytes.fill('old boot code ', 0, 440);
      const before = snapshot(disk);
      const result = await deployTo(disk, bootable, { keep: ['label:data'] });
      await expectDeployed(disk, before, readFileSync(bootable), result);
      expect(disk.bytes.subarray(0, 440).equals(code)).to.equal(true);
    });

    it('E37: leaves no array superblock of the old system in an image partition, and a kept one as it is', async () => {
      const empty = changedImage((path) => writeAt(path, ROOT.offset, Buffer.alloc(ROOT.length)));
      const disk = await foundDisk('E37', sectorBytes);
      const member = await filesystemAt(disk, DATA);
      expect(await filesystemAt(disk, ROOT)).to.include({ type: 'linux_raid_member' });
      expect(member).to.include({ type: 'linux_raid_member' });
      const before = snapshot(disk);
      const result = await deployTo(disk, empty, { keep: ['label:data'] });
      await expectDeployed(disk, before, readFileSync(empty), result);
      expect(await filesystemAt(disk, ROOT)).to.equal(null);
      expect(await filesystemAt(disk, DATA)).to.deep.equal(member);
    });

    it('E40: refuses a catalog under another serial number: the disk has changed its name or was cloned', async () => {
      const { bytes } = await foundDisk('plain', sectorBytes);
      const mine = new MemoryDisk(bytes, sectorBytes, { serial: 'MINE' });
      await createVolume(testContext([memoryManager(mine)]), mine.info.path, {
        ...VOLUME,
        filesystem: 'none',
      });
      const other = new MemoryDisk(bytes, sectorBytes, { serial: 'OTHER' });
      const messages = await expectRefused(other, image, {}, ['CATALOG_FOREIGN']);
      expect(messages.join()).to.contain('MINE').and.contain('OTHER');
    });

    it('E44: puts the image’s zeros onto a disk that was full of other bytes', async () => {
      const disk = await foundDisk('plain', sectorBytes);
      disk.bytes.fill(0xaa, KEPT.offset, KEPT.offset + KEPT.length);
      disk.bytes.fill(0xaa, DATA.offset + DATA.length, disk.bytes.byteLength - MIB);
      const before = snapshot(disk);
      const result = await deployTo(disk, image, { keep: ['label:data'] });
      await expectDeployed(disk, before, imageBytes, result);
      const zeros = { offset: ROOT.offset + MIB, length: MIB / 2 };
      expect(run(disk.bytes, zeros).equals(Buffer.alloc(zeros.length))).to.equal(true);
      expect(result.bytesZeroed).to.be.greaterThanOrEqual(zeros.length);
    });

    it('E45: never discards in a deployment, and in a release nothing but the volume', async () => {
      const disk = await foundDisk('plain', sectorBytes);
      const discarded: { offset: number; length: number }[] = [];
      disk.discard = async (offset, length) => {
        discarded.push({ offset, length });
        disk.bytes.fill(0, offset, offset + length);
        return true;
      };
      const context = testContext([memoryManager(disk)]);
      const { claim } = await createVolume(context, disk.info.path, { ...VOLUME, filesystem: 'none' });
      const before = snapshot(disk);
      await expectDeployed(disk, before, imageBytes, await deployTo(disk, image, { keep: ['label:data'] }));
      expect(discarded).to.deep.equal([]);

      await releaseVolume(context, disk.info.path, VOLUME.name, 'discard', async () => true);
      expect(discarded).to.deep.equal([{ offset: claim.offset, length: claim.length }]);
      expect(run(disk.bytes, DATA).equals(run(before, DATA))).to.equal(true);
      expect(shownNames(disk)).to.include.members(['data', 'esp1', 'root1']).and.not.include(VOLUME.name);
    });

    it('E47: still keeps what an interrupted deployment kept when it finds no table on the second try', async () => {
      for (const writes of [4, 12, 20]) {
        const disk = await foundDisk('plain', sectorBytes);
        const before = snapshot(disk);
        disk.failAfter = writes;
        expect((await errorOf(deployTo(disk, image, { keep: ['label:data'] }))).message).to.contain(
          'power failed',
        );
        disk.failAfter = Number.POSITIVE_INFINITY;
        disk.bytes.fill(0, 0, MIB);
        disk.bytes.fill(0, disk.bytes.byteLength - 64 * 1024);

        const result = await deployTo(disk, image);
        expect(result.plan.kept.map(({ reason, entry }) => [reason, entry.name])).to.deep.include([
          'journal',
          'data',
        ]);
        await expectDeployed(disk, before, imageBytes, result);
      }
    });

    it('E49: stops at a write error in the image or in the table, and keeps what is kept listed', async () => {
      const places = [ROOT.offset, sectorBytes, 2 * sectorBytes, 64 * MIB - sectorBytes];
      for (const bad of places) {
        const disk = await foundDisk('plain', sectorBytes);
        const before = snapshot(disk);
        const write = disk.write.bind(disk);
        let failures = 0;
        disk.write = async (offset, bytes) => {
          const isBad = offset <= bad && offset + bytes.byteLength > bad;
          if (!isBad) return await write(offset, bytes);
          failures += 1;
          throw Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO' });
        };
        const { message } = await errorOf(deployTo(disk, image, { keep: ['label:data'] }));
        expect(message, `a bad sector at ${bad}`).to.contain('EIO');
        expect(failures, `tries at ${bad}`).to.equal(1);
        expect(run(disk.bytes, DATA).equals(run(before, DATA))).to.equal(true);
        expect(shownNames(disk)).to.include('data').and.not.include('root1');

        disk.write = write;
        const result = await deployTo(disk, image, { keep: ['label:data'] });
        await expectDeployed(disk, before, imageBytes, result);
      }
    });

    it('E50: ends an image inside a sector without a byte of the partition that begins there', async () => {
      const disk = await foundDisk('E50', sectorBytes);
      const before = snapshot(disk);
      const tail = changedImage((path) => truncateSync(path, 4 * MIB + 100));
      const result = await deployTo(disk, tail, { keep: ['label:keep'] });
      await expectDeployed(disk, before, readFileSync(tail), result);
    });

    it('E51: puts the config drive into a partition of its own beside what is kept', async () => {
      const disk = await foundDisk('plain', sectorBytes);
      const before = snapshot(disk);
      const configDrive = Buffer.alloc(100_000, 'user data ');
      const result = await deployTo(disk, image, { keep: ['label:data'], configDrive });
      await expectDeployed(disk, before, imageBytes, result);
      const [created] = result.plan.created.filter(({ purpose }) => purpose === 'config-drive');
      const place = created?.extent ?? { offset: 0, length: 0 };
      const wanted = Buffer.concat([configDrive, Buffer.alloc(place.length - configDrive.byteLength)]);
      expect(run(disk.bytes, place).equals(wanted)).to.equal(true);
    });

    for (const proof of ['sample', 'full'] as const) {
      it(`E59: says that its proof was of kind ${proof}`, async () => {
        const disk = await foundDisk('plain', sectorBytes);
        const { proofs } = await deployTo(disk, image, { keep: ['label:data'], proof });
        expect(proofs.map(({ name, kind, same }) => ({ name, kind, same }))).to.deep.equal([
          { name: 'data', kind: proof, same: true },
        ]);
      });
    }

    it('E60: plans by the table of a compressed image as by that of a plain one', async () => {
      const path = join(folder, 'image.gz');
      writeFileSync(path, gzipSync(imageBytes));
      const disk = await foundDisk('plain', sectorBytes);
      const before = snapshot(disk);
      const result = await deployTo(disk, path, { keep: ['label:keep'] });
      await expectDeployed(disk, before, imageBytes, result);
    });

    for (const [how, options, flags] of [
      ['plain', '', []],
      ['compressed', '', ['-c']],
      ['of clusters smaller than a sector, out of order', 'cluster_size=512', ['-W', '-m', '8']],
      ['compressed, of clusters smaller than a sector', 'cluster_size=1k', ['-c']],
      ['with subclusters', 'extended_l2=on,cluster_size=16k', []],
    ] as const) {
      it(`E60: writes a qcow2 image around what is kept: ${how}`, async () => {
        const path = convert(image, join(folder, 'image.qcow2'), options, ...flags);
        const disk = await foundDisk('plain', sectorBytes);
        disk.bytes.fill(0xaa, KEPT.offset, KEPT.offset + KEPT.length);
        const before = snapshot(disk);
        const result = await deployTo(disk, path, { keep: ['label:data'] });
        await expectDeployed(disk, before, imageBytes, result);
        expect(result.image.sizeBytes).to.equal(imageBytes.byteLength);
      });
    }

    it('E60: refuses a qcow2 image whose filesystem has the label and UUID of a kept one, compressed or not', async () => {
      const twin = changedImage((path) => putFilesystem(path, ROOT.offset, 2));
      const disk = await foundDisk('E17', sectorBytes);
      const codes = ['DUPLICATE_FILESYSTEM_UUID', 'DUPLICATE_FILESYSTEM_LABEL'];
      for (const flags of [[], ['-c']])
        await expectRefused(
          disk,
          convert(twin, join(folder, 'twin.qcow2'), '', ...flags),
          { keep: ['label:keep'] },
          codes,
        );
    });
  });
}
