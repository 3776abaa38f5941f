import type { OpenOptions } from '../../hardware-managers/manager.ts';
import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { Catalog, Claim, Journal } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { planRecovery, type RecoveryPlan } from '../layout/plan-recover.ts';
import type { Layout } from '../layout/types.ts';
import { journalOf } from './change-volumes.ts';
import { identityOf } from './identity.ts';
import { inspectDisk } from './inspect.ts';
import { takeProof } from './proof.ts';
import { DiskSession } from './session.ts';

export interface RecoverOptions extends OpenOptions {
  /** Takes over the catalog of a disk of which this one is a copy. */
  readonly acceptClone?: boolean;
}

export interface RecoverResult {
  readonly plan: RecoveryPlan;
  /** False when nothing had to be done. */
  readonly changed: boolean;
  readonly layout: Layout;
}

/** Whether a plan does anything at all. */
export function hasWork(plan: RecoveryPlan): boolean {
  return plan.changesTable || plan.changesCatalog;
}

function planOf(context: Context, layout: Layout, options: RecoverOptions): RecoveryPlan {
  const request = { acceptClone: options.acceptClone ?? false };
  const { plan, conflicts } = planRecovery(layout, request, context.newGuid);
  if (!plan) throw new ConflictError(conflicts, layout.disk.path);
  return plan;
}

/** What `recover` would do. Writes nothing and needs no exclusive access. Throws like `recover`. */
export async function previewRecovery(
  context: Context,
  diskPath: string,
  options: RecoverOptions = {},
): Promise<RecoveryPlan> {
  return planOf(context, await inspectDisk(context, diskPath, options), options);
}

/**
 * Compares what an interrupted deployment kept with the digests from before it. Throws `VOLUME_CHANGED`; the
 * journal stays open then. Returns the claims with their digests.
 */
async function proveKept(
  session: DiskSession,
  journal: Journal,
  claims: readonly Claim[],
  context: Context,
): Promise<readonly Claim[]> {
  for (const { offset, length, proof } of journal.kept) {
    if (!proof) continue;
    const now = await takeProof(session.reader, { offset, length }, proof.kind, proof.seed);
    if (now.digest === proof.digest) continue;
    throw new BmvError(
      'VOLUME_CHANGED',
      `the table of ${session.path} is restored, but the kept ${length} bytes at ${offset} differ from those before the deployment; compare with \`bmv volume verify ${session.path}\``,
      { device: session.path, offset, length },
    );
  }
  context.logger.info({ device: session.path, kept: journal.kept.length }, 'kept partitions are unchanged');
  return claims.map((claim) => {
    const kept = journal.kept.find(
      ({ offset, length }) => offset === claim.offset && length === claim.length,
    );
    return { ...claim, proof: kept?.proof ?? claim.proof };
  });
}

/** The journal while the table is written: a deployment's own, which knows most, or one of this recovery. */
function journalDuring(session: DiskSession, plan: RecoveryPlan, before: Catalog, context: Context): Journal {
  if (before.journal && plan.journal !== 'end') return before.journal;
  const kept = plan.table.entries.map((entry) => ({
    entry,
    extent: entryExtent(entry, session.layout.sectorBytes),
    proof:
      before.journal?.kept.find(({ entry: { raw } }) => Buffer.from(raw).equals(entry.raw))?.proof ?? null,
  }));
  const catalogPlace = session.layout.catalog?.place ?? { offset: 0, length: 0 };
  const change = {
    operation: 'recover' as const,
    kept,
    table: plan.table,
    catalogPlace,
    claims: plan.claims,
  };
  return journalOf(change, 'planned', context.now());
}

async function carryOut(session: DiskSession, plan: RecoveryPlan, context: Context): Promise<void> {
  const before = session.layout.catalog?.catalog ?? null;
  const kept = plan.table.entries.map((entry) => entryExtent(entry, session.layout.sectorBytes));
  const options = { bootCode: plan.bootCode, kept };
  if (plan.changesTable) session.checkTable(plan.table, options);
  const commit = async () => {
    if (plan.changesTable) await session.commitTable(plan.table, options);
  };
  if (!before) {
    await commit();
    return;
  }
  const identity = identityOf(session.layout, plan.table.diskGuid);
  const journal = journalDuring(session, plan, before, context);
  await session.saveCatalog({ identity, claims: plan.claims, journal });
  await commit();
  if (plan.journal === 'keep') return;
  const claims =
    plan.journal === 'finish' ? await proveKept(session, journal, plan.claims, context) : plan.claims;
  await session.saveCatalog({ identity, claims, journal: null });
}

/**
 * Rebuilds a lost or damaged table from the catalog, and ends what was interrupted, as far as it can be
 * ended without the image. Asks before the first write; does not ask when there is nothing to do.
 *
 * Throws before the first write: `ConflictError`, `NO_CATALOG`, `NOT_CONFIRMED`; after it `VOLUME_CHANGED`
 * when a finished deployment turns out to have touched what it kept.
 */
export async function recover(
  context: Context,
  diskPath: string,
  confirm: (plan: RecoveryPlan, layout: Layout) => Promise<boolean>,
  options: RecoverOptions = {},
): Promise<RecoverResult> {
  const { acceptClone: _, ...open } = options;
  const session = await DiskSession.open(context, diskPath, { ...open, leaveJournal: true });
  try {
    const plan = planOf(context, session.layout, options);
    if (!hasWork(plan)) return { plan, changed: false, layout: session.layout };
    if (!(await confirm(plan, session.layout))) {
      throw new BmvError('NOT_CONFIRMED', `not confirmed; nothing was written to ${session.path}`, {
        device: session.path,
      });
    }
    await carryOut(session, plan, context);
    return { plan, changed: true, layout: session.layout };
  } finally {
    await session.close();
  }
}
