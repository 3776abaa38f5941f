import type { Command } from 'commander';
import { LIMIT_DEFAULTS } from '../../registry/config/limits.ts';
import { openConfiguredStore } from '../../registry/config/open-store.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { type StoreCommandOptions, withStoreOptions } from './registry-options.ts';

type Options = CommonOptions & StoreCommandOptions;

export function addRegistryBackup(registry: Command, run: Runner): void {
  withCommonOptions(withStoreOptions(registry.command('backup <file>')))
    .description(
      'copy the database, as it is at one moment, into a new SQLite file, while the registry runs. It holds secrets; to restore it, start a registry with it',
    )
    .action(async (file: string, options: Options) => {
      await run(options, async ({ output }) => {
        const { store: location, storeCa } = options;
        const store = await openConfiguredStore({
          ...{ store: location, storeCaFile: storeCa ?? null, migrate: false, limits: LIMIT_DEFAULTS },
        });
        try {
          await store.backup(file);
        } finally {
          await store.close();
        }
        output.result({ store: store.name, file }, () => `${store.name} is copied to ${file}`);
        return undefined;
      });
    });
}
