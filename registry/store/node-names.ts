import { nameNode } from './nodes.ts';
import type { Store } from './store.ts';

/** What Ironic calls nodes, by UUID; of those that have never reported, nothing is kept. */
export async function nameNodes(store: Store, names: ReadonlyMap<string, string>): Promise<void> {
  const known = await store.read(
    async ({ db }) => await db.selectFrom('nodes').select(['uuid', 'name']).execute(),
  );
  const changes = known.flatMap(({ uuid, name }) => {
    const now = names.get(uuid);
    return now === undefined || now === name ? [] : [{ uuid, name: now }];
  });
  if (changes.length === 0) return;
  await store.transaction(async (tx) => {
    for (const { uuid, name } of changes) await nameNode(tx, uuid, name);
  });
}
