import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { debianIpa } from '../../image-build/debian-ipa/build.ts';
import { ImageServer } from '../support/image-server.ts';
import { type BootableImage, type DiskImage, makeBootableImage, makeSmallDiskImage } from './os-image.ts';
import { partitionsOfKernel, partitionsOnDisk } from './partitions.ts';
import { ramdiskWithAgent } from './ramdisk.ts';
import { Vm } from './vm.ts';
import { DISK_KINDS } from './vm-disk.ts';
import { VmVolume } from './vm-volume.ts';

const MIB = 1024 * 1024;
const OURS = 'BaremetalVolumesHardwareManager';
const CONFIG_DRIVE = gzipSync(Buffer.alloc(64 * 1024, 'config drive ')).toString('base64');

interface Report {
  readonly disks: readonly {
    readonly serial: string;
    readonly sector_size: number;
    readonly table: string;
  }[];
  readonly volumes: readonly { readonly id: string; readonly state: string }[];
}

interface Deployed {
  readonly device: string;
  readonly kept: readonly { readonly id: string; readonly name: string; readonly same: boolean | null }[];
}

/** One boot of ironic-python-agent for all of these, in their order; then one of what was deployed. */
describe('a server through its life', () => {
  let vm: Vm;
  let alder: BootableImage;
  let birch: BootableImage;
  const servers: ImageServer[] = [];
  const volumes: VmVolume[] = [];
  const content = randomBytes(3 * MIB);

  async function serve({ bytes }: DiskImage): Promise<string> {
    const server = await ImageServer.start(bytes);
    servers.push(server);
    return vm.url(server.url());
  }

  /** As the `direct` interface does. */
  async function deploy(image: DiskImage): Promise<Readonly<Record<string, unknown>>> {
    const image_info = image.info(await serve(image));
    return await vm.succeed('deploy', 'write_image', { image_info, configdrive: CONFIG_DRIVE });
  }

  function expectWholeVolumes(): void {
    expect(volumes.filter(({ isWhole }) => !isWhole).map(({ name }) => name)).to.deep.equal([]);
  }

  /** The kernel, which has run since before the disks were changed, must have what a fresh look at them gives. */
  async function expectKernelKnows(): Promise<void> {
    const logs = await vm.logs();
    for (const disk of vm.disks) {
      const partitions = partitionsOnDisk(disk);
      expect(partitionsOfKernel(logs, disk), disk.kind).to.deep.equal(partitions);
      const found = new Set(partitions.map(({ uuid }) => uuid));
      for (const volume of volumes) if (volume.disk === disk) expect(found).to.include(volume.id);
    }
  }

  /** All but the table, which has the volumes too. */
  function expectWritten({ bytes }: DiskImage, disk = vm.disk('virtio')): void {
    const written = disk.bytes(MIB, bytes.byteLength - 2 * MIB);
    expect(written.equals(bytes.subarray(MIB, bytes.byteLength - MIB))).to.equal(true);
  }

  before(async () => {
    vm = await Vm.make({ disks: DISK_KINDS });
    const debian = await debianIpa('trixie');
    alder = await makeBootableImage(vm.folder, 'alder', debian);
    birch = await makeBootableImage(vm.folder, 'birch', debian);
    for (const disk of vm.disks)
      for (const offset of [0, MIB, 100 * MIB, disk.sizeBytes - MIB]) disk.fill(offset, MIB, 'old data ');
    await vm.bootIpa(await ramdiskWithAgent('trixie'));
  });
  after(async () => {
    await vm.close();
    for (const server of servers) await server.stop();
  });

  it('tells its disks at inspection, with their sector sizes and without volumes', () => {
    const { bmv, error } = vm.inventory as { bmv: Report; error: string | null };
    expect(error).to.equal(null);
    const found = bmv.disks.map(({ serial, sector_size }) => [serial, sector_size]);
    expect(found).to.have.deep.members(vm.disks.map(({ serial, sectorSize }) => [serial, sectorSize]));
    expect(bmv.volumes).to.deep.equal([]);
  });

  it("offers our steps in place of ironic-python-agent's own", async () => {
    for (const [kind, step] of [
      ['clean', 'erase_devices'],
      ['deploy', 'write_image'],
      ['service', 'extend_volumes'],
    ] as const) {
      const managers = Object.entries(await vm.steps(kind));
      const offering = managers.filter(([, steps]) => steps.some((item) => item.step === step));
      expect(offering.map(([name]) => name)).to.deep.equal([OURS]);
    }
  });

  it('is cleaned as a server without volumes', async () => {
    await vm.succeed('clean', 'erase_devices_metadata');
    for (const disk of vm.disks) expect(disk.bytes(0, 4096).includes('old data'), disk.kind).to.equal(false);
  });

  it('gets a volume on each kind of disk', async () => {
    volumes.push(
      await VmVolume.create(vm, 'virtio', { name: 'home', size: '200M', filesystem: 'ext4' }),
      await VmVolume.create(vm, 'scsi', { name: 'scratch', size: '100M', filesystem: 'none' }),
      await VmVolume.create(vm, 'scsi-4k', { name: 'archive', size: '320M', filesystem: 'xfs' }),
      await VmVolume.create(vm, 'nvme', { name: 'cache', size: '100M', filesystem: 'none' }),
    );
    for (const volume of volumes) if (volume.filesystem === 'none') volume.fill();
    volumes[0]?.writeFile(vm.folder, 'letters', content);
    const { volumes: found } = (await vm.succeed('deploy', 'report_volumes')) as unknown as Report;
    expect(found.map(({ id, state }) => [id, state])).to.have.deep.members(
      volumes.map(({ id }) => [id, 'available']),
    );
    await expectKernelKnows();
  });

  it('gets an image around its volumes', async () => {
    const { device, kept } = (await deploy(alder)) as unknown as Deployed;
    expect(device).to.equal('/dev/vda');
    expect(kept.filter(({ same }) => same).map(({ name }) => name)).to.deep.equal(['home']);
    expectWritten(alder);
    expectWholeVolumes();
    await expectKernelKnows();
  });

  it('refuses an image with another checksum, and keeps its volumes', async () => {
    const image_info = { ...birch.info(await serve(birch)), os_hash_value: '0'.repeat(64) };
    const { error } = await vm.execute('deploy', 'write_image', { image_info });
    expect(error).to.contain('sha256');
    expectWholeVolumes();
  });

  it('gets another image around its volumes', async () => {
    await deploy(birch);
    expectWritten(birch);
    expectWholeVolumes();
    await expectKernelKnows();
    await vm.succeed('deploy', 'verify_volumes', { proof: 'full' });
  });

  for (const kind of DISK_KINDS.filter((item) => item !== 'virtio'))
    it(`gets one image after the other on its ${kind} disk, around the volume there`, async () => {
      const disk = vm.disk(kind);
      vm.hintAt(kind);
      for (const generation of [1, 2]) {
        const image = makeSmallDiskImage(vm.folder, disk.sectorSize, generation);
        const { kept } = (await deploy(image)) as unknown as Deployed;
        expect(kept.filter(({ same }) => same).map(({ id }) => id)).to.deep.equal(
          volumes.filter((volume) => volume.disk === disk).map(({ id }) => id),
        );
        expectWritten(image, disk);
        expectWholeVolumes();
        await expectKernelKnows();
      }
      vm.hintAt('virtio');
    });

  for (const step of ['erase_devices_metadata', 'erase_devices_express'])
    it(`keeps every volume when it is cleaned by ${step}`, async () => {
      await vm.succeed('clean', step);
      expectWholeVolumes();
      await expectKernelKnows();
    });

  it('refuses to give a disk with a volume to an array', async () => {
    const { error } = await vm.execute('clean', 'delete_configuration');
    expect(error).to.contain('release the volumes first');
    expectWholeVolumes();
  });

  it('gets an image and a boot entry by the step for the custom-agent interface (E35)', async () => {
    vm.request({ ...birch.instance(await serve(birch)), configdrive: CONFIG_DRIVE });
    const { boot_entry } = await vm.succeed('deploy', 'deploy_image');
    expect(boot_entry).to.equal('made');
    expectWritten(birch);
    expectWholeVolumes();
  });

  it('starts the image from the disk with UEFI, and Linux finds every volume at its place', async () => {
    await vm.shutdown();
    const console = await vm.bootDisk();
    expect(console).to.match(/BdsDxe: starting Boot\w+ "ironic/);
    expect(console).to.contain('BOOTED birch');
    for (const { id, name, sectors } of volumes)
      expect(console).to.match(new RegExp(`PARTITION \\S+ uuid=${id} name=${name} sectors=${sectors} `));
    const digest = createHash('sha256').update(content).digest('hex');
    expect(console).to.contain(`FILE uuid=${volumes[0]?.id} sha256=${digest} path=letters`);
    expect(console).to.contain('REPORT ENDS');
  });
});
