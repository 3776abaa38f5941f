import { handsOf, type Scenario } from '../scenario.ts';
import { ask, betweenLives, bootsAs, deploy } from './words.ts';

/** An image that has no place beside the volume is refused before anything is written. */
export const tooLarge: Scenario = {
  name: 'too-large',
  title: 'An image has no place beside the volume: nothing is written, and a smaller one deploys',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  needsHands: true,
  tell: async (lab) => {
    const hands = handsOf(lab);
    const { before, image } = await betweenLives(lab);
    await ask(lab, await hands.tooLargeImage());
    const { node } = await lab.operator.reach('deploy failed', lab.node, 'deploy', lab.node);
    const error = node.last_error ?? '';
    if (!error.includes('nothing was written') || !error.includes('data'))
      throw new Error(`last_error does not say what is in the way: ${error}`);
    await ask(lab, image);
    bootsAs(await deploy(lab), image, before);
  },
};
