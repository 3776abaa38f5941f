import { expect } from 'chai';
import fc from 'fast-check';
import { planTableCommit } from '../../../hardware-managers/partition-table/commit-table.ts';
import { entryExtent } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import type { GptTable, TableCommitPlan, TableOp } from '../../../hardware-managers/partition-table/types.ts';
import { anEntry, applyOps, aTable, type DiskShape } from '../../support/gpt-disk.ts';
import { type LinuxPartition, linuxPartitions } from '../../support/linux-gpt.ts';
import { bufferReader, byteReader } from '../../support/readers.ts';

const SIZE = 1024 * 1024;

/** A disk that is about to get a new table, and which partitions of both tables are kept. */
interface Scenario extends DiskShape {
  readonly old: GptTable;
  readonly next: GptTable;
  readonly kept: readonly number[];
  /** What is done to the disk between the two. */
  readonly damage: 'none' | 'backup' | 'grown';
}

type Write = Extract<TableOp, { op: 'write' }>;

/** Random tables in `slots` of the disk: each slot may hold an old partition, a new one, or one that is kept. */
const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    sectorBytes: fc.constantFrom(512, 4096),
    counts: fc.tuple(fc.constantFrom(4, 128, 129, 256), fc.constantFrom(4, 128, 129, 256)),
    first: fc.constantFrom(0, 1, 30, 70, 140),
    slots: fc.array(fc.constantFrom('old', 'new', 'kept', 'free'), { minLength: 1, maxLength: 4 }),
    damage: fc.constantFrom('none', 'none', 'backup', 'grown'),
  })
  .map(({ sectorBytes, counts, first, slots, damage }) => {
    const disk = { sizeBytes: SIZE, sectorBytes };
    const start =
      Math.max(aTable(disk, [], counts[0]).firstUsableLba, aTable(disk, [], counts[1]).firstUsableLba) +
      first;
    const entryOf = (kind: string, slot: number) =>
      anEntry(slot + 1, start + slot * 8, start + slot * 8 + 5, guidFor(kind, slot));
    const entries = (kind: string) =>
      slots.flatMap((what, slot) => (what === kind || what === 'kept' ? [entryOf(what, slot)] : []));
    const kept = slots.flatMap((what, slot) => (what === 'kept' ? [slot + 1] : []));
    const sizeBytes = damage === 'grown' ? 2 * SIZE : SIZE;
    const next = aTable({ sizeBytes, sectorBytes }, entries('new'), counts[1]);
    return { sizeBytes, sectorBytes, old: aTable(disk, entries('old'), counts[0]), next, kept, damage };
  });

function guidFor(kind: string, slot: number): string {
  return `${kind === 'kept' ? 'aaaaaaaa' : kind === 'old' ? 'bbbbbbbb' : 'cccccccc'}-0000-4000-8000-00000000000${slot}`;
}

describe('a power cut while a table is written', () => {
  it('after any sector leaves Linux the old or the new table, and every kept byte, when the plan says crash-safe', async () => {
    let states = 0;
    let unsafe = 0;
    await fc.assert(
      fc.asyncProperty(scenarios, fc.infiniteStream(fc.boolean()), async (scenario, coins) => {
        const { disk, plan } = await prepare(scenario);
        if (!plan.crashSafe) unsafe += 1;
        const before = kernelView(disk, scenario);
        const keptBytes = keptOf(disk, scenario);
        const seen = new Set<string>();
        for (const state of cuts(disk, plan, scenario.sectorBytes, coins)) {
          states += 1;
          expect(keptOf(state, scenario)).to.deep.equal(keptBytes);
          if (plan.crashSafe) seen.add(kernelView(state, scenario));
          else await expectOneTable(state, scenario);
        }
        applyOps(disk, plan.ops);
        const after = kernelView(disk, scenario);
        expect(numbersOf(disk, scenario)).to.deep.equal(scenario.next.entries.map(({ number }) => number));
        expect([...seen].filter((view) => view !== before && view !== after)).to.deep.equal([]);
      }),
      { seed: 20261123, numRuns: 150 },
    );
    expect(states).to.be.greaterThan(10_000);
    expect(unsafe).to.be.greaterThan(5);
  });

  it('and another one during the repair still leaves the old or the new table; a last run ends the work', async () => {
    await fc.assert(
      fc.asyncProperty(
        scenarios,
        fc.nat(),
        fc.nat(),
        fc.infiniteStream(fc.boolean()),
        async (scenario, first, second, coins) => {
          const { disk, plan } = await prepare(scenario);
          const before = kernelView(disk, scenario);
          const after = kernelView(applied(disk, plan), scenario);
          if (!plan.crashSafe) return;

          const interrupted = pick(disk, plan, scenario, first, coins);
          const again = await planFor(interrupted, scenario);
          expect(again.crashSafe).to.equal(true);
          const twice = pick(interrupted, again, scenario, second, coins);
          expect(kernelView(twice, scenario)).to.be.oneOf([before, after]);

          applyOps(twice, (await planFor(twice, scenario)).ops);
          expect(kernelView(twice, scenario)).to.equal(after);
          expect(await read(twice, scenario)).to.deep.include({ kind: 'gpt', verdicts: [] });
          expect((await planFor(twice, scenario)).ops).to.deep.equal([]);
        },
      ),
      { seed: 20261124, numRuns: 150 },
    );
  });

  it('is survived by every write being whole sectors inside the disk, and outside of what is kept', async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const { plan } = await prepare(scenario);
        const kept = keptExtents(scenario);
        for (const { offset, bytes } of writesOf(plan.ops)) {
          expect([offset % scenario.sectorBytes, bytes.byteLength % scenario.sectorBytes]).to.deep.equal([
            0, 0,
          ]);
          expect(offset + bytes.byteLength).to.be.at.most(scenario.sizeBytes);
          expect(
            kept.some(
              (extent) => offset < extent.offset + extent.length && extent.offset < offset + bytes.byteLength,
            ),
          ).to.equal(false);
        }
        expect(plan.ops.at(-1)?.op ?? 'barrier').to.equal('barrier');
      }),
      { seed: 20261125, numRuns: 200 },
    );
  });
});

/** The disk with the old table on it, damaged as the scenario says, and the plan for the next one. */
async function prepare(
  scenario: Scenario,
): Promise<{ readonly disk: Buffer; readonly plan: TableCommitPlan }> {
  const disk = Buffer.alloc(SIZE, 0xe5);
  disk.fill(0, 0, 512);
  const first = await planFor(disk, { ...scenario, sizeBytes: SIZE, next: scenario.old, kept: [] });
  applyOps(disk, first.ops);
  if (scenario.damage === 'backup') disk.fill(0, SIZE - scenario.sectorBytes);
  const whole = scenario.damage === 'grown' ? Buffer.concat([disk, Buffer.alloc(SIZE, 0xe5)]) : disk;
  return { disk: whole, plan: await planFor(whole, scenario) };
}

async function read(disk: Buffer, { sectorBytes }: DiskShape) {
  return await readTable(byteReader(bufferReader(disk)), sectorBytes);
}

async function planFor(disk: Buffer, scenario: Scenario): Promise<TableCommitPlan> {
  const { sizeBytes, sectorBytes, next: table } = scenario;
  const current = await read(disk, scenario);
  return planTableCommit({
    sizeBytes,
    sectorBytes,
    current,
    table,
    bootCode: 'keep',
    occupied: keptExtents(scenario),
  });
}

function keptExtents({ old, kept, sectorBytes }: Scenario) {
  return old.entries
    .filter(({ number }) => kept.includes(number))
    .map((entry) => entryExtent(entry, sectorBytes));
}

function keptOf(disk: Buffer, scenario: Scenario): Buffer {
  return Buffer.concat(
    keptExtents(scenario).map(({ offset, length }) => disk.subarray(offset, offset + length)),
  );
}

function linuxView(disk: Buffer, { sectorBytes }: DiskShape): LinuxPartition[] | null {
  return linuxPartitions(bufferReader(disk), sectorBytes);
}

function kernelView(disk: Buffer, scenario: DiskShape): string {
  return JSON.stringify(linuxView(disk, scenario), (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
}

function numbersOf(disk: Buffer, scenario: DiskShape): number[] {
  return linuxView(disk, scenario)?.map(({ number }) => number) ?? [];
}

/** Where a plan is not crash-safe, one copy of one of the tables is left for `bmv recover`. */
async function expectOneTable(state: Buffer, scenario: Scenario): Promise<void> {
  const { kind, gpt } = await read(state, scenario);
  expect(kind).to.equal('gpt');
  const found = gpt?.entries.map(({ guid }) => guid);
  const tables = [scenario.old, scenario.next].map(({ entries }) => entries.map(({ guid }) => guid));
  expect(tables.map((guids) => guids.join())).to.include(found?.join());
}

function writesOf(ops: readonly TableOp[]): Write[] {
  return ops.flatMap((op) => (op.op === 'write' ? [op] : []));
}

function applied(disk: Buffer, plan: TableCommitPlan): Buffer {
  const copy = Buffer.from(disk);
  applyOps(copy, plan.ops);
  return copy;
}

/** The disk after a cut in one of the intervals: all before it, and the sectors of it that coins choose. */
function pick(
  disk: Buffer,
  plan: TableCommitPlan,
  { sectorBytes }: DiskShape,
  at: number,
  coins: fc.Stream<boolean>,
): Buffer {
  const writes = writesOf(plan.ops);
  const copy = Buffer.from(disk);
  if (writes.length === 0) return copy;
  const interval = at % writes.length;
  applyOps(copy, writes.slice(0, interval));
  for (const sector of sectorsOf(writes.slice(interval, interval + 1), sectorBytes))
    if (flip(coins)) applyOps(copy, [sector]);
  return copy;
}

/** Every prefix by sectors, and in each interval between barriers some subsets of its sectors. `disk` is not changed. */
function* cuts(
  disk: Buffer,
  { ops }: TableCommitPlan,
  sectorBytes: number,
  coins: fc.Stream<boolean>,
): Generator<Buffer> {
  const state = Buffer.from(disk);
  let interval: Write[] = [];
  for (const op of ops) {
    if (op.op === 'write') {
      interval.push(...sectorsOf([op], sectorBytes));
      continue;
    }
    for (let subset = 0; subset < 12 && interval.length > 1; subset += 1) {
      const undo = interval.map(({ offset, bytes }) => ({
        offset,
        bytes: Buffer.from(state.subarray(offset, offset + bytes.length)),
      }));
      applyOps(
        state,
        interval.filter(() => flip(coins)),
      );
      yield state;
      for (const { offset, bytes } of undo) state.set(bytes, offset);
    }
    for (const sector of interval) {
      applyOps(state, [sector]);
      yield state;
    }
    interval = [];
  }
}

function sectorsOf(writes: readonly Write[], sectorBytes: number): Write[] {
  return writes.flatMap(({ what, offset, bytes }) =>
    Array.from({ length: bytes.byteLength / sectorBytes }, (_, at): Write => {
      const from = at * sectorBytes;
      return { op: 'write', what, offset: offset + from, bytes: bytes.subarray(from, from + sectorBytes) };
    }),
  );
}

function flip(coins: fc.Stream<boolean>): boolean {
  return coins.next().value === true;
}
