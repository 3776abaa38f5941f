import { join, relative } from 'node:path';
import Mocha from 'mocha';
import { shareCompiled } from './compile-cache.ts';
import { type Failure, failureOf } from './failures.ts';
import type { Outcome } from './outcome.ts';

/** Files whose times are shown. */
const SLOWEST = 5;

/** Runs test files, relative to the root, in this process. */
export async function runFiles(root: string, files: readonly string[], timeout: number): Promise<Outcome> {
  const mocha = new Mocha({ timeout, forbidOnly: true, forbidPending: true, slow: 2000, reporter: 'dot' });
  for (const file of files) mocha.addFile(join(root, file));
  await mocha.loadFilesAsync();
  shareCompiled();
  const seconds: Record<string, number> = {};
  const failures: Failure[] = [];
  const count = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run((failed) => resolve({ passed: runner.stats?.passes ?? 0, failed }));
    runner.on('fail', (test, error) => failures.push(failureOf(test, error, root)));
    let began = 0;
    runner.on('suite', ({ parent }) => {
      if (parent?.root) began = performance.now();
    });
    runner.on('suite end', ({ parent, file }) => {
      if (!parent?.root || !file) return;
      const name = relative(root, file);
      seconds[name] = (seconds[name] ?? 0) + (performance.now() - began) / 1000;
    });
  });
  const slowest = Object.entries(seconds).sort(([, one], [, other]) => other - one);
  for (const [file, each] of slowest.slice(0, SLOWEST))
    process.stdout.write(`${each.toFixed(1).padStart(7)} s  ${file}\n`);
  // Does not keep the process alive: it fires only when something that a test left behind does.
  setTimeout(() => {
    process.stderr.write(`still running: ${process.getActiveResourcesInfo().join(', ')}\n`);
    process.exit(1);
  }, 20_000).unref();
  return { ...count, failures, seconds };
}
