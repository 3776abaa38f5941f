import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { debianIpa } from '../../image-build/debian-ipa/build.ts';
import { seededRandom } from '../support/crash-states.ts';
import { ImageServer } from '../support/image-server.ts';
import { type BootableImage, makeBootableImage } from './os-image.ts';
import { ramdiskWithAgent } from './ramdisk.ts';
import { Vm } from './vm.ts';
import { VmVolume } from './vm-volume.ts';

/** `BMV_CUTS` and `BMV_SEED` make more and other ones. */
const CUTS = Number(process.env.BMV_CUTS ?? 10);
const SEED = Number(process.env.BMV_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** More than enough for one boot and one image. */
const TIMEOUT_MS = 30 * 60_000;

describe(`a power cut while an image is written, at ${CUTS} random moments of seed ${SEED}`, () => {
  const random = seededRandom(SEED);
  let vm: Vm;
  let server: ImageServer;
  let image: BootableImage;
  let volume: VmVolume;
  let wholeMs: number;

  async function write(): Promise<void> {
    await vm.succeed('deploy', 'write_image', { image_info: image.info(vm.url(server.url())) });
  }

  before(async () => {
    vm = await Vm.make({ disks: ['virtio'], collectors: '' });
    image = await makeBootableImage(vm.folder, 'alder', await debianIpa('trixie'));
    server = await ImageServer.start(image.bytes);
    await vm.bootIpa(await ramdiskWithAgent('trixie'));
    volume = await VmVolume.create(vm, 'virtio', { name: 'home', size: '200M', filesystem: 'ext4' });
    volume.writeFile(vm.folder, 'letters', randomBytes(1024 * 1024));
    const began = Date.now();
    await write();
    wholeMs = Date.now() - began;
  });
  after(async () => {
    await vm.close();
    await server.stop();
  });

  for (let cut = 1; cut <= CUTS; cut += 1)
    it(`leaves the volume whole, and the step can run again: cut ${cut}`, async () => {
      const afterMs = Math.floor(random() * wholeMs);
      const where = `${afterMs} of ${wholeMs} ms after its beginning`;
      // Ends with the machine.
      const running = write().catch(() => {});
      await sleep(afterMs);
      await vm.powerCut();
      await running;
      expect(volume.isWhole, where).to.equal(true);
      await vm.bootIpa(await ramdiskWithAgent('trixie'));
      expect(volume.isWhole, `the boot behind the cut ${where}`).to.equal(true);
      await write();
      expect(volume.isWhole, `the step that ran again after the cut ${where}`).to.equal(true);
    }).timeout(TIMEOUT_MS);

  it('leaves an image that starts and finds its volume', async () => {
    await vm.succeed('deploy', 'verify_volumes', { proof: 'full' });
    await vm.shutdown();
    const console = await vm.bootDisk();
    expect(console).to.contain('BOOTED alder');
    expect(console).to.match(new RegExp(`FILE uuid=${volume.id} .* path=letters`));
  });
});
