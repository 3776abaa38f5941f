import type { Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import { findNode } from '../registry/find.ts';
import {
  collect,
  count,
  type RegistryOptions,
  wantedSize,
  withExamples,
  withRegistryOptions,
} from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { placementText } from '../views/placement.ts';

interface Options extends RegistryOptions {
  readonly project?: string;
  readonly volume?: readonly string[];
  readonly set: string;
  readonly size?: string;
  readonly candidate?: readonly string[];
  readonly ready?: boolean;
  readonly limit: number;
  readonly resourceClass: string;
}

/** Where volumes are, or could be. */
export function addPlace(place: Command, run: Runner): void {
  const command = place
    .option('--project <id>', 'for this project; default: that of the user')
    .option('--volume <volume>', 'that have this volume, by id or name; may be given again', collect)
    .option('--set <set>', 'that have a volume of this set', '')
    .option('--size <size>', 'with room for a new volume: number with B, K, M, G or T (powers of 1024)')
    .option('--candidate <node>', 'of these nodes alone, by UUID or name; may be given again', collect)
    .option('--ready', 'that are ready: no step runs, and their disks were reported')
    .option('--limit <n>', 'most nodes to show', count, 100)
    .option('--resource-class <class>', 'of the line for Ironic that is printed', 'baremetal');
  withExamples(
    withCommonOptions(withRegistryOptions(command)),
    'bmv place --project web --size 500GiB --ready',
    'bmv place --project web --volume data --json',
  )
    .addHelpText(
      'after',
      'No node that will do is a refusal (3). Where some will, the last line makes an allocation of one of them in Ironic.',
    )
    .action(async (options: Options) => {
      await runWithRegistry(run, options, async ({ api, output }) => {
        const { project, volume = [], set, size, ready = false, limit } = options;
        const candidates: string[] = [];
        for (const candidate of options.candidate ?? []) candidates.push(await findNode(api, candidate));
        const answer = await api.place({
          ...{ volumes: [...volume], set, ready, limit },
          ...(project === undefined ? {} : { project }),
          ...(size === undefined ? {} : { size_bytes: wantedSize(size) }),
          ...(candidates.length === 0 ? {} : { candidates }),
        });
        output.result(answer, () => placementText(answer, options.resourceClass));
        return answer.found === 0 ? EXIT.refused : EXIT.done;
      });
    });
}
