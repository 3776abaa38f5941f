import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { Catalog, Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Erasure } from '../../proto/report.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { LUKS_SHAPE } from '../layout/luks.ts';
import { type Erase, eraseOf, findClaim, planRelease, type ReleasePlan } from '../layout/plan-release.ts';
import type { Layout } from '../layout/types.ts';
import { journalOf } from './change-volumes.ts';
import { eraseExtent } from './erase.ts';
import { identityOf, shownIdentity } from './identity.ts';
import { layoutAfter } from './layout-after.ts';
import { lockedShape } from './luks/locked-shape.ts';
import { DiskSession } from './session.ts';

export { ERASE_WAYS, type Erase, eraseOf } from '../layout/plan-release.ts';

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
    const shape = this.#erase === 'crypto' ? await lockedShape(session, claim) : LUKS_SHAPE;
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
    const extents = { extent: claim, kept: options.kept, shape };
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

/** With how its bytes are erased. */
function planOf(
  layout: Layout,
  volume: string,
  said: Erase | undefined,
): ReleasePlan & { readonly erase: Erase } {
  const found = findClaim(layout, volume);
  const erase = eraseOf(found, said);
  const { plan, conflicts } = planRelease(layout, found, erase);
  if (plan) return { ...plan, erase };
  throw new ConflictError(conflicts, layout.disk.path);
}

/** The disk as `releaseVolume` will leave it. Writes nothing, and throws what that throws before its first write. */
export function foreseeRelease(layout: Layout, volume: string, erase: Erase | undefined): Layout {
  const { claim, table } = planOf(layout, volume, erase);
  if (!layout.catalog) return layout;
  const { catalog, place: catalogPlace } = layout.catalog;
  const claims = catalog.claims.filter(({ id }) => id !== claim.id);
  return layoutAfter(layout, { table, catalogPlace, claims });
}

/**
 * Ends a volume: its bytes are erased as asked (see `eraseOf` where nobody said), then the table and the catalog forget
 * it. Interrupted while erasing, it stays in state `releasing` and can be released again.
 *
 * Throws before the first write: `VOLUME_UNKNOWN`, `VOLUME_AMBIGUOUS`, `ConflictError`, `NOT_CONFIRMED`, `VOLUME_STATE`.
 */
export async function releaseVolume(
  context: Context,
  diskPath: string,
  volume: string,
  erase: Erase | undefined,
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
    const erasure = await new Release(session, plan, plan.erase, before).carryOut(context);
    context.onEffect?.({ change: 'released', id: claim.id, device: session.path, claim, disk, erasure });
    return { claim: { ...claim, state: 'released' }, layout: session.layout, erasure };
  } finally {
    await session.close();
  }
}
