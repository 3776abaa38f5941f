import { expect } from 'chai';
import fc from 'fast-check';
import { checkChallenge, makeChallenge } from '../../../registry/sessions/challenge.ts';

const SECRET = 'the secret of all replicas';
const ID = 'AAAAAAAAAAAAAAAAAAAAAA';

describe('a challenge', () => {
  it('is good for whoever knows the secret, until it expires', () => {
    const challenge = makeChallenge(SECRET, 1000, ID);
    expect(checkChallenge(SECRET, challenge, 999)).to.deep.equal({ id: ID, expiresAtMs: 1000 });
    expect(checkChallenge(SECRET, challenge, 1000)).to.equal('expired');
    expect(checkChallenge(SECRET, challenge, Number.MAX_SAFE_INTEGER)).to.equal('expired');
  });

  it('is foreign to a registry with another secret', () => {
    expect(checkChallenge('another', makeChallenge(SECRET, 1000), 1)).to.equal('foreign');
  });

  it('is another one each time, and fits into the authorization', () => {
    const challenges = Array.from({ length: 1000 }, () => makeChallenge(SECRET, 1_800_000_000_000));
    expect(new Set(challenges).size).to.equal(1000);
    for (const challenge of challenges) expect(challenge).to.match(/^[\w.-]{1,256}$/);
  });

  it('cannot be given a later expiry, nor changed otherwise', () => {
    const challenge = makeChallenge(SECRET, 1000, ID);
    expect(checkChallenge(SECRET, challenge.replace('.1000.', '.9000.'), 1)).to.equal('foreign');
    const at = fc.nat({ max: challenge.length - 1 });
    fc.assert(
      fc.property(at, fc.constantFrom(...'AZaz09-_.'), (place, letter) => {
        fc.pre(challenge[place] !== letter);
        const changed = challenge.slice(0, place) + letter + challenge.slice(place + 1);
        expect(checkChallenge(SECRET, changed, 1)).to.equal('foreign');
      }),
    );
  });

  it('is foreign whatever else is shown', () => {
    for (const text of ['', '.', '..', `${ID}.1000.`, `${ID}.1000.x`, `${ID}.-1.${'A'.repeat(43)}`])
      expect(checkChallenge(SECRET, text, 1)).to.equal('foreign');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(checkChallenge(SECRET, text, 1)).to.equal('foreign');
      }),
    );
  });
});
