import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { readConfigFile } from './secret-files.ts';
import type { RegistrySettings } from './settings.ts';

export type StoreSettings = Pick<RegistrySettings, 'store' | 'storeCaFile' | 'migrate' | 'limits'>;

/** Throws what `openStore` does, and `CONFIG_INVALID`. */
export async function openConfiguredStore({
  store,
  storeCaFile,
  migrate,
  limits,
}: StoreSettings): Promise<Store> {
  const ca = storeCaFile === null ? null : await readConfigFile(storeCaFile, 'CA file of the database');
  return await openStore(store, {
    ...(migrate === null ? {} : { migrate }),
    sqlite: limits.sqlite,
    mariadb: { ...limits.mariadb, tls: ca === null ? null : { ca } },
    retries: limits.retries,
  });
}
