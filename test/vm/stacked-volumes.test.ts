import { expect } from 'chai';
import { createVolume } from '../../agent/volumes/create.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import { debianIpa } from '../../image-build/debian-ipa/build.ts';
import type { Claim } from '../../proto/catalog.ts';
import { testContext } from '../support/context.ts';
import { ImageServer } from '../support/image-server.ts';
import { aRequestFor } from '../support/volume-disk.ts';
import { makeBootableImage } from './os-image.ts';
import { devicesOfKernel } from './partitions.ts';
import { ramdiskWithAgent, withFile } from './ramdisk.ts';
import { Vm } from './vm.ts';
import type { DiskKind, VmDisk } from './vm-disk.ts';

const MIB = 1024 * 1024;
/** Before it are the superblocks of arrays and groups, which the kernel writes when it stops one. */
const DATA_OFFSET = 32 * MIB;

/** What the owner of the volumes once did; the ramdisk starts it all. */
const STACK = `[Service]
ExecStartPre=/bin/sh -exc '\\
  test -e /run/stacked && exit 0; udevadm settle; modprobe raid1; cd /dev/disk/by-partlabel; \\
  mdadm --create /dev/md/pair --run --homehost=any --bitmap=none --metadata=1.2 --level=1 --raid-devices=2 --assume-clean left right; \\
  vgcreate pool /dev/disk/by-partlabel/slow; lvcreate --yes --wipesignatures n --zero n --name all --extents 100%%FREE pool; \\
  for device in /dev/md/pair /dev/pool/all; do \\
    dd if=/dev/urandom of=$$device bs=1M seek=48 count=8 oflag=direct; \\
  done; sync; touch /run/stacked'
`;

// A node could not be redeployed or cleaned any more once its owner had joined volumes to an array: the ramdisk
// assembles every array and activates every group, and a disk below one is in use.
describe('a server whose volumes were joined to an array and a group', () => {
  let vm: Vm;
  let server: ImageServer;
  let wholes: readonly { readonly disk: VmDisk; readonly claim: Claim; readonly digest: string }[] = [];

  async function volumeOn(kind: DiskKind, name: string): Promise<{ disk: VmDisk; claim: Claim }> {
    const disk = vm.disk(kind);
    const context = testContext(createManagers());
    const { claim } = await createVolume(context, disk.path, aRequestFor(name, 128 * MIB));
    return { disk, claim };
  }

  const digestOf = (disk: VmDisk, { offset, length }: Claim) =>
    disk.digest(offset + DATA_OFFSET, length - DATA_OFFSET);

  function expectWhole(): void {
    for (const { disk, claim, digest } of wholes) expect(digestOf(disk, claim), claim.name).to.equal(digest);
  }

  before(async () => {
    vm = await Vm.make({ disks: ['virtio', 'scsi', 'nvme'] });
    const volumes = [
      await volumeOn('virtio', 'left'),
      await volumeOn('scsi', 'right'),
      await volumeOn('nvme', 'slow'),
    ];
    const empty = volumes.map(({ disk, claim }) => digestOf(disk, claim));
    const ramdisk = await ramdiskWithAgent('trixie');
    await vm.bootIpa(
      withFile(ramdisk, 'etc/systemd/system/ironic-python-agent.service.d/90-stack.conf', STACK),
    );
    wholes = volumes.map(({ disk, claim }) => ({ disk, claim, digest: digestOf(disk, claim) }));
    for (const [index, { digest }] of wholes.entries()) expect(digest).to.not.equal(empty[index]);
    expect(wholes[0]?.digest).to.equal(wholes[1]?.digest);
  });
  after(async () => {
    await vm.close();
    await server?.stop();
  });

  it('has them running when ironic-python-agent starts', async () => {
    const types = devicesOfKernel(await vm.logs()).map((device) => device.get('TYPE'));
    expect(types).to.include.members(['raid1', 'lvm']);
  });

  it('is cleaned beside them (E38)', async () => {
    for (const step of ['erase_devices_metadata', 'erase_devices_express']) {
      const report = await vm.succeed('clean', step);
      // The array counts as a disk of its own while it runs.
      const lines = Object.values(report).filter(
        (line) => !/^made of volume .*, left out$/.test(String(line)),
      );
      expect(lines).to.have.length(3);
      for (const line of lines) expect(line).to.match(/beside 1 kept partition$/);
      expectWhole();
    }
  });

  it('gets an image around them (E38)', async () => {
    const image = await makeBootableImage(vm.folder, 'alder', await debianIpa('trixie'));
    server = await ImageServer.start(image.bytes);
    const image_info = image.info(vm.url(server.url()));
    const { kept } = (await vm.succeed('deploy', 'write_image', { image_info })) as {
      kept: readonly object[];
    };
    expect(kept.map((partition) => ({ ...partition, id: '', number: 0 }))).to.deep.include({
      number: 0,
      name: 'left',
      id: '',
      same: true,
    });
    expectWhole();
  });

  it('gets another volume beside them', async () => {
    await vm.succeed('deploy', 'create_volumes', {
      volumes: [{ name: 'more', size: '64M', disk: 'bmv-nvme' }],
    });
    expectWhole();
  });
});
