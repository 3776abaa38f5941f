import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { GptEntry } from '../../hardware-managers/partition-table/types.ts';
import type { Catalog, Journal } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { ERASE_WAYS } from '../layout/plan-release.ts';
import { promisedTable } from '../layout/recovery-target.ts';
import type { Layout } from '../layout/types.ts';
import { pastErasure } from './erase.ts';
import { shownIdentity } from './identity.ts';
import type { DiskSession } from './session.ts';
import { loadTable } from './stored-table.ts';

/**
 * Whether the table on the disk lists a partition that the interrupted operation did not know: somebody
 * else has written a table since, and carrying on would undo that.
 */
function strangers(layout: Layout, catalog: Catalog, journal: Journal): readonly GptEntry[] {
  const known = [
    // A volume that is being released is in neither of the journal's tables.
    ...catalog.claims.map(({ entry }) => entry),

    ...journal.kept.map(({ entry }) => entry),
    ...journal.final.entries,
    ...journal.sealed.entries,
  ];
  const raws = new Set(known.map(({ raw }) => Buffer.from(raw).toString('hex')));
  return (layout.table.gpt?.entries ?? []).filter(
    (entry) => !raws.has(Buffer.from(entry.raw).toString('hex')),
  );
}

/**
 * Ends an interrupted `create`, `adopt`, `extend`, `release` or `recover`. Their data was on the disk before
 * the journal named their final table, so that table is put in place; only a release that had not finished
 * erasing (`planned`) is taken back: its volume stays, in state `releasing`, to be released again. Of an
 * interrupted `erase` only the table is put in place: its journal stays open until it is run again (or another
 * operation takes its place), for it knows what there was to erase.
 *
 * Throws `JOURNAL_OPEN` where another system has changed the table in between.
 */
export async function settleJournal(
  session: DiskSession,
  { logger, onEffect }: Pick<Context, 'logger' | 'onEffect'>,
): Promise<void> {
  const { layout } = session;
  const catalog = layout.catalog?.catalog;
  const journal = catalog?.journal;
  if (!catalog || !journal || journal.operation === 'deploy') return;

  const device = session.path;
  const strange = strangers(layout, catalog, journal);
  if (strange.length > 0) {
    throw new BmvError(
      'JOURNAL_OPEN',
      `an interrupted ${journal.operation} on ${device} meets partition ${strange.map(({ number }) => number).join(', ')}, ` +
        `which it did not make; look at \`bmv show ${device}\`, then run \`bmv recover ${device}\``,
      { device },
    );
  }

  const unfinishedRelease = journal.operation === 'release' && journal.phase === 'planned';
  logger.warn(
    { device, operation: journal.operation, phase: journal.phase },
    'ending an interrupted operation',
  );
  if (!unfinishedRelease) {
    const table = loadTable(promisedTable(journal), layout);
    const kept = table.entries.map((entry) => entryExtent(entry, layout.sectorBytes));
    await session.commitTable(table, { bootCode: 'keep', kept });
  }
  if (journal.operation === 'erase') return;
  const isReleased = journal.operation === 'release' && !unfinishedRelease;
  const released = catalog.claims.find(({ id }) => isReleased && id === journal.volumeId);
  await session.saveCatalog({
    ...catalog,
    claims: catalog.claims.filter((claim) => claim !== released),
    journal: null,
  });
  if (!released || !onEffect) return;
  const method = ERASE_WAYS.find((way) => way === journal.erase) ?? 'none';
  const erasure = await pastErasure(session, released, method);
  const disk = shownIdentity(layout);
  onEffect({ change: 'released', id: released.id, device, claim: released, disk, erasure });
}
