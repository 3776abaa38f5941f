import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');
const committed = join(root, 'proto/generated');

const contract = globSync('proto/bmv/v1/*.proto', { cwd: root }).map((path) =>
  readFileSync(join(root, path), 'utf8'),
);

describe('the contract', () => {
  it('says of every number what it counts', () => {
    const numbers = contract.flatMap((text) => [
      ...text.matchAll(/^(.*)\n {2}(?:optional )?u?int(?:32|64) (\w+) = \d+;$/gm),
    ]);
    expect(numbers.length).to.be.greaterThan(40);
    for (const [, before = '', name = ''] of numbers)
      if (!/_(ms|bytes)$|^bytes_/.test(name)) expect(before, name).to.match(/^ {2}\/\/ /);
  });
});

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
    const declarations = readFileSync(join(committed, 'channel.d.ts'), 'utf8');
    const fields = contract.flatMap((text) => [...text.matchAll(/^ {2}(?:\w+ )+(\w+) = \d+;$/gm)]);
    const names = fields.map(([, name = '']) =>
      name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    );
    expect(names).to.include('createdAtMs').and.include('maxFrameBytes').and.include('bytesReadBack');
    for (const name of names) expect(declarations).to.match(new RegExp(`\\b${name}\\b`));
  });
});
