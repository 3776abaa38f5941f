import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import type { CreateRequest } from '../../../agent/layout/plan-create.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import { type AdoptOptions, adoptVolumes } from '../../../agent/volumes/adopt.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { recover } from '../../../agent/volumes/recover.ts';
import { ERASE_WAYS, releaseVolume } from '../../../agent/volumes/release.ts';
import { entryExtent, makeEntry } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { aJournal } from '../../support/catalogs.ts';
import { testContext } from '../../support/context.ts';
import { type MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { build, lvm2 } from '../../support/superblocks.ts';
import {
  aBlankDisk,
  addVolume,
  aRequestFor,
  bytesOf,
  contextOf,
  layoutOf,
  listedOn,
  PATH,
  yes,
} from '../../support/volume-disk.ts';
import {
  catalogOf,
  changeCatalog,
  changeClaims,
  changeTable,
  expectRefused,
  isAll,
  no,
  refusalOf,
} from '../../support/volumes.ts';

type Change = (disk: MemoryDisk) => unknown;

async function usedDisk(change: Change = () => {}): Promise<MemoryDisk> {
  const disk = aBlankDisk(16 * MIB);
  await addVolume(disk, 'data', 4 * MIB);
  await addVolume(disk, 'logs', 2 * MIB);
  await change(disk);
  return disk;
}

const create = (disk: MemoryDisk, size: number | 'rest' = MIB, changes: Partial<CreateRequest> = {}) =>
  createVolume(contextOf(disk), PATH, aRequestFor('new', size, changes));

const adopt = (disk: MemoryDisk, select: string, changes: Partial<AdoptOptions> = {}) =>
  adoptVolumes(contextOf(disk), PATH, {
    selector: parseSelector(select),
    name: null,
    project: '',
    mountPoint: '',
    ...changes,
  });

const unlist: Change = (disk) =>
  changeTable(disk, (entries) => entries.filter(({ name }) => name !== 'data'));
const move: Change = (disk) =>
  changeTable(disk, (entries) =>
    entries.map((entry) =>
      entry.name === 'data' ? makeEntry({ ...entry, lastLba: entry.lastLba - 8 }) : entry,
    ),
  );
const openDeployment: Change = (disk) =>
  changeCatalog(disk, (catalog) => ({ ...catalog, journal: aJournal() }));
const otherDisk: Change = (disk) =>
  changeCatalog(disk, (catalog) => ({ ...catalog, identity: { ...catalog.identity, sizeBytes: 32 * MIB } }));
const mbr: Change = (disk) => {
  disk.bytes.fill(0, 0, MIB / 2);
  disk.bytes.fill(0, 16 * MIB - 64 * 1024);
  disk.bytes.set([0, 0, 2, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0], 446);
  disk.bytes.writeUInt16LE(0xaa55, 510);
};
const wholeDisk: Change = (disk) => {
  disk.bytes.fill(0, 0, MIB / 2);
  disk.bytes.fill(0, 16 * MIB - 64 * 1024);
  disk.bytes.set(build(lvm2()).subarray(0, MIB / 2));
};
const lost: Change = (disk) => {
  disk.bytes.fill(0xa5, 0, MIB / 2);
  disk.bytes.fill(0xa5, 16 * MIB - 64 * 1024);
};

/** What speaks against every change of a disk's volumes. */
const GROUNDS: readonly [string, Change, string[]][] = [
  ['whose deployment is open', openDeployment, ['JOURNAL_OPEN']],
  ['with the catalog of a larger disk', otherDisk, ['CATALOG_FOREIGN']],
  ['that does not list a volume', unlist, ['CLAIM_MISSING']],
  ['under an MBR', mbr, ['TABLE_NOT_GPT']],
];

describe('a refused operation leaves every byte as it was:', () => {
  const words: readonly [string, number | 'rest', Partial<CreateRequest>, string[]][] = [
    ['without a name', MIB, { name: '' }, ['USAGE']],
    ['with a name of 37 units', MIB, { name: 'x'.repeat(37) }, ['USAGE']],
    ['with a control character in its name', MIB, { name: 'a\nb' }, ['USAGE']],
    ['with a control character in its project', MIB, { project: '\u001b' }, ['USAGE']],
    ['with a label of 17 bytes for ext4', MIB, { filesystem: 'ext4', label: 'x'.repeat(17) }, ['USAGE']],
    ['with a label of 13 bytes for xfs', 'rest', { filesystem: 'xfs', label: 'x'.repeat(13) }, ['USAGE']],
    ['with a label of 16 bytes for swap', MIB, { filesystem: 'swap', label: 'x'.repeat(16) }, ['USAGE']],
    ['with a label and no filesystem', MIB, { label: 'x' }, ['USAGE']],
    ['with a relative mount point', MIB, { filesystem: 'ext4', mountPoint: 'srv' }, ['USAGE']],
    ['of swap with a mount point', MIB, { filesystem: 'swap', mountPoint: '/srv' }, ['USAGE']],
    ['of no bytes', 0, {}, ['BAD_SIZE']],
    ['of less than no bytes', -MIB, {}, ['BAD_SIZE']],
    ['of half a byte', 0.5, {}, ['BAD_SIZE']],
    ['of endless bytes', Number.POSITIVE_INFINITY, {}, ['BAD_SIZE']],
    ['of no number of bytes', Number.NaN, {}, ['BAD_SIZE']],
    ['of more than there is', 9 * MIB, {}, ['NO_SPACE']],
    ['of xfs below 300 MiB', 4 * MIB, { filesystem: 'xfs' }, ['VOLUME_TOO_SMALL']],
    ['of xfs in a rest below 300 MiB', 'rest', { filesystem: 'xfs' }, ['VOLUME_TOO_SMALL']],
    ['under a name that is taken', MIB, { name: 'data' }, ['VOLUME_NAME_TAKEN']],
  ];
  for (const [title, size, changes, codes] of words) {
    it(`creating a volume ${title}`, async () => {
      const disk = await usedDisk();
      await expectRefused(disk, () => create(disk, size, changes), codes);
    });
  }

  for (const [title, change, codes] of GROUNDS) {
    it(`creating a volume on a disk ${title}`, async () => {
      const disk = await usedDisk(change);
      await expectRefused(disk, () => create(disk), codes);
    });
  }

  for (const [title, change, codes] of [
    ['whose table is lost', lost, ['CLAIM_MISSING', 'CLAIM_MISSING']],
    ['that is taken as a whole', wholeDisk, ['WHOLE_DISK_CONTENT', 'CLAIM_MISSING', 'CLAIM_MISSING']],
  ] as const) {
    it(`creating a volume on a disk ${title}`, async () => {
      const disk = await usedDisk(change);
      await expectRefused(disk, () => create(disk), codes);
    });
  }

  it('creating a volume that is interrupted at once', async () => {
    const disk = aBlankDisk(16 * MIB);
    const context = testContext([memoryManager(disk)], { signal: AbortSignal.abort() });
    await expectRefused(disk, () => createVolume(context, PATH, aRequestFor('new', MIB)), ['ABORTED']);
    const formatted = aRequestFor('new', MIB, { filesystem: 'ext4' });
    await expectRefused(disk, () => createVolume(context, PATH, formatted), ['ABORTED']);
  });

  const adoptions: readonly [string, string, Partial<AdoptOptions>, string[]][] = [
    ['that is not there', 'label:absent', {}, ['SELECTOR_NO_MATCH']],
    ['that is a volume', 'index:127', { name: 'other' }, ['ALREADY_CLAIMED']],
    ['that is the catalog', 'index:128', {}, ['NOT_ADOPTABLE']],
    ['under a wrong name', 'index:127', { name: ' ' }, ['USAGE']],
    ['for a wrong project', 'index:127', { project: 'a\nb' }, ['USAGE']],
    ['with a wrong mount point', 'index:127', { mountPoint: '/srv/' }, ['USAGE']],
  ];
  for (const [title, select, changes, codes] of adoptions) {
    it(`adopting a partition ${title}`, async () => {
      const disk = await usedDisk();
      await expectRefused(disk, () => adopt(disk, select, changes), codes);
    });
  }

  for (const [title, change, [code = '']] of GROUNDS) {
    it(`adopting a partition on a disk ${title}`, async () => {
      const disk = await usedDisk(change);
      expect(await refusalOf(adopt(disk, 'index:1-128'))).to.include(code);
    });
  }

  for (const erase of ERASE_WAYS.filter((way) => way !== 'crypto')) {
    const both: readonly [string, Change, string, typeof yes | typeof no, string[]][] = [
      ['that is not there', () => {}, 'absent', yes, ['VOLUME_UNKNOWN']],
      ['without a yes', () => {}, 'data', no, ['NOT_CONFIRMED']],
      ['whose deployment is open', openDeployment, 'data', yes, ['JOURNAL_OPEN']],
      ['of a larger disk', otherDisk, 'data', yes, ['CATALOG_FOREIGN']],
      [
        'whose name two have',
        (disk) => changeClaims(disk, (claim) => ({ ...claim, name: 'data' })),
        'data',
        yes,
        ['VOLUME_AMBIGUOUS'],
      ],
    ];
    const erasing: typeof both = [
      ['that is not listed', unlist, 'data', yes, ['CLAIM_MISSING']],
      ['that is listed with another length', move, 'data', yes, ['CLAIM_MOVED', 'KEPT_OVERLAP']],
      ['under an MBR', mbr, 'data', yes, ['CLAIM_MISSING']],
      ['of a disk whose table is lost', lost, 'data', yes, ['CLAIM_MISSING']],
    ];
    for (const [title, change, name, confirm, codes] of erase === 'none' ? both : [...both, ...erasing]) {
      it(`releasing a volume ${title} by ${erase}`, async () => {
        const disk = await usedDisk(change);
        await expectRefused(disk, () => releaseVolume(contextOf(disk), PATH, name, erase, confirm), codes);
      });
    }
  }

  const recoveries: readonly [string, Change, typeof no, string[]][] = [
    ['without a yes', lost, no, ['NOT_CONFIRMED']],
    ['under an MBR with partitions', mbr, yes, ['TABLE_NOT_GPT']],
    ['of a disk that is taken as a whole', wholeDisk, yes, ['WHOLE_DISK_CONTENT']],
    ['of a copy', otherDisk, yes, ['CATALOG_FOREIGN']],
    ['a disk of which nothing is known', (disk) => disk.bytes.fill(0x5a), yes, ['NO_CATALOG']],
  ];
  for (const [title, change, confirm, codes] of recoveries) {
    it(`recovering ${title}`, async () => {
      const disk = await usedDisk(change);
      await expectRefused(disk, () => recover(contextOf(disk), PATH, confirm), codes);
    });
  }
});

describe('giving up a volume that the table does not list', () => {
  for (const [title, change] of [
    ['is not listed', unlist],
    ['is listed with another length', move],
    ['was listed in a table that is lost', lost],
    ['is under an MBR', mbr],
  ] as const) {
    it(`takes it out of the catalog and touches nothing else, where it ${title}`, async () => {
      const disk = await usedDisk(change);
      const { place } = (await layoutOf(disk)).catalog ?? {};
      if (!place) throw new Error('no catalog');
      const before = Buffer.from(disk.bytes);
      const { claim } = await releaseVolume(contextOf(disk), PATH, 'data', 'none', yes);
      expect(claim.state).to.equal('released');
      expect((await catalogOf(disk)).claims.map(({ name }) => name)).to.deep.equal(['logs']);
      before.set(bytesOf(disk, place), place.offset);
      expect(disk.bytes.equals(before)).to.equal(true);
    });
  }
});

describe('a device that cannot discard', () => {
  it('leaves the volume listed, in state releasing and without its metadata, to be released again', async () => {
    const disk = await usedDisk();
    disk.discard = async () => false;
    const [data, logs] = (await catalogOf(disk)).claims;
    if (!data || !logs) throw new Error('no volumes');
    const before = bytesOf(disk, logs);
    const release = (way: 'discard' | 'zero') => releaseVolume(contextOf(disk), PATH, 'data', way, yes);
    expect(await refusalOf(release('discard'))).to.deep.equal(['DISCARD_UNSUPPORTED']);
    expect((await catalogOf(disk)).claims.map(({ state }) => state)).to.deep.equal([
      'releasing',
      'available',
    ]);
    const entry = (await layoutOf(disk)).table.gpt?.entries.find(({ name }) => name === 'data');
    expect(entry && entryExtent(entry, 512).offset).to.equal(data.offset);
    expect(isAll(disk, { offset: data.offset, length: MIB }, 0)).to.equal(true);

    await release('zero');
    expect(isAll(disk, data, 0)).to.equal(true);
    expect(listedOn(disk)?.map(({ name }) => name)).to.deep.equal(['logs', 'bmv-catalog']);
    expect(bytesOf(disk, logs).equals(before)).to.equal(true);
  });
});
