/**
 * Generates the static protobuf modules from `proto/bmv/v1/*.proto`.
 * Usage: node proto/generate.ts [FOLDER]   (default: proto/generated)
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = process.argv[2] ?? join(root, 'proto/generated');
const pbjs = join(root, 'node_modules/protobufjs-cli/bin/pbjs');

mkdirSync(folder, { recursive: true });
const path = join(root, 'proto');
/**
 * Module -> its file of the contract; what that imports is in it too. Each has a root of its own. Two, since the code of
 * messages that nobody needs takes megabytes: V8 compiles such a module as one function.
 */
const MODULES = { catalog: 'catalog.proto', channel: 'channel.proto' };
for (const [name, file] of Object.entries(MODULES)) {
  const options = [
    ...['--path', path, '--target', 'static-module', '--wrap', 'esm', '--root', `__bmv_${name}`],
    // Comments carry the types that --dts reads: --no-comments would leave the declarations empty.
    ...['--no-service', '--no-create', '--no-delimited', '--no-typeurl', '--dts'],
  ];
  // A whole path, as imports are found by: else a file that is imported would count twice.
  const source = join(path, 'bmv/v1', file);
  execFileSync(process.execPath, [pbjs, ...options, '--out', join(folder, `${name}.js`), source], {
    cwd: root,
    stdio: 'inherit',
  });
}
