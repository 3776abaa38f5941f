import { expect } from 'chai';
import { ApiFixture } from '../../../support/api-fixture.ts';
import {
  ApiWorld,
  aPartition,
  diskOf,
  FREE_NODE,
  newVolume,
  OTHER_NODE,
  WEB_NODE,
} from '../../../support/api-world.ts';
import { anInventory, aVolume, MIB, shown, volumeId } from '../../../support/registry-records.ts';
import { BACKENDS } from '../../../support/stores.ts';

for (const backend of BACKENDS)
  describe(`quotas over the API on ${backend}`, function () {
    this.timeout(120_000);

    const setQuota = async (api: ApiFixture, max_volumes: unknown, max_bytes: unknown = null) => {
      const { status, json } = await api.call('PUT', '/v1/quotas/web', { body: { max_volumes, max_bytes } });
      expect(status, JSON.stringify(json)).to.equal(200);
      return json;
    };
    const codeOf = async (answer: Promise<{ readonly json: { readonly code?: string } }>) =>
      (await answer).json.code;

    it('say what a project has, and are unlimited where nobody said anything', async () => {
      const { api } = await ApiWorld.make({ backend });
      const { json } = await api.get('/v1/quotas/web', 'reader');
      expect(json).to.deep.equal({
        ...{ project: 'web', max_volumes: null, max_bytes: null, generation: 0, exceeded: false },
        ...{ volumes_by_default: true, bytes_by_default: true, used_volumes: 1, used_bytes: 10 * MIB },
      });
      expect((await api.get('/v1/quotas/none')).json.used_volumes).to.equal(0);
    });

    it('refuse reservations, adoptions and extensions beyond them', async () => {
      const { api, volume } = await ApiWorld.make({ backend });
      await setQuota(api, 2, 25 * MIB);
      const extend = async (size: number) =>
        await api.post(`/v1/volumes/${volume}/extend`, { size_bytes: size * MIB });
      expect(await codeOf(extend(26))).to.equal('QUOTA_EXCEEDED');
      expect(await codeOf(api.post('/v1/volumes', newVolume(FREE_NODE, { size_bytes: 16 * MIB })))).to.equal(
        'QUOTA_EXCEEDED',
      );
      const id = aPartition().guid;
      const adopt = { adopt: true, id, name: 'old', project: 'web', node: FREE_NODE };
      await setQuota(api, 1);
      expect(await codeOf(api.post('/v1/volumes', adopt))).to.equal('QUOTA_EXCEEDED');
      await setQuota(api, 2, 20 * MIB);
      expect((await api.post('/v1/volumes', adopt)).status).to.equal(201);
      expect(await codeOf(extend(11))).to.equal('QUOTA_EXCEEDED');
      // What was asked for before is not asked for again.
      expect((await api.post('/v1/volumes', adopt)).status).to.equal(200);
      expect((await extend(10)).status).to.equal(200);
      await api.post(`/v1/volumes/${id}/cancel`, {});
      expect((await extend(20)).status).to.equal(200);
      expect((await api.get('/v1/quotas/web')).json).to.include({ used_bytes: 20 * MIB, exceeded: false });
    });

    it('are never gone beyond, though many ask at the same time', async () => {
      const { api, volume } = await ApiWorld.make({ backend });
      // A first request has no row of the project to compare with yet.
      const own = await ApiFixture.start({
        ...{ store: api.store, defaultQuota: { maxVolumes: null, maxBytes: 40 * MIB } },
      });
      const answers = await Promise.all([
        ...Array.from(
          { length: 6 },
          async (_, number) => await own.post('/v1/volumes', newVolume(FREE_NODE, { name: `v${number}` })),
        ),
        own.post(`/v1/volumes/${volume}/extend`, { size_bytes: 20 * MIB }),
      ]);
      const made = answers.filter(({ status }) => status < 300);
      expect(made).to.have.length(3);
      const codes = new Set(answers.filter(({ status }) => status >= 300).map(({ json }) => json.code));
      expect([...codes]).to.deep.equal(['QUOTA_EXCEEDED']);
      expect((await own.get('/v1/quotas/web')).json).to.include({
        ...{ used_bytes: 40 * MIB, max_bytes: 40 * MIB, bytes_by_default: true, exceeded: false },
      });
    });

    it('count what a step made by itself, which is never undone, and tell of it', async () => {
      const { api, web } = await ApiWorld.make({ backend });
      await setQuota(api, 1);
      const report = shown(aVolume({ id: volumeId(30), name: 'template', node: WEB_NODE, offset: 70 * MIB }));
      await web.report({
        ...{ type: 'volume-event', change: 'created', atMs: 1, run: '', erasure: null },
        ...{ volume: report, disk: diskOf(WEB_NODE).identity },
      });
      expect((await api.get(`/v1/volumes/${volumeId(30)}`)).json.state).to.equal('available');
      const { json } = await api.get('/v1/quotas/web');
      expect(json).to.include({ used_volumes: 2, max_volumes: 1, exceeded: true });
      const events = (await api.get('/v1/events?project=web', 'member')).json.events;
      const [told] = events.filter(({ kind }: { kind: string }) => kind === 'quota.exceeded');
      expect(told.details).to.include({ volumes: 2, maxVolumes: 1 });
      expect(await codeOf(api.post('/v1/volumes', newVolume(FREE_NODE)))).to.equal('QUOTA_EXCEEDED');
      await web.report({ type: 'inventory', ...anInventory([], { disks: [diskOf(WEB_NODE)] }) });
      expect((await api.get('/v1/quotas/web')).json.used_volumes).to.equal(2);
    });

    it('are set by admins alone, from the generation that they have seen, with an event', async () => {
      const { api } = await ApiWorld.make({ backend });
      await setQuota(api, 5, 'default');
      const put = async (etag: string, as: 'admin' | 'member' = 'admin') =>
        await api.call('PUT', '/v1/quotas/web', {
          ...{ as, headers: { 'if-match': etag }, body: { max_volumes: 6, max_bytes: 0 } },
        });
      expect((await put('"0"')).json.code).to.equal('GENERATION_DIFFERS');
      expect((await put('"1"', 'member')).json.code).to.equal('FORBIDDEN');
      const answers = await Promise.all([put('"1"'), put('"1"')]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 412]);
      const { json, headers } = await api.get('/v1/quotas/web');
      expect(json).to.include({ max_volumes: 6, max_bytes: 0, generation: 2, exceeded: true });
      expect(headers.etag).to.equal('"2"');
      const events = (await api.get('/v1/events?project=web')).json.events;
      expect(events.filter(({ kind }: { kind: string }) => kind === 'quota.set')).to.have.length(2);
      expect((await api.get(`/v1/nodes/${OTHER_NODE}`)).status).to.equal(200);
    });
  });
