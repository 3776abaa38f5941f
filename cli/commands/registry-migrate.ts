import type { Command } from 'commander';
import { LIMIT_DEFAULTS } from '../../registry/config/limits.ts';
import { openConfiguredStore } from '../../registry/config/open-store.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { type StoreCommandOptions, withStoreOptions } from './registry-options.ts';

type Options = CommonOptions & StoreCommandOptions;

export function addRegistryMigrate(registry: Command, run: Runner): void {
  withCommonOptions(withStoreOptions(registry.command('migrate')))
    .description(
      'bring the database to the newest form; needed with MariaDB before the first start and after an update',
    )
    .action(async (options: Options) => {
      await run(options, async ({ output }) => {
        const { store: location, storeCa } = options;
        const store = await openConfiguredStore({
          ...{ store: location, storeCaFile: storeCa ?? null, migrate: true, limits: LIMIT_DEFAULTS },
        });
        await store.close();
        output.result({ store: store.name }, () => `${store.name} has the newest form`);
        return undefined;
      });
    });
}
