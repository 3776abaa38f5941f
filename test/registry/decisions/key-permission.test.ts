import { expect } from 'chai';
import { ENCRYPTIONS, VOLUME_STATES } from '../../../proto/catalog.ts';
import type { PermissionRequest } from '../../../proto/channel.ts';
import { type KeyQuestion, keyPermission } from '../../../registry/decisions/key-permission.ts';
import type { StepRun } from '../../../registry/model.ts';
import { aReservation, NODE, volumeId } from '../../support/registry-records.ts';

const RUN = '77777777-7777-4777-8777-777777777777';
const VOLUME = aReservation({ encryption: 'luks2' });
const GRANTED: PermissionRequest = {
  ...{ id: 1, run: RUN, step: 'create_volumes', kind: 'deploy', nodeUuid: NODE, instanceUuid: '' },
  project: 'web',
};

function aRun(state: StepRun['state']): StepRun {
  return {
    ...{
      run: RUN,
      node: NODE,
      step: 'create_volumes',
      kind: 'deploy',
      state,
      startedAtMs: 1,
      endedAtMs: null,
    },
    ...{ phase: '', doneBytes: 0, totalBytes: null, failureCode: '', failureMessage: '', updatedAtMs: 1 },
  };
}

function ask(changes: Partial<KeyQuestion> = {}) {
  return keyPermission({
    ...{ request: { id: 5, run: RUN, volumeId: VOLUME.id }, node: NODE, granted: GRANTED },
    ...{ run: aRun('running'), volume: VOLUME, obstacle: null, defaultProject: '', ...changes },
  });
}

const ruleOf = (changes: Partial<KeyQuestion>) => ask(changes).event.details.rule;

describe('the key of a volume', () => {
  it('is for the run that makes the volume, and the event says so without the key', () => {
    const { allowed, reason, event } = ask();
    expect([allowed, reason]).to.deep.equal([true, '']);
    expect(event).to.deep.equal({
      ...{ kind: 'key.delivered', node: NODE, volume: VOLUME.id, project: 'web' },
      actor: { kind: 'agent', id: NODE, project: '' },
      details: { rule: 'being-made', reason: '', run: RUN, step: 'create_volumes', stepKind: 'deploy' },
    });
  });

  it('is given before the report of the step’s start has come, and not after that of its end', () => {
    expect(ask({ run: null }).allowed).to.equal(true);
    expect(ruleOf({ run: aRun('succeeded') })).to.equal('run-ended');
    expect(ruleOf({ run: aRun('failed') })).to.equal('run-ended');
  });

  it('is given to no run without permission on this connection', () => {
    expect(ruleOf({ granted: null })).to.equal('no-permission');
  });

  it('is given of volumes that are to be made alone', () => {
    for (const state of VOLUME_STATES)
      expect(ask({ volume: { ...VOLUME, state } }).allowed, state).to.equal(state === 'reserved');
  });

  it('is given of encrypted volumes of the node alone', () => {
    expect(ruleOf({ volume: null })).to.equal('no-volume');
    for (const encryption of ENCRYPTIONS)
      expect(ask({ volume: { ...VOLUME, encryption } }).allowed, encryption).to.equal(encryption === 'luks2');
  });

  it('is given to steps for the volume’s project, by the default project, and to cleaning', () => {
    const granted = (changes: Partial<PermissionRequest>) => ({ granted: { ...GRANTED, ...changes } });
    expect(ruleOf(granted({ project: 'other' }))).to.equal('other-project');
    expect(ruleOf(granted({ project: '' }))).to.equal('other-project');
    expect(ask({ ...granted({ project: '' }), defaultProject: 'web' }).allowed).to.equal(true);
    expect(ruleOf({ ...granted({ project: 'other' }), defaultProject: 'web' })).to.equal('other-project');
    expect(ask(granted({ project: '', kind: 'clean' })).allowed).to.equal(true);
    expect(ruleOf(granted({ project: 'other', kind: 'unknown' }))).to.equal('other-project');
  });

  it('is refused with what keeps it closed', () => {
    const { allowed, reason, event } = ask({ obstacle: 'the KEK is gone' });
    expect([allowed, reason, event.kind]).to.deep.equal([false, 'the KEK is gone', 'key.refused']);
  });

  it('is refused in one line with a way out, that names no project and no other volume', () => {
    const questions: readonly Partial<KeyQuestion>[] = [
      { granted: null },
      { run: aRun('failed') },
      { volume: null },
      { volume: { ...VOLUME, state: 'available', name: 'secret-name' } },
      { granted: { ...GRANTED, project: 'other-secret' } },
    ];
    for (const question of questions) {
      const { allowed, reason } = ask(question);
      expect(allowed).to.equal(false);
      expect(reason).to.match(/^[^\n]+; [^\n]+$/);
      for (const secret of ['web', 'other-secret', 'secret-name', volumeId(2)])
        expect(reason).to.not.include(secret);
    }
  });
});
