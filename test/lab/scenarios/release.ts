import type { Scenario } from '../scenario.ts';
import { clean, liveOn, same } from './words.ts';

const ERASERS = ['erase_devices_metadata', 'erase_devices', 'erase_unkept_metadata', 'erase_unkept'];

/** Each erase step by hand keeps the volumes; a release takes one of two, and its bytes are gone. */
export const release: Scenario = {
  name: 'release',
  title: 'An operator cleans by hand at every level, then releases one of two volumes',
  destroys: 'all data on all of its disks, but of one of the two volumes that the scenario makes',
  tell: async (lab) => {
    await liveOn(lab);
    await lab.operator.reach('available', lab.node, 'undeploy', lab.node);
    await lab.operator.reach('manageable', lab.node, 'manage', lab.node);
    await clean(lab, 'create_volumes', { volumes: [{ name: 'neighbour', size: '64M', filesystem: 'ext4' }] });
    const digests = async () => {
      const volumes = (await lab.hands?.volumes()) ?? [];
      const found = await Promise.all(
        volumes.map(async (volume) => [volume.name, (await lab.hands?.digestOf(volume)) ?? ''] as const),
      );
      return new Map(found);
    };
    const before = await digests();
    for (const name of ERASERS) await clean(lab, name);
    for (const [name, digest] of before) same(`volume ${name}`, (await digests()).get(name), digest);

    const gone = (await lab.hands?.volumes())?.find(({ name }) => name === 'data');
    await clean(lab, 'release_volumes', { volumes: ['data'], erase: 'zero' });
    for (const picture of await lab.pictures()) lab.note(picture);
    const after = await digests();
    same('the released volume', after.has('data'), false);
    same('its neighbour', after.get('neighbour'), before.get('neighbour'));
    if (gone && lab.hands) same('its bytes', await lab.hands.isZero(gone), true);
    await clean(lab, 'release_volumes', { volumes: ['neighbour'] });
    await lab.operator.reach('available', lab.node, 'provide', lab.node);
  },
};
