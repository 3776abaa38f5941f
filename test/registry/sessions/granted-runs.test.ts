import { expect } from 'chai';
import type { PermissionRequest } from '../../../proto/channel.ts';
import { GrantedRuns } from '../../../registry/sessions/granted-runs.ts';
import { NODE, volumeId } from '../../support/registry-records.ts';

function request(n: number, project = 'web'): PermissionRequest {
  return {
    ...{ id: n, run: volumeId(n), step: 'create_volumes', kind: 'deploy', nodeUuid: NODE, instanceUuid: '' },
    project,
  };
}

describe('runs that were granted permission', () => {
  it('are known until they finish', () => {
    const runs = new GrantedRuns();
    runs.note(request(1), true);
    expect(runs.of(volumeId(1))).to.deep.equal(request(1));
    expect(runs.of(volumeId(2))).to.equal(null);
    runs.forget(volumeId(1));
    expect(runs.of(volumeId(1))).to.equal(null);
  });

  it('are so by their newest answer', () => {
    const runs = new GrantedRuns();
    runs.note(request(1), true);
    runs.note(request(1, 'other'), true);
    expect(runs.of(volumeId(1))?.project).to.equal('other');
    runs.note(request(1), false);
    expect(runs.of(volumeId(1))).to.equal(null);
  });

  it('are at most sixteen, whoever asks: the oldest is forgotten', () => {
    const runs = new GrantedRuns();
    for (let n = 1; n <= 17; n += 1) runs.note(request(n), true);
    expect(runs.of(volumeId(1))).to.equal(null);
    expect(runs.of(volumeId(2))).to.not.equal(null);
    expect(runs.of(volumeId(17))).to.not.equal(null);
  });
});
