import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { EffectJournal } from '../../../agent/channel/effect-journal.ts';
import { type RunEffect, volumeEvents } from '../../../agent/channel/volume-events.ts';
import { anIdentity, anInventory, aVolume, claimOf, uuidOf } from '../../support/inventories.ts';
import { testLog } from '../../support/test-channel.ts';

const data = aVolume();
const released: RunEffect = {
  ...{ run: uuidOf(9), id: data.id, device: '/dev/sda', change: 'released' },
  ...{ claim: claimOf(data), disk: anIdentity('/dev/sda') },
  erasure: { method: 'zero', bytesErased: 5, bytesReadBack: 5 },
};
const created: RunEffect = { run: uuidOf(9), id: uuidOf(2), device: '/dev/sda', change: 'created' };

describe('what steps did to volumes, while the registry has not stored it', () => {
  let folder: string;
  let path: string;
  const log = testLog();
  const open = () => new EffectJournal(folder, log.logger);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-journal-'));
    path = join(folder, 'volume-effects.jsonl');
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  it('outlives the agent, with all that a report needs of it, for root alone', async () => {
    const journal = open();
    journal.add(released);
    journal.add(created);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    const { left } = open();
    const between = { run: '', atMs: 1 };
    const events = (effects: readonly RunEffect[]) =>
      volumeEvents(null, anInventory([]), { ...between, effects });
    expect(events(left)).to.deep.equal(events([released, created]));
    expect(events(left).map(({ change }) => change)).to.deep.equal(['released']);
  });

  it('is gone once the registry has stored the last report of it, not before', () => {
    const journal = open();
    journal.add(released);
    // Of reports before it.
    journal.acked(3);
    expect(existsSync(path)).to.equal(true);
    journal.told(5, 3);
    journal.acked(4);
    expect(existsSync(path)).to.equal(true);
    journal.acked(5);
    expect(existsSync(path)).to.equal(false);
    expect(open().left).to.deep.equal([]);
  });

  it('stays while a later effect has no report yet', () => {
    const journal = open();
    journal.add(released);
    journal.told(5, 3);
    journal.add(created);
    journal.acked(5);
    expect(open().left).to.have.length(2);
    journal.told(7, 5);
    journal.acked(7);
    expect(open().left).to.deep.equal([]);
  });

  it('is gone at once where there was nothing to report of it', () => {
    const journal = open();
    journal.add(created);
    journal.told(0, 0);
    expect(existsSync(path)).to.equal(false);
  });

  it('is read as far as it can be, and cannot be noted where there is no folder, which the log says', async () => {
    open().add(created);
    await appendFile(path, '{"run":"r","id":5}\nrubbish\n{"half');
    expect(open().left).to.deep.equal([created]);
    expect(await readFile(path, 'utf8')).to.contain('rubbish');
    await rm(folder, { recursive: true });
    open().add(created);
    expect(log.text()).to.contain('what became of a volume cannot be noted').and.contain(folder);
  });
});
