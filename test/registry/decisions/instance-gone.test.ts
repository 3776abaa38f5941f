import { expect } from 'chai';
import { instanceGone } from '../../../registry/decisions/instance-gone.ts';
import type { Volume } from '../../../registry/model.ts';
import { anAlarm, aState, aVolume, NODE, NOW, volumeId } from '../../support/registry-records.ts';

const known = { instance: volumeId(90), project: 'web', seenAtMs: NOW - 1000 };
const by = { actor: { kind: 'registry', id: '', project: '' }, nowMs: NOW } as const;
const goes = (changes: Partial<Volume> = {}) => aVolume({ onInstanceDelete: 'release', ...changes });

function decide(volume: Volume, more: Parameters<typeof aState>[0] = {}, instance = known) {
  return instanceGone(instance, aState({ volumes: [volume], ...more }), by);
}

describe('the deletion of an instance', () => {
  it('releases what is to go with it, by the next plan of its node, and says so', () => {
    const decision = decide(goes());
    expect(decision.volumes.map(({ state }) => state)).to.deep.equal(['releasing']);
    expect(decision.planChanges).to.equal(true);
    expect(decision.events.map(({ kind, actor }) => [kind, actor.kind])).to.deep.equal([
      ['instance.gone', 'registry'],
      ['volume.releasing', 'registry'],
    ]);
    expect(decision.events[0]).to.deep.include({ node: NODE, project: 'web' });
    expect(decision.events[0]?.details).to.deep.equal({
      ...{ instance: known.instance, released: [volumeId(1)], kept: [] },
    });
    expect(decision.events[1]?.details).to.include({ askedBy: 'instance-delete', instance: known.instance });
  });

  it('detaches a volume first that the instance used', () => {
    const { volumes, events } = decide(goes({ state: 'in-use' }));
    expect(volumes[0]?.state).to.equal('releasing');
    expect(events.map(({ kind }) => kind)).to.deep.equal([
      ...['instance.gone', 'volume.detached', 'volume.releasing'],
    ]);
  });

  it('leaves what is to be kept, without a word', () => {
    const decision = decide(aVolume());
    expect([decision.volumes, decision.planChanges]).to.deep.equal([[], false]);
    expect(decision.events[0]?.details).to.deep.include({ released: [], kept: [] });
  });

  it('leaves, and says why, whatever is in doubt', () => {
    const cases: readonly (readonly [why: string, Volume, Parameters<typeof aState>[0]?, typeof known?])[] = [
      ['other-project', goes({ project: 'other' })],
      ['other-project', goes(), {}, { ...known, project: '' }],
      ['kept', goes({ onRelease: 'keep' })],
      ['policy-is-newer', goes({ policySinceMs: known.seenAtMs + 1 })],
      ['alarmed', goes(), { alarms: [anAlarm({ volume: volumeId(1) })] }],
      ['missing', goes({ state: 'missing', stateBefore: 'available' })],
      ['quarantined', goes({ state: 'quarantined', stateBefore: 'available' })],
      ['extending', goes({ state: 'extending' })],
      ['reserved', goes({ state: 'reserved', disk: null, offset: null })],
      ['creating', goes({ state: 'creating', disk: null, offset: null })],
      ['error', goes({ state: 'error' })],
    ];
    for (const [why, volume, state, instance] of cases) {
      const decision = decide(volume, state, instance);
      expect(decision.volumes, why).to.deep.equal([]);
      expect(decision.events[0]?.details.kept, why).to.deep.equal([{ volume: volume.id, why }]);
    }
  });

  it('is no word about what is released or on its way', () => {
    for (const state of ['releasing', 'released'] as const)
      expect(decide(goes({ state })).events[0]?.details.kept).to.deep.equal([]);
  });
});
