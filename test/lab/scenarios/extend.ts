import type { Scenario } from '../scenario.ts';
import { clean, liveOn, makeAvailable, ownDisks, same, service } from './words.ts';

const MIB = 2 ** 20;
const LARGER_MIB = 1280;
/** What a filesystem keeps for itself at most. */
const OWN_SHARE = 0.1;

/** Steps of service on an active node: the instance goes down, and comes back with more room. */
export const extend: Scenario = {
  name: 'extend',
  title:
    'A volume of a running instance grows by service steps, into the room of another; so does its filesystem',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  tell: async (lab) => {
    await ownDisks(lab);
    await lab.operator.reach('manageable', lab.node, 'manage', lab.node);
    await clean(lab, 'create_volumes', { volumes: [{ name: 'old', size: '512M', filesystem: 'ext4' }] });
    await makeAvailable(lab);
    const before = await liveOn(lab);
    const after = await service(
      lab,
      { step: 'release_volumes', args: { volumes: ['old'] } },
      { step: 'extend_volumes', args: { volumes: [{ volume: 'data', size: `${LARGER_MIB}M` }] } },
    );
    same('the generation', after.generation, before.generation);
    same('the file that it wrote', after.found, before.now);
    const bytes = after.bytes ?? 0;
    if (bytes <= (before.bytes ?? 0) || bytes < LARGER_MIB * MIB * (1 - OWN_SHARE))
      throw new Error(`the filesystem has ${bytes} bytes, and had ${before.bytes}`);
  },
};
