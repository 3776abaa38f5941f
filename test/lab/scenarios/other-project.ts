import type { Scenario } from '../scenario.ts';
import { ask, clean, deploy, makeAvailable, ownDisks, same } from './words.ts';

/** A node that holds a project's volume is no place for another project. */
export const otherProject: Scenario = {
  name: 'other-project',
  title: 'Another project’s deployment on a node with a volume is refused; the owner’s finds the volume',
  destroys: 'all data on all of its disks',
  tell: async (lab) => {
    const lend = async (project: string) =>
      await lab.operator.baremetal('node', 'set', lab.node, '--lessee', project);
    await ownDisks(lab);
    await lab.operator.reach('manageable', lab.node, 'manage', lab.node);
    const volumes = [
      { name: 'data', size: '512M', filesystem: 'ext4', mount_point: '/srv/data', project: 'alpha' },
    ];
    await clean(lab, 'create_volumes', { volumes });
    await makeAvailable(lab);
    try {
      await lend('beta');
      await ask(lab, lab.images[0]);
      const { node } = await lab.operator.reach('deploy failed', lab.node, 'deploy', lab.node);
      const error = node.last_error ?? '';
      if (!error.includes('of another project than beta'))
        throw new Error(`last_error does not say whose node it is: ${error}`);
      await makeAvailable(lab);
      await lend('alpha');
      await ask(lab, lab.images[1]);
      const report = await deploy(lab);
      same('the volume', report.volume, 'mounted');
      same('what was found in it', report.found, '');
    } finally {
      await lab.operator.baremetal('node', 'unset', lab.node, '--lessee');
    }
    await ownDisks(lab);
  },
};
