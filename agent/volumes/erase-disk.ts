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
import { type ErasePlan, planErase } from '../layout/plan-erase-disk.ts';
import type { Erase } from '../layout/plan-release.ts';
import type { Kept, Layout } from '../layout/types.ts';
import { stopIfAborted } from './aborted.ts';
import { type EraseTarget, eraseBytes, expectErased } from './erase.ts';
import { identityOf } from './identity.ts';
import { DiskSession } from './session.ts';
import { storeEntry, storeTable } from './stored-table.ts';

/** How the bytes are treated that are not kept; see `Erase`. */
export type EraseLevel = Exclude<Erase, 'none'>;

export interface EraseDiskOptions extends OpenOptions {
  /** How kept extents are compared before and after; by default `sample`. */
  readonly proof?: ProofKind;
}

export interface EraseDiskResult {
  /** The catalog included. */
  readonly kept: readonly Kept[];
  /** Partitions that were listed and are not any more. */
  readonly erased: readonly GptEntry[];
  readonly proofs: readonly ProofResult[];
  readonly layout: Layout;
}

/** An erasure that is planned, from its first write to its last. */
class Erasure {
  readonly #session: DiskSession;
  readonly #plan: ErasePlan;
  readonly #level: EraseLevel;
  readonly #before: Catalog;
  readonly #journal: Journal;

  constructor(
    session: DiskSession,
    { plan, level, before }: { plan: ErasePlan; level: EraseLevel; before: Catalog },
    proofs: readonly Proof[],
    startedAtMs: number,
  ) {
    this.#session = session;
    this.#plan = plan;
    this.#level = level;
    this.#before = before;
    const sealed = storeTable(plan.table);
    const deployment = before.journal?.operation === 'deploy' ? before.journal : null;
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
    await eraseBytes(session.writerBeside(keptExtents, extents), this.#target(), this.#level, context);
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

/**
 * Erases everything of a disk but its volumes, its catalog and what an interrupted deployment kept; the boot
 * code goes too. Interrupted, the disk lists what it keeps and nothing else, and the same call finishes it.
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
  const { proof = 'sample', ...open } = options;
  const session = await DiskSession.open(context, diskPath, open);
  try {
    const { plan, conflicts } = planErase(session.layout, context.newGuid);
    if (!plan) throw new ConflictError(conflicts, session.path);
    const before = session.layout.catalog?.catalog;
    if (!before) throw new TypeError('a disk without a catalog has no plan');
    const stopHere = () => stopIfAborted(context.signal, session.path, 'nothing was written');
    const digests = await proveBefore(session, plan.kept, proof, context).catch((error: unknown) => {
      stopHere();
      throw error;
    });
    stopHere();
    const run = new Erasure(session, { plan, level, before }, digests, context.now());
    const proofs = await run.carryOut(digests, context);
    expectUnchanged(proofs, session.path);
    return { kept: plan.kept, erased: plan.erased, proofs, layout: session.layout };
  } finally {
    await session.close();
  }
}
