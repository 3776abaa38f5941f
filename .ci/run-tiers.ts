import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { NOTHING, type Outcome, sum } from './outcome.ts';
import { runShares } from './run-shares.ts';
import { sharesOf, TIMES } from './shares.ts';
import type { TierName } from './tier.ts';

const PROGRAM = join(import.meta.dirname, 'mocha.ts');

/** Files that take less are dealt out by their size. */
const WRITTEN_SECONDS = 3;

/** Puts what was measured into the place of what was measured before. */
function writeTimes(measured: Readonly<Record<string, number>>): void {
  const all = { ...(JSON.parse(readFileSync(TIMES, 'utf8')) as Record<string, number>), ...measured };
  const kept = Object.entries(all)
    .filter(([file, seconds]) => seconds >= WRITTEN_SECONDS && existsSync(file))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, seconds]) => [file, Math.round(seconds)]);
  writeFileSync(TIMES, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}

/**
 * Runs tiers beside each other in `BMV_TEST_JOBS` processes, by default as many as there are cores, at most 4. With
 * `BMV_TEST_TIMES=write` it writes down how long files took.
 */
export async function runTiers(names: readonly TierName[]): Promise<Outcome> {
  const jobs = Number(process.env.BMV_TEST_JOBS ?? Math.min(4, availableParallelism()));
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error('BMV_TEST_JOBS is a number of processes');
  const outcomes = new Map<TierName, Outcome>();
  const began = performance.now();
  await runShares(PROGRAM, names.flatMap(sharesOf), jobs, ({ tier }, outcome) =>
    outcomes.set(tier, sum([outcomes.get(tier) ?? NOTHING, outcome])),
  );
  process.stdout.write(`\n${Math.round((performance.now() - began) / 1000)} s\n`);
  for (const [tier, { passed, failed, seconds }] of outcomes) {
    const total = Math.round(Object.values(seconds).reduce((one, other) => one + other, 0));
    process.stdout.write(`== ${tier}: passed ${passed}, failed ${failed}; its files took ${total} s\n`);
  }
  const all = sum([...outcomes.values()]);
  if (process.env.BMV_TEST_TIMES === 'write') writeTimes(all.seconds);
  return all;
}
