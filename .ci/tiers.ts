/**
 * Runs every test tier, fast ones first, and ends with the plain line `N passed, N failed` of them all.
 * The device tier needs root; without it the line that runs it is printed instead.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
let passed = 0;
let failed = 0;

/** Runs one tier, shows its output, and counts its closing line. */
async function runTier(name: string): Promise<void> {
  process.stdout.write(`\n== ${name}\n`);
  const started = Date.now();
  const child = spawn(process.execPath, [join(root, '.ci/mocha.ts'), name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
    process.stdout.write(bytes);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const closing = /^(\d+) passed, (\d+) failed$/m.exec(output);
  passed += Number(closing?.[1] ?? 0);
  failed += Number(closing?.[2] ?? 0);
  if (code !== 0 && !Number(closing?.[2])) failed += 1;
  process.stdout.write(`== ${name} took ${Math.round((Date.now() - started) / 1000)} s\n`);
}

await runTier('unit');
if (process.getuid?.() === 0) await runTier('device');
else
  process.stdout.write('\n== device tier not run: it attaches loop devices; run: sudo npm run test:device\n');
await runTier('crash');
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
