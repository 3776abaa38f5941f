import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type StoreOptions } from '../../registry/store/open.ts';
import type { Store } from '../../registry/store/store.ts';
import { sharedMariaDb } from './mariadb.ts';

/** Every database that the registry works with; a suite is run for each. */
export const BACKENDS = ['sqlite', 'mariadb'] as const;
export type BackendName = (typeof BACKENDS)[number];

const opened: Store[] = [];
const folders: string[] = [];

/** A folder that is gone when the tests of this process have ended. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-store-'));
  folders.push(folder);
  return folder;
}

/** Where a new, empty database is. */
export async function newDatabase(backend: BackendName): Promise<string> {
  return backend === 'sqlite'
    ? join(scratchFolder(), 'registry.db')
    : await (await sharedMariaDb()).newDatabase();
}

/** Opens a database, and closes it behind the test. */
export async function openFor(location: string, options: StoreOptions = {}): Promise<Store> {
  const store = await openStore(location, { migrate: true, ...options });
  opened.push(store);
  return store;
}

/** A store on a new, empty database. */
export async function newStore(backend: BackendName, options: StoreOptions = {}): Promise<Store> {
  return await openFor(await newDatabase(backend), options);
}

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
