import { expect } from 'chai';
import { VOLUME_STATES } from '../../../proto/catalog.ts';
import { endedKeys, keysDestroyed } from '../../../registry/decisions/volume-keys.ts';
import type { Volume } from '../../../registry/model.ts';
import { aReservation, aState, aVolume, volumeId } from '../../support/registry-records.ts';

const ID = volumeId(1);

const earlier = (...volumes: readonly Volume[]) => [aState({ volumes })];

describe('the key of a volume', () => {
  it('is at its end when the erasure of the volume is proven, and not a state before', () => {
    for (const state of VOLUME_STATES)
      expect(endedKeys([aVolume({ state })], earlier(aVolume())).all, state).to.deep.equal(
        state === 'released' ? [ID] : [],
      );
  });

  it('is at its end when an operator gives the volume up, and not when it is only in doubt, or missing', () => {
    const doubted = aVolume({ state: 'quarantined' });
    expect(endedKeys([{ ...doubted, project: '' }], earlier(doubted)).all).to.deep.equal([ID]);
    for (const state of ['quarantined', 'missing'] as const)
      expect(endedKeys([aVolume({ state })], earlier(aVolume()))).to.deep.equal({ all: [], unlessGiven: [] });
  });

  it('is not at its end by a claim that nobody asked for, nor by a change of what was given up before', () => {
    const unowned = aVolume({ state: 'quarantined', project: '' });
    expect(endedKeys([unowned], earlier()).all).to.deep.equal([]);
    expect(endedKeys([{ ...unowned, name: 'other' }], earlier(unowned)).all).to.deep.equal([]);
  });

  it('outlives a cancelled reservation where somebody got it, for the volume may have been made', () => {
    const cancelled = aReservation({ state: 'released' });
    expect(endedKeys([cancelled], earlier(aReservation()))).to.deep.equal({ all: [], unlessGiven: [ID] });
  });

  it('is told to be destroyed to the project that had the volume', () => {
    const was = aVolume({ state: 'quarantined' });
    const [event] = keysDestroyed([ID, volumeId(9)], [{ ...was, project: '' }], earlier(was));
    expect(event).to.deep.include({ kind: 'key.destroyed', volume: ID, project: 'web', details: {} });
    expect(event?.actor.kind).to.equal('registry');
  });
});
