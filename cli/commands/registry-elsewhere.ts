import type { Command } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';

/**
 * Takes the place of `registry.ts` in a ramdisk: databases and servers would take memory there, and nobody serves a
 * fleet from a ramdisk. Whatever is asked for is refused with the way out.
 */
export function addRegistryCommands(registry: Command, run: Runner): void {
  withCommonOptions(registry)
    .argument('[command...]')
    .allowUnknownOption()
    .action(async (_words: readonly string[], options: CommonOptions) => {
      await run(options, async () => {
        throw new BmvError(
          'USAGE',
          'a ramdisk has no registry; run bmv registry from a checkout of baremetal-volumes, on a machine that stays',
        );
      });
    });
}
