import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../../..');
const files = globSync('registry/decisions/*.ts', { cwd: root });

describe('decisions', () => {
  it('are made from what they are given alone: no clock, no chance, no effects', () => {
    expect(files.length).to.be.greaterThan(20);
    const impure = files.filter((file) =>
      /from '(?!\.\.?\/)|Math\.random|Date\.now|new Date|randomUUID|performance\./.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
    expect(impure).to.deep.equal([]);
  });

  it('import nothing of the registry but its words', () => {
    const outside = files.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/from '(\.\.\/[^']+)'/g)]
        .map((match) => match[1] ?? '')
        .filter((path) => path !== '../model.ts' && !path.startsWith('../../proto/'))
        .map((path) => `${file} imports ${path}`),
    );
    expect(outside).to.deep.equal([]);
  });
});
