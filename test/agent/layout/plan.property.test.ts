import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { contains, type Extent, endOf, overlaps } from '../../../agent/layout/extent.ts';
import { planDeployment } from '../../../agent/layout/plan.ts';
import type { Layout, Plan } from '../../../agent/layout/types.ts';
import { tableGeometry } from '../../../hardware-managers/partition-table/geometry.ts';
import { ZERO_GUID } from '../../../hardware-managers/partition-table/guid.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry, TableReading } from '../../../hardware-managers/partition-table/types.ts';
import type { Journal } from '../../../proto/catalog.ts';
import { type DeploymentCase, deploymentCases } from '../../support/deployment-cases.ts';
import { aJournal, aLayout } from '../../support/layouts.ts';

const RUNS = 2000;

/** All of a value as text; bytes and bigints too. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (item instanceof Uint8Array) return createHash('sha1').update(item).digest('hex');
    if (item instanceof Map) return [...item];
    return typeof item === 'bigint' ? String(item) : item;
  });
}

const snapshot = ({ layout, head }: DeploymentCase) => textOf([layout, head]);

/** The disk after a power cut: the journal is there, and the table is whatever the cut left. */
function interrupted(layout: Layout, plan: Plan, table: TableReading): Layout {
  const { sealed, final, catalogPlace } = plan;
  if (!sealed || !final || !catalogPlace) throw new Error('a plan without a journal');
  const store = ({ number, raw }: GptEntry) => ({ number, raw });
  const journal: Journal = {
    ...aJournal([]),
    kept: plan.kept
      .filter(({ reason }) => reason !== 'catalog')
      .map(({ entry, extent }) => ({ entry: store(entry), ...extent, proof: null })),
    sealed: { ...sealed, entries: sealed.entries.map(store) },
    final: { ...final, entries: final.entries.map(store) },
  };
  const old =
    layout.catalog ??
    aLayout({
      sizeBytes: layout.sizeBytes,
      sectorBytes: layout.sectorBytes === 512 ? 512 : 4096,
      catalog: {},
    }).catalog;
  if (!old) throw new Error('no catalog');
  return { ...layout, table, catalog: { ...old, place: catalogPlace, catalog: { ...old.catalog, journal } } };
}

/** Everything on the disk that a plan must leave alone. */
function forbidden(plan: Plan, layout: Layout): Extent[] {
  const { head, tail } = tableGeometry(layout, plan.final?.entryCount, plan.final?.entrySize);
  return [
    head,
    tail,
    ...plan.kept.map(({ extent }) => extent),
    ...(plan.catalogPlace ? [plan.catalogPlace] : []),
  ];
}

function expectDisjoint(extents: readonly Extent[], what: string): void {
  const sorted = [...extents].sort((a, b) => a.offset - b.offset);
  for (const [index, extent] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next) expect(overlaps(extent, next), `${what}: ${JSON.stringify([extent, next])}`).to.equal(false);
  }
}

function expectSound(plan: Plan, { layout, head }: DeploymentCase): void {
  const [taboo, sector] = [forbidden(plan, layout), layout.sectorBytes];
  for (const extent of plan.writeMap) {
    expect(taboo.filter((other) => overlaps(other, extent))).to.deep.equal([]);
    expect(contains({ offset: 0, length: layout.sizeBytes }, extent)).to.equal(true);
    expect([extent.offset % sector, extent.length % sector]).to.deep.equal([0, 0]);
  }

  const entries = head.table.gpt?.entries ?? [];
  expect(plan.placements.map(({ imageNumber }) => imageNumber).sort((a, b) => a - b)).to.deep.equal(
    entries.map(({ number }) => number).sort((a, b) => a - b),
  );
  const all = [...plan.kept, ...plan.placements, ...plan.created];
  expectDisjoint(
    all.map(({ extent }) => extent),
    'partitions',
  );

  const final = plan.final?.entries ?? [];
  expect(final).to.have.lengthOf(all.length);
  expect(new Set(final.map(({ number }) => number)).size).to.equal(final.length);
  const guids = final.map(({ guid }) => guid).filter((guid) => guid !== ZERO_GUID);
  expect(new Set(guids).size).to.equal(guids.length);
  for (const { entry, extent } of all) {
    const listed = final.find(({ number }) => number === entry.number);
    expect(Buffer.from(listed?.raw ?? []).equals(Buffer.from(entry.raw))).to.equal(true);
    expect([entry.firstLba * sector, (entry.lastLba + 1) * sector]).to.deep.equal([
      extent.offset,
      endOf(extent),
    ]);
    expect(entry.number).to.be.within(1, plan.final?.entryCount ?? 0);
  }

  const sealed = plan.sealed?.entries.map(({ raw }) => Buffer.from(raw).toString('hex')) ?? [];
  const catalog = plan.created.filter(({ purpose }) => purpose === 'catalog');
  const expected = [...plan.kept, ...catalog].map(({ entry }) => Buffer.from(entry.raw).toString('hex'));
  expect(sealed).to.have.members(expected);

  // Kept entries are those of the disk, bit for bit.
  const before = new Map(layout.table.gpt?.entries.map((entry) => [entry.number, entry]));
  for (const { entry } of plan.kept) expect(entry.raw).to.deep.equal(before.get(entry.number)?.raw);
  expect(plan.kept.length + plan.erased.length).to.equal(before.size);
}

function expectComplete(plan: Plan, head: DeploymentCase['head']): void {
  let offset = 0;
  for (const segment of plan.segments) {
    expect(segment.imageOffset).to.equal(offset);
    expect(segment.length).to.be.greaterThan(0);
    offset += segment.length;
  }
  expect(offset).to.equal(head.sizeBytes ?? Number.MAX_SAFE_INTEGER);
  const targets = plan.segments.flatMap(({ diskOffset, length }) =>
    diskOffset === null ? [] : [{ offset: diskOffset, length }],
  );
  expectDisjoint(targets, 'segment targets');
  for (const { imageOffset, extent } of plan.placements) {
    const segment = plan.segments.find((candidate) => candidate.imageOffset === imageOffset);
    expect([segment?.length, segment?.diskOffset]).to.deep.equal([extent.length, extent.offset]);
  }
  for (const target of targets)
    expect(plan.writeMap.some((extent) => contains(extent, target))).to.equal(true);
}

for (const sectorBytes of [512, 4096] as const) {
  describe(`deployment plans of random disks and images, ${sectorBytes}-byte sectors`, () => {
    it('never touch what is kept, place everything once, and list exactly what they should', () => {
      const outcomes = { planned: 0, moved: 0, kept: 0, catalogs: 0, refused: new Map<string, number>() };
      fc.assert(
        fc.property(deploymentCases(sectorBytes), (drawn) => {
          const { plan, conflicts } = planDeployment(drawn.layout, drawn.head, drawn.request());
          for (const { code } of conflicts) outcomes.refused.set(code, (outcomes.refused.get(code) ?? 0) + 1);
          if (!plan) {
            expect(conflicts.length).to.be.greaterThan(0);
            return;
          }
          outcomes.planned += 1;
          if (plan.kept.length > 0) outcomes.kept += 1;
          if (plan.placements.some(({ moved }) => moved)) outcomes.moved += 1;
          if (plan.created.some(({ purpose }) => purpose === 'catalog')) outcomes.catalogs += 1;
          expectSound(plan, drawn);
          expectComplete(plan, drawn.head);
        }),
        { numRuns: RUNS, seed: 2026 },
      );
      // The generator must reach what it is there for.
      for (const count of [outcomes.planned, outcomes.kept, outcomes.moved, outcomes.catalogs]) {
        expect(count, JSON.stringify([outcomes, [...outcomes.refused]])).to.be.greaterThan(RUNS / 30);
      }
      expect([...outcomes.refused.keys()]).to.include.members([
        'IMAGE_TOO_BIG',
        'IMAGE_DATA_IN_THE_WAY',
        'NO_SPACE',
      ]);
    });

    it('are the same for the same input, which they leave as it was', () => {
      fc.assert(
        fc.property(deploymentCases(sectorBytes), (drawn) => {
          const before = snapshot(drawn);
          const first = planDeployment(drawn.layout, drawn.head, drawn.request());
          expect(textOf(planDeployment(drawn.layout, drawn.head, drawn.request()))).to.equal(textOf(first));
          expect(snapshot(drawn)).to.equal(before);
        }),
        { numRuns: 500, seed: 2027 },
      );
    });

    it('leave nothing out of place that could have stayed', () => {
      fc.assert(
        fc.property(deploymentCases(sectorBytes), ({ layout, head, request }) => {
          const { plan } = planDeployment(layout, head, request());
          if (!plan) return;
          const own = (number: number) => head.table.gpt?.entries.find((entry) => entry.number === number);
          const fixed = [...forbidden(plan, layout)];
          for (const { moved, imageNumber } of plan.placements) {
            const entry = own(imageNumber);
            if (!moved || !entry) continue;
            const offset = entry.firstLba * sectorBytes;
            const wanted = { offset, length: (entry.lastLba + 1) * sectorBytes - offset };
            const inside = endOf(wanted) <= layout.sizeBytes;
            expect(!inside || fixed.some((extent) => overlaps(extent, wanted))).to.equal(true);
          }
        }),
        { numRuns: 700, seed: 2028 },
      );
    });

    it('survive being planned again from what they left behind', () => {
      fc.assert(
        fc.property(deploymentCases(sectorBytes), ({ layout, head, request }) => {
          const { plan } = planDeployment(layout, head, request());
          const table = plan?.final;
          if (
            !plan ||
            !table ||
            plan.kept.length === 0 ||
            plan.kept.some(({ reason }) => reason === 'selector')
          )
            return;
          const after: Layout = { ...layout, table: { ...layout.table, gpt: table }, filesystems: new Map() };
          const again = planDeployment(after, head, request());
          const catalogs = (one: Plan | null) =>
            one?.final?.entries.filter(({ typeGuid }) => typeGuid === TYPE_GUIDS.catalog).length;
          expect(again.conflicts).to.deep.equal([]);
          expect(again.plan?.placements.map(({ extent }) => extent)).to.deep.equal(
            plan.placements.map(({ extent }) => extent),
          );
          expect(catalogs(again.plan)).to.equal(catalogs(plan));
        }),
        { numRuns: 700, seed: 2029 },
      );
    });

    it('keep the same after a power cut, whatever the cut left of the table (E47)', () => {
      let cuts = 0;
      fc.assert(
        fc.property(deploymentCases(sectorBytes), ({ layout, head, request }) => {
          const { plan } = planDeployment(layout, head, request());
          if (!plan?.sealed || !plan.final || !plan.catalogPlace) return;
          const { table } = layout;
          const damaged: TableReading = { ...table, kind: 'damaged', gpt: null, primary: null };
          const left: TableReading[] = [
            table,
            damaged,
            { ...damaged, kind: 'none' },
            { ...table, gpt: plan.sealed },
            { ...table, gpt: plan.final },
          ];
          for (const reading of left) {
            cuts += 1;
            const state = interrupted(layout, plan, reading);
            const again = planDeployment(state, head, request());
            expect(again.conflicts).to.deep.equal([]);
            const keptOf = (one: Plan | null) =>
              one?.kept
                .filter(({ reason }) => reason !== 'catalog')
                .map(({ entry, extent }) => textOf([entry, extent]));
            expect(keptOf(again.plan)).to.deep.equal(keptOf(plan));
            expect(again.plan?.placements.map(({ extent }) => extent)).to.deep.equal(
              plan.placements.map(({ extent }) => extent),
            );
            expect(again.plan?.catalogPlace).to.deep.equal(plan.catalogPlace);
            if (again.plan) expectComplete(again.plan, head);
          }
        }),
        { numRuns: 700, seed: 2030 },
      );
      expect(cuts).to.be.greaterThan(500);
    });
  });
}
