import type { Scenario } from '../scenario.ts';
import { ask, bootsAs, deploy, liveOnce } from './words.ts';

/** The machine loses its power while an image is written: the next deployment finds the volume. */
export const powerCut: Scenario = {
  name: 'power-cut',
  title: 'The power fails in the middle of write_image; the next deployment goes on around the volume',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  tell: async (lab) => {
    const { hands } = lab;
    if (!hands)
      throw new Error('this scenario pulls a plug, which a physical lab has to do itself; leave it out');
    const before = await liveOnce(lab);
    await ask(lab, lab.images[1]);
    const cut = hands.console(/step begins.*write_image/).then(async () => await hands.cutPower());
    const deployment = lab.operator.operate(lab.node, 'deploy', lab.node);
    await cut;
    // Ironic hears nothing more, and would wait for twenty minutes.
    await lab.operator.baremetal('node', 'abort', lab.node).catch(() => '');
    const { node } = await deployment;
    lab.note(`after the power cut: ${node.provision_state}: ${node.last_error}`);
    const after = await deploy(lab);
    bootsAs(after, 2, before);
  },
};
