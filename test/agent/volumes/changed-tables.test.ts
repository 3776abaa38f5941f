import { expect } from 'chai';
import { createVolume } from '../../../agent/volumes/create.ts';
import { recover } from '../../../agent/volumes/recover.ts';
import { changeEntry } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import {
  aBlankDisk,
  addVolume,
  aRequestFor,
  bytesOf,
  contextOf,
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
