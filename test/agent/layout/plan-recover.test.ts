import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { planRecovery, type RecoveryPlan } from '../../../agent/layout/plan-recover.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import type { Verdict } from '../../../hardware-managers/partition-table/types.ts';
import type { JournalOperation, JournalPhase } from '../../../proto/catalog.ts';
import {
  aCatalogPartition,
  aClaim,
  aJournal,
  aLayout,
  aStoredTable,
  guidOf,
  guidSequence,
  type LayoutSketch,
  type PartitionSketch,
} from '../../support/layouts.ts';
import { planOf } from '../../support/volumes.ts';

/** Where a disk of 1 GiB has its catalog. */
const PLACE = { offset: 1022 * MIB, length: MIB };

const root: PartitionSketch = { number: 1, offset: MIB, length: 199 * MIB, name: 'root' };
const data: PartitionSketch = {
  number: 127,
  offset: 922 * MIB,
  length: 100 * MIB,
  name: 'data',
  attributes: 5n,
};
const logs: PartitionSketch = { number: 126, offset: 822 * MIB, length: 100 * MIB, name: 'logs' };
const listed = aCatalogPartition(PLACE);
/** Of the image that a deployment was placing. */
const placed: PartitionSketch = {
  number: 2,
  offset: 300 * MIB,
  length: 50 * MIB,
  name: 'new root',
  guid: guidOf('a', 2),
};

const repair: Verdict = {
  code: 'PRIMARY_HEADER_BAD',
  severity: 'repair',
  message: 'the primary copy is bad',
};
const differ: Verdict = { code: 'COPIES_DIFFER', severity: 'refuse', message: 'the copies differ' };

function recover(layout: Layout, acceptClone = false): RecoveryPlan {
  return planOf(planRecovery(layout, { acceptClone }, guidSequence()));
}

const namesOf = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name);
const rawsOf = (entries: readonly { readonly raw: Uint8Array }[]) =>
  entries.map(({ raw }) => Buffer.from(raw).toString('hex'));

describe('plan of a recovery', () => {
  describe('of a disk whose table is lost', () => {
    for (const kind of ['none', 'damaged', 'mbr'] as const) {
      const layout = aLayout({
        kind,
        claims: [aClaim(data), aClaim(logs)],
        identity: { diskGuid: guidOf('e', 7) },
      });

      it(`lists every volume bit-exact at its place, and the catalog (${kind})`, () => {
        const { table, restored, kept, bootCode, changesTable } = recover(layout);
        expect(namesOf(restored)).to.deep.equal(['logs', 'data', 'bmv-catalog']);
        expect(rawsOf(table.entries.slice(0, 2))).to.deep.equal(
          rawsOf([aClaim(logs).entry, aClaim(data).entry]),
        );
        expect(table.entries[2]?.number).to.equal(128);
        expect([kept, bootCode, changesTable]).to.deep.equal([[], 'clear', true]);
        expect(table.diskGuid).to.equal(guidOf('e', 7));
      });

      it(`leaves the catalog as it is, and says what is not known (${kind})`, () => {
        const plan = recover(layout);
        expect(plan.changesCatalog).to.equal(false);
        expect(plan.claims).to.deep.equal(layout.catalog?.catalog.claims);
        expect(plan.lines.join('\n')).to.match(/neither volumes nor kept are not known/);
        expect(plan.lines.join('\n')).to.match(/restores partition 127 "data", 100 MiB at 966787072/);
      });
    }

    it('gives the disk a new GUID where nobody remembers one', () => {
      const layout = aLayout({ kind: 'none', claims: [aClaim(data)], identity: { diskGuid: null } });
      expect(recover(layout).table.diskGuid).to.equal(guidOf('f', 2));
    });
  });

  describe('of a disk with a table', () => {
    const usual: LayoutSketch = { partitions: [root, data], claimed: [127] };

    it('does nothing where all is well', () => {
      const plan = recover(aLayout(usual));
      expect([plan.changesTable, plan.changesCatalog, plan.journal]).to.deep.equal([false, false, 'none']);
      expect(plan.restored).to.deep.equal([]);
    });

    it('writes both copies anew where one is damaged, with the same entries', () => {
      const layout = aLayout({ ...usual, verdicts: [repair] });
      const { changesTable, changesCatalog, table, bootCode } = recover(layout);
      expect([changesTable, changesCatalog, bootCode]).to.deep.equal([true, false, 'keep']);
      expect(table).to.deep.equal(layout.table.gpt);
    });

    it('writes both copies anew on a disk without a catalog too', () => {
      const layout = aLayout({ partitions: [root], verdicts: [repair] });
      const plan = recover(layout);
      expect([plan.changesTable, plan.changesCatalog]).to.deep.equal([true, false]);
      expect(plan.table).to.deep.equal(layout.table.gpt);
    });

    it('adds a volume that it does not list, and keeps all that it lists', () => {
      const plan = recover(aLayout({ partitions: [root, data], claimed: [127], claims: [aClaim(logs)] }));
      expect(namesOf(plan.restored)).to.deep.equal(['logs']);
      expect(namesOf(plan.kept)).to.deep.equal(['root', 'data', 'bmv-catalog']);
      expect([plan.changesTable, plan.bootCode]).to.deep.equal([true, 'keep']);
    });

    it('adds the catalog that it does not list', () => {
      const plan = recover(aLayout({ ...usual, catalogListed: false }));
      expect(namesOf(plan.restored)).to.deep.equal(['bmv-catalog']);
      expect(plan.lines).to.include('lists the catalog as partition 128 "bmv-catalog", 1 MiB at 1071644672');
    });

    it('records a volume that was renumbered and renamed as it is now, and leaves the table alone', () => {
      const now = { ...data, number: 5, name: 'renamed', guid: guidOf('d', 127) };
      const layout = aLayout({ partitions: [root, now], claims: [aClaim(data)] });
      const plan = recover(layout);
      expect([plan.changesTable, plan.changesCatalog]).to.deep.equal([false, true]);
      const [claim] = plan.claims;
      expect(claim?.entry).to.deep.equal({ number: 5, raw: layout.table.gpt?.entries[1]?.raw });
      expect([claim?.name, claim?.id, claim?.offset]).to.deep.equal(['data', guidOf('d', 127), data.offset]);
      expect(plan.lines).to.include('records the entry of volume "data" as it is in the table now');
    });

    it('writes the catalog anew where one of its slots is damaged', () => {
      const layout = aLayout({ ...usual, catalog: { damage: ['slot 1 is damaged'] } });
      const plan = recover(layout);
      expect([plan.changesTable, plan.changesCatalog]).to.deep.equal([false, true]);
      expect(plan.lines).to.include('writes the catalog anew: slot 1 is damaged');
    });

    it('keeps the larger table that the disk has', () => {
      const plan = recover(aLayout({ ...usual, entryCount: 256, claims: [aClaim(logs)] }));
      expect(plan.table.entryCount).to.equal(256);
    });
  });

  describe('of a copy of a disk', () => {
    const copy: LayoutSketch = { partitions: [data], claimed: [127], identity: { serial: 'ORIGINAL' } };

    it('takes the volumes over when that is said, and changes the catalog only', () => {
      const plan = recover(aLayout(copy), true);
      expect([plan.changesTable, plan.changesCatalog, plan.claims.length]).to.deep.equal([false, true, 1]);
      expect(plan.lines[0]).to.match(/takes over .* serial ORIGINAL, but this disk is SERIAL-1/);
    });

    it('restores its lost table as well', () => {
      const plan = recover(aLayout({ ...copy, kind: 'none', claimed: [], claims: [aClaim(data)] }), true);
      expect([plan.changesTable, plan.changesCatalog]).to.deep.equal([true, true]);
    });
  });

  describe('with an open journal', () => {
    const all = [data, listed];

    it('of a deployment that wrote nothing yet, restores what it kept and leaves it to be run again', () => {
      const journal = aJournal(all, [placed], { phase: 'planned' });
      const plan = recover(aLayout({ kind: 'none', claims: [aClaim(data)], journal }));
      expect(plan.journal).to.equal('keep');
      expect(namesOf(plan.table.entries)).to.deep.equal(['data', 'bmv-catalog']);
      expect(rawsOf(plan.table.entries)).to.deep.equal(rawsOf(aStoredTable(all).entries));
      expect([plan.changesTable, plan.changesCatalog, plan.bootCode]).to.deep.equal([true, false, 'clear']);
    });

    it('of a deployment that wrote nothing yet, leaves the partitions of the old system listed', () => {
      const journal = aJournal(all, [placed], { phase: 'planned' });
      const plan = recover(aLayout({ partitions: [root, data], claimed: [127], journal }));
      expect(namesOf(plan.kept)).to.deep.equal(['root', 'data', 'bmv-catalog']);
      expect([plan.changesTable, plan.dropped]).to.deep.equal([false, []]);
    });

    it('of a deployment that was writing, lists what it kept and drops what is half written', () => {
      const journal = aJournal(all, [placed], { phase: 'sealed' });
      const plan = recover(aLayout({ partitions: [placed, data], claimed: [127], journal }));
      expect(namesOf(plan.dropped)).to.deep.equal(['new root']);
      expect(namesOf(plan.table.entries)).to.deep.equal(['data', 'bmv-catalog']);
      expect([plan.journal, plan.changesTable]).to.deep.equal(['keep', true]);
    });

    it('of a deployment, keeps what it kept by selector although it is no volume', () => {
      const journal = aJournal([root, ...all], [placed], { phase: 'sealed' });
      const plan = recover(aLayout({ kind: 'damaged', claims: [aClaim(data)], journal }));
      expect(namesOf(plan.restored)).to.deep.equal(['root', 'data', 'bmv-catalog']);
    });

    for (const phase of ['verified', 'committed'] as const) {
      it(`of a deployment that was ${phase}, finishes it with the image's partitions and boot code`, () => {
        const bootSector = new Uint8Array(512).fill(9);
        const journal = aJournal(all, [placed], { phase, bootSector });
        const plan = recover(aLayout({ partitions: [data], claimed: [127], journal }));
        expect(plan.journal).to.equal('finish');
        expect(namesOf(plan.table.entries)).to.deep.equal(['new root', 'data', 'bmv-catalog']);
        expect(rawsOf(plan.restored)).to.deep.equal(rawsOf(aStoredTable([placed], 'a').entries));
        expect([plan.changesTable, plan.changesCatalog]).to.deep.equal([true, true]);
        expect(plan.bootCode).to.equal(bootSector);
      });
    }

    it('of a deployment, goes on where the copies differ, which its own commit may have left', () => {
      const journal = aJournal(all, [placed], { phase: 'verified' });
      const plan = recover(aLayout({ partitions: [data], claimed: [127], journal, verdicts: [differ] }));
      expect(namesOf(plan.table.entries)).to.deep.equal(['new root', 'data', 'bmv-catalog']);
    });

    const others: readonly [JournalOperation, JournalPhase][] = [
      ['create', 'planned'],
      ['adopt', 'planned'],
      ['recover', 'planned'],
    ];
    for (const [operation, phase] of others) {
      it(`of a ${operation}, puts its table in place and ends it`, () => {
        const journal = aJournal([data], [], { operation, phase, final: aStoredTable([data, logs, listed]) });
        const plan = recover(aLayout({ kind: 'damaged', claims: [aClaim(data), aClaim(logs)], journal }));
        expect([plan.journal, plan.changesTable, plan.changesCatalog]).to.deep.equal(['end', true, true]);
        expect(rawsOf(plan.table.entries)).to.deep.equal(rawsOf(aStoredTable([logs, data, listed]).entries));
        expect(plan.lines).to.include(`ends the interrupted ${operation}`);
      });
    }

    const released = { ...aClaim(logs), state: 'releasing' as const };
    const releasing = (phase: JournalPhase) =>
      aJournal(all, [], { operation: 'release', phase, final: aStoredTable(all), volumeId: released.id });

    for (const kind of ['gpt', 'damaged'] as const) {
      it(`of a release that had not erased everything, keeps the volume (${kind})`, () => {
        const partitions = kind === 'gpt' ? [data, logs] : [];
        const claims = [aClaim(data), released];
        const plan = recover(aLayout({ kind, partitions, claims, journal: releasing('planned') }));
        expect(namesOf(plan.table.entries)).to.deep.equal(['logs', 'data', 'bmv-catalog']);
        expect(plan.claims.map(({ name, state }) => [name, state])).to.deep.equal([
          ['data', 'available'],
          ['logs', 'releasing'],
        ]);
        expect(plan.journal).to.equal('end');
      });

      it(`of a release that had erased everything, takes the volume out (${kind})`, () => {
        const partitions = kind === 'gpt' ? [data, logs] : [];
        const claims = [aClaim(data), released];
        const plan = recover(aLayout({ kind, partitions, claims, journal: releasing('sealed') }));
        expect(namesOf(plan.table.entries)).to.deep.equal(['data', 'bmv-catalog']);
        expect(namesOf(plan.dropped)).to.deep.equal(kind === 'gpt' ? ['logs'] : []);
        expect(plan.claims.map(({ name }) => name)).to.deep.equal(['data']);
        expect([plan.journal, plan.changesTable, plan.changesCatalog]).to.deep.equal(['end', true, true]);
      });
    }
  });
});
