import type { View } from '../store/backend.ts';
import { LostUpdate, type Tx } from '../store/tx.ts';
import type { Admission, Incoming, KnownSession } from './admit.ts';

/** What the store knows of a node's session and of its newest inventory. */
export interface SessionRow extends KnownSession {
  readonly node: string;
  /** Of the node, now. */
  readonly generation: number;
  readonly inventoryDigest: string;
  readonly reconciledGeneration: number;
  readonly reconciledAtMs: number;
}

/** By node, at least one. */
export async function readSessions(
  { db, list }: View,
  nodes: readonly string[],
): Promise<ReadonlyMap<string, SessionRow>> {
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('nodes', 'nodes.uuid', 'sessions.node')
    .select([
      ...(['node', 'epoch', 'boot', 'acked', 'wants_inventory', 'generation'] as const),
      ...(['inventory_digest', 'reconciled_generation', 'reconciled_at_ms'] as const),
    ])
    .where('node', 'in', list(nodes))
    .execute();
  return new Map(
    rows.map(({ node, epoch, boot, acked, generation, ...row }) => [
      node,
      {
        ...{ node, epoch, boot, acked, generation },
        wantsInventory: row.wants_inventory !== 0,
        inventoryDigest: row.inventory_digest,
        reconciledGeneration: row.reconciled_generation,
        reconciledAtMs: row.reconciled_at_ms,
      },
    ]),
  );
}

/**
 * Moves sessions on by what is stored in this transaction. HAZARD: this is the fence. It locks the rows, so it comes
 * before everything that a report changes; where a newer session began meanwhile, the transaction is lost.
 */
export async function moveSessions(
  { bulk, nowMs }: Tx,
  moves: readonly { readonly row: SessionRow; readonly admission: Admission<Incoming> }[],
): Promise<void> {
  const isInventory = ({ envelope }: Incoming) => envelope.body.type === 'inventory';
  const change = ({ row, admission }: (typeof moves)[number]) => ({
    where: { node: row.node, epoch: row.epoch, acked: row.acked },
    set: { acked: admission.acked, wants_inventory: admission.wantsInventory ? 1 : 0, seen_at_ms: nowMs },
  });
  const [seen, inventoried] = [false, true].map((wanted) =>
    moves.filter(({ admission }) => admission.accepted.some(isInventory) === wanted),
  );
  const changes = [
    (seen ?? []).map(change),
    (inventoried ?? []).map((move) => {
      const { where, set } = change(move);
      return { where, set: { ...set, inventory_at_ms: nowMs } };
    }),
  ];
  for (const some of changes) {
    if (some.length === 0) continue;
    // All replicas lock them in one order.
    some.sort((a, b) => (a.where.node < b.where.node ? -1 : 1));
    if ((await bulk.change('sessions', some)) !== some.length) throw new LostUpdate('a session');
  }
}

/** Notes what inventories were compared with. */
export async function noteReconciled(
  { bulk, nowMs }: Tx,
  notes: readonly { readonly node: string; readonly digest: string; readonly generation: number }[],
): Promise<void> {
  const changes = notes.map(({ node, digest, generation }) => ({
    where: { node },
    set: { inventory_digest: digest, reconciled_generation: generation, reconciled_at_ms: nowMs },
  }));
  if (changes.length > 0) await bulk.change('sessions', changes);
}
