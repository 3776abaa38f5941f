import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type LsblkDevice, parseLsblk } from '../../../hardware-managers/linux/lsblk.ts';
import {
  disagreements,
  inspectBlockDisk,
  listBlockDisks,
} from '../../../hardware-managers/linux-block/inventory.ts';
import { FakeLinux } from '../../support/fake-linux.ts';
import { refusalOf } from '../contract.ts';

const SAS = 'pci0000:00/0000:00:1f.0/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0/block';
const NVME = 'pci0000:00/0000:01:00.0/nvme/nvme0';

describe('linux-block inventory', () => {
  let linux: FakeLinux;

  beforeEach(() => {
    linux = new FakeLinux();
  });
  afterEach(() => linux.remove());

  function lsblkOf(...devices: readonly Record<string, unknown>[]): readonly LsblkDevice[] {
    return parseLsblk(JSON.stringify({ blockdevices: devices }));
  }

  const silent = async () => [];

  async function listed(lsblk: () => Promise<readonly LsblkDevice[]> = silent) {
    return await listBlockDisks({ roots: linux.roots, lsblk });
  }

  function addSasDisk(): void {
    const pg80 = Buffer.concat([Buffer.from([0, 0x80, 0, 12]), Buffer.from('  ZA1234567\0')]);
    linux
      .disk('sda', '8:0', SAS)
      .file(
        'sys/devices/pci0000:00/0000:00:1f.0/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0/vpd_pg80',
        pg80,
      )
      .file(
        'sys/devices/pci0000:00/0000:00:1f.0/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0/wwid',
        'naa.5000C500A1B2C3D4\n',
      )
      .file(
        'sys/devices/pci0000:00/0000:00:1f.0/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0/model',
        'ST4000NM    \n',
      )
      .file(
        'sys/devices/pci0000:00/0000:00:1f.0/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0/vendor',
        'SEAGATE \n',
      )
      .file(
        'sys/devices/pci0000:00/0000:00:1f.0/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0/type',
        '0\n',
      )
      .link(`sys/devices/${SAS}/sda/device`, SAS.replace('/block', '').replace(/^/, 'sys/devices/'));
  }

  it('describes a SAS disk from sysfs alone, where lsblk and udev know nothing', async () => {
    addSasDisk();
    const [disk] = await listed();
    expect(disk).to.deep.include({
      path: join(linux.roots.dev, 'sda'),
      sizeBytes: 1024 * 1024 * 1024,
      logicalSectorBytes: 512,
      physicalSectorBytes: 4096,
      serial: 'ZA1234567',
      wwn: '0x5000c500a1b2c3d4',
      model: 'ST4000NM',
      vendor: 'SEAGATE',
      transport: 'sas',
      hctl: '0:0:0:0',
      rotational: false,
      byId: [],
    });
  });

  it('describes an NVMe disk and takes udev\u2019s spelling of its serial number for the same', async () => {
    linux
      .disk('nvme0n1', '259:0', NVME, { wwid: 'eui.0025385b71b00001\n' })
      .file(`sys/devices/${NVME}/serial`, 'S4EV NX0M  \n')
      .link(`sys/devices/${NVME}/nvme0n1/device`, `sys/devices/${NVME}`);
    const [disk] = await listed(async () =>
      lsblkOf({ kname: 'nvme0n1', tran: 'nvme', serial: 'S4EV_NX0M', size: 1073741824 }),
    );
    expect(disk).to.deep.include({
      serial: 'S4EV NX0M',
      wwn: 'eui.0025385b71b00001',
      transport: 'nvme',
      hctl: null,
    });
  });

  it('finds the by-id and by-path links that lead to the disk, and no others', async () => {
    addSasDisk();
    linux
      .file('dev/sdz', '')
      .link('dev/disk/by-id/wwn-0x5000', 'dev/sda')
      .link('dev/disk/by-id/other', 'dev/sdz')
      .link('dev/disk/by-path/pci-0', 'dev/sda');
    const [disk] = await listed();
    expect(disk?.byId).to.deep.equal([join(linux.roots.dev, 'disk/by-id/wwn-0x5000')]);
    expect(disk?.byPath).to.deep.equal([join(linux.roots.dev, 'disk/by-path/pci-0')]);
  });

  it('lists disks only: no memory, optical or empty devices, no loop device without a file, nothing stacked', async () => {
    addSasDisk();
    for (const [index, name] of ['ram0', 'zram0', 'sr0', 'fd0', 'dm-0', 'md0', 'loop0'].entries()) {
      linux.disk(name, `2:${index}`, `virtual/block`);
    }
    linux
      .disk('loop1', '7:1', 'virtual/block', { 'loop/backing_file': '/some/file\n' })
      .disk('sdb', '8:16', 'empty', { size: '0\n' })
      .disk('sdc', '8:32', 'rom', { 'device/type': '5\n' })
      .disk('nvme0c0n1', '259:9', 'hidden', { hidden: '1\n' });
    const names = (await listed()).map(({ path }) => path.split('/').at(-1));
    expect(names).to.deep.equal(['loop1', 'sda']);
  });

  it('lists disks in the order of their numbers', async () => {
    for (const [index, name] of ['nvme10n1', 'nvme2n1', 'nvme1n1'].entries())
      linux.disk(name, `259:${index}`, `n${index}`);
    expect((await listed()).map(({ path }) => path.split('/').at(-1))).to.deep.equal([
      'nvme1n1',
      'nvme2n1',
      'nvme10n1',
    ]);
  });

  it('shows the kernel\u2019s partitions in bytes, whatever the disk\u2019s sectors', async () => {
    linux
      .disk('sda', '8:0', 'd', { 'queue/logical_block_size': '4096\n' })
      .partition('sda', 'd', 10, '8:10', 8192, 16)
      .partition('sda', 'd', 2, '8:2', 2048, 4096);
    const [disk] = await listed();
    expect(disk?.partitions.map(({ number, offset, length }) => [number, offset, length])).to.deep.equal([
      [2, 1048576, 2097152],
      [10, 4194304, 8192],
    ]);
  });

  it('refuses a disk whose size sysfs and lsblk see differently, twice', async () => {
    addSasDisk();
    const error = await refusalOf(
      listed(async () => lsblkOf({ kname: 'sda', size: 1 })),
      'INVENTORY_DISAGREES',
    );
    expect(error.message).to.contain('the size is 1073741824 in sysfs and 1 in lsblk');
  });

  it('forgives a difference that is gone at the second look', async () => {
    addSasDisk();
    let looks = 0;
    const settling = async () => {
      looks += 1;
      return lsblkOf({ kname: 'sda', size: looks === 1 ? 1 : 1073741824 });
    };
    expect(await listed(settling)).to.have.lengthOf(1);
  });

  it('reports every contradiction together, and none where one side is silent', () => {
    const sysfs = {
      sizeBytes: 8,
      logicalSectorBytes: 512,
      readOnly: false,
      serial: 'A1',
      serialIsPlain: true,
    };
    const same = { sizeBytes: null, logicalSectorBytes: null, readOnly: null, serial: null };
    expect(disagreements(sysfs, same)).to.deep.equal([]);
    expect(
      disagreements(sysfs, { sizeBytes: 9, logicalSectorBytes: 4096, readOnly: true, serial: 'B2' }),
    ).to.have.lengthOf(4);
    expect(disagreements(sysfs, { ...same, serial: 'Some_Model_A1' })).to.deep.equal([]);
    expect(disagreements({ ...sysfs, serialIsPlain: false }, { ...same, serial: 'B2' })).to.deep.equal([]);
    expect(disagreements({ ...sysfs, serial: null }, { ...same, serial: 'B2' })).to.deep.equal([]);
  });

  it('E58: tells zoned and read-only disks', async () => {
    linux.disk('sda', '8:0', 'd', { 'queue/zoned': 'host-managed\n', ro: '1\n' });
    const [disk] = await listed();
    expect(disk).to.include({ zoned: 'host-managed', readOnly: true });
  });

  it('refuses a disk that is gone from sysfs', async () => {
    linux.disk('sda', '8:0', 'd');
    rmSync(join(linux.roots.sys, 'devices/d/sda/size'));
    const disk = {
      name: 'sda',
      folder: join(linux.roots.sys, 'devices/d/sda'),
      majorMinor: '8:0',
      path: '/dev/sda',
    };
    await refusalOf(inspectBlockDisk({ roots: linux.roots, lsblk: silent }, disk), 'NOT_A_DISK');
  });
});
