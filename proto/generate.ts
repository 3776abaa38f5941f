/**
 * Generates the static protobuf module from `proto/bmv/v1/*.proto`.
 * Usage: node proto/generate.ts [FOLDER]   (default: proto/generated)
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = process.argv[2] ?? join(root, 'proto/generated');
const pbjs = join(root, 'node_modules/protobufjs-cli/bin/pbjs');

mkdirSync(folder, { recursive: true });
const sources = globSync('proto/bmv/v1/*.proto', { cwd: root }).sort();
// Comments carry the types that --dts reads: --no-comments would leave the declarations empty.
const options = ['--target', 'static-module', '--wrap', 'esm', '--root', '__bmv', '--no-service', '--dts'];
execFileSync(process.execPath, [pbjs, ...options, '--out', join(folder, 'bmv.js'), ...sources], {
  cwd: root,
  stdio: 'inherit',
});
