import { handsOf, type Scenario } from '../scenario.ts';
import { ask, betweenLives, bootsAs, deploy } from './words.ts';

/** The agent dies while it writes; ironic-python-agent tells the conductor, and the next deployment goes on. */
export const agentKilled: Scenario = {
  name: 'agent-killed',
  title: 'The agent is killed in the middle of write_image; the next deployment goes on around the volume',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  needsHands: true,
  tell: async (lab) => {
    const hands = handsOf(lab);
    const { before, image } = await betweenLives(lab);
    await ask(lab, image);
    await hands.bootRamdisk('dying');
    const { node } = await lab.operator.reach('deploy failed', lab.node, 'deploy', lab.node);
    const error = node.last_error ?? '';
    if (!error.includes('write_image') || !error.includes('bmv-agent'))
      throw new Error(`last_error does not say that the agent is gone: ${error}`);
    await hands.bootRamdisk('agent');
    bootsAs(await deploy(lab), image, before);
  },
};
