#!/usr/bin/env -S MALLOC_MMAP_THRESHOLD_=1114112 MALLOC_TRIM_THRESHOLD_=4194304 node --max-semi-space-size=1
// Memory: as hardware-managers/ipa/systemd/bmv-agent.service has it, and the young generation stays small.
// Plain JavaScript, so that an older Node can say what it lacks: the program itself is TypeScript, which
// Node 24 runs directly. A checkout brings its own Node 24.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const REQUIRED = 24;

if (Number(process.versions.node.split('.')[0]) >= REQUIRED) {
  await import('./main.ts');
} else {
  const node = join(import.meta.dirname ?? '.', '../node_modules/.bin/node');
  if (!existsSync(node)) {
    process.stderr.write(
      `bmv: needs Node ${REQUIRED} or newer, this is ${process.version}; run npm install in the checkout\n`,
    );
    process.exitCode = 1;
  } else {
    const program = ['--max-semi-space-size=1', join(import.meta.dirname, 'main.ts')];
    const memory = { MALLOC_MMAP_THRESHOLD_: '1114112', MALLOC_TRIM_THRESHOLD_: '4194304' };
    const env = { ...process.env, ...memory };
    const { status } = spawnSync(node, [...program, ...process.argv.slice(2)], { stdio: 'inherit', env });
    process.exitCode = status ?? 1;
  }
}
