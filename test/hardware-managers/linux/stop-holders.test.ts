import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { stopHolders } from '../../../hardware-managers/linux/stop-holders.ts';
import { FakeLinux } from '../../support/fake-linux.ts';

describe('stopping what is stacked on a partition', () => {
  let linux: FakeLinux;
  let removed: string[];
  beforeEach(() => {
    removed = [];
    linux = new FakeLinux();
    linux
      .disk('sda', '8:0', 'd')
      .partition('sda', 'd', 1, '8:1', 2048, 4096)
      .disk('md127', '9:127', 'virtual/block', { 'md/level': 'raid1\n', 'md/array_state': 'active\n' })
      .disk('dm-0', '253:0', 'virtual/block', { 'dm/uuid': 'LVM-abc\n', 'dm/name': 'pool-data\n' })
      .disk('dm-1', '253:1', 'virtual/block', { 'dm/uuid': 'CRYPT-LUKS2-x\n', 'dm/name': 'secret\n' });
  });
  afterEach(() => linux.remove());

  const arrayState = () => readFileSync(join(linux.roots.sys, 'block/md127/md/array_state'), 'utf8').trim();
  const stop = async () =>
    await stopHolders(
      linux.roots,
      { name: 'sda1', folder: join(linux.roots.sys, 'block/sda/sda1') },
      async (name) => {
        removed.push(`${name} while the array is ${arrayState()}`);
        return true;
      },
    );

  it('stops nothing where nothing is stacked', async () => {
    expect(await stop()).to.deep.equal([]);
    expect(arrayState()).to.equal('active');
  });

  it('stops an array', async () => {
    linux.holds('d/sda/sda1', 'md127');
    expect(await stop()).to.deep.equal(['md127']);
    expect(arrayState()).to.equal('clear');
  });

  it('stops what is on top first', async () => {
    linux.holds('d/sda/sda1', 'md127').holds('virtual/block/md127', 'dm-0');
    expect(await stop()).to.deep.equal(['dm-0', 'md127']);
    expect(removed).to.deep.equal(['pool-data while the array is active']);
  });

  it('leaves alone what somebody must have opened by hand', async () => {
    linux.holds('d/sda/sda1', 'dm-1');
    expect([await stop(), removed]).to.deep.equal([[], []]);
  });

  it('takes an array that was stopped by somebody else in the meantime for what it is', async () => {
    linux.holds('d/sda/sda1', 'md127');
    rmSync(join(linux.roots.sys, 'block/md127'));
    expect(await stop()).to.deep.equal([]);
  });
});
