import { expect } from 'chai';
import { VOLUME_STATES, type VolumeState } from '../../../proto/catalog.ts';
import type { RequestDecision } from '../../../registry/decisions/decision.ts';
import { extendVolume } from '../../../registry/decisions/extend-volume.ts';
import {
  acceptVolume,
  ignoreVolume,
  quarantineVolume,
  releaseQuarantined,
} from '../../../registry/decisions/quarantine-volume.ts';
import { cancelVolume, releaseVolume } from '../../../registry/decisions/release-volume.ts';
import type { NewVolumeInput } from '../../../registry/decisions/request.ts';
import type { Volume } from '../../../registry/model.ts';
import { aRequestInput, aState, aVolume, MIB, refusalOf } from '../../support/registry-records.ts';

const REQUESTS: Readonly<Record<string, (id: string, input: NewVolumeInput) => RequestDecision>> = {
  extend: (id, input) => extendVolume({ id, sizeBytes: 20 * MIB }, input),
  release: (id, input) => releaseVolume({ id, erase: null }, input),
  cancel: (id, input) => cancelVolume(id, input),
  quarantine: (id, input) => quarantineVolume(id, 'it smells', input),
  accept: (id, input) => acceptVolume({ id, project: null }, input),
  'release out of quarantine': (id, input) => releaseQuarantined({ id, erase: null }, input),
  ignore: (id, input) => ignoreVolume(id, input),
};

/** What each request makes of a volume in each state; what is not listed is refused, naming a way out. */
const OUTCOMES: Readonly<Record<string, Readonly<Partial<Record<VolumeState, VolumeState>>>>> = {
  extend: { available: 'extending' },
  release: { available: 'releasing', releasing: 'releasing', released: 'released', missing: 'missing' },
  cancel: { reserved: 'released', creating: 'released', extending: 'available', released: 'released' },
  quarantine: {
    creating: 'quarantined',
    available: 'quarantined',
    reserved: 'quarantined',
    'in-use': 'quarantined',
    extending: 'quarantined',
    releasing: 'quarantined',
    missing: 'quarantined',
    error: 'quarantined',
    quarantined: 'quarantined',
  },
  accept: { quarantined: 'available' },
  'release out of quarantine': { quarantined: 'releasing' },
  ignore: { quarantined: 'quarantined' },
};

function inState(state: VolumeState): Volume {
  const isToBeMade = state === 'reserved' || state === 'creating';
  const hasBefore = state === 'missing' || state === 'quarantined';
  return aVolume({
    state,
    ...(isToBeMade ? { disk: null, offset: null } : {}),
    ...(hasBefore ? { stateBefore: 'available' } : {}),
    ...(state === 'extending' ? { wantedLength: 15 * MIB } : {}),
  });
}

describe('requests about volumes', () => {
  for (const [name, request] of Object.entries(REQUESTS))
    for (const state of VOLUME_STATES) {
      const outcome = OUTCOMES[name]?.[state];
      it(`${name} of a volume in state ${state} ${outcome ? `makes it ${outcome}` : 'is refused'}`, () => {
        const volume = inState(state);
        const input = aRequestInput({ state: aState({ volumes: [volume] }) });
        if (outcome) {
          const decision = request(volume.id, input);
          expect(decision.volume.state).to.equal(outcome);
          expect(decision.volumes).to.deep.equal(decision.volume === volume ? [] : [decision.volume]);
          expect(decision.volume).to.include({ id: volume.id, node: volume.node, generation: 5 });
        } else {
          const refusal = refusalOf(() => request(volume.id, input));
          expect(refusal.code).to.equal('VOLUME_STATE');
          expect(refusal.message).to.contain(`is ${state}`).and.contain(';');
        }
      });

      it(`${name} of a volume in state ${state} that the node does not have is refused`, () => {
        expect(refusalOf(() => request('no-such-id', aRequestInput())).code).to.equal('VOLUME_UNKNOWN');
      });
    }
});
