import type { Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { planTypes } from '../layout/plan-types.ts';
import { commitChange } from './change-volumes.ts';
import { DiskSession } from './session.ts';
import { storeEntry } from './stored-table.ts';

/**
 * Gives partitions of volumes the types of `wanted`, by id, and takes those away by which an instance was told of
 * others before. Their GUIDs, places, names and bytes stay. Returns the ids of what was changed.
 *
 * Throws before the first write: `ConflictError`, `CATALOG_DAMAGED`.
 */
export async function setTypes(
  context: Context,
  diskPath: string,
  wanted: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const session = await DiskSession.open(context, diskPath);
  try {
    const { layout } = session;
    const result = planTypes(layout, wanted, context.newGuid);
    if (result === null) return [];
    if (!result.plan) throw new ConflictError(result.conflicts, session.path);
    if (!layout.catalog)
      throw new BmvError('NO_CATALOG', `${session.path} has no catalog`, { device: session.path });
    const { plan } = result;
    const claims = layout.catalog.catalog.claims.map((claim): Claim => {
      const entry = plan.changed.get(claim.id);
      if (!entry) return claim;
      const { toldByType: _past, ...rest } = claim;
      return { ...rest, entry: storeEntry(entry) };
    });
    const { kept, table, tableBefore } = plan;
    const change = { operation: 'adopt' as const, kept, table, tableBefore, claims };
    await commitChange(session, { ...change, catalogPlace: layout.catalog.place }, context);
    return [...plan.changed.keys()];
  } finally {
    await session.close();
  }
}
