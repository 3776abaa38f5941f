import { expect } from 'chai';
import type { PermissionRequest } from '../../../proto/channel.ts';
import { StoredJudge } from '../../../registry/requests/judge.ts';
import { ApiWorld, FREE_NODE, newVolume, OTHER_NODE, WEB_NODE } from '../../support/api-world.ts';
import { BACKENDS, codeOf } from '../../support/stores.ts';

function request(node: string, changes: Partial<PermissionRequest> = {}): PermissionRequest {
  return {
    ...{ id: 7, run: '77777777-7777-4777-8777-777777777777', step: 'write_image', kind: 'deploy' },
    ...{ nodeUuid: node, instanceUuid: '', project: 'web', ...changes },
  };
}

for (const backend of BACKENDS)
  describe(`the judge on ${backend}`, function () {
    this.timeout(120_000);

    it('lets the project that holds a node write to it, and tells what it should have', async () => {
      const { api, web, volume } = await ApiWorld.make({ backend });
      const judge = new StoredJudge(api.store, { allowUnknownNodes: false, defaultProject: '' });
      const answer = await judge.decide(web.session, request(WEB_NODE));
      expect(answer).to.deep.include({ id: 7, allowed: true, reason: '' });
      expect(answer.desired?.volumes.map(({ id }) => id)).to.deep.equal([volume]);
      const { json } = await api.get('/v1/events?kind=permission');
      expect(json.events).to.have.length(1);
      expect(json.events[0]).to.deep.include({ kind: 'permission.granted', node: WEB_NODE });
      expect(judge.counts).to.deep.equal({ granted: 1, refused: 0 });
    });

    it('refuses another project, says the way out and nothing of whose the volumes are, and tells no plan', async () => {
      const { api, web, volume } = await ApiWorld.make({ backend });
      const judge = new StoredJudge(api.store, { allowUnknownNodes: false, defaultProject: '' });
      const answer = await judge.decide(web.session, request(WEB_NODE, { project: 'other' }));
      expect(answer).to.include({ allowed: false, desired: null });
      expect(answer.reason).to.include('bmv volumes release').and.not.include(volume);
      const { json } = await api.get('/v1/events?kind=permission.refused');
      expect(json.events[0].details.reason).to.equal(answer.reason);
      expect(json.events[0].details.holders[0].volumes).to.deep.equal([volume]);
    });

    it('answers no session that a newer one of the node has taken the place of, and notes nothing', async () => {
      const { api, web } = await ApiWorld.make({ backend });
      const judge = new StoredJudge(api.store, { allowUnknownNodes: false, defaultProject: '' });
      await api.node(WEB_NODE);
      expect(await codeOf(judge.decide(web.session, request(WEB_NODE)))).to.equal('SESSION_FENCED');
      const other = { ...web.session, epoch: web.session.epoch + 1 };
      expect(await codeOf(judge.decide(other, request(WEB_NODE)))).to.equal('SESSION_FENCED');
      expect((await api.get('/v1/events?kind=permission')).json.events).to.deep.equal([]);
      expect(judge.counts).to.deep.equal({ granted: 0, refused: 0 });
    });
  });

describe('the judge', () => {
  it('refuses every step but cleaning where an operator has to decide first', async () => {
    const { api, other } = await ApiWorld.make();
    const judge = new StoredJudge(api.store, { allowUnknownNodes: false, defaultProject: '' });
    expect(await judge.decide(other.session, request(OTHER_NODE))).to.include({ allowed: false });
    const cleaning = await judge.decide(other.session, request(OTHER_NODE, { kind: 'clean' }));
    expect(cleaning).to.include({ allowed: true });
  });

  it('tells no plan where nothing was ever asked for, or to a step of a kind that it has no word for', async () => {
    const { api, free } = await ApiWorld.make();
    const judge = new StoredJudge(api.store, { allowUnknownNodes: false, defaultProject: '' });
    expect((await judge.decide(free.session, request(FREE_NODE))).desired).to.equal(null);
    await api.post('/v1/volumes', newVolume(FREE_NODE));
    expect((await judge.decide(free.session, request(FREE_NODE))).desired?.revision).to.equal(1);
    const strange = await judge.decide(free.session, request(FREE_NODE, { kind: 'unknown' }));
    expect(strange).to.include({ allowed: true, desired: null });
  });
});
