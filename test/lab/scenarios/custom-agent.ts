import type { Scenario } from '../scenario.ts';
import { ask, betweenLives, bootsAs, deploy, makeAvailable, same } from './words.ts';

const STEPS = JSON.stringify([{ interface: 'deploy', step: 'deploy_image', priority: 80, args: {} }]);

/** As Metal3 calls it: the interface that has no image steps of its own, and our step by its name. */
export const customAgent: Scenario = {
  name: 'custom-agent',
  title:
    'A server is deployed by deploy_image of custom-agent; with a ramdisk that lacks it nothing is written',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  tell: async (lab) => {
    const { before, image } = await betweenLives(lab);
    await lab.operator.baremetal('node', 'set', lab.node, '--deploy-interface', 'custom-agent');
    try {
      await ask(lab, image);
      if (lab.hands) {
        await lab.hands.bootRamdisk('plain');
        const { node } = await lab.operator.reach(
          ...(['deploy failed', lab.node, 'deploy', lab.node, '--deploy-steps', STEPS] as const),
        );
        if (!(node.last_error ?? '').includes('deploy_image'))
          throw new Error(`last_error does not name the step that is missing: ${node.last_error}`);
        await lab.hands.bootRamdisk('agent');
      }
      const after = await deploy(lab, { words: ['--deploy-steps', STEPS] });
      bootsAs(after, image, before);
      same('the volumes on its disks', (await lab.hands?.volumes())?.length ?? 1, 1);
    } finally {
      // The interface of a node that is active stays.
      await makeAvailable(lab);
      await lab.operator.baremetal('node', 'set', lab.node, '--deploy-interface', 'direct');
    }
  },
};
