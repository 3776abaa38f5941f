import { expect } from 'chai';
import fc from 'fast-check';
import { VOLUME_STATES, type VolumeState } from '../../../proto/catalog.ts';
import { planDiffers, planOf } from '../../../registry/decisions/plan.ts';
import type { Volume } from '../../../registry/model.ts';
import {
  aDisk,
  aReservation,
  aState,
  aVolume,
  DISK,
  MIB,
  volumeId,
  WWN,
} from '../../support/registry-records.ts';

const planFor = (...volumes: readonly Volume[]) => planOf(aState({ volumes }), 7).volumes;
const stateFor = (state: VolumeState, changes: Partial<Volume> = {}) =>
  planFor(aVolume({ state, ...changes }))[0]?.state;

describe('the plan of a node', () => {
  it('has the revision that the store gave it', () => {
    expect(planOf(aState(), 7)).to.deep.equal({ revision: 7, volumes: [] });
  });

  it('has what is to be made, with all that its agent needs, and the disk by its name there', () => {
    expect(planFor(aReservation({ label: 'd' }))).to.deep.equal([
      {
        ...{ id: volumeId(1), name: 'data', project: 'web', state: 'available', length: 10 * MIB },
        ...{ disks: [WWN], filesystem: 'ext4', label: 'd', mountPoint: '/data', erase: 'zero', adopt: false },
      },
    ]);
  });

  it('has how instances are to be told of it, where somebody said that', () => {
    expect(planFor(aReservation({ tell: ['fstab', 'ignition'] }))[0]?.tell).to.deep.equal([
      ...['fstab', 'ignition'],
    ]);
    expect(planFor(aReservation())[0]).to.not.have.property('tell');
  });

  it('has what is to be adopted', () => {
    expect(planFor(aReservation({ state: 'creating', isAdopted: true }))[0]).to.include({
      ...{ state: 'available', adopt: true, id: volumeId(1) },
    });
  });

  it('has the length that an extension makes', () => {
    expect(planFor(aVolume({ state: 'extending', wantedLength: 30 * MIB }))[0]).to.include({
      ...{ state: 'extending', length: 30 * MIB },
    });
  });

  it('has what is to be erased, and how, also while it is missing', () => {
    expect(planFor(aVolume({ state: 'releasing', erase: 'discard' }))[0]).to.include({
      ...{ state: 'releasing', erase: 'discard' },
    });
    expect(stateFor('missing', { stateBefore: 'releasing' })).to.equal('releasing');
  });

  it('never has a volume that was made once as one to be made', () => {
    expect(stateFor('available')).to.equal('in-use');
    expect(stateFor('in-use')).to.equal('in-use');
    expect(stateFor('error')).to.equal('in-use');
    for (const stateBefore of ['available', 'in-use', 'extending', 'error'] as const)
      expect(stateFor('missing', { stateBefore })).to.equal('missing');
  });

  it('has what is quarantined, so that nobody touches it', () => {
    expect(stateFor('quarantined', { stateBefore: 'releasing' })).to.equal('quarantined');
  });

  it('does not have what is released', () => {
    expect(planFor(aVolume({ state: 'released' }))).to.deep.equal([]);
  });

  it('names no disk by a GUID', () => {
    expect(
      planFor(aReservation({ allowedDisks: ['guid:dddddddd-0000-4000-8000-000000000001'] }))[0]?.disks,
    ).to.deep.equal([]);
  });

  it('names the disk that a volume is on, not those that it might have been on', () => {
    expect(planFor(aVolume({ allowedDisks: ['serial:x'] }))[0]?.disks).to.deep.equal([WWN]);
  });

  it('is in the order of its volumes’ age, whatever order they come in', () => {
    const volumes = VOLUME_STATES.map((state, n) => aVolume({ state, id: volumeId(n), createdAtMs: n % 3 }));
    const plan = planFor(...volumes);
    expect(plan.map(({ id }) => id)).to.have.length(VOLUME_STATES.length - 1);
    fc.assert(
      fc.property(fc.shuffledSubarray(volumes, { minLength: volumes.length }), (shuffled) => {
        expect(planFor(...shuffled)).to.deep.equal(plan);
      }),
    );
  });
});

describe('a change of the plan', () => {
  const state = aState({
    disks: [aDisk({ key: DISK })],
    volumes: [aVolume(), aReservation({ id: volumeId(2) })],
  });

  it('is seen where there is something else to do', () => {
    expect(planDiffers(state, [aVolume({ state: 'releasing' })])).to.equal(true);
    expect(planDiffers(state, [aVolume({ id: volumeId(2) })])).to.equal(true);
    expect(planDiffers(state, [aVolume({ id: volumeId(3) })])).to.equal(true);
    expect(planDiffers(state, [aVolume({ state: 'released' })])).to.equal(true);
  });

  it('is not seen where there is not', () => {
    expect(planDiffers(state, [])).to.equal(false);
    expect(planDiffers(state, [aVolume({ state: 'in-use' })])).to.equal(false);
    expect(planDiffers(state, [aVolume({ updatedAtMs: 5, offset: 3 })])).to.equal(false);
  });
});
