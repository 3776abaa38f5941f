import type { Command } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { type Erasure, eraseOption } from '../registry/new-volume.ts';
import { type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { formatBytes } from '../units.ts';
import { counted } from '../views/cells.ts';
import { registryVolumesText } from '../views/registry-volume.ts';
import { setText } from '../views/set.ts';

interface Options extends RegistryOptions {
  readonly project?: string;
  readonly erase?: Erasure;
  readonly confirm?: string;
}

/** A release names each volume; more than these are released set by set. */
const MOST = 10_000;

export function addSetsRelease(sets: Command, run: Runner): void {
  const command = sets
    .command('release <set>')
    .description('end all volumes of a set, or none: each is erased by the next step of Ironic on its node')
    .option('--project <id>', 'of this project, where several have a set of that name')
    .addOption(eraseOption('how they are erased, by default as was said of each'))
    .option('--confirm <set>', 'the name of the set once more, instead of being asked');
  withExamples(
    withCommonOptions(withRegistryOptions(command)),
    'bmv sets release db --project web --confirm db',
  ).action(async (name: string, options: Options) => {
    await runWithRegistry(run, options, async ({ api, output, ask }) => {
      const { project, erase, confirm } = options;
      if (confirm !== undefined && confirm !== name)
        throw new BmvError(
          'NOT_CONFIRMED',
          `--confirm is ${JSON.stringify(confirm)}, and the set is ${JSON.stringify(name)}; nothing was changed`,
        );
      const { set, volumes } = await api.set(name, project, MOST);
      const size = formatBytes(set.size_bytes);
      const nodes = counted(set.node_count, 'node');
      const question = `Release ${counted(set.volume_count, 'volume')} (${size}) on ${nodes}, all of set ${JSON.stringify(name)}?`;
      if (!(await ask(() => setText(set, volumes), question, confirm !== undefined)))
        throw new BmvError('NOT_CONFIRMED', 'not confirmed; nothing was changed');
      const released = await api.releaseSet(set, volumes.items, erase);
      output.result({ volumes: released }, () => registryVolumesText({ items: released, more: false }));
      return 0;
    });
  });
}
