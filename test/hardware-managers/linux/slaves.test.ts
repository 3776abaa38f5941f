import { join } from 'node:path';
import { expect } from 'chai';
import { readBackingPartitions } from '../../../hardware-managers/linux/slaves.ts';
import { FakeLinux } from '../../support/fake-linux.ts';

describe('partitions that a stacked disk is made of', () => {
  let linux: FakeLinux;
  beforeEach(() => {
    linux = new FakeLinux();
    for (const [name, number] of [
      ['sda', 0],
      ['sdb', 16],
    ] as const)
      linux.disk(name, `8:${number}`, 'd').partition(name, 'd', 2, `8:${number + 2}`, 4096, 2048);
  });
  afterEach(() => linux.remove());

  const found = async (name: string) =>
    (await readBackingPartitions(linux.roots, join(linux.roots.sys, 'devices/virtual/block', name))).map(
      ({ device, disk }) => [device, disk].map((path) => path.slice(linux.roots.dev.length + 1)),
    );

  it('are none of a disk that is hardware', async () => {
    linux.disk('loop0', '7:0', 'virtual/block');
    expect(await found('loop0')).to.deep.equal([]);
  });

  it('are those of an array, and of what is stacked on it', async () => {
    linux
      .disk('md0', '9:0', 'virtual/block')
      .partition('md0', 'virtual/block', 1, '259:0', 2048, 1024)
      .disk('dm-0', '253:0', 'virtual/block')
      .restsOn('md0', 'd/sda/sda2')
      .restsOn('md0', 'd/sdb/sdb2')
      .restsOn('dm-0', 'virtual/block/md0/md0p1');
    const base = [
      ['sda2', 'sda'],
      ['sdb2', 'sdb'],
    ];
    expect(await found('md0')).to.have.deep.members(base);
    expect(await found('dm-0')).to.have.deep.members([['md0p1', 'md0'], ...base]);
  });

  it('are none of what is made of whole disks', async () => {
    linux.disk('dm-0', '253:0', 'virtual/block').restsOn('dm-0', 'd/sda').restsOn('dm-0', 'd/sdb');
    expect(await found('dm-0')).to.deep.equal([]);
  });
});
