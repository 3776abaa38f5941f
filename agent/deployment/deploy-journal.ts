import type { Catalog, Journal, JournalPhase, Proof } from '../../proto/catalog.ts';
import type { Context } from '../context.ts';
import type { Plan } from '../layout/types.ts';
import { writeFirstCatalog } from '../volumes/first-catalog.ts';
import { identityOf } from '../volumes/identity.ts';
import type { DiskSession } from '../volumes/session.ts';
import { storeEntry, storeTable } from '../volumes/stored-table.ts';
import { type ProofResult, provable, provenClaims } from './prove.ts';

/** What a disk remembers of a deployment that has begun. */
export class DeployJournal {
  readonly #session: DiskSession;
  readonly #catalog: Catalog;
  readonly #journal: Journal;

  private constructor(session: DiskSession, catalog: Catalog, journal: Journal) {
    this.#session = session;
    this.#catalog = catalog;
    this.#journal = journal;
  }

  /**
   * Writes the keep set and both tables into the catalog; nothing else of the deployment may be written
   * before. Null when the plan has no catalog place: then there is nothing to remember with.
   */
  static async begin(
    session: DiskSession,
    plan: Plan,
    imageName: string,
    proofs: readonly Proof[],
    context: Context,
  ): Promise<DeployJournal | null> {
    const { catalogPlace, sealed, final } = plan;
    if (!catalogPlace || !sealed || !final) return null;
    const { layout } = session;
    const journal: Journal = {
      operation: 'deploy',
      phase: 'planned',
      startedAtMs: context.now(),
      kept: provable(plan.kept).map(({ entry, extent }, index) => ({
        entry: storeEntry(entry),
        offset: extent.offset,
        length: extent.length,
        proof: proofs[index] ?? null,
      })),
      sealed: storeTable(sealed),
      final: storeTable(final),
      imageName,
      imageChecksum: '',
      bootSector: plan.bootSector,
      volumeId: '',
      erase: '',
    };
    const catalog: Catalog = {
      identity: identityOf(layout, final.diskGuid),
      claims: layout.catalog?.catalog.claims ?? [],
      journal: null,
    };
    const begun = new DeployJournal(session, catalog, journal);
    if (layout.catalog) await session.saveCatalog({ ...catalog, journal });
    else
      await writeFirstCatalog(
        session,
        { ...catalog, journal },
        catalogPlace,
        plan.kept.map(({ extent }) => extent),
      );
    return begun;
  }

  async reached(phase: JournalPhase, imageChecksum = ''): Promise<void> {
    await this.#session.saveCatalog({
      ...this.#catalog,
      journal: { ...this.#journal, phase, imageChecksum },
    });
  }

  /** Ends the deployment: claims get their new digests, the journal is gone. */
  async close(proofs: readonly ProofResult[]): Promise<void> {
    const claims = provenClaims(this.#catalog.claims, proofs);
    await this.#session.saveCatalog({ ...this.#catalog, claims, journal: null });
  }
}
