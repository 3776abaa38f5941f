import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');
const committed = join(root, 'proto/generated');

describe('the generated protobuf module', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-proto-'));
    execFileSync(process.execPath, [join(root, 'proto/generate.ts'), folder]);
  });

  after(() => rmSync(folder, { recursive: true }));

  it('is what npm run proto makes of the .proto files', () => {
    const names = readdirSync(folder).sort();
    expect(names).to.deep.equal(readdirSync(committed).sort());
    for (const name of names) {
      const isFresh = readFileSync(join(folder, name)).equals(readFileSync(join(committed, name)));
      expect(isFresh, `proto/generated/${name} is stale: run npm run proto`).to.equal(true);
    }
  });

  it('declares every field of the contract', () => {
    const declarations = readFileSync(join(committed, 'bmv.d.ts'), 'utf8');
    const fields = readFileSync(join(root, 'proto/bmv/v1/catalog.proto'), 'utf8').matchAll(
      /^ {2}(?:\w+ )+(\w+) = \d+;$/gm,
    );
    const names = [...fields].map(([, name = '']) =>
      name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(names).to.include('createdAtMs');
    for (const name of names) expect(declarations).to.match(new RegExp(`\\b${name}\\b`));
  });
});
