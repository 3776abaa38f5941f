import type { Scenario } from '../scenario.ts';
import { ask, betweenLives, bootsAs, deploy, same } from './words.ts';

/** Undeploy, automated cleaning, deploy: the instance behind it finds what the one before wrote. */
export const redeploy: Scenario = {
  name: 'redeploy',
  title: 'A server goes through undeploy, cleaning and a deployment of the next image, and its data stays',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  tell: async (lab) => {
    const { before, image } = await betweenLives(lab);
    for (const picture of await lab.pictures()) lab.note(picture);
    await ask(lab, image);
    const after = await deploy(lab);
    bootsAs(after, image, before);
    same('whether its config drive had it mounted', after.told, true);
  },
};
