import type { Scenario } from '../scenario.ts';
import { ask, deploy, MAKES_VOLUME, makeAvailable, same } from './words.ts';

const IMAGE_ROOT_BYTES = 2 ** 30;

/** Enroll, clean, deploy with `direct`; a deploy template makes the volume, the instance mounts it and writes. */
export const firstLife: Scenario = {
  name: 'first-life',
  title: 'A new server is cleaned and deployed; a deploy template makes its volume',
  destroys: 'all data on all of its disks',
  tell: async (lab) => {
    await makeAvailable(lab);
    await ask(lab, lab.images[0], { traits: [MAKES_VOLUME] });
    const report = await deploy(lab);
    same('the generation', report.generation, 1);
    same('the volume', report.volume, 'mounted');
    same('whether its config drive had it mounted', report.told, true);
    same('what was found in it', report.found, '');
    same('the number of boots', report.boots, 1);
    // E52: as far as the volume, and no further: the next instance reads it.
    if (report.root <= IMAGE_ROOT_BYTES)
      throw new Error(`the root did not grow: it has ${report.root} bytes`);
  },
};
