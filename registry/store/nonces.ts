import type { NonceStore, StoredNonce } from '../sessions/ports.ts';
import type { View } from './backend.ts';
import type { Store } from './store.ts';
import type { Tx } from './tx.ts';

/** The secret that Ironic brings to a node; null where there is none, or it has expired or was used so often. */
export async function readNonce(
  { db }: View,
  node: string,
  nowMs: number,
  maxUses: number,
): Promise<string | null> {
  const row = await db
    .selectFrom('nonces')
    .select('nonce')
    .where('node', '=', node)
    .where('is_used', '<', maxUses)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirst();
  return row?.nonce ?? null;
}

/** False where it was used so often before, has expired, or is another. */
export async function useNonce(
  { db, nowMs }: Tx,
  node: string,
  nonce: string,
  maxUses: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('nonces')
    .set(({ eb }) => ({ is_used: eb('is_used', '+', 1) }))
    .where('node', '=', node)
    .where('nonce', '=', nonce)
    .where('is_used', '<', maxUses)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Nonces, for what puts them into Ironic. */
export class StoredNonces implements NonceStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async nowMs(): Promise<number> {
    return await this.#store.nowMs();
  }

  async nonces(): Promise<ReadonlyMap<string, StoredNonce>> {
    const rows = await this.#store.read(
      async ({ db }) => await db.selectFrom('nonces').selectAll().execute(),
    );
    return new Map(
      rows.map(({ node, nonce, expires_at_ms, is_used }) => [
        node,
        { nonce, expiresAtMs: expires_at_ms, isUsed: is_used !== 0 },
      ]),
    );
  }

  async putNonce(node: string, nonce: string, expiresAtMs: number): Promise<void> {
    const row = { node, nonce, expires_at_ms: expiresAtMs, is_used: 0 };
    await this.#store.transaction(async ({ bulk }) => await bulk.put('nonces', ['node'], [row]));
  }

  async dropNonce(node: string): Promise<void> {
    await this.#store.transaction(async ({ db }) => {
      await db.deleteFrom('nonces').where('node', '=', node).execute();
    });
  }
}
