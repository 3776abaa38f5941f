import { expect } from 'chai';
import { parseSelector } from '../../../agent/layout/selector.ts';
import { type AdoptOptions, adoptVolumes } from '../../../agent/volumes/adopt.ts';
import { ERASE_WAYS, releaseVolume } from '../../../agent/volumes/release.ts';
import { planTableCommit } from '../../../hardware-managers/partition-table/commit-table.ts';
import { makeEntry } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import { applyOps, aTable, emptyReading } from '../../support/gpt-disk.ts';
import type { MemoryDisk } from '../../support/memory-disk.ts';
import { errorOf } from '../../support/read-image.ts';
import { build, luks1, luks2 } from '../../support/superblocks.ts';
import {
  aBlankDisk,
  addVolume,
  bytesOf,
  contextOf,
  digestOf,
  layoutOf,
  listedOn,
  PATH,
  yes,
} from '../../support/volume-disk.ts';
import { changeTable } from '../../support/volumes.ts';

const MIB = 1024 * 1024;

/** A disk with partitions that are not ours: 1 "root", 2 "scratch", 3 "scratch2", rubbish in all of them. */
async function foreignDisk(sectorBytes = 512): Promise<MemoryDisk> {
  const disk = aBlankDisk(32 * MIB, sectorBytes);
  const unit = MIB / sectorBytes;
  const entries = ['root', 'scratch', 'scratch2'].map((name, index) =>
    makeEntry({
      number: index + 1,
      typeGuid: TYPE_GUIDS.linuxFilesystem,
      guid: `0000000a-000b-4000-8000-00000000000${index + 1}`,
      firstLba: (1 + 4 * index) * unit,
      lastLba: (5 + 4 * index) * unit - 1,
      name,
      attributes: 1n << 60n,
    }),
  );
  const shape = { sizeBytes: disk.bytes.byteLength, sectorBytes };
  const commit = { ...shape, current: emptyReading(sectorBytes), bootCode: 'clear' as const, occupied: [] };
  applyOps(disk.bytes, planTableCommit({ ...commit, table: aTable(shape, entries) }).ops);
  disk.bytes.fill('somebody wrote this. ', MIB, 13 * MIB);
  return disk;
}

function adopt(disk: MemoryDisk, select: string, overrides: Partial<AdoptOptions> = {}) {
  const request = { selector: parseSelector(select), name: null, project: '', mountPoint: '', ...overrides };
  return adoptVolumes(contextOf(disk), PATH, request);
}

describe('adopting partitions', () => {
  for (const superblock of [luks1(), luks2()])
    it('takes one that holds LUKS for its tenant’s, whatever its header says, and looks no further', async () => {
      const disk = await foreignDisk();
      const [, second] = listedOn(disk) ?? [];
      const offset = (second?.firstLba ?? 0) * 512;
      disk.bytes.set(build(superblock), offset);
      const { claims } = await adopt(disk, 'index:2', { mountPoint: '/srv' });
      expect(claims[0]).to.include({ encryption: 'opaque', filesystem: 'unknown' });
      expect((await layoutOf(disk)).catalog?.catalog.claims[0]).to.include({ encryption: 'opaque' });
      const others = await adopt(disk, 'index:3');
      expect(others.claims[0]).to.not.have.property('encryption');
    });

  it('takes one for its tenant’s where somebody says so, whatever it shows', async () => {
    const disk = await foreignDisk();
    const { claims } = await adopt(disk, 'index:2', { encryption: 'opaque', mountPoint: '/srv' });
    expect(claims[0]).to.include({ encryption: 'opaque' });
    const told = adopt(disk, 'index:3', { encryption: 'opaque', mountPoint: '/srv', tell: ['fstab'] });
    expect(await errorOf(told)).to.include({ code: 'USAGE' });
  });

  it('tells no instance to mount what holds LUKS', async () => {
    const disk = await foreignDisk();
    const [, second] = listedOn(disk) ?? [];
    disk.bytes.set(build(luks1()), (second?.firstLba ?? 0) * 512);
    const before = digestOf(disk);
    const error = await errorOf(adopt(disk, 'index:2', { mountPoint: '/srv', tell: ['fstab'] }));
    expect(error).to.include({ code: 'USAGE' });
    expect(error.message).to.contain('it is encrypted').and.match(/^.+$/);
    expect(digestOf(disk)).to.equal(before);
  });

  for (const sectorBytes of [512, 4096]) {
    it(`makes volumes of them under their own GUIDs and changes not one byte of any partition (${sectorBytes})`, async () => {
      const disk = await foreignDisk(sectorBytes);
      const contents = bytesOf(disk, { offset: MIB, length: 12 * MIB });
      const before = listedOn(disk);
      const { claims } = await adopt(disk, 'label:scratch*', { project: 'p' });
      expect(claims.map(({ name, id, project }) => [name, id.slice(-1), project])).to.deep.equal([
        ['scratch', '2', 'p'],
        ['scratch2', '3', 'p'],
      ]);
      expect(bytesOf(disk, { offset: MIB, length: 12 * MIB }).equals(contents)).to.equal(true);
      expect(listedOn(disk)?.slice(0, 3)).to.deep.equal(before);
      expect(listedOn(disk)?.[3]?.typeGuid).to.equal(TYPE_GUIDS.catalog);
    });
  }

  const refusals: readonly [string, string, Partial<AdoptOptions>, RegExp][] = [
    ['a selector that matches nothing', 'label:absent', {}, /matches nothing/],
    ['one name for two', 'label:scratch*', { name: 'one' }, /cannot all be called/],
    ['what is a volume already', 'label:root', {}, /already volume "root"/],
    ['the catalog itself', 'index:128', {}, /catalog itself/],
    ['the name of another volume', 'label:scratch', { name: 'root' }, /"root"/],
  ];
  for (const [what, select, overrides, says] of refusals) {
    it(`refuses ${what} and writes nothing`, async () => {
      const disk = await foreignDisk();
      await adopt(disk, 'label:root');
      const before = digestOf(disk);
      const error = await errorOf(adopt(disk, select, overrides));
      expect([error.code, digestOf(disk)]).to.deep.equal(['CONFLICTS', before]);
      expect(error.message).to.match(says);
    });
  }
});

describe('releasing a volume', () => {
  for (const erase of ERASE_WAYS.filter((way) => way !== 'crypto')) {
    it(`by ${erase} takes it out of table and catalog and leaves its neighbours as they are`, async () => {
      const disk = aBlankDisk(32 * MIB);
      const [data, logs, more] = [
        await addVolume(disk, 'data', 4 * MIB),
        await addVolume(disk, 'logs', 4 * MIB),
        await addVolume(disk, 'more', 2 * MIB),
      ];
      const [beside, old] = [[data, more].map((claim) => bytesOf(disk, claim)), bytesOf(disk, logs)];
      const { claim, layout } = await releaseVolume(contextOf(disk), PATH, 'logs', erase, yes);
      expect([claim.id, claim.state]).to.deep.equal([logs.id, 'released']);
      expect(layout.catalog?.catalog.claims.map(({ name }) => name)).to.have.members(['data', 'more']);
      expect(listedOn(disk)?.map(({ name }) => name)).to.have.members(['data', 'more', 'bmv-catalog']);
      for (const [index, kept] of [data, more].entries())
        expect(bytesOf(disk, kept).equals(beside[index] ?? Buffer.alloc(0))).to.equal(true);

      const now = bytesOf(disk, logs);
      if (erase === 'none') expect(now.equals(old)).to.equal(true);
      if (erase === 'zero') expect(now.every((byte) => byte === 0)).to.equal(true);
      if (erase === 'metadata' || erase === 'discard') {
        expect(now.subarray(0, MIB).every((byte) => byte === 0)).to.equal(true);
        expect(now.subarray(-MIB).every((byte) => byte === 0)).to.equal(true);
      }
    });
  }

  it('wipes first and changes the table second: no wiped byte of it is ever unlisted', async () => {
    const disk = aBlankDisk(32 * MIB);
    const logs = await addVolume(disk, 'logs', 4 * MIB);
    disk.log.length = 0;
    await releaseVolume(contextOf(disk), PATH, 'logs', 'zero', yes);
    const writes = disk.log.flatMap((op) => (op.op === 'write' ? [op.offset] : []));
    const lastWipe = writes.findLastIndex(
      (offset) => offset >= logs.offset && offset < logs.offset + logs.length,
    );
    const firstTable = writes.findIndex((offset) => offset < MIB);
    expect(lastWipe).to.be.greaterThan(-1).and.lessThan(firstTable);
  });

  it('is refused without a yes, for a volume that is not there, and by a name that two have', async () => {
    const disk = aBlankDisk(32 * MIB);
    await addVolume(disk, 'data', 4 * MIB);
    const before = digestOf(disk);
    const release = (name: string, answer: boolean) =>
      releaseVolume(contextOf(disk), PATH, name, 'zero', async () => answer);
    expect((await errorOf(release('data', false))).code).to.equal('NOT_CONFIRMED');
    const unknown = await errorOf(release('absent', true));
    expect(unknown.code).to.equal('VOLUME_UNKNOWN');
    expect(unknown.message).to.contain('"data"');
    expect(digestOf(disk)).to.equal(before);
  });

  it('erases nothing where the table does not list the volume; erase none gives it up', async () => {
    const disk = aBlankDisk(32 * MIB);
    const data = await addVolume(disk, 'data', 4 * MIB);
    await changeTable(disk, (entries) => entries.filter(({ guid }) => guid !== data.id));
    const before = bytesOf(disk, data);
    const refused = await errorOf(releaseVolume(contextOf(disk), PATH, 'data', 'zero', yes));
    expect(refused.code).to.equal('CONFLICTS');
    expect(refused.message).to.contain('bmv recover');
    await releaseVolume(contextOf(disk), PATH, 'data', 'none', yes);
    expect(bytesOf(disk, data).equals(before)).to.equal(true);
    expect((await layoutOf(disk)).catalog?.catalog.claims).to.deep.equal([]);
  });
});
