import type { GptTable } from '../../hardware-managers/partition-table/types.ts';
import type { Claim, Journal, JournalKept, JournalOperation, JournalPhase } from '../../proto/catalog.ts';
import type { Context } from '../context.ts';
import type { Extent } from '../layout/extent.ts';
import type { Kept } from '../layout/types.ts';
import { writeFirstCatalog } from './first-catalog.ts';
import { identityOf } from './identity.ts';
import type { DiskSession } from './session.ts';
import { storeEntry, storeTable } from './stored-table.ts';

/** A change of a disk's volumes, planned and with its data already on the disk. */
export interface VolumeChange {
  readonly operation: Exclude<JournalOperation, 'deploy' | 'erase'>;
  /** Partitions that were there before and stay. */
  readonly kept: readonly Pick<Kept, 'entry' | 'extent' | 'proof'>[];
  readonly table: GptTable;
  /** The table before, where it lists a partition that nothing else of the change knows. */
  readonly tableBefore?: GptTable;
  /** The volume that the change is about, where later steps need to know. */
  readonly volumeId?: string;
  readonly catalogPlace: Extent;
  /** As they are while the operation runs. */
  readonly claims: readonly Claim[];
}

/**
 * The journal of a change. Unless it has a table before it, both of its tables are the final one, for nothing
 * of it is ever half listed.
 */
export function journalOf(change: VolumeChange, phase: JournalPhase, startedAtMs: number): Journal {
  const stored = storeTable(change.table);
  const kept: JournalKept[] = change.kept.map(({ entry, extent, proof }) => ({
    entry: storeEntry(entry),
    offset: extent.offset,
    length: extent.length,
    proof,
  }));
  return {
    operation: change.operation,
    phase,
    startedAtMs,
    kept,
    sealed: change.tableBefore ? storeTable(change.tableBefore) : stored,
    final: stored,
    imageName: '',
    imageChecksum: '',
    bootSector: new Uint8Array(),
    volumeId: change.volumeId ?? '',
    erase: '',
  };
}

/**
 * Makes a change visible: catalog with an open journal, then the table, then the catalog without journal.
 * A power cut before the first leaves the disk as it was; after it the next operation rolls forward.
 */
export async function commitChange(
  session: DiskSession,
  change: VolumeChange,
  context: Context,
): Promise<void> {
  const { table, claims, catalogPlace } = change;
  const kept = change.kept.map(({ extent }) => extent);
  const options = { bootCode: session.layout.table.kind === 'gpt' ? 'keep' : 'clear', kept } as const;
  session.checkTable(table, options);
  const identity = identityOf(session.layout, table.diskGuid);
  const journal = journalOf(change, 'planned', context.now());
  if (session.layout.catalog) await session.saveCatalog({ identity, claims, journal });
  else await writeFirstCatalog(session, { identity, claims, journal }, catalogPlace, kept);
  await session.commitTable(table, options);
  await session.saveCatalog({ identity, claims, journal: null });
}
