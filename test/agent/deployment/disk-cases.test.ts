import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { KEEP_GUID } from '../../fixtures/base-disk.ts';
import { sectorSizesOf } from '../../fixtures/make-disk.ts';
import { deployTo, expectDeployed, expectRefused, foundDisk, snapshot } from '../../support/found-disk.ts';
import { makeSmallImage } from '../../support/small-image.ts';

/** What is kept of a disk as it is found, and how many partitions that is. */
interface Keeping {
  readonly keep: readonly string[];
  readonly kept: number;
}

const KEEP: Keeping = { keep: ['label:keep'], kept: 1 };
const ALL: Keeping = { keep: ['label:*'], kept: 2 };

/** Disks around whose partitions an image is written; the fixture's name and how the case ends. */
const KEPT: Readonly<Record<string, readonly [title: string, keeping: Keeping]>> = {
  'E03-stale': ['whose stale table for other sectors is ignored', ALL],
  E05: ['where the image’s own backup table would hit the first sectors of what is kept', KEEP],
  E07: ['with a partition right behind the array', KEEP],
  'E07-63': ['with a partition at LBA 63', KEEP],
  E08: ['with a partition up to the very last usable LBA', KEEP],
  'E08-catalog': ['with a partition where a catalog would usually be', KEEP],
  E09: ['whose header ends the usable LBAs too early', KEEP],
  E12: ['with 256 entries, of which Linux shows 255', ALL],
  'E12-4': ['with 4 entries', ALL],
  E15: ['with a partition without a GUID', ALL],
  E16: ['with names that are used twice, picked by a pattern that means them all', { ...ALL, kept: 3 }],
  E19: ['with odd names', { ...ALL, kept: 4 }],
  E20: ['with an unknown type and all attribute bits', ALL],
  E21: ['with a bad primary header', ALL],
  'E21-wiped': ['without a primary header', ALL],
  E22: ['with a bad primary array', ALL],
  E25: ['that has grown', ALL],
  'E25-E21': ['that has grown and has a bad primary header', ALL],
  E27: ['with a stale backup at its end', { keep: ['label:newer'], kept: 1 }],
  E28: ['with longer headers', ALL],
  'E28-place': ['whose header says that it stands elsewhere', ALL],
  E29: ['without a protective MBR', ALL],
  E48: ['with a torn primary copy', ALL],
  E54: ['with numbers out of order', { ...ALL, kept: 3 }],
  E57: ['with a LUKS container and unknown bytes, which are kept as they are', ALL],
};

/** Disks of which nothing can be kept, and what an operator who wants to is told. */
const REFUSED: Readonly<Record<string, readonly [title: string, keep: readonly string[], code: string]>> = {
  E03: ['with a table for other sectors only', ['label:keep'], 'TABLE_DAMAGED'],
  E14: ['with two partitions of one GUID', ['label:*'], 'DUPLICATE_KEPT_GUID'],
  E23: ['with two bad headers', ['label:*'], 'TABLE_DAMAGED'],
  E24: ['with two valid copies that differ', ['label:keep'], 'TABLE_DAMAGED'],
  E26: ['that shrank', ['label:keep'], 'TABLE_DAMAGED'],
  E30: ['with a hybrid MBR', ['label:keep'], 'TABLE_NOT_GPT'],
  'E30-stale': ['with an MBR in front of a GPT', ['label:keep'], 'TABLE_NOT_GPT'],
  E31: ['with an MBR, of which a pattern never means nothing', ['label:*'], 'TABLE_NOT_GPT'],
  'E54-overlap': ['with partitions that overlap', ['label:*'], 'KEPT_OVERLAP'],
  'E54-zero': ['with a partition without any sector', ['label:*'], 'TABLE_DAMAGED'],
  E55: ['with a partition nested in another', ['label:*'], 'KEPT_OVERLAP'],
};

describe('deploying to a disk as it was found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-disk-cases-'));
  const images = new Map(([512, 4096] as const).map((size) => [size, join(folder, `image-${size}`)]));
  const imageOf = (sectorBytes: 512 | 4096) => images.get(sectorBytes) ?? '';

  before(() => {
    for (const [sectorBytes, path] of images) makeSmallImage(path, sectorBytes, 1);
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [name, [title, { keep, kept }]] of Object.entries(KEPT)) {
    for (const sectorBytes of sectorSizesOf(name)) {
      it(`${name}: keeps partitions of a disk ${title}; sectors of ${sectorBytes}`, async () => {
        const disk = await foundDisk(name, sectorBytes);
        const before = snapshot(disk);
        const result = await deployTo(disk, imageOf(sectorBytes), { keep });
        expect(result.plan.kept.filter(({ reason }) => reason === 'selector')).to.have.lengthOf(kept);
        await expectDeployed(disk, before, readFileSync(imageOf(sectorBytes)), result);
        expect(result.after.table.verdicts.filter(({ severity }) => severity !== 'note')).to.deep.equal([]);
      });
    }
  }

  for (const [name, [title, keep, code]] of Object.entries(REFUSED)) {
    for (const sectorBytes of sectorSizesOf(name)) {
      it(`${name}: refuses to keep anything of a disk ${title}, else replaces it all; sectors of ${sectorBytes}`, async () => {
        const disk = await foundDisk(name, sectorBytes);
        await expectRefused(disk, imageOf(sectorBytes), { keep }, [code]);

        const before = snapshot(disk);
        const result = await deployTo(disk, imageOf(sectorBytes));
        await expectDeployed(disk, before, readFileSync(imageOf(sectorBytes)), result);
        expect(result.after.table).to.deep.include({ kind: 'gpt', verdicts: [], mbr: [] });
      });
    }
  }

  for (const sectorBytes of [512, 4096] as const) {
    it(`E01: refuses an image for the other sector size before the first write; sectors of ${sectorBytes}`, async () => {
      const disk = await foundDisk('plain', sectorBytes);
      const other = imageOf(sectorBytes === 512 ? 4096 : 512);
      await expectRefused(disk, other, { keep: ['label:keep'] }, ['SECTOR_SIZE_MISMATCH']);
      await expectRefused(disk, other, {}, ['SECTOR_SIZE_MISMATCH']);
    });

    it(`E06: refuses an image that fits nowhere beside what is kept; sectors of ${sectorBytes}`, async () => {
      const disk = await foundDisk('E06', sectorBytes);
      const messages = await expectRefused(disk, imageOf(sectorBytes), { keep: ['label:keep'] }, [
        'IMAGE_TOO_BIG',
      ]);
      expect(messages.join('\n')).to.contain('root1').and.contain('keep');
    });

    it(`E11: gives the image’s partition another number where a kept one has its own; sectors of ${sectorBytes}`, async () => {
      const disk = await foundDisk('plain', sectorBytes);
      const { after, plan } = await deployTo(disk, imageOf(sectorBytes), { keep: ['label:keep'] });
      const byNumber = new Map(after.table.gpt?.entries.map(({ number, name }) => [number, name]));
      expect(byNumber.get(1)).to.equal('keep');
      expect([byNumber.get(2), byNumber.get(3)]).to.have.members(['esp1', 'root1']);
      expect(plan.placements.filter(({ renumbered }) => renumbered)).to.have.lengthOf(1);
    });

    it(`E16: refuses a name that two partitions have; sectors of ${sectorBytes}`, async () => {
      const disk = await foundDisk('E16', sectorBytes);
      await expectRefused(disk, imageOf(sectorBytes), { keep: ['label:data'] }, ['SELECTOR_AMBIGUOUS']);
    });
  }

  it('E02: moves image partitions to whole physical sectors of a 512e disk', async () => {
    const found = await foundDisk('plain', 512);
    const disk = Object.assign(found, { info: { ...found.info, physicalSectorBytes: 4096 } });
    const before = snapshot(disk);
    const result = await deployTo(disk, imageOf(512), { keep: ['label:keep'] });
    expect(result.plan.placements.filter(({ moved }) => moved)).to.have.lengthOf(2);
    expect(result.plan.placements.filter(({ extent }) => extent.offset % 4096 !== 0)).to.deep.equal([]);
    await expectDeployed(disk, before, readFileSync(imageOf(512)), result);
  });

  it('E03: leaves no header for other sectors on the disk', async () => {
    const disk = await foundDisk('E03-stale', 4096);
    expect(disk.bytes.toString('latin1', 512, 520)).to.equal('EFI PART');
    await deployTo(disk, imageOf(4096), { keep: [`partuuid:${KEEP_GUID}`] });
    expect(disk.bytes.toString('latin1', 512, 520)).to.equal('\0'.repeat(8));
  });

  it('E09: makes the whole disk usable again', async () => {
    const disk = await foundDisk('E09', 512);
    const { before, after } = await deployTo(disk, imageOf(512), { keep: ['label:keep'] });
    expect(before.table.gpt?.lastUsableLba).to.equal(20 * 2048);
    expect(after.table.gpt?.lastUsableLba).to.equal(disk.bytes.byteLength / 512 - 34);
  });

  it('E27: leaves no backup of an older table at the end of the disk', async () => {
    const disk = await foundDisk('E27', 512);
    const { after } = await deployTo(disk, imageOf(512), { keep: ['label:newer'] });
    const { primary, backup } = after.table;
    expect(backup?.headerLba).to.equal(disk.bytes.byteLength / 512 - 1);
    expect(backup?.table.entries.map(({ guid }) => guid)).to.deep.equal(
      primary?.table.entries.map(({ guid }) => guid),
    );
  });
});
