import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson } from '../../../registry/store/canonical-json.ts';

/** The same value with the keys of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reordered(member)]));
}

describe('canonical JSON', () => {
  it('is read back as the value that it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(JSON.parse(canonicalJson(value))).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same for every order of keys, and for what was read back', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reordered(value))).to.equal(text);
        expect(canonicalJson(JSON.parse(text))).to.equal(text);
      }),
    );
  });

  it('differs for values that differ', () => {
    const few = fc.jsonValue({ maxDepth: 1, stringUnit: fc.constantFrom('a', '"', ':') });
    fc.assert(
      fc.property(few, few, (one, other) => {
        const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
        expect(canonicalJson(one) === canonicalJson(other)).to.equal(isSame);
      }),
    );
  });

  it('has sorted keys, no blanks, and numbers as JavaScript spells them', () => {
    const value = {
      b: [1, -0, 1e21, 0.1, true, null],
      'a"': 'ü\u2028\ud800',
      a: {},
      '\u{1f600}': '',
      z: undefined,
    };
    expect(canonicalJson(value)).to.equal(
      '{"a":{},"a\\"":"ü\u2028\\ud800","b":[1,0,1e+21,0.1,true,null],"\u{1f600}":""}',
    );
  });

  for (const [what, value] of Object.entries({
    'not a number': Number.NaN,
    'an infinite number': Number.NEGATIVE_INFINITY,
    'a big integer': 1n,
    nothing: undefined,
    'an array with a hole': new Array(1),
    'nothing in an array': [undefined],
    'a function': { a: () => 0 },
  }))
    it(`refuses ${what}, which JSON would make something else of`, () => {
      expect(() => canonicalJson(value)).to.throw('has no place in canonical JSON');
    });
});
