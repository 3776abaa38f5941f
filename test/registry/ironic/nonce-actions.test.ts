import { expect } from 'chai';
import { nonceActions } from '../../../registry/ironic/nonce-actions.ts';
import type { StoredNonce } from '../../../registry/sessions/ports.ts';

const LIFE_MS = 1000;
const NOW_MS = 10_000;
const good: StoredNonce = { nonce: 'n1', expiresAtMs: NOW_MS + LIFE_MS, isUsed: false };

/** What is done with a node in a state, of which Ironic shows a nonce and the store has one. */
function actionOn(provisionState: string, shown: string | null, stored: StoredNonce | null): string {
  const nodes = [{ uuid: 'a', provisionState, nonce: shown }];
  const known = new Map(stored ? [['a', stored]] : []);
  return nonceActions(nodes, known, { nowMs: NOW_MS, lifeMs: LIFE_MS })[0]?.action ?? 'nothing';
}

describe('the nonce of a node', () => {
  const cases: readonly [string, Parameters<typeof actionOn>, string][] = [
    ['is put where there is none', ['available', null, null], 'put'],
    ['is left alone while it is good', ['available', 'n1', good], 'nothing'],
    ['is renewed when it was used', ['active', 'n1', { ...good, isUsed: true }], 'put'],
    [
      'is renewed when half of its life has passed',
      ['active', 'n1', { ...good, expiresAtMs: NOW_MS + 500 }],
      'put',
    ],
    ['is renewed when it has expired', ['manageable', 'n1', { ...good, expiresAtMs: NOW_MS - 1 }], 'put'],
    ['is put again when Ironic has lost it', ['available', null, good], 'put'],
    ['is put again when Ironic has another one', ['available', 'n2', good], 'put'],
    ['is put again when the store has lost it', ['available', 'n1', null], 'put'],
    [
      'cannot be changed while a ramdisk may run',
      ['wait call-back', 'n1', { ...good, isUsed: true }],
      'nothing',
    ],
    ['is not put while a ramdisk may run', ['clean wait', null, null], 'nothing'],
    ['is removed where none is needed', ['enroll', 'n1', good], 'remove'],
    ['is removed from Ironic where only Ironic has it', ['enroll', 'n1', null], 'remove'],
    ['is removed from the store where only the store has it', ['enroll', null, good], 'remove'],
    ['is none where none is needed', ['enroll', null, null], 'nothing'],
  ];
  for (const [title, given, expected] of cases)
    it(title, () => {
      expect(actionOn(...given)).to.equal(expected);
    });

  it('is forgotten with the node', () => {
    const known = new Map([['gone', good]]);
    expect(nonceActions([], known, { nowMs: NOW_MS, lifeMs: LIFE_MS })).to.deep.equal([
      { action: 'forget', node: 'gone' },
    ]);
  });
});
