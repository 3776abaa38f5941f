import { expect } from 'chai';
import { ramdiskWithAgent } from './ramdisk.ts';
import { Vm } from './vm.ts';
import type { DiskKind } from './vm-disk.ts';
import { VmVolume } from './vm-volume.ts';

const MIB = 1024 * 1024;
const KINDS: readonly DiskKind[] = ['virtio', 'scsi-4k', 'nvme'];
/** Where nothing of ours is, on a disk with a volume at its end and on one without. */
const PLACES = [2 * MIB, 900 * MIB];

/** `erase_devices` overwrites disks of gigabytes, which takes long without KVM. */
describe('erase_devices of a server with and without volumes on its disks', () => {
  let vm: Vm;
  const volumes: VmVolume[] = [];
  before(async () => {
    vm = await Vm.make({ disks: KINDS, collectors: '' });
    await vm.bootIpa(await ramdiskWithAgent('trixie'));
    for (const [kind, name] of [
      ['scsi-4k', 'archive'],
      ['nvme', 'cache'],
    ] as const)
      volumes.push(await VmVolume.create(vm, kind, { name, size: '100M', filesystem: 'none' }));
    for (const volume of volumes) volume.fill();
    for (const disk of vm.disks) for (const place of PLACES) disk.fill(place, MIB, 'secret ');
  });
  after(async () => await vm.close());

  it('leaves no byte of what was there beside the volumes, and all bytes of the volumes', async () => {
    await vm.succeed('clean', 'erase_devices');
    for (const disk of vm.disks)
      for (const place of PLACES)
        expect(disk.bytes(place, MIB).includes('secret'), `${disk.kind} at ${place}`).to.equal(false);
    expect(volumes.filter(({ isWhole }) => !isWhole).map(({ name }) => name)).to.deep.equal([]);
    await vm.succeed('clean', 'verify_volumes', { proof: 'full' });
  });
});
