import { expect } from 'chai';
import { cancelVolume, releaseVolume } from '../../../registry/decisions/release-volume.ts';
import type { Volume } from '../../../registry/model.ts';
import {
  aRequestInput,
  aReservation,
  aState,
  aVolume,
  MIB,
  NOW,
  refusalOf,
  volumeId,
} from '../../support/registry-records.ts';

const inputOf = (volume: Volume) => aRequestInput({ state: aState({ volumes: [volume] }) });
const release = (volume: Volume, erase: string | null = null) =>
  releaseVolume({ id: volume.id, erase }, inputOf(volume));
const cancel = (volume: Volume) => cancelVolume(volume.id, inputOf(volume));

describe('a release', () => {
  it('leaves the volume where it is until its erasure is proven', () => {
    const { volume, planChanges, events } = release(aVolume());
    expect(volume).to.deep.equal(aVolume({ state: 'releasing', updatedAtMs: NOW }));
    expect(planChanges).to.equal(true);
    expect(events[0]).to.deep.include({ kind: 'volume.releasing' });
  });

  it('may ask for another erasure than was said when the volume was made', () => {
    expect(release(aVolume(), 'discard').volume).to.include({ state: 'releasing', erase: 'discard' });
    expect(refusalOf(() => release(aVolume(), 'none')).code).to.equal('USAGE');
  });

  it('twice is no error and changes nothing', () => {
    for (const state of ['releasing', 'released'] as const)
      for (const erase of [null, 'zero'])
        expect(release(aVolume({ state }), erase)).to.deep.include({
          volumes: [],
          events: [],
          planChanges: false,
        });
  });

  it('may be asked for with another erasure, where its disk cannot do the first', () => {
    const { volume, events } = release(aVolume({ state: 'releasing', erase: 'discard' }), 'zero');
    expect(volume).to.include({ state: 'releasing', erase: 'zero' });
    expect(events[0]?.details).to.deep.include({ from: 'releasing', to: 'releasing', erase: 'zero' });
  });

  it('of a missing volume waits until it is shown again', () => {
    const missing = aVolume({ state: 'missing', stateBefore: 'available' });
    const { volume, planChanges } = release(missing);
    expect(volume).to.include({ state: 'missing', stateBefore: 'releasing' });
    expect(planChanges).to.equal(true);
    expect(release(volume).volumes).to.deep.equal([]);
  });

  it('of a volume that went missing while it was in use is refused', () => {
    const missing = aVolume({ state: 'missing', stateBefore: 'in-use' });
    expect(refusalOf(() => release(missing)).code).to.equal('VOLUME_STATE');
  });

  it('of what the node does not have is refused', () => {
    const refusal = refusalOf(() => releaseVolume({ id: volumeId(9), erase: null }, aRequestInput()));
    expect(refusal.code).to.equal('VOLUME_UNKNOWN');
  });
});

describe('a cancellation', () => {
  it('ends a reservation, of which there is nothing to erase, and gives its space back', () => {
    const reserved = aReservation();
    const { volume, planChanges, events } = cancel(reserved);
    expect(volume).to.deep.equal({ ...reserved, state: 'released', updatedAtMs: NOW });
    expect(planChanges).to.equal(true);
    expect(events[0]).to.deep.include({ kind: 'volume.cancelled' });
  });

  it('leaves a partition that was to be adopted as it is', () => {
    expect(cancel(aReservation({ state: 'creating', isAdopted: true })).volume.state).to.equal('released');
  });

  it('of an extension leaves the volume as long as it is', () => {
    const { volume } = cancel(aVolume({ state: 'extending', wantedLength: 20 * MIB }));
    expect(volume).to.include({ state: 'available', length: 10 * MIB, wantedLength: 10 * MIB });
  });

  it('twice is no error and changes nothing', () => {
    expect(cancel(aReservation({ state: 'released' })).volumes).to.deep.equal([]);
  });
});
