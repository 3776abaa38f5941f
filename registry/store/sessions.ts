import type { DesiredVolumes } from '../../proto/channel.ts';
import { NONCE_BOOTS } from '../sessions/limits.ts';
import type { SessionIdentity, SessionStart, SessionStore } from '../sessions/ports.ts';
import { useChallenge } from './challenges.ts';
import { serverSecret } from './meta.ts';
import { addNode } from './nodes.ts';
import { readNonce, useNonce } from './nonces.ts';
import { readNewerPlans, readPlan } from './plans.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import { LostUpdate, type Tx } from './tx.ts';

/** Boots of a node whose reports are remembered, beside the one of its newest session. */
const REMEMBERED_BOOTS = 8;

type Row = Tables['sessions'];

/** Puts a boot aside for another one of the same node; returns what is stored of that. */
async function changeBoots(
  { db, bulk, nowMs }: Tx,
  { node, boot, acked }: Row,
  next: string,
): Promise<number> {
  await bulk.put('boots', ['node', 'boot'], [{ node, boot, acked, ended_at_ms: nowMs }]);
  const boots = await db
    .selectFrom('boots')
    .select(['boot', 'acked'])
    .where('node', '=', node)
    .orderBy('ended_at_ms', 'desc')
    .orderBy('boot')
    .execute();
  for (const { boot: oldest } of boots.slice(REMEMBERED_BOOTS))
    await db.deleteFrom('boots').where('node', '=', node).where('boot', '=', oldest).execute();
  return boots.find((other) => other.boot === next)?.acked ?? 0;
}

type Beginning = Parameters<SessionStore['begin']>[0];

async function beginSession(
  tx: Tx,
  { node, boot, replica, leaseMs }: Beginning,
): Promise<Omit<SessionStart, 'trust'>> {
  const { db, bulk, nowMs } = tx;
  const lease = { replica, lease_until_ms: nowMs + leaseMs };
  const before = await db.selectFrom('sessions').selectAll().where('node', '=', node).executeTakeFirst();
  if (!before) {
    await addNode(tx, node);
    const row: Row = {
      ...{ node, epoch: 1, boot, ...lease, acked: 0, wants_inventory: 1, seen_at_ms: nowMs },
      ...{ inventory_at_ms: null, inventory_digest: '', reconciled_generation: 0, reconciled_at_ms: 0 },
    };
    if (!(await bulk.insertNew('sessions', row))) throw new LostUpdate(`the session of node ${node}`);
    return { node, boot, epoch: 1, acked: 0, wantsInventory: true };
  }
  const isSame = before.boot === boot;
  // Of a boot that comes back after another, nobody knows what it missed.
  const acked = isSame ? before.acked : await changeBoots(tx, before, boot);
  const wantsInventory = isSame ? before.wants_inventory !== 0 : true;
  const epoch = before.epoch + 1;
  const found = await bulk.change('sessions', [
    {
      where: { node, epoch: before.epoch, acked: before.acked, wants_inventory: before.wants_inventory },
      set: { epoch, boot, ...lease, acked, wants_inventory: wantsInventory ? 1 : 0, seen_at_ms: nowMs },
    },
  ]);
  if (found !== 1) throw new LostUpdate(`the session of node ${node}`);
  return { node, boot, epoch, acked, wantsInventory };
}

/** What authentication and epochs need, in the store. */
export class StoredSessions implements SessionStore {
  readonly #store: Store;
  readonly #nonceBoots: number;

  /** `nonceBoots`: how many boots a nonce vouches for. */
  constructor(store: Store, { nonceBoots = NONCE_BOOTS }: { readonly nonceBoots?: number } = {}) {
    this.#store = store;
    this.#nonceBoots = nonceBoots;
  }

  async nowMs(): Promise<number> {
    return await this.#store.nowMs();
  }

  async serverSecret(): Promise<string> {
    return await this.#store.transaction(serverSecret);
  }

  async useChallenge(id: string, expiresAtMs: number): Promise<boolean> {
    return await this.#store.transaction((tx) => useChallenge(tx, id, expiresAtMs));
  }

  async nonceOf(node: string): Promise<string | null> {
    const nowMs = await this.nowMs();
    return await this.#store.read((view) => readNonce(view, node, nowMs, this.#nonceBoots));
  }

  async useNonce(node: string, nonce: string): Promise<boolean> {
    return await this.#store.transaction((tx) => useNonce(tx, node, nonce, this.#nonceBoots));
  }

  async newestBoot(node: string): Promise<string | null> {
    const row = await this.#store.read(
      async ({ db }) =>
        await db.selectFrom('sessions').select('boot').where('node', '=', node).executeTakeFirst(),
    );
    return row?.boot ?? null;
  }

  async begin(session: Beginning): Promise<Omit<SessionStart, 'trust'>> {
    return await this.#store.transaction((tx) => beginSession(tx, session));
  }

  async renew(session: SessionIdentity, leaseMs: number): Promise<boolean> {
    return (await this.renewAll([session], leaseMs)).length === 0;
  }

  async renewAll(sessions: readonly SessionIdentity[], leaseMs: number): Promise<readonly SessionIdentity[]> {
    if (sessions.length === 0) return [];
    return await this.#store.transaction(async ({ db, list, bulk, nowMs }) => {
      const nodes = sessions.map(({ node }) => node);
      const rows = await db
        .selectFrom('sessions')
        .select(['node', 'epoch'])
        .where('node', 'in', list(nodes))
        .execute();
      const epochs = new Map(rows.map(({ node, epoch }) => [node, epoch]));
      const isCurrent = ({ node, epoch }: SessionIdentity) => epochs.get(node) === epoch;
      const changes = sessions.filter(isCurrent).map(({ node, epoch }) => ({
        where: { node, epoch },
        set: { lease_until_ms: nowMs + leaseMs },
      }));
      if (changes.length > 0 && (await bulk.change('sessions', changes)) !== changes.length)
        throw new LostUpdate('a session');
      return sessions.filter((session) => !isCurrent(session));
    });
  }

  async end({ node, epoch }: SessionIdentity): Promise<void> {
    await this.#store.transaction(async ({ db, nowMs }) => {
      await db
        .updateTable('sessions')
        .set({ lease_until_ms: nowMs })
        .where('node', '=', node)
        .where('epoch', '=', epoch)
        .execute();
    });
  }

  async planOf(node: string): Promise<DesiredVolumes> {
    return await this.#store.read((view) => readPlan(view, node));
  }

  async newerPlans(seen: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, DesiredVolumes>> {
    return await this.#store.read((view) => readNewerPlans(view, seen));
  }
}
