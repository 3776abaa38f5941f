import { join } from 'node:path';
import { expect } from 'chai';
import type { DiskUse } from '../../../hardware-managers/disk.ts';
import { readKernelPartitions } from '../../../hardware-managers/linux/block-partitions.ts';
import { readDiskUses, readSystemUsage } from '../../../hardware-managers/linux-block/usage.ts';
import { FakeLinux } from '../../support/fake-linux.ts';

describe('linux-block usage', () => {
  let linux: FakeLinux;

  beforeEach(() => {
    linux = new FakeLinux()
      .disk('sda', '8:0', 'd')
      .partition('sda', 'd', 1, '8:1', 2048, 2048)
      .partition('sda', 'd', 2, '8:2', 4096, 2048);
  });
  afterEach(() => linux.remove());

  async function usesOf(): Promise<readonly DiskUse[]> {
    const disk = {
      name: 'sda',
      folder: join(linux.roots.sys, 'devices/d/sda'),
      majorMinor: '8:0',
      path: join(linux.roots.dev, 'sda'),
    };
    return await readDiskUses(
      linux.roots,
      disk,
      await readKernelPartitions(linux.roots, disk.folder),
      await readSystemUsage(linux.roots),
    );
  }

  const dev = (name: string) => join(linux.roots.dev, name);

  it('is empty for an idle disk', async () => {
    expect(await usesOf()).to.deep.equal([]);
  });

  it('E36: names LVM volumes, crypt maps, multipath maps, arrays and bcache by what they are', async () => {
    linux
      .disk('dm-0', '253:0', 'virtual/block', { 'dm/uuid': 'LVM-abc\n', 'dm/name': 'vg-data\n' })
      .disk('dm-1', '253:1', 'virtual/block', { 'dm/uuid': 'CRYPT-LUKS2-abc\n', 'dm/name': 'secret\n' })
      .disk('dm-2', '253:2', 'virtual/block', { 'dm/uuid': 'mpath-3600\n', 'dm/name': 'mpatha\n' })
      .disk('md127', '9:127', 'virtual/block', { 'md/level': 'raid1\n' })
      .disk('bcache0', '252:0', 'virtual/block')
      .disk('drbd0', '147:0', 'virtual/block')
      .holds('d/sda/sda1', 'dm-0')
      .holds('d/sda/sda1', 'dm-1')
      .holds('d/sda', 'dm-2')
      .holds('d/sda/sda2', 'md127')
      .holds('d/sda/sda2', 'bcache0')
      .holds('d/sda/sda2', 'drbd0');
    expect(await usesOf()).to.have.deep.members([
      { kind: 'lvm', device: dev('sda1'), detail: 'vg-data' },
      { kind: 'dm', device: dev('sda1'), detail: 'secret' },
      { kind: 'multipath', device: dev('sda'), detail: 'mpatha' },
      { kind: 'md', device: dev('sda2'), detail: 'md127 (raid1)', array: dev('md127') },
      { kind: 'bcache', device: dev('sda2'), detail: 'bcache0' },
      { kind: 'holder', device: dev('sda2'), detail: 'drbd0' },
    ]);
  });

  it('E36: follows holders upwards, and finds the mount and the swap on top', async () => {
    linux
      .disk('md0', '9:0', 'virtual/block', { 'md/level': 'raid0\n' })
      .disk('dm-0', '253:0', 'virtual/block', { 'dm/uuid': 'LVM-abc\n', 'dm/name': 'vg-root\n' })
      .holds('d/sda/sda1', 'md0')
      .holds('virtual/block/md0', 'dm-0')
      .mounts('36 1 253:0 / /srv rw - ext4 /dev/mapper/vg-root rw')
      .file('proc/swaps', `Filename Type\n${dev('md0')} partition 1 0 -2\n`);
    const uses = await usesOf();
    expect(uses).to.deep.include({ kind: 'mount', device: dev('dm-0'), detail: '/srv' });
    expect(uses).to.deep.include({ kind: 'swap', device: dev('md0'), detail: dev('md0') });
  });

  // Every array with metadata of a BIOS was taken for one that nobody had looked at.
  it('tells the path of an array, and none of a container of arrays', async () => {
    linux
      .disk('md126', '9:126', 'virtual/block', { 'md/level': 'raid1\n' })
      .disk('md127', '9:127', 'virtual/block', { 'md/level': 'container\n' })
      .holds('d/sda', 'md126')
      .holds('d/sda', 'md127');
    expect(await usesOf()).to.have.deep.members([
      { kind: 'md', device: dev('sda'), detail: 'md126 (raid1)', array: dev('md126') },
      { kind: 'md', device: dev('sda'), detail: 'md127 (container)' },
    ]);
  });

  it('finds a bcache member that has no holder yet', async () => {
    linux.file('sys/devices/d/sda/sda1/bcache/state', 'no cache\n');
    expect(await usesOf()).to.deep.equal([
      { kind: 'bcache', device: dev('sda1'), detail: 'bcache member (no cache)' },
    ]);
  });

  it('finds mounts by device number although the name is another', async () => {
    linux.mounts('36 1 8:2 / / rw - ext4 /dev/root rw');
    expect(await usesOf()).to.deep.equal([{ kind: 'mount', device: dev('sda2'), detail: '/' }]);
  });

  it('finds mounts by name, also through a link, where the device number is made up', async () => {
    linux
      .link('dev/disk/by-label/data', 'dev/sda1')
      .mounts(
        `36 1 0:40 /@ /srv rw - btrfs ${dev('disk/by-label/data')} rw`,
        '37 1 0:41 / /x rw - nfs server:/sda1 rw',
      );
    expect(await usesOf()).to.deep.equal([{ kind: 'mount', device: dev('sda1'), detail: '/srv' }]);
  });

  it('finds the members of a mounted btrfs that the mount does not name', async () => {
    linux
      .file('sys/fs/btrfs/11111111-2222-3333-4444-555555555555/devices/sda2/size', '')
      .file('sys/fs/btrfs/features/x', '');
    expect(await usesOf()).to.deep.equal([
      { kind: 'holder', device: dev('sda2'), detail: 'mounted btrfs 11111111-2222-3333-4444-555555555555' },
    ]);
  });

  it('finds a loop device on a partition, and what is mounted from it', async () => {
    linux
      .disk('loop3', '7:3', 'virtual/block', { 'loop/backing_file': `${dev('sda1')}\n` })
      .mounts('36 1 7:3 / /mnt rw - ext4 /dev/loop3 rw');
    expect(await usesOf()).to.deep.equal([
      { kind: 'holder', device: dev('sda1'), detail: `loop device ${dev('loop3')}` },
      { kind: 'mount', device: dev('loop3'), detail: '/mnt' },
    ]);
  });

  it('does not take another disk\u2019s uses for this one\u2019s', async () => {
    linux
      .disk('sdb', '8:16', 'e')
      .partition('sdb', 'e', 1, '8:17', 2048, 2048)
      .mounts(`36 1 8:17 / /srv rw - ext4 ${dev('sdb1')} rw`)
      .file('proc/swaps', `Filename Type\n${dev('sdb')} partition 1 0 -2\n`);
    expect(await usesOf()).to.deep.equal([]);
  });
});
