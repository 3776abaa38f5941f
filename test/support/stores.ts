import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import { openStore, type StoreOptions } from '../../registry/store/open.ts';
import type { Store } from '../../registry/store/store.ts';
import { sharedMariaDb } from './shared-mariadb.ts';

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

/** One store for all tests of the suite that calls this, on a database that was empty. */
export function storeOfSuite(backend: BackendName): () => Store {
  let store: Store | null = null;
  before(async () => {
    store = await openStore(await newDatabase(backend), { migrate: true });
  });
  after(async () => {
    await store?.close();
  });
  return () => {
    if (!store) throw new Error('the store is opened before the first test');
    return store;
  };
}

/** The code of the error that a promise rejects with, or what else becomes of it. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => 'it did not fail',
    (reason: unknown) => reason,
  );
  return error instanceof BmvError ? error.code : String(error);
}

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
