import { expect } from 'chai';
import { judgeRelease } from '../../../registry/decisions/judge-release.ts';
import { releaseQuarantined } from '../../../registry/decisions/quarantine-volume.ts';
import { cancelVolume, releaseVolume } from '../../../registry/decisions/release-volume.ts';
import { updateVolume, type VolumeWordsChange } from '../../../registry/decisions/update-volume.ts';
import { policyCalled } from '../../../registry/decisions/volume-words.ts';
import type { Volume } from '../../../registry/model.ts';
import {
  anErasure,
  aRequestInput,
  aReservation,
  aState,
  aVolume,
  NOW,
  OPERATOR,
  refusalOf,
} from '../../support/registry-records.ts';

const inputOf = (volume: Volume) => aRequestInput({ state: aState({ volumes: [volume] }) });
const update = (volume: Volume, words: VolumeWordsChange) =>
  updateVolume(volume.id, words, inputOf(volume)).volume;
const kept = (changes: Partial<Volume> = {}) => aVolume({ onRelease: 'keep', ...changes });

describe('the policy of a volume', () => {
  it('keep refuses every release, and says how that is changed', () => {
    const refused = refusalOf(() => releaseVolume({ id: kept().id, erase: 'zero' }, inputOf(kept())));
    expect(refused.code).to.equal('VOLUME_KEPT');
    expect(refused.message).to.include(`bmv volumes update ${kept().id} --on-release erase`);
    const missing = kept({ state: 'missing', stateBefore: 'available' });
    expect(refusalOf(() => releaseVolume({ id: missing.id, erase: null }, inputOf(missing))).code).to.equal(
      'VOLUME_KEPT',
    );
    const doubted = kept({ state: 'quarantined', stateBefore: 'available' });
    expect(
      refusalOf(() => releaseQuarantined({ id: doubted.id, erase: null }, inputOf(doubted))).code,
    ).to.equal('VOLUME_KEPT');
    const free = update(kept(), { onRelease: 'erase', erase: 'discard' });
    expect(releaseVolume({ id: free.id, erase: null }, inputOf(free)).volume).to.include({
      ...{ state: 'releasing', erase: 'discard' },
    });
  });

  it('keep lets go of what was never made', () => {
    const volume = aReservation({ onRelease: 'keep' });
    expect(cancelVolume(volume.id, inputOf(volume)).volume.state).to.equal('released');
  });

  it('keep makes a volume missing that a step released all the same, so that somebody sees it', () => {
    const { way, doubts } = judgeRelease(kept(), anErasure(), OPERATOR);
    expect([way.volume.state, way.volume.stateBefore, doubts]).to.deep.equal(['missing', 'available', []]);
    const gone = kept({ state: 'missing', stateBefore: 'available' });
    expect(judgeRelease(gone, anErasure(), OPERATOR).way.volume).to.equal(gone);
    // What was being released before it was to be kept, is.
    expect(judgeRelease(kept({ state: 'releasing' }), anErasure(), OPERATOR).way.volume.state).to.equal(
      'released',
    );
  });

  it('is changed while the volume is there, and not while it is being released', () => {
    const volume = update(aVolume(), { onInstanceDelete: 'release' });
    expect(volume).to.include({ onInstanceDelete: 'release', policySinceMs: NOW });
    expect(update(volume, { onInstanceDelete: 'release', erase: 'metadata' })).to.include({
      ...{ erase: 'metadata', policySinceMs: volume.policySinceMs },
    });
    expect(update(aVolume({ state: 'in-use' }), { onRelease: 'keep' }).policySinceMs).to.not.equal(NOW);
    for (const words of [{ onRelease: 'keep' }, { erase: 'discard' }, { onInstanceDelete: 'release' }])
      expect(refusalOf(() => update(aVolume({ state: 'releasing' }), words)).code).to.equal('VOLUME_STATE');
  });

  it('makes another plan of another erasure, which agents carry out', () => {
    const releasing = aVolume({ state: 'available' });
    expect(updateVolume(releasing.id, { erase: 'discard' }, inputOf(releasing)).planChanges).to.equal(true);
    expect(updateVolume(releasing.id, { onRelease: 'keep' }, inputOf(releasing)).planChanges).to.equal(false);
  });

  it('does not contradict itself, nor say what nobody knows', () => {
    expect(policyCalled({})).to.deep.equal({ onRelease: 'erase', onInstanceDelete: 'keep' });
    for (const words of [
      { onRelease: 'keep', onInstanceDelete: 'release' },
      { onRelease: 'shred' },
      { onInstanceDelete: 'erase' },
    ])
      expect(refusalOf(() => policyCalled(words)).code, JSON.stringify(words)).to.equal('USAGE');
    expect(refusalOf(() => update(kept(), { onInstanceDelete: 'release' })).code).to.equal('USAGE');
  });
});
