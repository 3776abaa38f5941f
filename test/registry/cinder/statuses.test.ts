import { expect } from 'chai';
import { VOLUME_STATES } from '../../../proto/catalog.ts';
import { gibOf } from '../../../registry/cinder/sizes.ts';
import { statesOf, statusOf } from '../../../registry/cinder/statuses.ts';
import { aVolume } from '../../support/registry-records.ts';

const GIB = 1024 ** 3;

describe('what Cinder is told of a volume', () => {
  it('is a word of its own for every state', () => {
    const words = VOLUME_STATES.map((state) => [state, statusOf(aVolume({ state }))]);
    expect(Object.fromEntries(words)).to.deep.equal({
      ...{ reserved: 'creating', creating: 'creating', available: 'available', 'in-use': 'in-use' },
      ...{ extending: 'extending', releasing: 'deleting', released: 'deleted' },
      ...{ missing: 'error', quarantined: 'error', error: 'error' },
    });
  });

  it('is that a missing volume is being deleted, where it is to be released when it is found', () => {
    expect(statusOf(aVolume({ state: 'missing', stateBefore: 'releasing' }))).to.equal('deleting');
    expect(statesOf('deleting')).to.have.members(['releasing', 'missing']);
    expect(statesOf(undefined)).to.not.include('released');
    expect(statesOf('deleted')).to.deep.equal([]);
  });

  it('is a size in whole GiB that is never too small', () => {
    expect([1, GIB, GIB + 1, 10 * GIB].map(gibOf)).to.deep.equal([1, 1, 2, 10]);
  });
});
