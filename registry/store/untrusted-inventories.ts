import type { Inventory } from '../../proto/report.ts';
import type { View } from './backend.ts';
import { type Page, pageOf } from './page.ts';
import type { Tx } from './tx.ts';

/** An inventory that nobody vouches for. */
export interface UntrustedInventory {
  /** What the machine says of itself. */
  readonly machine: string;
  readonly seenAtMs: number;
  readonly inventory: Inventory;
}

/** Keeps the newest inventory of each machine, of at most so many: the oldest go. */
export async function putUntrustedInventory(
  { db, bulk, nowMs }: Tx,
  machine: string,
  inventory: Inventory,
  most: number,
): Promise<void> {
  const row = { machine, seen_at_ms: nowMs, inventory: JSON.stringify(inventory) };
  await bulk.put('untrusted_inventories', ['machine'], [row]);
  const surplus = await db
    .selectFrom('untrusted_inventories')
    .select('machine')
    .where('machine', '!=', machine)
    .orderBy('seen_at_ms', 'desc')
    .orderBy('machine')
    .limit(1_000_000)
    .offset(Math.max(0, most - 1))
    .execute();
  if (surplus.length === 0) return;
  const machines = surplus.map((other) => other.machine);
  await db.deleteFrom('untrusted_inventories').where('machine', 'in', machines).execute();
}

/** In the order of their machines. */
export async function listUntrustedInventories(
  view: View,
  page: Page,
): Promise<readonly UntrustedInventory[]> {
  const rows = await pageOf(
    view.db.selectFrom('untrusted_inventories').selectAll(),
    'machine',
    page,
  ).execute();
  return rows.map(({ machine, seen_at_ms, inventory }) => ({
    machine,
    seenAtMs: seen_at_ms,
    inventory: JSON.parse(inventory) as Inventory,
  }));
}
