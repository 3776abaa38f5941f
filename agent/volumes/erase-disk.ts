import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { GptEntry } from '../../hardware-managers/partition-table/types.ts';
import type { Catalog, Journal, JournalPhase, Proof, ProofKind } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import {
  changedWords,
  type ProofResult,
  provable,
  proveAfter,
  proveBefore,
  provenClaims,
} from '../deployment/prove.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import type { OfDeployment } from '../layout/keep-set.ts';
import { type ErasePlan, planErase } from '../layout/plan-erase-disk.ts';
import type { Erase } from '../layout/plan-release.ts';
import type { Kept, Layout } from '../layout/types.ts';
import { stopIfAborted } from './aborted.ts';
import { type EraseTarget, eraseBytes, expectErased, type Overwriting } from './erase.ts';
import { identityOf } from './identity.ts';
import { DiskSession } from './session.ts';
import { storeEntry, storeTable } from './stored-table.ts';

/** How the bytes are treated that are not kept; see `Erase`. */
export type EraseLevel = Exclude<Erase, 'none' | 'crypto'>;

export interface EraseDiskOptions extends OpenOptions {
  /** How kept extents are compared before and after; by default `sample`. */
  readonly proof?: ProofKind;
  /** By default `keep`. */
  readonly ofDeployment?: OfDeployment;
  /** Of the level `zero`; by default zeros alone. */
  readonly overwriting?: Overwriting;
}

export interface EraseDiskResult {
  /** The catalog included. */
  readonly kept: readonly Kept[];
  /** Partitions that were listed and are not any more. */
  readonly erased: readonly GptEntry[];
  readonly proofs: readonly ProofResult[];
  readonly layout: Layout;
}

/** How the bytes go, and the interrupted deployment that the erasure is a part of. */
interface ErasureManner {
  readonly level: EraseLevel;
  readonly overwriting: Overwriting | undefined;
  readonly deployment: Journal | null;
}

/** What is to be done, and the catalog that it begins with. */
interface PlannedErasure {
  readonly plan: ErasePlan;
  readonly before: Catalog;
}

/** An erasure that is planned, from its first write to its last. */
class Erasure {
  readonly #session: DiskSession;
  readonly #plan: ErasePlan;
  readonly #manner: ErasureManner;
  readonly #before: Catalog;
  readonly #journal: Journal;

  constructor(
    session: DiskSession,
    { plan, before }: PlannedErasure,
    manner: ErasureManner,
    proofs: readonly Proof[],
    startedAtMs: number,
  ) {
    this.#session = session;
    this.#plan = plan;
    this.#manner = manner;
    this.#before = before;
    const { level, deployment } = manner;
    const sealed = storeTable(plan.table);
    this.#journal = {
      operation: deployment ? 'deploy' : 'erase',
      phase: 'planned',
      startedAtMs: deployment?.startedAtMs ?? startedAtMs,
      kept: provable(plan.kept).map(({ entry, extent }, index) => ({
        entry: storeEntry(entry),
        offset: extent.offset,
        length: extent.length,
        proof: proofs[index] ?? null,
      })),
      sealed,
      final: { ...sealed, entries: plan.erased.map(storeEntry) },
      imageName: deployment?.imageName ?? '',
      imageChecksum: '',
      bootSector: new Uint8Array(),
      volumeId: '',
      erase: deployment ? '' : level,
    };
  }

  /**
   * Seals first, erases second: what is being erased is not listed, what is kept always is. An interrupted
   * deployment stays one, with nothing of its image left: else what it kept by selectors would be nobody's.
   */
  async carryOut(digests: readonly Proof[], context: Context): Promise<readonly ProofResult[]> {
    const [session, { kept, table, extents, checked }] = [this.#session, this.#plan];
    const keptExtents = kept.map(({ extent }) => extent);
    const options = { bootCode: 'clear', kept: keptExtents } as const;
    session.checkTable(table, options);
    await this.#reached('planned');
    await session.commitTable(table, options);
    await this.#reached('sealed');
    await eraseBytes(session.writerBeside(keptExtents, extents), this.#target(), this.#manner.level, context);
    for (const extent of checked) await expectErased(session, extent);
    const proofs = await proveAfter(session, kept, digests, context);
    if (this.#journal.operation === 'erase') await this.#end(proofs);
    return proofs;
  }

  #target(): EraseTarget {
    return {
      device: this.#session.path,
      extents: this.#plan.extents,
      places: this.#plan.places,
      overwriting: this.#manner.overwriting,
      interrupted: 'what is not kept is partly erased, all that is kept is listed; run it again',
      notDiscarded:
        'the metadata of all that is not kept is zeroed, and all that is kept is listed: run it again with metadata or zero',
    };
  }

  async #reached(phase: JournalPhase): Promise<void> {
    const identity = identityOf(this.#session.layout, this.#plan.table.diskGuid);
    const { claims } = this.#before;
    await this.#session.saveCatalog({ identity, claims, journal: { ...this.#journal, phase } });
  }

  async #end(proofs: readonly ProofResult[]): Promise<void> {
    const identity = identityOf(this.#session.layout, this.#plan.table.diskGuid);
    const claims = provenClaims(this.#before.claims, proofs);
    await this.#session.saveCatalog({ identity, claims, journal: null });
  }
}

/** Throws `VOLUME_CHANGED`, which must never happen: whatever this project is for has failed then. */
function expectUnchanged(proofs: readonly ProofResult[], device: string): void {
  const which = changedWords(proofs);
  if (which === null) return;
  throw new BmvError(
    'VOLUME_CHANGED',
    `kept partition ${which} of ${device} differs from before the erasure; check the disk and what is on that partition before you use it`,
    { device },
  );
}

function planOn(session: DiskSession, context: Context, ofDeployment?: OfDeployment): PlannedErasure {
  const { plan, conflicts } = planErase(session.layout, context.newGuid, ofDeployment);
  if (!plan) throw new ConflictError(conflicts, session.path);
  const before = session.layout.catalog?.catalog;
  if (!before) throw new TypeError('a disk without a catalog has no plan');
  return { plan, before };
}

/**
 * Throws what `eraseDisk` would throw before its first write. Nothing is written but the end of an interrupted
 * operation.
 */
export async function checkErasable(
  context: Context,
  diskPath: string,
  { ofDeployment, ...open }: Omit<EraseDiskOptions, 'proof' | 'overwriting'> = {},
): Promise<void> {
  const session = await DiskSession.open(context, diskPath, open);
  try {
    planOn(session, context, ofDeployment);
  } finally {
    await session.close();
  }
}

/**
 * Erases everything of a disk but its volumes, its catalog and (unless that is to go) what an interrupted
 * deployment kept; the boot code goes too. Interrupted, the disk lists what it keeps and nothing else, and the
 * same call finishes it.
 *
 * Throws before the first write: `NO_CATALOG`, `ConflictError`; after it `ABORTED`, `DISCARD_UNSUPPORTED`,
 * `IO_ERROR` when something of a filesystem still shows, `VOLUME_CHANGED`.
 */
export async function eraseDisk(
  context: Context,
  diskPath: string,
  level: EraseLevel,
  options: EraseDiskOptions = {},
): Promise<EraseDiskResult> {
  const { proof = 'sample', ofDeployment = 'keep', overwriting, ...open } = options;
  const session = await DiskSession.open(context, diskPath, open);
  try {
    const planned = planOn(session, context, ofDeployment);
    const { plan, before } = planned;
    const stopHere = () => stopIfAborted(context.signal, session.path, 'nothing was written');
    const digests = await proveBefore(session, plan.kept, proof, context).catch((error: unknown) => {
      stopHere();
      throw error;
    });
    stopHere();
    const isResumable = before.journal?.operation === 'deploy' && ofDeployment === 'keep';
    const deployment = isResumable ? before.journal : null;
    const run = new Erasure(session, planned, { level, overwriting, deployment }, digests, context.now());
    const proofs = await run.carryOut(digests, context);
    expectUnchanged(proofs, session.path);
    return { kept: plan.kept, erased: plan.erased, proofs, layout: session.layout };
  } finally {
    await session.close();
  }
}
