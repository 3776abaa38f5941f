import { expect } from 'chai';
import { LIMIT_OPTIONS } from '../../../registry/config/limit-options.ts';
import { LIMIT_DEFAULTS, limitAt, withLimits } from '../../../registry/config/limits.ts';

/** Places of all numbers. */
function placesOf(value: object, before = ''): readonly string[] {
  return Object.entries(value).flatMap(([key, member]) =>
    member === null || typeof member === 'number'
      ? [before + key]
      : placesOf(member as object, `${before}${key}.`),
  );
}

describe('limits of the process', () => {
  it('are each an option of its own, with words and a default', () => {
    expect(LIMIT_OPTIONS.map(({ place }) => place)).to.have.members(placesOf(LIMIT_DEFAULTS));
    expect(new Set(LIMIT_OPTIONS.map(({ flag }) => flag)).size).to.equal(LIMIT_OPTIONS.length);
    for (const { flag, place, words } of LIMIT_OPTIONS) {
      expect(flag).to.match(/^[a-z]+(-[a-z]+)*$/);
      expect(words).to.not.equal('');
      expect(limitAt(LIMIT_DEFAULTS, place) ?? 1, place).to.be.greaterThan(0);
    }
  });

  it('are set one by one, whatever their place', () => {
    for (const { place } of LIMIT_OPTIONS) {
      const changed = withLimits(LIMIT_DEFAULTS, new Map([[place, 7]]));
      expect(limitAt(changed, place), place).to.equal(7);
      for (const { place: other } of LIMIT_OPTIONS)
        if (other !== place) expect(limitAt(changed, other), other).to.equal(limitAt(LIMIT_DEFAULTS, other));
    }
  });

  it('that there are not are none', () => {
    for (const place of ['', 'sessions', 'sessions.nothing', 'nothing.at.all', 'sessions.attempts'])
      expect(() => limitAt(LIMIT_DEFAULTS, place), place).to.throw('there is no limit');
  });
});
