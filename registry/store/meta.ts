import { randomBytes } from 'node:crypto';
import type { Tx } from './tx.ts';

const SERVER_SECRET = 'server-secret';

/** Signs challenges and credentials, in all replicas. Made by the first that asks. */
export async function serverSecret({ db, bulk }: Tx): Promise<string> {
  const read = async () =>
    await db.selectFrom('meta').select('value').where('name', '=', SERVER_SECRET).executeTakeFirst();
  const known = await read();
  if (known) return known.value;
  const value = randomBytes(32).toString('hex');
  if (await bulk.insertNew('meta', { name: SERVER_SECRET, value })) return value;
  return (await read())?.value ?? value;
}
