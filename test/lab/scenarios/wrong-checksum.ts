import type { Scenario } from '../scenario.ts';
import { ask, betweenLives, bootsAs, deploy } from './words.ts';

const WRONG = '0'.repeat(64);

/** An image whose checksum is another one: the deployment fails, the volume is whole, and the right one deploys. */
export const wrongChecksum: Scenario = {
  name: 'wrong-checksum',
  title: 'An image is not what its checksum says: the deployment fails, and the next one finds the volume',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  tell: async (lab) => {
    const { before, image } = await betweenLives(lab);
    await ask(lab, { ...image, digest: WRONG });
    const { node } = await lab.operator.reach('deploy failed', lab.node, 'deploy', lab.node);
    const error = node.last_error ?? '';
    if (!error.includes(`has sha256 ${image.digest}, expected ${WRONG}`))
      throw new Error(`last_error does not say what is wrong: ${error}`);
    await ask(lab, image);
    const after = await deploy(lab);
    bootsAs(after, image, before);
  },
};
