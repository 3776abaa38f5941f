import { randomUUID } from 'node:crypto';
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
import { anErasure, anInventory, aVolume, MIB, shown, volumeId } from '../../../support/registry-records.ts';
import { BACKENDS } from '../../../support/stores.ts';

for (const backend of BACKENDS)
  describe(`volumes over the API on ${backend}`, function () {
    this.timeout(120_000);

    it('are reserved, made, extended and released by the steps of their node, each with its event', async () => {
      const { api, free } = await ApiWorld.make({ backend });
      const id = randomUUID();
      const disk = diskOf(FREE_NODE).identity;
      const asked = await api.post(
        '/v1/volumes',
        newVolume(FREE_NODE, { id, size_bytes: 10 * MIB - 1 }),
        'member',
      );
      expect(asked.status).to.equal(201);
      expect(asked.json.volume).to.include({ id, state: 'reserved', size_bytes: 10 * MIB, project: 'web' });
      expect(asked.json.notes).to.have.length(1);
      expect(asked.headers.etag).to.equal('"1"');
      const plan = async () => (await api.get(`/v1/nodes/${FREE_NODE}/plan`)).json;
      expect(await plan()).to.deep.include({ revision: 1 });
      expect((await plan()).volumes[0]).to.include({ id, state: 'available', size_bytes: 10 * MIB });

      const volume = aVolume({ id, node: FREE_NODE, name: asked.json.volume.name });
      const event = (change: 'created' | 'extended' | 'released', length: number) => ({
        ...{ type: 'volume-event' as const, change, atMs: 1, run: '', disk },
        volume: shown({ ...volume, mountPoint: asked.json.volume.mount_point }, { length }),
        erasure: change === 'released' ? anErasure({ bytesErased: length }) : null,
      });
      await free.report(event('created', 10 * MIB));
      const made = await api.get(`/v1/volumes/${id}`, 'member');
      expect(made.json).to.include({ state: 'available', offset_bytes: 50 * MIB });

      const grown = await api.post(`/v1/volumes/${id}/extend`, { size_bytes: 20 * MIB }, 'member');
      expect(grown.json.volume).to.include({ state: 'extending', wanted_size_bytes: 20 * MIB });
      await free.report(event('extended', 20 * MIB));
      expect((await api.get(`/v1/volumes/${id}`)).json).to.include({
        state: 'available',
        size_bytes: 20 * MIB,
      });

      const ended = await api.post(`/v1/volumes/${id}/release`, { erase: 'zero' }, 'member');
      expect(ended.json.volume).to.include({ state: 'releasing' });
      await free.report(event('released', 20 * MIB));
      expect((await api.get(`/v1/volumes/${id}`)).json).to.include({ state: 'released' });
      expect((await plan()).volumes).to.deep.equal([]);

      const { json } = await api.get(`/v1/events?volume=${id}`, 'member');
      expect(json.events.map(({ kind }: { kind: string }) => kind)).to.deep.equal([
        ...[
          'volume.reserved',
          'volume.created',
          'volume.extending',
          'volume.extended',
          'volume.releasing',
          'volume.released',
        ],
      ]);
      expect(json.events[0].actor).to.deep.equal({ kind: 'user', id: 'mia', project: 'web' });
      expect(api.poked).to.include(FREE_NODE);
    });

    it('are made once, however often the same request comes', async () => {
      const { api } = await ApiWorld.make({ backend });
      const id = randomUUID();
      const asked = newVolume(FREE_NODE, { id });
      const answers = await Promise.all([1, 2, 3].map(async () => await api.post('/v1/volumes', asked)));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 200, 201]);
      const { json } = await api.get(`/v1/events?volume=${id}`);
      expect(json.events).to.have.length(1);
      expect((await api.post('/v1/volumes', { ...asked, size_bytes: 11 * MIB })).json.code).to.equal(
        'VOLUME_EXISTS',
      );
      expect((await api.post('/v1/volumes', { ...asked, name: 'else' })).json.code).to.equal('VOLUME_EXISTS');
    });

    it('of one name are made once in a project, though two nodes are asked at the same time', async () => {
      const { api } = await ApiWorld.make({ backend });
      const more = await Promise.all(
        [1, 2, 3, 4].map(async () => {
          const node = await api.node();
          await node.report({ type: 'inventory', ...anInventory([], { disks: [diskOf(node.uuid)] }) });
          return node.uuid;
        }),
      );
      const answers = await Promise.all(
        more.map(async (node) => await api.post('/v1/volumes', newVolume(node, { name: 'only' }))),
      );
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409]);
    });

    it('never take more of a node than it has, though many ask at the same time', async () => {
      const { api } = await ApiWorld.make({ backend });
      const asked = Array.from({ length: 12 }, (_, number) => newVolume(FREE_NODE, { name: `v${number}` }));
      const answers = await Promise.all(asked.map(async (body) => await api.post('/v1/volumes', body)));
      const made = answers.filter(({ status }) => status === 201);
      // 97 MiB are free.
      expect(made).to.have.length(9);
      const codes = new Set(answers.filter(({ status }) => status !== 201).map(({ json }) => json.code));
      expect([...codes]).to.deep.equal(['NO_SPACE']);
      const { json } = await api.get(`/v1/nodes/${FREE_NODE}/plan`);
      expect(json.volumes).to.have.length(9);
      expect(json.revision).to.equal(9);
    });

    it('make their node one project’s, of two that ask at the same time', async () => {
      const { api } = await ApiWorld.make({ backend });
      const answers = await Promise.all([
        api.post('/v1/volumes', newVolume(FREE_NODE), 'member'),
        api.post('/v1/volumes', newVolume(FREE_NODE, { project: 'other' }), 'stranger'),
      ]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
      expect(answers.find(({ status }) => status === 409)?.json.code).to.equal('NODE_HELD');
    });

    it('are changed only from the generation that the caller has seen', async () => {
      const { api, volume } = await ApiWorld.make({ backend });
      const { json, headers } = await api.get(`/v1/volumes/${volume}`);
      expect(headers.etag).to.equal(`"${json.generation}"`);
      const extend = async (etag: string, size: number) =>
        await api.call('POST', `/v1/volumes/${volume}/extend`, {
          ...{ body: { size_bytes: size }, headers: { 'if-match': etag } },
        });
      expect((await extend(`"${json.generation + 1}"`, 12 * MIB)).json).to.include({
        ...{ status: 412, code: 'GENERATION_DIFFERS' },
      });
      const answers = await Promise.all([
        extend(headers.etag ?? '', 12 * MIB),
        extend(headers.etag ?? '', 13 * MIB),
      ]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 412]);
    });
  });

describe('volumes over the API', () => {
  it('are of the caller’s project when none is said', async () => {
    const { api } = await ApiWorld.make();
    const { project: _project, ...asked } = newVolume(FREE_NODE);
    const { json } = await api.post('/v1/volumes', asked, 'member');
    expect(json.volume.project).to.equal('web');
    expect((await api.post('/v1/volumes', asked, 'admin')).json.code).to.equal('USAGE');
  });

  it('are adopted where a partition is, with nothing asked of its size', async () => {
    const { api } = await ApiWorld.make();
    const { guid: id } = aPartition();
    const asked = { adopt: true, id, name: 'old', project: 'web', node: FREE_NODE };
    const adopted = await api.post('/v1/volumes', asked);
    expect(adopted.status).to.equal(201);
    expect(adopted.json.volume).to.include({ id, state: 'creating', is_adopted: true, size_bytes: 10 * MIB });
    expect((await api.post('/v1/volumes', asked)).status).to.equal(200);
    const { id: _id, ...nameless } = asked;
    for (const body of [
      nameless,
      { ...asked, size_bytes: MIB },
      newVolume(FREE_NODE, { size_bytes: undefined }),
    ])
      expect((await api.post('/v1/volumes', body)).json.code).to.equal('REQUEST_INVALID');
  });

  it('are refused with the words and codes of the rules', async () => {
    const { api } = await ApiWorld.make();
    const cases: readonly (readonly [Readonly<Record<string, unknown>>, number, string])[] = [
      [newVolume(randomUUID()), 404, 'NODE_UNKNOWN'],
      [newVolume(FREE_NODE, { size_bytes: 1000 * MIB }), 409, 'NO_SPACE'],
      [newVolume(FREE_NODE, { name: 'x'.repeat(37) }), 400, 'USAGE'],
      [newVolume(FREE_NODE, { size_bytes: 0 }), 400, 'BAD_SIZE'],
      [newVolume(FREE_NODE, { disks: ['wwn:none'] }), 409, 'DISK_UNKNOWN'],
      [newVolume(FREE_NODE, { filesystem: 'xfs' }), 400, 'BAD_SIZE'],
      [newVolume(OTHER_NODE), 409, 'NODE_UNDECIDED'],
      [newVolume(WEB_NODE, { name: 'two', project: 'other' }), 409, 'NODE_HELD'],
      [newVolume(FREE_NODE, { name: 'data' }), 409, 'VOLUME_EXISTS'],
    ];
    for (const [body, status, code] of cases)
      expect((await api.post('/v1/volumes', body)).json, JSON.stringify(body)).to.include({ status, code });
  });

  it('are taken back before a step made them', async () => {
    const { api } = await ApiWorld.make();
    const { json } = await api.post('/v1/volumes', newVolume(FREE_NODE, { name: 'soon' }));
    const cancelled = await api.post(`/v1/volumes/${json.volume.id}/cancel`, {});
    expect(cancelled.json.volume.state).to.equal('released');
    expect((await api.get(`/v1/volumes?node=${FREE_NODE}`)).json.volumes).to.deep.equal([]);
  });

  it('go into quarantine and out of it by the hand of an operator', async () => {
    const { api, volume, unknown } = await ApiWorld.make();
    const held = await api.post(`/v1/volumes/${volume}/quarantine`, { reason: 'it smells' });
    expect(held.json.volume).to.include({ state: 'quarantined', state_before: 'available' });
    const { json } = await api.get(`/v1/alarms?open=true&volume=${volume}`);
    expect(json.alarms).to.have.length(1);
    expect(json.alarms[0]).to.include({ kind: 'asked-for', node: WEB_NODE, resolved_at_ms: null });
    const alarm = json.alarms[0].id;
    expect((await api.post(`/v1/alarms/${alarm}/resolve`, { note: 'no' })).json.code).to.equal(
      'VOLUME_STATE',
    );
    const back = await api.post(`/v1/volumes/${volume}/resolve`, { resolution: 'accept' });
    expect(back.json.volume).to.include({ project: 'web' });
    expect((await api.get(`/v1/alarms?open=true&volume=${volume}`)).json.alarms).to.deep.equal([]);

    const accepted = await api.post(`/v1/volumes/${unknown}/resolve`, {
      resolution: 'accept',
      project: 'db',
    });
    expect(accepted.json.volume).to.include({ state: 'available', project: 'db' });
    expect((await api.get(`/v1/volumes?project=db`)).json.volumes).to.have.length(1);
  });

  it('in quarantine are released or ignored, as the operator says', async () => {
    for (const [resolution, state, project] of [
      ['release', 'releasing', ''],
      ['ignore', 'quarantined', ''],
    ] as const) {
      const { api, unknown } = await ApiWorld.make();
      const { json } = await api.post(`/v1/volumes/${unknown}/resolve`, { resolution });
      expect(json.volume, resolution).to.include({ state, project });
      expect((await api.get('/v1/alarms?open=true')).json.alarms, resolution).to.deep.equal([]);
    }
  });

  it('are listed page by page, and by each of their filters', async () => {
    const { api } = await ApiWorld.make();
    for (let number = 0; number < 7; number += 1)
      await api.post(
        '/v1/volumes',
        newVolume(FREE_NODE, { name: `Vol_${number}`, set: number % 2 ? 'odd' : 'even' }),
      );
    const list = async (query: string) => (await api.get(`/v1/volumes?${query}`)).json;
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const { volumes, next } = await list(`limit=4${after && `&after=${after}`}`);
      seen.push(...volumes.map(({ id }: { id: string }) => id));
      if (next === null) break;
      after = next;
    }
    expect(seen).to.have.length(9);
    expect(seen.every((id, index) => index === 0 || id > (seen[index - 1] ?? ''))).to.equal(true);
    const count = async (query: string) => (await list(query)).volumes.length;
    expect(await count('set=odd')).to.equal(3);
    expect(await count('set=even&name=Vol_4')).to.equal(1);
    expect(await count(`node=${WEB_NODE}`)).to.equal(1);
    expect(await count('state=quarantined')).to.equal(1);
    expect(await count('q=OL_')).to.equal(7);
    expect(await count('q=%25')).to.equal(0);
    expect(await count(`q=${volumeId(7)}`)).to.equal(1);
    expect(await count('released=true')).to.equal(9);
    expect((await list('limit=0')).code).to.equal('REQUEST_INVALID');
  });

  it('come in pages of the size that the registry was started with', async () => {
    const api = await ApiFixture.start({ limits: { pageItems: 2, maxPageItems: 3 } });
    const node = await api.node();
    await node.report({ type: 'inventory', ...anInventory([], { disks: [diskOf(node.uuid)] }) });
    for (let number = 0; number < 4; number += 1)
      await api.post('/v1/volumes', newVolume(node.uuid, { name: `v${number}` }));
    expect((await api.get('/v1/volumes')).json.volumes).to.have.length(2);
    expect((await api.get('/v1/volumes?limit=3')).json.volumes).to.have.length(3);
    const most = (await api.get('/v1/volumes?limit=500')).json;
    expect(most.volumes).to.have.length(3);
    const rest = (await api.get(`/v1/volumes?limit=500&after=${most.next}`)).json;
    expect(rest.volumes).to.have.length(1);
    expect(rest.next).to.equal(null);
  });
});
