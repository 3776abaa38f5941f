import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ChannelMemory } from '../../../agent/channel/channel-memory.ts';
import { NODE } from '../../support/fake-registry.ts';
import { uuidOf } from '../../support/inventories.ts';
import { testLog } from '../../support/test-channel.ts';

describe('what an agent that is started again knows of its channel', () => {
  let folder: string;
  let path: string;
  let log = testLog();
  let guids = 0;
  const newGuid = () => {
    guids += 1;
    return uuidOf(guids);
  };
  const open = (where = folder) => new ChannelMemory(where, { newGuid, logger: log.logger });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-memory-'));
    path = join(folder, 'registry-session.json');
    log = testLog();
    guids = 0;
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  it('is the boot, what connects again, and that numbers of reports are never used twice', () => {
    const session = { node: NODE, secret: 'credential' };
    const first = open();
    first.keep(session);
    const second = open();
    const third = open();
    expect([first, second, third].map(({ bootId }) => bootId)).to.deep.equal(Array(3).fill(uuidOf(1)));
    expect([first, second, third].map(({ lastSequence }) => lastSequence)).to.deep.equal([
      0,
      2 ** 32,
      2 ** 33,
    ]);
    expect([second.session, third.session]).to.deep.equal([session, session]);
    third.keep(null);
    expect(open().session).to.equal(null);
  });

  it('is for root alone, and in no log', async () => {
    open().keep({ node: NODE, secret: 'credential' });
    open();
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(await readFile(path, 'utf8')).to.contain('credential');
    expect(log.text()).to.equal('');
  });

  it('is nothing where the file is no such file: a boot of its own', async () => {
    const { bootId } = open();
    for (const text of [
      '',
      '{',
      '[]',
      '{"bootId":"x"}',
      JSON.stringify({ bootId, processes: -1, session: null }),
    ]) {
      await writeFile(path, text);
      const memory = open();
      expect(memory.bootId, text).to.not.equal(bootId);
      expect([memory.lastSequence, memory.session]).to.deep.equal([0, null]);
    }
  });

  it('is a boot of its own where it cannot be noted, so that no number is used twice', async () => {
    const before = open();
    before.keep({ node: NODE, secret: 'credential' });
    await mkdir(`${path}.new`);
    const memory = open();
    expect(memory.bootId).to.not.equal(before.bootId);
    expect([memory.lastSequence, memory.session]).to.deep.equal([0, null]);
    memory.keep({ node: NODE, secret: 'other' });
    expect(log.lines.map(({ msg }) => msg)).to.deep.equal([
      'an agent that is started again will have to be vouched for anew',
    ]);
    expect(log.lines[0]?.path).to.equal(path);
    expect(open(join(folder, 'nowhere')).lastSequence).to.equal(0);
  });
});
