import { handsOf, type Scenario } from '../scenario.ts';
import { ask, bootsAs, deploy, makeAvailable, ownDisks, same } from './words.ts';

const LAYOUT = { image_type: 'partition', root_gb: '2', ephemeral_gb: '1', ephemeral_format: 'ext4' };

/** What Nova asks for by `--preserve-ephemeral`, with a partition image: Ironic's own promise, kept. */
export const preserveEphemeral: Scenario = {
  name: 'preserve-ephemeral',
  title: 'An instance of a partition image is rebuilt with preserve_ephemeral, and finds its ephemeral disk',
  destroys: 'all data on all of its disks',
  needsHands: true,
  tell: async (lab) => {
    const [first, second] = handsOf(lab).partitionImages;
    await ownDisks(lab);
    await ask(lab, first, { info: LAYOUT });
    const before = await deploy(lab);
    same('what was found on the ephemeral disk', before.found, '');
    await ask(lab, second, { info: { ...LAYOUT, preserve_ephemeral: 'true' } });
    bootsAs(await deploy(lab, { by: 'rebuild' }), second, before);
    await makeAvailable(lab);
  },
};
