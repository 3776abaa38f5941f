import { backup, type DatabaseSync } from 'node:sqlite';

/** All pages in one step, in a thread of libuv: in several steps, a writer in between would make it start over. */
const ALL_PAGES = 2 ** 31 - 1;

/** `reader`: a connection that nothing else uses, as the thread would make it wait. */
export async function backupSqlite(reader: DatabaseSync, path: string): Promise<void> {
  await backup(reader, path, { rate: ALL_PAGES });
}
