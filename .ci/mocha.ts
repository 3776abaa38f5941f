/**
 * Runs one tier of tests and ends with the plain line `N passed, N failed`.
 * Usage: node .ci/mocha.ts unit|device|crash|contract|vm
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** Each folder of these is a tier of its own; all other tests are the unit tier. */
const FOLDERS = ['device', 'crash', 'contract', 'vm'] as const;

interface Tier {
  readonly pattern: string;
  readonly exclude: readonly string[];
  readonly timeoutMs: number;
}

function folderTier(folder: string, timeoutMs: number): Tier {
  return { pattern: `test/${folder}/**/*.test.ts`, exclude: [], timeoutMs };
}

const TIERS: Readonly<Record<string, Tier>> = {
  unit: {
    pattern: 'test/**/*.test.ts',
    exclude: FOLDERS.map((folder) => `test/${folder}/`),
    timeoutMs: 120_000,
  },
  device: folderTier('device', 600_000),
  crash: folderTier('crash', 1_800_000),
  contract: folderTier('contract', 600_000),
  vm: folderTier('vm', 1_800_000),
};

const tier = TIERS[process.argv[2] ?? ''];
if (!tier) {
  process.stderr.write(`usage: node .ci/mocha.ts ${Object.keys(TIERS).join('|')}\n`);
  process.exit(2);
}

process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
const root = join(import.meta.dirname, '..');
process.chdir(root);
const files = globSync(tier.pattern)
  .filter((file) => !tier.exclude.some((folder) => file.startsWith(folder)))
  .sort();

const mocha = new Mocha({
  timeout: tier.timeoutMs,
  forbidOnly: true,
  forbidPending: true,
  slow: 2000,
  reporter: 'dot',
});
for (const file of files) mocha.addFile(join(root, file));
await mocha.loadFilesAsync();
const runner = mocha.run((failures) => {
  const passed = (runner.stats?.tests ?? 0) - failures;
  process.stdout.write(`\n${Math.max(0, runner.stats?.passes ?? passed)} passed, ${failures} failed\n`);
  process.exitCode = failures > 0 || files.length === 0 ? 1 : 0;
  // Does not keep the process alive: it fires only when something that a test left behind does.
  setTimeout(() => {
    process.stderr.write(`still running: ${process.getActiveResourcesInfo().join(', ')}\n`);
    process.exit(1);
  }, 20_000).unref();
});
