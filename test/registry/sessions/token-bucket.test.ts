import { expect } from 'chai';
import fc from 'fast-check';
import { TokenBucket } from '../../../registry/sessions/token-bucket.ts';

const RATE = { perSecond: 10, burst: 20 };

describe('a rate', () => {
  it('allows a burst at once, and after it as many as come in a second', () => {
    const bucket = new TokenBucket(RATE, 0);
    const taken = (nowMs: number) =>
      Array.from({ length: 50 }, () => bucket.take(nowMs)).filter(Boolean).length;
    expect([taken(0), taken(1000), taken(1000), taken(60_000)]).to.deep.equal([20, 10, 0, 20]);
  });

  it('makes whoever spent too much wait until the debt is paid', () => {
    const bucket = new TokenBucket(RATE, 0);
    expect(bucket.spend(20, 0)).to.equal(0);
    expect(bucket.spend(100, 0)).to.equal(10_000);
    expect(bucket.spend(0, 9999)).to.equal(1);
    expect(bucket.spend(0, 10_000)).to.equal(0);
    expect([bucket.isFull(10_000), bucket.isFull(12_000)]).to.deep.equal([false, true]);
  });

  it('is never exceeded over any time, but for the burst', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 500 }), { maxLength: 200 }), (pauses) => {
        const bucket = new TokenBucket(RATE, 0);
        let nowMs = 0;
        let taken = 0;
        for (const pause of pauses) {
          nowMs += pause;
          if (bucket.take(nowMs)) taken += 1;
        }
        expect(taken).to.be.at.most(RATE.burst + (RATE.perSecond * nowMs) / 1000);
      }),
    );
  });
});
