import { handsOf, type Scenario } from '../scenario.ts';
import { ask, betweenLives, bootsAs, deploy } from './words.ts';

/** The machine loses its power while an image is written: the next deployment finds the volume. */
export const powerCut: Scenario = {
  name: 'power-cut',
  title: 'The power fails in the middle of write_image; the next deployment goes on around the volume',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  needsHands: true,
  tell: async (lab) => {
    const hands = handsOf(lab);
    const { before, image } = await betweenLives(lab);
    await ask(lab, image);
    const deployment = lab.operator.operate(lab.node, 'deploy', lab.node);
    deployment.catch(() => {});
    await hands.stepReaches('write_image', 0.3);
    await hands.cutPower();
    // Ironic hears nothing more, and would wait for twenty minutes.
    await lab.operator.reach('available', lab.node, 'undeploy', lab.node);
    await deployment;
    await ask(lab, image);
    const after = await deploy(lab);
    bootsAs(after, image, before);
  },
};
