import { VOLUME } from './images/recipe.ts';
import type { Operator } from './operator.ts';
import { MAKES_VOLUME } from './scenarios/words.ts';

const VOLUME_SIZE = '1G';

/** The trait of the node, and the deploy template of that name which makes a volume; both may be there. */
export async function makeTemplate(operator: Operator, node: string): Promise<void> {
  const volumes = [{ name: VOLUME, size: VOLUME_SIZE, filesystem: 'ext4', mount_point: `/srv/${VOLUME}` }];
  // Before the image, which tells the instance of it.
  const steps = [{ interface: 'deploy', step: 'create_volumes', args: { volumes }, priority: 90 }];
  const known = (await operator.read('deploy', 'template', 'list', '--format', 'json')) as readonly {
    readonly Name: string;
  }[];
  if (!known.some(({ Name }) => Name === MAKES_VOLUME))
    await operator.baremetal(
      ...['deploy', 'template', 'create', MAKES_VOLUME, '--steps', JSON.stringify(steps)],
    );
  await operator.baremetal('node', 'add', 'trait', node, MAKES_VOLUME);
}
