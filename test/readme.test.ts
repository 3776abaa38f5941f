import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '..');

/** Also a scenario of the lab, which is no test of a tier. */
const TESTS = /^test\/(?:.+\.test|lab\/scenarios\/.+)\.ts$/;

interface Row {
  readonly id: string;
  readonly cover: string;
  /** Test files that the row names, each with the part of a title behind it. */
  readonly tests: readonly { readonly path: string; readonly title: string }[];
}

const rows = readFileSync(join(root, 'test/README.md'), 'utf8')
  .split('\n')
  .flatMap((line): Row[] => {
    const [, id, cover] = /^\| (E\d\d) +\| [^|]{10,} \| (.+?) +\|$/.exec(line) ?? [];
    if (id === undefined || cover === undefined) return [];
    const tests = [...cover.matchAll(/`([^`]+)`: “([^”]+)”/g)].map(([, path = '', title = '']) => ({
      path,
      title,
    }));
    return [{ id, cover, tests }];
  });

describe('the table of nasty cases', () => {
  it('has one row for each of E01 to E60', () => {
    const wanted = Array.from({ length: 60 }, (_, index) => `E${String(index + 1).padStart(2, '0')}`);
    expect(rows.map(({ id }) => id)).to.deep.equal(wanted);
  });

  it('names only test files that hold the title and the number', () => {
    const wrong = rows.flatMap(({ id, tests }) =>
      tests.flatMap(({ path, title }) => {
        if (!TESTS.test(path) || !existsSync(join(root, path))) return [`${id}: no ${path}`];
        const text = readFileSync(join(root, path), 'utf8');
        return [id, title].filter((part) => !text.includes(part)).map((part) => `${path} lacks ${part}`);
      }),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('says why where there is no test, and quotes a title behind every path', () => {
    for (const { id, cover, tests } of rows) {
      expect(cover.split('`').length - 1, id).to.equal(2 * tests.length);
      if (tests.length === 0) expect(cover, id).to.match(/^not yet: .{15,}$/);
    }
  });
});
