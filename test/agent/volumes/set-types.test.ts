import { expect } from 'chai';
import { createVolume } from '../../../agent/volumes/create.ts';
import { setTypes } from '../../../agent/volumes/set-types.ts';
import { tellVolume } from '../../../agent/volumes/tell.ts';
import { changeEntry, makeEntry } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import type { TellWay } from '../../../proto/catalog.ts';
import type { MemoryDisk } from '../../support/memory-disk.ts';
import { aBlankDisk, aRequestFor, contextOf, digestOf, layoutOf, PATH } from '../../support/volume-disk.ts';
import { catalogOf, changeTable } from '../../support/volumes.ts';

const MIB = 1024 * 1024;

async function withVolume(tell: 'gpt-auto' | 'fstab'): Promise<{ disk: MemoryDisk; id: string }> {
  const disk = aBlankDisk(16 * MIB);
  const srv = aRequestFor('srv', 2 * MIB, { filesystem: 'ext4', mountPoint: '/srv', tell: [tell] });
  const { claim } = await createVolume(contextOf(disk), PATH, srv);
  return { disk, id: claim.id };
}

async function typeOf(disk: MemoryDisk, id: string): Promise<string | undefined> {
  const { table } = await layoutOf(disk);
  return table.gpt?.entries.find(({ guid }) => guid === id)?.typeGuid;
}

async function attributesOf(disk: MemoryDisk, id: string): Promise<bigint | undefined> {
  const { table } = await layoutOf(disk);
  return table.gpt?.entries.find(({ guid }) => guid === id)?.attributes;
}

const set = async (disk: MemoryDisk, ...wanted: readonly (readonly [string, string])[]) =>
  await setTypes(contextOf(disk), PATH, new Map(wanted));

describe("types of volumes' partitions", () => {
  it('are given, and taken away from those that are not wanted any more', async () => {
    const { disk, id } = await withVolume('gpt-auto');
    expect(await set(disk, [id, TYPE_GUIDS.linuxSrv])).to.deep.equal([id]);
    expect(await typeOf(disk, id)).to.equal(TYPE_GUIDS.linuxSrv);
    expect(await set(disk)).to.deep.equal([id]);
    expect(await typeOf(disk, id)).to.equal(TYPE_GUIDS.linuxFilesystem);
  });

  it('come with the flag by which systemd grows a filesystem that is smaller than its partition', async () => {
    const { disk, id } = await withVolume('gpt-auto');
    const other = 1n << 2n;
    await changeTable(disk, (entries) =>
      entries.map((entry) => (entry.guid === id ? changeEntry(entry, { attributes: other }) : entry)),
    );
    await set(disk, [id, TYPE_GUIDS.linuxSrv]);
    expect(await attributesOf(disk, id)).to.equal(other | (1n << 59n));
    await set(disk);
    expect(await attributesOf(disk, id)).to.equal(other);
  });

  it('are taken away by the next image from what is told in another way since', async () => {
    const { disk, id } = await withVolume('gpt-auto');
    await set(disk, [id, TYPE_GUIDS.linuxSrv]);
    const tell = async (...ways: readonly TellWay[]) =>
      await tellVolume(contextOf(disk), PATH, { volume: id, tell: ways });
    await tell('fstab');
    await tell('none');
    expect(await typeOf(disk, id)).to.equal(TYPE_GUIDS.linuxSrv);
    expect(await set(disk)).to.deep.equal([id]);
    expect(await typeOf(disk, id)).to.equal(TYPE_GUIDS.linuxFilesystem);
    // What somebody else makes of it from now on is theirs.
    await changeTable(disk, (entries) => entries.map((entry) => retyped(entry, id, false)));
    expect(await set(disk)).to.deep.equal([]);
  });

  it('stay where what was told in another way is told by its type again', async () => {
    const { disk, id } = await withVolume('gpt-auto');
    await set(disk, [id, TYPE_GUIDS.linuxSrv]);
    for (const tell of [['fstab'], ['gpt-auto']] as const)
      await tellVolume(contextOf(disk), PATH, { volume: id, tell });
    expect(await set(disk, [id, TYPE_GUIDS.linuxSrv])).to.deep.equal([]);
    expect((await catalogOf(disk)).claims[0]).to.not.have.property('toldByType');
  });

  it('are not written again where they are as wanted', async () => {
    const { disk, id } = await withVolume('gpt-auto');
    const blank = digestOf(disk);
    expect(await set(disk)).to.deep.equal([]);
    expect(digestOf(disk)).to.equal(blank);
    await set(disk, [id, TYPE_GUIDS.linuxSrv]);
    const told = digestOf(disk);
    expect(await set(disk, [id, TYPE_GUIDS.linuxSrv])).to.deep.equal([]);
    expect(digestOf(disk)).to.equal(told);
  });

  it('stay where a volume was never told by its type, or has the flag no-auto', async () => {
    const adopted = await withVolume('fstab');
    const flagged = await withVolume('gpt-auto');
    await changeTable(adopted.disk, (entries) => entries.map((entry) => retyped(entry, adopted.id, false)));
    await changeTable(flagged.disk, (entries) => entries.map((entry) => retyped(entry, flagged.id, true)));
    expect(await set(adopted.disk)).to.deep.equal([]);
    expect(await typeOf(adopted.disk, adopted.id)).to.equal(TYPE_GUIDS.linuxHome);
    expect(await set(flagged.disk, [flagged.id, TYPE_GUIDS.linuxSrv])).to.deep.equal([]);
  });
});

function retyped<Entry extends Parameters<typeof changeEntry>[0]>(entry: Entry, id: string, noAuto: boolean) {
  if (entry.guid !== id) return entry;
  if (!noAuto) return changeEntry(entry, { typeGuid: TYPE_GUIDS.linuxHome });
  const { number, typeGuid, guid, firstLba, lastLba, name } = entry;
  return makeEntry({ number, typeGuid, guid, firstLba, lastLba, name, attributes: 1n << 63n });
}
