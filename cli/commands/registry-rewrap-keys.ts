import type { Command } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { LIMIT_DEFAULTS } from '../../registry/config/limits.ts';
import { openConfiguredStore } from '../../registry/config/open-store.ts';
import { FileKeks } from '../../registry/keys/file-keks.ts';
import { type Rewrapped, rewrapKeys } from '../../registry/requests/rewrap-keys.ts';
import { EXIT } from '../exit-code.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { type StoreCommandOptions, withKekOption, withStoreOptions } from './registry-options.ts';

interface Options extends CommonOptions, StoreCommandOptions {
  readonly kek?: string;
}

function rewrappedText({ kek, rewrapped, failed }: Rewrapped): string {
  const rest =
    failed.length === 0
      ? 'none is left that another one wrapped'
      : `${failed.length} stay as they were; keep the old KEK files`;
  const lines = failed.map(({ volume, why }) => `- ${volume}: ${why}`);
  return [`${rewrapped} keys are wrapped by KEK ${kek} now, and ${rest}`, ...lines].join('\n');
}

export function addRegistryRewrapKeys(registry: Command, run: Runner): void {
  withCommonOptions(withKekOption(withStoreOptions(registry.command('rewrap-keys'))))
    .description(
      'wrap all keys of volumes by the newest KEK, while the registry runs: behind it the older ones are not needed; exit 1 where a key does not open',
    )
    .action(async (options: Options) => {
      await run(options, async ({ context, output }) => {
        const { store: location, storeCa, kek } = options;
        if (kek === undefined)
          throw new BmvError(
            'USAGE',
            'name the key-encryption keys: --kek FOLDER, the new one and the old ones',
          );
        const keks = await FileKeks.open(kek);
        const store = await openConfiguredStore({
          ...{ store: location, storeCaFile: storeCa ?? null, migrate: false, limits: LIMIT_DEFAULTS },
        });
        try {
          const rewrapped = await rewrapKeys(store, keks, context.signal);
          output.result({ store: store.name, ...rewrapped }, () => rewrappedText(rewrapped));
          return rewrapped.failed.length === 0 ? EXIT.done : EXIT.failed;
        } finally {
          await store.close();
        }
      });
    });
}
