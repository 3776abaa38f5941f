import type { WrappedKey } from '../keys/key-wrapper.ts';
import type { View } from './backend.ts';
import type { Tables } from './tables.ts';
import { LostUpdate, type Tx } from './tx.ts';

/** A volume's key as the store has it. */
export interface StoredKey {
  readonly volume: string;
  /** Null when it is destroyed. */
  readonly wrapped: WrappedKey | null;
  readonly madeAtMs: number;
  /** When somebody first got it; null for never. */
  readonly givenAtMs: number | null;
  readonly destroyedAtMs: number | null;
}

function keyOf(row: Tables['volume_keys']): StoredKey {
  const { volume, kek, wrapped } = row;
  return {
    volume,
    wrapped: row.destroyed_at_ms === null ? { kek, wrapped } : null,
    ...{ madeAtMs: row.made_at_ms, givenAtMs: row.given_at_ms, destroyedAtMs: row.destroyed_at_ms },
  };
}

/** Null where the registry never had one. */
export async function readVolumeKey({ db }: View, volume: string): Promise<StoredKey | null> {
  const row = await db.selectFrom('volume_keys').selectAll().where('volume', '=', volume).executeTakeFirst();
  return row ? keyOf(row) : null;
}

export async function addVolumeKey({ bulk, nowMs }: Tx, volume: string, key: WrappedKey): Promise<void> {
  const row = { volume, ...key, made_at_ms: nowMs, given_at_ms: null, destroyed_at_ms: null };
  if (!(await bulk.insertNew('volume_keys', row))) throw new LostUpdate(`the key of volume ${volume}`);
}

/** Notes that somebody gets the key. It must not have been destroyed or wrapped anew since it was read. */
export async function noteKeyGiven({ db, nowMs }: Tx, volume: string, key: WrappedKey): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('volume_keys')
    // Always a change, so that the row is locked to the end of the transaction, and none destroys the key meanwhile.
    .set(({ fn, val }) => ({ given_at_ms: fn.coalesce('given_at_ms', val(nowMs)) }))
    .where('volume', '=', volume)
    .where('kek', '=', key.kek)
    .where('wrapped', '=', key.wrapped)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new LostUpdate(`the key of volume ${volume}`);
}

/** Destroys keys, of each what there is; returns the volumes whose keys were there. `givenToo`: also those that somebody got. */
export async function destroyVolumeKeys(
  { db, list, nowMs }: Tx,
  volumes: readonly string[],
  { givenToo }: { readonly givenToo: boolean },
): Promise<readonly string[]> {
  if (volumes.length === 0) return [];
  let found = db.selectFrom('volume_keys').select('volume').where('volume', 'in', list(volumes));
  if (!givenToo) found = found.where('given_at_ms', 'is', null);
  const rows = await found.where('destroyed_at_ms', 'is', null).orderBy('volume').execute();
  const ids = rows.map(({ volume }) => volume);
  if (ids.length === 0) return [];
  let change = db.updateTable('volume_keys').set({ kek: '', wrapped: '', destroyed_at_ms: nowMs });
  if (!givenToo) change = change.where('given_at_ms', 'is', null);
  const { numUpdatedRows } = await change
    .where('volume', 'in', list(ids))
    .where('destroyed_at_ms', 'is', null)
    .executeTakeFirst();
  // Somebody got one of them meanwhile.
  if (numUpdatedRows !== BigInt(ids.length)) throw new LostUpdate('the key of a volume');
  return ids;
}

/** Keys that something else than `kek` wrapped, by volume, behind one. */
export async function listKeysNotBy(
  { db }: View,
  kek: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly StoredKey[]> {
  const rows = await db
    .selectFrom('volume_keys')
    .selectAll()
    .where('volume', '>', after)
    .where('kek', '!=', kek)
    .where('destroyed_at_ms', 'is', null)
    .orderBy('volume')
    .limit(limit)
    .execute();
  return rows.map(keyOf);
}

/** False where the key is not what it was: destroyed, or wrapped anew by another process. */
export async function replaceWrappedKey(
  { db }: Tx,
  volume: string,
  before: WrappedKey,
  after: WrappedKey,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('volume_keys')
    .set(after)
    .where('volume', '=', volume)
    .where('kek', '=', before.kek)
    .where('wrapped', '=', before.wrapped)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Number of keys by what wrapped them; without those that are destroyed. */
export async function countKeysByKek({ db }: View): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('volume_keys')
    .select(['kek', ({ fn }) => fn.countAll<number>().as('count')])
    .where('kek', '!=', '')
    .groupBy('kek')
    .execute();
  return new Map(rows.map(({ kek, count }) => [kek, Number(count)]));
}
