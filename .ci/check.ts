/** `npm run check`: types, lint and format, unused code, architecture; ends with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const node = process.execPath;

const CHECKS: readonly [string, string, string[]][] = [
  ['types', bin('tsc'), ['-p', '.']],
  ['types of the page', bin('tsc'), ['-p', 'registry/web']],
  ['lint and format', bin('biome'), ['ci', '--error-on-warnings', '.']],
  ['unused code', bin('knip'), ['--no-progress']],
  ['architecture', node, [join(root, 'node_modules/mocha/bin/mocha.js'), 'test/architecture.test.ts']],
];

let failed = 0;
for (const [name, command, args] of CHECKS) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  process.stdout.write(`${result.status === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
  if (result.status !== 0) failed += 1;
}
process.stdout.write(`${CHECKS.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
