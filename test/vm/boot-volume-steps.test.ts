import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { type DebianIpa, debianIpa } from '../../image-build/debian-ipa/build.ts';
import { ImageServer } from '../support/image-server.ts';
import { type BootableImage, makeBootableImage } from './os-image.ts';
import { ramdiskWithAgent } from './ramdisk.ts';
import { makeSystemImage, type SystemImage } from './system-image.ts';
import { Vm } from './vm.ts';
import { VmVolume } from './vm-volume.ts';

const MIB = 1024 * 1024;

interface Booted {
  readonly device: string;
  readonly boot_entry: string;
  readonly kept: readonly { readonly name: string; readonly same: boolean | null }[];
  readonly notes: readonly string[];
}

/** The firmware, GRUB and the kernel are real: whatever cannot really be started fails here. */
describe('a server that boots from a volume', () => {
  let vm: Vm;
  let ramdisk: DebianIpa;
  let larch: SystemImage;
  let birch: BootableImage;
  let volume: VmVolume;
  const servers: ImageServer[] = [];
  const content = randomBytes(MIB);

  async function serve(bytes: Buffer): Promise<string> {
    const server = await ImageServer.start(bytes);
    servers.push(server);
    return vm.url(server.url());
  }

  async function bootFrom(name: string): Promise<Booted> {
    const result = await vm.succeed('deploy', 'deploy_image', { boot_volume: name });
    return result as unknown as Booted;
  }

  function expectLarch(console: string): void {
    expect(console).to.match(/BdsDxe: starting Boot\w+ "ironic/);
    expect(console).to.contain('BOOTED larch');
    expect(console).to.contain(`FILE uuid=${volume.id} `).and.contain('path=letters');
    expect(console).to.contain('REPORT ENDS');
  }

  before(async () => {
    vm = await Vm.make({ disks: ['virtio', 'nvme'] });
    const debian = await debianIpa('trixie');
    larch = await makeSystemImage(vm.folder, 'larch', debian, { isSigned: true });
    birch = await makeBootableImage(vm.folder, 'birch', debian);
    ramdisk = await ramdiskWithAgent('trixie');
    await vm.bootIpa(ramdisk);
  });
  after(async () => {
    await vm.close();
    for (const server of servers) await server.stop();
  });

  it('gets a volume with a system in it, on a disk that the root device hints do not pick', async () => {
    const image = { url: await serve(larch.bytes), checksum: larch.checksum };
    const wanted = { name: 'larch-root', size: '256M', image, bootable: true } as const;
    volume = await VmVolume.create(vm, 'nvme', wanted);
    volume.writeFile(vm.folder, 'letters', content);
    const again = await vm.succeed('deploy', 'create_volumes', {
      volumes: [{ ...wanted, disk: vm.disk('nvme').serial }],
    });
    expect(JSON.stringify(again)).to.contain('"outcome":"unchanged"');
    expect(volume.isWhole).to.equal(true);
  });

  it('starts the system out of the volume', async () => {
    const { device, boot_entry, kept } = await bootFrom('larch-root');
    expect([device, boot_entry]).to.deep.equal(['/dev/nvme0n1', 'made']);
    expect(kept.map(({ name, same }) => [name, same])).to.deep.include(['larch-root', true]);
    expect(volume.isWhole).to.equal(true);
    await vm.shutdown();
    expectLarch(await vm.bootDisk());
    expect(volume.isWhole).to.equal(true);
  });

  it('starts another system that is deployed beside it', async () => {
    await vm.bootIpa(ramdisk);
    vm.hintAt('nvme');
    vm.request(birch.instance(await serve(birch.bytes)));
    const { boot_entry } = (await vm.succeed('deploy', 'deploy_image')) as unknown as Booted;
    expect(boot_entry).to.equal('made');
    expect(volume.isWhole).to.equal(true);
    await vm.shutdown();
    const console = await vm.bootDisk();
    expect(console).to.contain('BOOTED birch').and.not.contain('BOOTED larch');
    expect(console).to.contain(`PARTITION nvme0n1p${volume.number} uuid=${volume.id}`);
  });

  it('starts the system out of the volume again, with what was put there', async () => {
    await vm.bootIpa(ramdisk);
    const { device } = await bootFrom(volume.id);
    expect(device).to.equal('/dev/nvme0n1');
    await vm.shutdown();
    expectLarch(await vm.bootDisk());
    expect(volume.isWhole).to.equal(true);
  });
});
