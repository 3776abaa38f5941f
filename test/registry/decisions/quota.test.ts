import { expect } from 'chai';
import {
  excessEvent,
  expectWithin,
  isExceeded,
  isUnlimited,
  limitsOf,
} from '../../../registry/decisions/quota.ts';
import { refusalOf } from '../../support/registry-records.ts';

const usage = { volumes: 2, bytes: 100 };
const limits = { maxVolumes: 3, maxBytes: 150 };

describe('a quota', () => {
  const code = (volumes: number, bytes: number, of = limits) =>
    refusalOf(() => expectWithin('web', { volumes, bytes }, usage, of)).code;

  it('refuses what goes beyond it, and nothing up to it', () => {
    expect([code(1, 50), code(1, 51), code(2, 1), code(0, 51)]).to.deep.equal([
      ...['none', 'QUOTA_EXCEEDED', 'QUOTA_EXCEEDED', 'QUOTA_EXCEEDED'],
    ]);
    const { message } = refusalOf(() => expectWithin('web', { volumes: 0, bytes: 51 }, usage, limits));
    expect(message).to.include('100 of the 150 bytes').and.include('51 more');
  });

  it('refuses nothing that adds nothing, though the project has more than it may', () => {
    const small = { maxVolumes: 1, maxBytes: 10 };
    expect([code(0, 0, small), code(0, -5, small), code(0, 1, small), code(1, 0, small)]).to.deep.equal([
      ...['none', 'none', 'QUOTA_EXCEEDED', 'QUOTA_EXCEEDED'],
    ]);
    expect([isExceeded(usage, small), isExceeded(usage, limits)]).to.deep.equal([true, false]);
    expect(excessEvent('web', usage, small)).to.deep.include({
      ...{ kind: 'quota.exceeded', project: 'web', details: { ...usage, ...small } },
    });
  });

  it('of which nothing is said is the default, and may be unlimited in spite of it', () => {
    const quota = { project: 'web', maxVolumes: 'default', maxBytes: null, generation: 1 } as const;
    expect(limitsOf(quota, limits)).to.deep.equal({ maxVolumes: 3, maxBytes: null });
    expect(isUnlimited(limitsOf(quota, { maxVolumes: null, maxBytes: 1 }))).to.equal(true);
    expect(isUnlimited(limits)).to.equal(false);
    expect(code(0, 1, { maxVolumes: 0, maxBytes: 0 })).to.equal('QUOTA_EXCEEDED');
  });
});
