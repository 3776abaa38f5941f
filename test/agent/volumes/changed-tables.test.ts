import { expect } from 'chai';
import { endOf, overlaps } from '../../../agent/layout/extent.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { recover } from '../../../agent/volumes/recover.ts';
import { releaseVolume } from '../../../agent/volumes/release.ts';
import { changeEntry } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import {
  aBlankDisk,
  addVolume,
  aRequestFor,
  bytesOf,
  contextOf,
  isZero,
  listedOn,
  PATH,
  yes,
} from '../../support/volume-disk.ts';
import { changeTable, expectRefused, ForgetfulDisk, refusalOf } from '../../support/volumes.ts';

const MIB = 1024 * 1024;

describe('a disk that others have changed', () => {
  /** Once, recovery wrote a journal that promised both extents, which no table can list: nothing worked after it. */
  it('is not locked by a recovery when a volume was resized in the table', async () => {
    const disk = aBlankDisk(32 * MIB);
    const [data, logs] = [await addVolume(disk, 'data', 4 * MIB), await addVolume(disk, 'logs', 2 * MIB)];
    const contents = [data, logs].map((claim) => bytesOf(disk, claim));
    const resize = (by: number) =>
      changeTable(disk, (entries) =>
        entries.map((entry) =>
          entry.guid === logs.id ? changeEntry(entry, { lastLba: entry.lastLba + by }) : entry,
        ),
      );
    await resize(-8);
    await expectRefused(disk, () => recover(contextOf(disk), PATH, yes), ['CLAIM_MOVED']);
    await resize(8);
    expect((await recover(contextOf(disk), PATH, yes)).changed).to.equal(false);
    await addVolume(disk, 'more', MIB);
    expect([data, logs].map((claim) => bytesOf(disk, claim))).to.deep.equal(contents);
    expect(listedOn(disk)?.map(({ name }) => name)).to.have.members(['data', 'logs', 'more', 'bmv-catalog']);
  });

  /** Once, it was refused with the advice to give the partition its old end back: what a filesystem had put behind it was lost. */
  it('keeps all of a volume whose partition an instance has let grow', async () => {
    const disk = aBlankDisk(32 * MIB);
    const gap = await addVolume(disk, 'gap', 4 * MIB);
    const data = await addVolume(disk, 'data', 4 * MIB);
    await releaseVolume(contextOf(disk), PATH, 'gap', 'zero', yes);
    await changeTable(disk, (entries) =>
      entries.map((entry) =>
        entry.guid === data.id ? changeEntry(entry, { lastLba: endOf(gap) / 512 - 1 }) : entry,
      ),
    );
    const whole = { offset: data.offset, length: endOf(gap) - data.offset };
    disk.bytes.fill('the instance wrote this. ', gap.offset, gap.offset + gap.length);
    const contents = bytesOf(disk, whole);

    const more = await addVolume(disk, 'more', 2 * MIB);
    expect(overlaps(more, whole)).to.equal(false);
    await expectRefused(disk, () => createVolume(contextOf(disk), PATH, aRequestFor('huge', 30 * MIB)), [
      'NO_SPACE',
    ]);
    disk.bytes.fill(0, 0, MIB / 2);
    disk.bytes.fill(0, 31.5 * MIB);
    await recover(contextOf(disk), PATH, yes);
    expect(listedOn(disk)?.find(({ guid }) => guid === data.id)).to.include({
      ...{ firstLba: whole.offset / 512, lastLba: endOf(whole) / 512 - 1 },
    });
    expect(bytesOf(disk, whole)).to.deep.equal(contents);

    await releaseVolume(contextOf(disk), PATH, 'data', 'zero', yes);
    expect(isZero(disk, whole)).to.equal(true);
  });

  /** Once, only the copy that is read was compared, and a lost backup went unnoticed. */
  it('is told when a write to either copy of the table got lost', async () => {
    for (const forgets of [
      { offset: 0, length: MIB / 2 },
      { offset: 31.5 * MIB, length: MIB / 2 },
    ]) {
      const disk = new ForgetfulDisk(Buffer.alloc(32 * MIB), 512);
      disk.forgets = forgets;
      expect(await refusalOf(createVolume(contextOf(disk), PATH, aRequestFor('data', MIB)))).to.deep.equal([
        'TABLE_INVALID',
      ]);
    }
  });
});
