import { handsOf, type Scenario } from '../scenario.ts';
import { ask, betweenLives, bootsAs, deploy, same } from './words.ts';

const CLASS = 'baremetal';
const NAME = 'placed';

/** The next instance goes to wherever the volume is: the registry says where, Ironic's allocation takes that node. */
export const place: Scenario = {
  name: 'place',
  title: 'The registry names the node that has a volume, and an allocation of Ironic takes it',
  destroys: 'all data on all of its disks, but of the volume that the scenario makes',
  needsHands: true,
  tell: async (lab) => {
    const { operator, api, node } = lab;
    const hands = handsOf(lab);
    const { before, image } = await betweenLives(lab);
    await operator.baremetal('node', 'set', node, '--resource-class', CLASS);
    same('the line for another project', await hands.allocationLine('another', 'data'), null);
    const line = (await hands.allocationLine('lab', 'data')) ?? 'no node has the volume';
    lab.note(line);
    const { uuid } = await api.node(node);
    same(
      'the line',
      line,
      `openstack baremetal allocation create --resource-class ${CLASS} --candidate-node ${uuid}`,
    );
    const words = line.split(' ').slice(2);
    await operator.baremetal(...words, '--name', NAME, '--wait', '120');
    const allocation = await operator.read('allocation', 'show', NAME, '--format', 'json');
    const { state, node_uuid: taken } = allocation as { readonly state: string; readonly node_uuid: string };
    same('the allocation', `${state} on ${taken}`, `active on ${uuid}`);
    await ask(lab, image);
    bootsAs(await deploy(lab), image, before);
  },
};
