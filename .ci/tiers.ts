/**
 * Runs every tier of tests that needs nothing but Debian packages, and those that are named, fast ones first. Ends with the
 * plain line `N passed, N failed` of them all. Usage: node .ci/tiers.ts [contract|vm|web...]
 *
 * The device tier needs root; without it the line that runs it is printed instead.
 */
import { join } from 'node:path';
import { keepCompiled } from './compile-cache.ts';
import { tellFailures } from './failures.ts';
import { isGood, sum } from './outcome.ts';
import { runTiers } from './run-tiers.ts';
import { isTierName, type TierName } from './tier.ts';

const more = process.argv.slice(2).map((name): TierName => {
  if (isTierName(name)) return name;
  throw new Error(`there is no tier ${name}`);
});
const isRoot = process.getuid?.() === 0;
process.chdir(join(import.meta.dirname, '..'));
keepCompiled();

// Who breaks something small is told of it soon.
const fast = await runTiers(['unit']);
const slow = await runTiers([...(isRoot ? (['device'] as const) : []), 'crash', ...more]);
const outcome = sum([fast, slow]);
if (!isRoot)
  process.stdout.write('\n== device tier not run: it attaches loop devices; run: sudo npm run test:device\n');
tellFailures(outcome.failures);
process.stdout.write(`\n${outcome.passed} passed, ${outcome.failed} failed\n`);
process.exitCode = isGood(outcome) ? 0 : 1;
