import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { globMatches, isPattern } from '../../../agent/layout/glob.ts';

/** What bash says of each pair, in one process. */
function bashMatches(pairs: readonly (readonly [glob: string, text: string])[]): boolean[] {
  const script = 'while [ $# -gt 0 ]; do if [[ $2 == $1 ]]; then printf 1; else printf 0; fi; shift 2; done';
  const env = { ...process.env, LC_ALL: 'C' };
  const output = execFileSync('bash', ['-c', script, 'bash', ...pairs.flat()], { env, encoding: 'utf8' });
  return [...output].map((digit) => digit === '1');
}

describe('glob', () => {
  const cases: readonly (readonly [glob: string, text: string, matches: boolean])[] = [
    ['data', 'data', true],
    ['data', 'data2', false],
    ['data', 'Data', false],
    ['*', '', true],
    ['?', '', false],
    ['data*', 'data', true],
    ['*-var', 'node1-var', true],
    ['*-var', 'node1-var2', false],
    ['vol[0-9]', 'vol7', true],
    ['vol[0-9]', 'volx', false],
    ['vol[!0-9]', 'volx', true],
    ['[]a]', ']', true],
    ['[a-]', '-', true],
    ['a[b', 'a[b', true],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['größe?', 'größe🚀', true],
    ['', '', true],
    ['', 'x', false],
  ];
  for (const [glob, text, matches] of cases) {
    it(`${JSON.stringify(glob)} ${matches ? 'matches' : 'does not match'} ${JSON.stringify(text)}`, () => {
      expect(globMatches(glob, text)).to.equal(matches);
    });
  }

  it('agrees with bash on random patterns', () => {
    const char = fc.constantFrom('a', 'b', 'c', '*', '?', '[', ']', '!', '-', '^');
    const glob = fc.string({ unit: char, maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '!', '['), maxLength: 6 });
    // bash treats a range that ends before it begins, and `[[`, in ways of its own.
    const plain = fc
      .tuple(glob, text)
      .filter(([g]) => !/\[[^\]]*([b-c]-[^\]]|[^\]]-[!^\-[*?])|\[[!^]?\[|\[[!^]?\][^\]]*$/.test(g));
    const pairs = fc.sample(plain, { numRuns: 3000, seed: 7 });
    const expected = bashMatches(pairs);
    const wrong = pairs.filter(([g, t], index) => globMatches(g, t) !== expected[index]);
    expect(wrong).to.deep.equal([]);
  });

  it('is quick for a pattern made to be slow', () => {
    const before = performance.now();
    expect(globMatches(`${'*a'.repeat(20)}b`, 'a'.repeat(2000))).to.equal(false);
    expect(performance.now() - before).to.be.lessThan(1000);
  });

  it('knows which globs can match several texts', () => {
    expect(['*', 'a?', '[ab]'].map(isPattern)).to.deep.equal([true, true, true]);
    expect(['a', '\\*', 'a[b', ''].map(isPattern)).to.deep.equal([false, false, false, false]);
  });
});
