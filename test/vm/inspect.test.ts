import { expect } from 'chai';
import { createVolume } from '../../agent/volumes/create.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import { SUITES } from '../../image-build/debian-ipa/recipe.ts';
import { testContext } from '../support/context.ts';
import { aRequestFor } from '../support/volume-disk.ts';
import { ramdiskWithAgent } from './ramdisk.ts';
import { Vm } from './vm.ts';
import { DISK_KINDS } from './vm-disk.ts';

const MIB = 1024 * 1024;

interface Inventory {
  readonly error: string | null;
  readonly inventory: { readonly disks: readonly { readonly serial: string }[] };
  readonly bmv: { readonly volumes: readonly object[] };
}

for (const suite of SUITES) {
  describe(`inspection by ironic-python-agent of ${suite}`, () => {
    let vm: Vm;
    before(async () => {
      vm = await Vm.make({ disks: DISK_KINDS });
    });
    after(async () => await vm.close());

    it('tells the volumes that were on the disks before, and writes nothing', async () => {
      const context = testContext(createManagers());
      const made = [];
      for (const disk of [vm.disk('virtio'), vm.disk('nvme')]) {
        const { claim } = await createVolume(context, disk.path, aRequestFor(`on-${disk.kind}`, 64 * MIB));
        disk.fill(claim.offset, claim.length, 'precious ');
        made.push(claim);
      }
      const before = vm.disks.map(({ lastWrite }) => lastWrite);

      await vm.bootIpa(await ramdiskWithAgent(suite));
      const { error, inventory, bmv } = vm.inventory as unknown as Inventory;
      expect(error).to.equal(null);
      expect(inventory.disks.map(({ serial }) => serial)).to.have.members(
        vm.disks.map(({ serial }) => serial),
      );
      expect(bmv.volumes).to.have.lengthOf(made.length);
      for (const { id, name, offset, length } of made)
        expect(bmv.volumes.find((volume) => 'id' in volume && volume.id === id)).to.deep.include({
          name,
          offset,
          size: length,
          state: 'available',
        });

      await vm.shutdown();
      expect(vm.disks.map(({ lastWrite }) => lastWrite)).to.deep.equal(before);
    });
  });
}
