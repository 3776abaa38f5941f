import { type Command, Option } from 'commander';
import { VOLUME_STATES, type VolumeState } from '../../proto/catalog.ts';
import { findNode } from '../registry/find.ts';
import { count, type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { registryVolumesText } from '../views/registry-volume.ts';

interface Options extends RegistryOptions {
  readonly node?: string;
  readonly project?: string;
  readonly set?: string;
  readonly name?: string;
  readonly state?: VolumeState;
  readonly search?: string;
  readonly released?: boolean;
  readonly limit: number;
}

export function addVolumesList(volumes: Command, run: Runner): void {
  const command = volumes
    .command('list')
    .description('volumes of all nodes, as the registry knows them')
    .option('--node <node>', 'of this node, by UUID or name')
    .option('--project <id>', 'of this project')
    .option('--set <set>', 'of this set')
    .option('--name <name>', 'with exactly this name')
    .addOption(new Option('--state <state>', 'in this state').choices(VOLUME_STATES))
    .option('--search <text>', 'with this text in the name, or at the start of the id')
    .option('--released', 'also those that were released')
    .option('--limit <n>', 'most volumes to show', count, 10_000);
  withExamples(
    withCommonOptions(withRegistryOptions(command)),
    'bmv volumes list --project web --state available',
    'bmv volumes list --node rack1-07 --json',
  ).action(async (options: Options) => {
    await runWithRegistry(run, options, async ({ api, output }) => {
      const { project, set, name, state, search, limit } = options;
      const node = options.node === undefined ? undefined : await findNode(api, options.node);
      // Who asks for the state of released ones wants to see them.
      const released = options.released === true || state === 'released';
      const found = await api.volumes({ node, project, set, name, state, q: search, released }, limit);
      output.result({ volumes: found.items, more: found.more }, () => registryVolumesText(found));
      return 0;
    });
  });
}
