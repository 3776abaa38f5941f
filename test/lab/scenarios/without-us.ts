import { handsOf, type Scenario } from '../scenario.ts';
import { ask, betweenLives, deploy, makeAvailable, same } from './words.ts';

/** For comparison: the same redeployment with ironic-python-agent alone. */
export const withoutUs: Scenario = {
  name: 'without-us',
  title: 'For comparison: plain ironic-python-agent redeploys the server, and the data is lost',
  destroys: 'all data on all of its disks',
  needsHands: true,
  tell: async (lab) => {
    const hands = handsOf(lab);
    await betweenLives(lab);
    await hands.bootRamdisk('plain');
    try {
      await ask(lab, lab.images[1]);
      const after = await deploy(lab);
      same('the generation', after.generation, 2);
      same('the volume', after.volume, null);
    } finally {
      await hands.bootRamdisk('agent');
    }
    // With the agent's next look the registry learns what has happened.
    await lab.operator.reach('available', lab.node, 'undeploy', lab.node);
    await makeAvailable(lab);
    const states = (await hands.registered()).map(({ state }) => state);
    same('what the registry says of the volume', states.join(), 'missing');
  },
};
