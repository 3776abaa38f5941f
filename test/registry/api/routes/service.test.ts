import { expect } from 'chai';
import { ApiFixture } from '../../../support/api-fixture.ts';
import { newStore } from '../../../support/stores.ts';

describe('what the API says of the registry', () => {
  it('is for everybody: that it works, that it lives, and what it answers', async () => {
    const api = await ApiFixture.start();
    const health = await api.get('/v1/health', null);
    expect(health.status).to.equal(200);
    expect(health.json).to.include({ live: true, ready: true, store: true, ironic: null });
    expect((await api.get('/v1/health/live', null)).json).to.deep.equal({ live: true });
    expect((await api.get('/v1/openapi.json', null)).json.openapi).to.equal('3.1.1');
    expect((await api.call('HEAD', '/v1/health', { as: null })).status).to.equal(200);
  });

  it('is that it lives but does not work, where its store does not', async () => {
    const store = await newStore('sqlite');
    const api = await ApiFixture.start({ store });
    await store.close();
    const health = await api.get('/v1/health', null);
    expect(health.status).to.equal(503);
    expect(health.json).to.include({ live: true, ready: false, store: false });
    expect((await api.get('/v1/health/live', null)).status).to.equal(200);
    expect((await api.get('/v1/nodes')).json).to.include({ status: 503, code: 'STORE_FAILED' });
  });

  it('is a challenge for agents, and that they are to come by WebSocket', async () => {
    const api = await ApiFixture.start();
    expect((await api.get('/v1/agent/challenge', null)).json).to.deep.equal({ challenge: 'c' });
    const { status, json, headers } = await api.get('/v1/agent', null);
    expect(status).to.equal(426);
    expect(json.code).to.equal('UPGRADE_REQUIRED');
    expect(headers.upgrade).to.equal('websocket');
  });
});
