import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { Catalog, Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Erasure } from '../../proto/report.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { type Erase, findClaim, planRelease, type ReleasePlan } from '../layout/plan-release.ts';
import type { Layout } from '../layout/types.ts';
import { journalOf } from './change-volumes.ts';
import { eraseExtent } from './erase.ts';
import { identityOf, shownIdentity } from './identity.ts';
import { layoutAfter } from './layout-after.ts';
import { DiskSession } from './session.ts';

export { ERASE_WAYS, type Erase } from '../layout/plan-release.ts';

/** The catalog's state in each step of a release. */
class Release {
  readonly #session: DiskSession;
  readonly #plan: ReleasePlan;
  readonly #erase: Erase;
  readonly #before: Catalog;

  constructor(session: DiskSession, plan: ReleasePlan, erase: Erase, before: Catalog) {
    this.#session = session;
    this.#plan = plan;
    this.#erase = erase;
    this.#before = before;
  }

  /**
   * Wipes first, table second: while a byte of the volume is left, it is claimed and listed. Phase `planned`
   * is an erasure that may be half done, `sealed` one that is complete.
   */
  async carryOut(context: Context): Promise<Erasure> {
    const session = this.#session;
    const { claim, table, kept } = this.#plan;
    if (!table) {
      await session.saveCatalog({ ...this.#before, claims: this.#others(), journal: null });
      return { method: 'none', bytesErased: 0, bytesReadBack: 0 };
    }
    const options = { bootCode: 'keep', kept: kept.map(({ extent }) => extent) } as const;
    session.checkTable(table, options);
    const catalogPlace = session.layout.catalog?.place ?? { offset: 0, length: 0 };
    const releasing = { ...claim, state: 'releasing' as const };
    const claims = this.#before.claims.map((item) => (item.id === claim.id ? releasing : item));
    const change = { operation: 'release' as const, kept, table, catalogPlace, claims };
    const identity = identityOf(session.layout, table.diskGuid);
    const journal = {
      ...journalOf(change, 'planned', context.now()),
      volumeId: claim.id,
      erase: this.#erase,
    };
    await session.saveCatalog({ identity, claims, journal });
    const extents = { extent: claim, kept: options.kept };
    const erasure = await eraseExtent(session, extents, this.#erase, context);
    await session.saveCatalog({ identity, claims, journal: { ...journal, phase: 'sealed' } });
    await session.commitTable(table, options);
    await session.saveCatalog({ identity, claims: this.#others(), journal: null });
    return erasure;
  }

  #others(): readonly Claim[] {
    return this.#before.claims.filter(({ id }) => id !== this.#plan.claim.id);
  }
}

function planOf(layout: Layout, volume: string, erase: Erase): ReleasePlan {
  const { plan, conflicts } = planRelease(layout, findClaim(layout, volume), erase);
  if (plan) return plan;
  throw new ConflictError(conflicts, layout.disk.path);
}

/** The disk as `releaseVolume` will leave it. Writes nothing, and throws what that throws before its first write. */
export function foreseeRelease(layout: Layout, volume: string, erase: Erase): Layout {
  const { claim, table } = planOf(layout, volume, erase);
  if (!layout.catalog) return layout;
  const { catalog, place: catalogPlace } = layout.catalog;
  const claims = catalog.claims.filter(({ id }) => id !== claim.id);
  return layoutAfter(layout, { table, catalogPlace, claims });
}

/**
 * Ends a volume: its bytes are erased as asked, then the table and the catalog forget it. Interrupted while
 * erasing, it stays in state `releasing` and can be released again.
 *
 * Throws before the first write: `VOLUME_UNKNOWN`, `VOLUME_AMBIGUOUS`, `ConflictError`, `NOT_CONFIRMED`.
 */
export async function releaseVolume(
  context: Context,
  diskPath: string,
  volume: string,
  erase: Erase,
  confirm: (claim: Claim, layout: Layout) => Promise<boolean>,
  options: OpenOptions = {},
): Promise<{ claim: Claim; layout: Layout; erasure: Erasure }> {
  const session = await DiskSession.open(context, diskPath, options);
  try {
    const plan = planOf(session.layout, volume, erase);
    const { claim } = plan;
    if (!(await confirm(claim, session.layout))) {
      throw new BmvError('NOT_CONFIRMED', `not confirmed; nothing was written to ${session.path}`, {
        device: session.path,
      });
    }
    const before = session.layout.catalog?.catalog;
    if (!before) throw new BmvError('NO_CATALOG', `${session.path} has no catalog`, { device: session.path });
    const disk = shownIdentity(session.layout);
    const erasure = await new Release(session, plan, erase, before).carryOut(context);
    context.onEffect?.({ change: 'released', id: claim.id, device: session.path, claim, disk, erasure });
    return { claim: { ...claim, state: 'released' }, layout: session.layout, erasure };
  } finally {
    await session.close();
  }
}
