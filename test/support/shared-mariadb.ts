import { MariaDb } from './mariadb.ts';

let shared: Promise<MariaDb> | null = null;

/** The server of all tests of this process, started by the first that asks for it. */
export async function sharedMariaDb(): Promise<MariaDb> {
  shared ??= MariaDb.start();
  return await shared;
}

after(async () => {
  await (await shared?.catch(() => null))?.stop();
});
