/**
 * Runs one tier of tests and ends with the plain line `N passed, N failed`.
 * Usage: node .ci/mocha.ts unit|device|crash|contract|vm|web [FILE...]
 *
 * The unit tier runs in `BMV_TEST_JOBS` processes; by default as many as there are cores, at most 4.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import Mocha from 'mocha';
import { type Count, runShares } from './shares.ts';

/** Each folder of these is a tier of its own; all other tests are the unit tier. */
const FOLDERS = ['device', 'crash', 'contract', 'vm', 'web'] as const;

interface Tier {
  readonly pattern: string;
  readonly exclude: readonly string[];
  readonly timeoutMs: number;
  /** Whether its files can run beside each other: no test takes what another needs at the same time. */
  readonly parallel: boolean;
}

function folderTier(folder: string, timeoutMs: number): Tier {
  return { pattern: `test/${folder}/**/*.test.ts`, exclude: [], timeoutMs, parallel: false };
}

const TIERS: Readonly<Record<string, Tier>> = {
  unit: {
    pattern: 'test/**/*.test.ts',
    exclude: FOLDERS.map((folder) => `test/${folder}/`),
    timeoutMs: 120_000,
    parallel: true,
  },
  device: folderTier('device', 600_000),
  crash: { ...folderTier('crash', 1_800_000), parallel: true },
  contract: folderTier('contract', 600_000),
  vm: folderTier('vm', 1_800_000),
  web: folderTier('web', 300_000),
};

const [name = '', ...given] = process.argv.slice(2);
const tier = TIERS[name];
const jobs = Number(process.env.BMV_TEST_JOBS ?? Math.min(4, availableParallelism()));
if (!tier || !Number.isInteger(jobs) || jobs < 1) {
  process.stderr.write(
    `usage: [BMV_TEST_JOBS=N] node .ci/mocha.ts ${Object.keys(TIERS).join('|')} [FILE...]\n`,
  );
  process.exit(2);
}

process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
const root = join(import.meta.dirname, '..');
process.chdir(root);

function filesOf({ pattern, exclude }: Tier): readonly string[] {
  return globSync(pattern)
    .filter((file) => !exclude.some((folder) => file.startsWith(folder)))
    .sort();
}

function end({ passed, failed }: Count): void {
  if (process.send) process.send({ passed, failed });
  else process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

async function runHere(files: readonly string[], timeout: number): Promise<Count> {
  const mocha = new Mocha({ timeout, forbidOnly: true, forbidPending: true, slow: 2000, reporter: 'dot' });
  for (const file of files) mocha.addFile(join(root, file));
  await mocha.loadFilesAsync();
  const count = await new Promise<Count>((resolve) => {
    const runner = mocha.run((failed) => resolve({ passed: runner.stats?.passes ?? 0, failed }));
  });
  // Does not keep the process alive: it fires only when something that a test left behind does.
  setTimeout(() => {
    process.stderr.write(`still running: ${process.getActiveResourcesInfo().join(', ')}\n`);
    process.exit(1);
  }, 20_000).unref();
  return count;
}

// A process of several: it ends with the one that started it, and does not wait for it.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();

const files = given.length > 0 ? given : filesOf(tier);
const count = tier.parallel && given.length === 0 ? Math.min(jobs, files.length) : 1;
end(
  count > 1
    ? await runShares([import.meta.filename, name], files, count)
    : await runHere(files, tier.timeoutMs),
);
