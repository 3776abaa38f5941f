import type { Command } from 'commander';
import { LIMIT_DEFAULTS } from '../../registry/config/limits.ts';
import { openConfiguredStore } from '../../registry/config/open-store.ts';
import { verifyChain } from '../../registry/store/events.ts';
import { EXIT } from '../exit-code.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { type StoreCommandOptions, withStoreOptions } from './registry-options.ts';

type Options = CommonOptions & StoreCommandOptions;

export function addRegistryVerify(registry: Command, run: Runner): void {
  withCommonOptions(withStoreOptions(registry.command('verify')))
    .description(
      'follow the chain of all events: whether any was changed, or is missing; exit 1 where one is',
    )
    .action(async (options: Options) => {
      await run(options, async ({ output }) => {
        const { store: location, storeCa } = options;
        const store = await openConfiguredStore({
          ...{ store: location, storeCaFile: storeCa ?? null, migrate: false, limits: LIMIT_DEFAULTS },
        });
        try {
          const { head, broken } = await verifyChain(store);
          output.result({ store: store.name, head, broken }, () =>
            broken
              ? `the chain of events is broken at ${broken.seq}: ${broken.why}`
              : `${head.seq} events are as they were written; the newest has hash ${head.hash}`,
          );
          return broken ? EXIT.failed : EXIT.done;
        } finally {
          await store.close();
        }
      });
    });
}
