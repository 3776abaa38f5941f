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
const path = join(root, 'proto');
// Whole paths, as imports are found by: else a file that is imported would count twice.
const sources = globSync('bmv/v1/*.proto', { cwd: path })
  .sort()
  .map((name) => join(path, name));
// Comments carry the types that --dts reads: --no-comments would leave the declarations empty.
const options = [
  '--path',
  path,
  '--target',
  'static-module',
  '--wrap',
  'esm',
  '--root',
  '__bmv',
  '--no-service',
  '--no-create',
  '--no-delimited',
  '--no-typeurl',
  '--dts',
];
execFileSync(process.execPath, [pbjs, ...options, '--out', join(folder, 'bmv.js'), ...sources], {
  cwd: root,
  stdio: 'inherit',
});
