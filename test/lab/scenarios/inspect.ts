import type { Scenario } from '../scenario.ts';
import { makeAvailable } from './words.ts';

/** Inspection puts the volumes into the node's inventory. */
export const inspect: Scenario = {
  name: 'inspect',
  title: 'An inspection of the server shows its volumes in the inventory that Ironic keeps',
  destroys: 'all data on all of its disks, but of volumes',
  tell: async (lab) => {
    await makeAvailable(lab);
    await lab.operator.reach('manageable', lab.node, 'manage', lab.node);
    await lab.operator.reach('manageable', lab.node, 'inspect', lab.node);
    const { plugin_data: data } = (await lab.api.inventory(lab.node)) as {
      readonly plugin_data?: Readonly<Record<string, unknown>>;
    };
    const volumes = (await lab.hands?.volumes()) ?? [];
    const text = JSON.stringify(data);
    for (const { id, name } of volumes)
      if (!text.includes(id)) throw new Error(`the inventory has no volume ${name} (${id})`);
    lab.note(`${volumes.length} volume(s) are in the inventory`);
    await lab.operator.reach('available', lab.node, 'provide', lab.node);
  },
};
