import type { Run, Runner } from '../run.ts';
import type { RegistryApi } from './api.ts';
import type { RegistryOptions } from './options.ts';

/** All that an action which asks the registry works with. */
export interface RegistryRun extends Run {
  readonly api: RegistryApi;
}

/** Runs an action with a connection to the registry, and ends the connection. */
export async function runWithRegistry(
  run: Runner,
  options: RegistryOptions,
  action: (run: RegistryRun) => Promise<number | undefined>,
): Promise<void> {
  await run(options, async (base) => {
    // Commands of disks start without what only these need.
    const [{ RegistryClient }, { RegistryApi }] = await Promise.all([
      import('./client.ts'),
      import('./api.ts'),
    ]);
    const client = await RegistryClient.open(options, process.env, base.context.signal);
    try {
      return await action({ ...base, api: new RegistryApi(client) });
    } finally {
      await client.close();
    }
  });
}
