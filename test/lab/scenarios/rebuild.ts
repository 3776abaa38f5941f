import type { Scenario } from '../scenario.ts';
import { ask, bootsAs, deploy, liveOn, MAKES_VOLUME, nextImage } from './words.ts';

/** The same instance gets another image, without cleaning in between; the template of its trait runs again. */
export const rebuild: Scenario = {
  name: 'rebuild',
  title: 'An instance is rebuilt with the next image, and its data stays',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  tell: async (lab) => {
    const before = await liveOn(lab);
    const image = nextImage(lab, before);
    const [id] = ((await lab.hands?.volumes()) ?? []).map((volume) => volume.id);
    await ask(lab, image, { traits: [MAKES_VOLUME] });
    const after = await deploy(lab, { by: 'rebuild' });
    bootsAs(after, image, before);
    const now = ((await lab.hands?.volumes()) ?? []).map((volume) => volume.id);
    if (now.join() !== (id ?? '')) throw new Error(`the disks have the volumes ${now.join()}, not ${id}`);
  },
};
