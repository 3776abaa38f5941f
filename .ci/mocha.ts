/**
 * Runs one tier of tests and ends with the plain line `N passed, N failed`.
 * Usage: node .ci/mocha.ts unit|device|crash|contract|vm|web [FILE...]
 *
 * Files that are named run in this process, and so do tiers that one process runs.
 */
import { join } from 'node:path';
import { keepCompiled } from './compile-cache.ts';
import { tellFailures } from './failures.ts';
import { isGood, type Outcome } from './outcome.ts';
import { runFiles } from './run-files.ts';
import { runTiers } from './run-tiers.ts';
import { sharesOf } from './shares.ts';
import { isTierName, TIERS, type TierName } from './tier.ts';

const [name = '', ...given] = process.argv.slice(2);
if (!isTierName(name)) {
  process.stderr.write(`usage: node .ci/mocha.ts ${Object.keys(TIERS).join('|')} [FILE...]\n`);
  process.exit(2);
}
const root = join(import.meta.dirname, '..');
process.chdir(root);
keepCompiled();
process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;

async function run(tier: TierName): Promise<Outcome> {
  const shares = given.length > 0 ? [{ files: given }] : sharesOf(tier);
  const [only] = shares;
  if (only && shares.length === 1) return await runFiles(root, only.files, TIERS[tier].timeoutMs);
  return await runTiers([tier]);
}

// A process of several: it ends with the one that started it, and does not wait for it.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();

const outcome = await run(name);
process.exitCode = isGood(outcome) ? 0 : 1;
if (process.send) process.send(outcome);
else {
  tellFailures(outcome.failures);
  process.stdout.write(`\n${outcome.passed} passed, ${outcome.failed} failed\n`);
}
