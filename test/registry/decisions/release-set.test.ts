import { expect } from 'chai';
import { expectSeen, releaseTogether } from '../../../registry/decisions/release-set.ts';
import { aRequestInput, aState, aVolume, MIB, refusalOf, volumeId } from '../../support/registry-records.ts';

const SET = { name: 'db', project: 'web' };
const one = aVolume({ set: 'db' });
const two = aVolume({ id: volumeId(2), name: 'two', set: 'db', offset: 70 * MIB });

describe('releasing a set', () => {
  it('is for whoever has named each of its volumes, and no other', () => {
    expect(() => expectSeen(SET, [one, two], [two.id, one.id])).to.not.throw();
    const code = (seen: readonly string[]) => refusalOf(() => expectSeen(SET, [one, two], seen)).code;
    expect(code([one.id])).to.equal('GENERATION_DIFFERS');
    expect(code([one.id, two.id, volumeId(3)])).to.equal('GENERATION_DIFFERS');
    expect(refusalOf(() => expectSeen(SET, [], [])).code).to.equal('SET_UNKNOWN');
  });

  it('releases all of a node in one decision', () => {
    const input = aRequestInput({ state: aState({ volumes: [one, two] }) });
    const { volumes, events, planChanges, released } = releaseTogether([one.id, two.id], 'discard', input);
    expect(volumes.map(({ id, state, erase }) => [id, state, erase])).to.deep.equal([
      [one.id, 'releasing', 'discard'],
      [two.id, 'releasing', 'discard'],
    ]);
    expect(events.map(({ kind }) => kind)).to.deep.equal(['volume.releasing', 'volume.releasing']);
    expect([planChanges, released]).to.deep.equal([true, volumes]);
  });

  it('releases none where one cannot be', () => {
    const used = { ...two, state: 'in-use' as const };
    const input = aRequestInput({ state: aState({ volumes: [one, used] }) });
    expect(refusalOf(() => releaseTogether([one.id, used.id], null, input)).code).to.equal('VOLUME_STATE');
  });
});
