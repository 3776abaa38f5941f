import {
  handsOf,
  type InstanceReport,
  type Lab,
  type LabVolume,
  type Scenario,
  VOLUME_GENERATION,
} from '../scenario.ts';
import { ask, bootsAs, deploy, liveOn, makeAvailable, nextImage, ownDisks, same } from './words.ts';

const OS = 'lab-os';
/** Larger than the image, so that the system has to grow. */
const SIZE = '1536M';
const BOOT = { interface: 'deploy', step: 'deploy_image', priority: 80, args: { boot_volume: OS } };

function bootsFromVolume(after: InstanceReport, before: InstanceReport): void {
  same('the generation', after.generation, VOLUME_GENERATION);
  same('the volume', after.volume, 'mounted');
  same('the file that the first instance wrote', after.found, before.now);
}

async function osVolume(lab: Lab): Promise<LabVolume> {
  const found = (await handsOf(lab).volumes()).find(({ name }) => name === OS);
  if (!found) throw new Error(`no disk has a volume ${OS}`);
  return found;
}

/** By the interface that has no image steps of its own: a system in a volume, others beside it, and back. */
export const bootVolume: Scenario = {
  name: 'boot-volume',
  title:
    'A server boots from a volume with an operating system, then from another image beside it, then from the volume again',
  destroys: 'all data on all of its disks',
  needsHands: true,
  tell: async (lab) => {
    const hands = handsOf(lab);
    await ownDisks(lab);
    const first = await liveOn(lab);
    const other = nextImage(lab, first);
    const { url, digest, bytes } = await hands.volumeImage();
    await makeAvailable(lab);
    await lab.operator.baremetal('node', 'set', lab.node, '--deploy-interface', 'custom-agent');
    try {
      const image = { url, checksum: `sha256:${digest}`, disk_format: 'raw' };
      const volumes = [{ name: OS, size: SIZE, image, bootable: true }];
      const make = { interface: 'deploy', step: 'create_volumes', priority: 85, args: { volumes } };
      const words = (...steps: object[]) => ({ words: ['--deploy-steps', JSON.stringify(steps)] });
      const second = await deploy(lab, words(make, BOOT));
      bootsFromVolume(second, first);
      if (second.root <= bytes)
        throw new Error(`the root has ${second.root} bytes, no more than its image: it did not grow`);

      await makeAvailable(lab);
      const volume = await osVolume(lab);
      const asLeft = await hands.digestOf(volume);
      await ask(lab, other);
      const { args: _volume, ...deployImage } = BOOT;
      const third = await deploy(lab, words({ ...deployImage, args: {} }));
      bootsAs(third, other, second);
      await makeAvailable(lab);
      same('the system in the volume', await hands.digestOf(volume), asLeft);

      const fourth = await deploy(lab, words(BOOT));
      bootsFromVolume(fourth, third);
      same('the number of boots', fourth.boots, (third.boots ?? 0) + 1);
    } finally {
      await makeAvailable(lab);
      await lab.operator.baremetal('node', 'set', lab.node, '--deploy-interface', 'direct');
      // Whatever comes next has the disk for itself, and the volume is gone in the end.
      await ownDisks(lab);
    }
  },
};
