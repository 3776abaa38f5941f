import type { Tx } from './tx.ts';

/** False where the challenge was used before, in any replica. Those that have expired are forgotten. */
export async function useChallenge(
  { db, bulk, nowMs }: Tx,
  id: string,
  expiresAtMs: number,
): Promise<boolean> {
  await db.deleteFrom('challenges').where('expires_at_ms', '<', nowMs).execute();
  return await bulk.insertNew('challenges', { id, expires_at_ms: expiresAtMs });
}
