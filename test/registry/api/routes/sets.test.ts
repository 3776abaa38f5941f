import { expect } from 'chai';
import { ApiWorld, diskOf, FREE_NODE, newVolume, WEB_NODE } from '../../../support/api-world.ts';
import { aVolume, MIB, shown, volumeId } from '../../../support/registry-records.ts';
import { BACKENDS } from '../../../support/stores.ts';

const [ONE, TWO, OTHER] = [volumeId(1), volumeId(2), volumeId(3)];

for (const backend of BACKENDS)
  describe(`sets over the API on ${backend}`, function () {
    this.timeout(120_000);

    /** Project `web` has set `db` on two nodes: `data`, and `more`, which is reserved. */
    async function aWorld() {
      const world = await ApiWorld.make({ backend });
      const { api } = world;
      const put = await api.post(`/v1/volumes/${ONE}/update`, { set: 'db' }, 'member');
      expect(put.json.volume).to.include({ set: 'db', generation: 3 });
      await api.post('/v1/volumes', newVolume(FREE_NODE, { id: TWO, name: 'more', set: 'db' }), 'member');
      return world;
    }

    async function makeMore({ free }: ApiWorld): Promise<void> {
      await free.report({
        ...{ type: 'volume-event', change: 'created', atMs: 1, run: '', erasure: null },
        volume: shown(aVolume({ id: TWO, name: 'more', node: FREE_NODE })),
        disk: diskOf(FREE_NODE).identity,
      });
    }

    it('say how many volumes they have, on how many nodes, in which states', async () => {
      const { api } = await aWorld();
      const db = { name: 'db', project: 'web', volume_count: 2, node_count: 2, size_bytes: 20 * MIB };
      const states = { available: 1, reserved: 1 };
      expect((await api.get('/v1/sets', 'member')).json).to.deep.equal({
        ...{ sets: [{ ...db, states }], next: null },
      });
      const { json } = await api.get('/v1/sets/db', 'reader');
      expect(json).to.deep.include({ ...db, states, next: null });
      expect(json.volumes.map(({ id, node }: { id: string; node: string }) => [id, node])).to.deep.equal([
        [ONE, WEB_NODE],
        [TWO, FREE_NODE],
      ]);
      const first = (await api.get('/v1/sets/db?limit=1')).json;
      expect(first.next).to.equal(ONE);
      expect((await api.get(`/v1/sets/db?limit=1&after=${ONE}`)).json.volumes[0].id).to.equal(TWO);
      expect((await api.get('/v1/volumes?set=db')).json.volumes).to.have.length(2);
    });

    it('are their project’s, and told apart by it where two have one of the same name', async () => {
      const { api } = await aWorld();
      const third = await api.node();
      await third.report({
        ...{ type: 'inventory', takenAtMs: 1, unreadable: [] },
        disks: [diskOf(third.uuid)],
      });
      await api.post(
        '/v1/volumes',
        newVolume(third.uuid, { id: OTHER, project: 'other', set: 'db' }),
        'stranger',
      );
      const names = async (url: string, as: 'admin' | 'stranger') =>
        (await api.get(url, as)).json.sets.map(({ project }: { project: string }) => project);
      expect(await names('/v1/sets', 'admin')).to.deep.equal(['other', 'web']);
      expect(await names('/v1/sets', 'stranger')).to.deep.equal(['other']);
      expect((await api.get('/v1/sets/db')).json).to.include({ status: 409, code: 'SET_AMBIGUOUS' });
      expect((await api.get('/v1/sets/db?project=web')).json.volume_count).to.equal(2);
      expect((await api.get('/v1/sets/db', 'stranger')).json.volumes[0].id).to.equal(OTHER);
      expect((await api.get('/v1/sets/db?project=web', 'stranger')).json.code).to.equal('FORBIDDEN');
    });

    it('come in pages, and are found by names of any letters', async () => {
      const { api } = await aWorld();
      const long = `ä/${'ü'.repeat(250)}`;
      await api.post(`/v1/volumes/${TWO}/update`, { set: long });
      const first = (await api.get('/v1/sets?limit=1')).json;
      expect(first.next).to.equal('db');
      const second = (await api.get('/v1/sets?limit=1&after=db')).json;
      expect(second.sets[0].name).to.equal(long);
      expect((await api.get(`/v1/sets/${encodeURIComponent(long)}`)).json.volume_count).to.equal(1);
    });

    it('are released as a whole by whoever names each volume, or not at all', async () => {
      const world = await aWorld();
      const { api } = world;
      const release = async (volumes: readonly string[]) =>
        await api.post('/v1/sets/db/release', { volumes }, 'member');
      expect((await release([ONE])).json).to.include({ status: 412, code: 'GENERATION_DIFFERS' });
      // One is reserved, which is cancelled and not released.
      expect((await release([ONE, TWO])).json.code).to.equal('VOLUME_STATE');
      expect((await api.get(`/v1/volumes/${ONE}`)).json.state).to.equal('available');
      await makeMore(world);
      api.poked.length = 0;
      const { json } = await release([TWO, ONE]);
      expect(json.volumes.map(({ state }: { state: string }) => state)).to.deep.equal([
        'releasing',
        'releasing',
      ]);
      expect(api.poked).to.have.members([WEB_NODE, FREE_NODE]);
      for (const id of [ONE, TWO]) {
        const known = (await api.get(`/v1/volumes/${id}`)).json;
        const told = json.volumes.find((volume: { id: string }) => volume.id === id);
        expect(told).to.deep.equal(known);
      }
      expect((await release([ONE, TWO])).status).to.equal(200);
    });

    it('lose a volume that is taken out, and are gone with their last', async () => {
      const { api } = await aWorld();
      for (const id of [ONE, TWO]) await api.post(`/v1/volumes/${id}/update`, { set: '' }, 'member');
      expect((await api.get('/v1/sets')).json.sets).to.deep.equal([]);
      expect((await api.get('/v1/sets/db')).json).to.include({ status: 404, code: 'SET_UNKNOWN' });
    });

    it('leave names unique, though two volumes are given one at the same time', async () => {
      const { api } = await aWorld();
      const answers = await Promise.all(
        [ONE, TWO].map(async (id) => await api.post(`/v1/volumes/${id}/update`, { name: 'only' }, 'member')),
      );
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
    });
  });
