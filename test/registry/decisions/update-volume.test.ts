import { expect } from 'chai';
import { updateVolume, type VolumeWordsChange } from '../../../registry/decisions/update-volume.ts';
import type { Volume } from '../../../registry/model.ts';
import { aRequestInput, aState, aVolume, NOW, refusalOf, volumeId } from '../../support/registry-records.ts';

function update(volume: Volume, words: VolumeWordsChange, namesakes: readonly Volume[] = []) {
  return updateVolume(volume.id, words, aRequestInput({ state: aState({ volumes: [volume] }), namesakes }));
}

describe('changing what the registry alone has of a volume', () => {
  it('puts it into a set, and takes it out, with an event that says both', () => {
    const volume = aVolume();
    const put = update(volume, { set: 'db' });
    expect(put.volumes).to.deep.equal([{ ...volume, set: 'db', updatedAtMs: NOW }]);
    expect(put.events.map(({ kind, details }) => ({ kind, details }))).to.deep.equal([
      { kind: 'volume.updated', details: { set: { from: '', to: 'db' } } },
    ]);
    // No agent has anything to do.
    expect(put.planChanges).to.equal(false);
    expect(update(put.volume, { set: '' }).volume.set).to.equal('');
  });

  it('changes nothing a second time', () => {
    const decision = update(aVolume({ set: 'db' }), { set: 'db', name: 'data' });
    expect([decision.volumes, decision.events]).to.deep.equal([[], []]);
  });

  it('does it in every state of a volume that is there', () => {
    for (const state of ['reserved', 'available', 'in-use', 'releasing', 'missing', 'quarantined'] as const)
      expect(update(aVolume({ state }), { set: 'db' }).volume, state).to.include({ state, set: 'db' });
  });

  it('gives no name that another volume of the project has', () => {
    const other = aVolume({ id: volumeId(2), name: 'logs', node: volumeId(9) });
    expect(refusalOf(() => update(aVolume(), { name: 'logs' }, [other])).code).to.equal('VOLUME_EXISTS');
    for (const free of [
      { ...other, project: 'db' },
      { ...other, state: 'released' as const },
    ])
      expect(update(aVolume(), { name: 'logs' }, [free]).volume.name).to.equal('logs');
    expect(update(aVolume(), { name: 'logs' }, [aVolume()]).volume.name).to.equal('logs');
  });

  it('refuses words that no volume can have', () => {
    for (const words of [{ name: '' }, { name: 'x'.repeat(37) }, { set: 'x'.repeat(256) }, { set: 'a\nb' }])
      expect(refusalOf(() => update(aVolume(), words)).code, JSON.stringify(words)).to.equal('USAGE');
  });

  it('refuses what is released, or nobody’s', () => {
    for (const volume of [
      aVolume({ state: 'released' }),
      aVolume({ state: 'quarantined', stateBefore: null, project: '' }),
    ])
      expect(refusalOf(() => update(volume, { set: 'db' })).code).to.equal('VOLUME_STATE');
    expect(refusalOf(() => updateVolume(volumeId(3), {}, aRequestInput())).code).to.equal('VOLUME_UNKNOWN');
  });
});
