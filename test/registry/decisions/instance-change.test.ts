import { expect } from 'chai';
import { instanceChange, type KnownInstance } from '../../../registry/decisions/instance-change.ts';

const X = 'aaaaaaaa-1111-4111-8111-111111111111';
const Y = 'bbbbbbbb-1111-4111-8111-111111111111';
const known: KnownInstance = { instance: X, project: 'web', seenAtMs: 1 };

function change(before: KnownInstance | null, provisionState: string, instance: string, project = 'web') {
  return instanceChange(before, { provisionState, instance, project });
}

describe('what Ironic says of the instance of a node', () => {
  it('is remembered once the instance is active', () => {
    expect(change(null, 'active', X)).to.deep.equal({ kind: 'remember', project: 'web' });
    for (const state of ['available', 'deploying', 'wait call-back', 'deploy failed', 'rescue'])
      expect(change(null, state, X), state).to.deep.equal({ kind: 'same' });
    expect(change(known, 'active', X)).to.deep.equal({ kind: 'same' });
    expect(change(known, 'active', Y)).to.deep.equal({ kind: 'remember', project: 'web' });
  });

  it('is a deletion only where the node has none any more, and cleans or is available', () => {
    for (const state of ['cleaning', 'clean wait', 'available'])
      expect(change(known, state, ''), state).to.deep.equal({ kind: 'gone' });
    for (const state of ['deleting', 'error', 'clean failed', 'manageable', 'servicing', 'rescue', 'enroll'])
      expect(change(known, state, ''), state).to.deep.equal({ kind: 'same' });
    for (const state of ['cleaning', 'available', 'deleting', 'deploying'])
      expect(change(known, state, X), state).to.deep.equal({ kind: 'same' });
    for (const state of ['cleaning', 'available'])
      expect(change(null, state, '')).to.deep.equal({ kind: 'same' });
  });

  it('is none where somebody took the instance away from an active node, or another one came unseen', () => {
    expect(change(known, 'active', '')).to.deep.equal({ kind: 'forget' });
    for (const state of ['available', 'deploying', 'cleaning'])
      expect(change(known, state, Y), state).to.deep.equal({ kind: 'forget' });
  });

  it('is nobody’s where its project changed while it ran, for as long as it runs', () => {
    const doubted = change(known, 'active', X, 'other');
    expect(doubted).to.deep.equal({ kind: 'remember', project: '' });
    expect(change({ ...known, project: '' }, 'active', X, 'web')).to.deep.equal({ kind: 'same' });
  });
});
