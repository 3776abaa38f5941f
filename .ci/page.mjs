// Builds the registry's page unless the built one was made from these very sources. Plain JavaScript, as setup.mjs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const page = join(root, 'registry/web/page');
const stamp = join(root, 'registry/web/dist/.sources');

function digestOfSources() {
  const own = readdirSync(page, { recursive: true }).map((name) => join(page, name));
  const sources = [
    ...own.filter((path) => statSync(path).isFile()).sort((a, b) => (a < b ? -1 : 1)),
    ...['registry/web/vite.config.ts', 'proto/catalog.ts', 'package-lock.json'].map((file) =>
      join(root, file),
    ),
  ];
  const hash = createHash('sha256');
  for (const file of sources) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

const digest = digestOfSources();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  process.stderr.write('setup: building the page\n');
  const { status } = spawnSync('npm', ['run', '-s', 'build:web'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status === 0) writeFileSync(stamp, digest);
  else process.stderr.write('setup: npm run build:web failed; its output is above\n');
  process.exitCode = status === 0 ? 0 : 1;
}
