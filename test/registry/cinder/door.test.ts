import { expect } from 'chai';
import { nameNode } from '../../../registry/store/nodes.ts';
import type { ApiFixture, ApiFixtureOptions, CallerName } from '../../support/api-fixture.ts';
import { ApiWorld, aPartition, FREE_NODE, OTHER_NODE, WEB_NODE } from '../../support/api-world.ts';
import { KekFolder } from '../../support/keks.ts';
import {
  aDiskReport,
  anErasure,
  anIdentity,
  anInventory,
  aVolume,
  MIB,
  shown,
  volumeId,
} from '../../support/registry-records.ts';
import { BACKENDS } from '../../support/stores.ts';

const GIB = 1024 * MIB;
const LARGE_NODE = '44444444-4444-4444-8444-444444444444';
const MORE_NODE = '55555555-5555-4555-8555-555555555555';
const HINTS = 'OS-SCH-HNT:scheduler_hints';

/** A disk with room for several GiB. */
function largeDisk(uuid: string, volumes: Parameters<typeof anInventory>[0] = []) {
  const identity = anIdentity({
    wwn: `0x5000${uuid.slice(0, 8)}`,
    serial: uuid.slice(0, 8),
    sizeBytes: 20 * GIB,
  });
  return aDiskReport({ identity, volumes, free: [{ offset: MIB, length: 18 * GIB }] });
}

/** The world, with two servers that have room. */
async function aWorld(backend: (typeof BACKENDS)[number] = 'sqlite', options: ApiFixtureOptions = {}) {
  const world = await ApiWorld.make({ backend, ...options });
  const nodes = [await world.api.node(LARGE_NODE), await world.api.node(MORE_NODE)] as const;
  for (const node of nodes)
    await node.report({ type: 'inventory', ...anInventory([], { disks: [largeDisk(node.uuid)] }) });
  return { ...world, api: world.api, large: nodes[0], more: nodes[1] };
}

const URL = '/cinder/v3/web';

async function create(api: ApiFixture, volume: object, beside: object = {}, as: CallerName = 'member') {
  return await api.call('POST', `${URL}/volumes`, { as, body: { volume, ...beside } });
}

for (const backend of BACKENDS)
  describe(`the door for clients of Cinder on ${backend}`, function () {
    this.timeout(120_000);

    it('takes a volume from its making to its proven end', async () => {
      const { api, large } = await aWorld(backend);
      const made = await create(api, { name: 'new', size: 1 }, { [HINTS]: { node: LARGE_NODE } });
      expect([made.status, made.json.volume.status, made.json.volume.size]).to.deep.equal([
        202,
        'creating',
        1,
      ]);
      const { id } = made.json.volume;
      const status = async () => (await api.get(`${URL}/volumes/${id}`, 'member')).json.volume?.status;
      const volume = aVolume({ id, name: 'new', node: LARGE_NODE, length: GIB });
      const event = (change: 'created' | 'extended' | 'released', length: number) => ({
        ...{ type: 'volume-event' as const, change, atMs: 1, run: '' },
        ...{ disk: largeDisk(LARGE_NODE).identity, volume: shown(volume, { length }) },
        erasure: change === 'released' ? anErasure({ bytesErased: length }) : null,
      });
      await large.report(event('created', GIB));
      expect(await status()).to.equal('available');
      const extend = async (size: number) =>
        await api.post(`${URL}/volumes/${id}/action`, { 'os-extend': { new_size: size } }, 'member');
      expect((await extend(1)).json.badRequest.message).to.include('must be greater');
      const grown = await extend(2);
      expect([grown.status, grown.text, await status()]).to.deep.equal([202, '', 'extending']);
      await large.report(event('extended', 2 * GIB));
      expect((await api.get(`${URL}/volumes/${id}`, 'member')).json.volume).to.include({ size: 2 });
      const gone = await api.call('DELETE', `${URL}/volumes/${id}`, { as: 'member' });
      expect([gone.status, gone.text, await status()]).to.deep.equal([202, '', 'deleting']);
      expect((await api.call('DELETE', `${URL}/volumes/${id}`, { as: 'member' })).status).to.equal(202);
      await large.report(event('released', 2 * GIB));
      expect((await api.get(`${URL}/volumes/${id}`, 'member')).json).to.deep.equal({
        itemNotFound: { code: 404, message: `Volume ${id} could not be found.` },
      });
    });

    it('lists pages by id, or sorted, and finds by name and status', async () => {
      const { api } = await aWorld(backend);
      for (const name of ['a', 'b', 'c'])
        await create(api, { name, size: 1 }, { [HINTS]: { node: LARGE_NODE } });
      const names = async (query: string) =>
        (await api.get(`${URL}/volumes/detail?${query}`, 'member')).json.volumes.map(
          ({ name }: { name: string }) => name,
        );
      expect(await names('')).to.have.members(['a', 'b', 'c', 'data']);
      expect(await names('sort=name:asc')).to.deep.equal(['a', 'b', 'c', 'data']);
      expect(await names('sort_key=name&sort_dir=desc&limit=2')).to.deep.equal(['data', 'c']);
      expect(await names('name=b&all_tenants=False')).to.deep.equal(['b']);
      expect(await names('status=available')).to.deep.equal(['data']);
      expect(await names('status=creating&limit=2')).to.have.length(2);
      for (const nothing of ['status=deleting', 'status=nonsense', 'name=none'])
        expect(await names(nothing)).to.deep.equal([]);
      const seen: string[] = [];
      let next: string | undefined = `${URL}/volumes?limit=3`;
      while (next) {
        const { json }: { json: { volumes: { id: string }[]; volumes_links?: { href: string }[] } } =
          await api.get(next, 'member');
        seen.push(...json.volumes.map(({ id }) => id));
        next = json.volumes_links?.[0]?.href.replace(/^http:\/\/[^/]+/, '');
      }
      expect(seen)
        .to.have.length(4)
        .and.deep.equal([...new Set(seen)].sort((a, b) => (a < b ? -1 : 1)));
      for (const wrong of ['sort=colour', 'marker=x', 'limit=many', 'host=x'])
        expect((await api.get(`${URL}/volumes?${wrong}`, 'member')).json.badRequest.code, wrong).to.equal(
          400,
        );
    });
  });

describe('the door for clients of Cinder', function () {
  this.timeout(120_000);

  it('tells its version to everybody, and echoes the one that was asked for', async () => {
    const { api } = await ApiWorld.make();
    for (const [url, status] of [
      ['/cinder/v3', 200],
      ['/cinder/v3/', 200],
      ['/cinder/', 300],
      ['/cinder', 300],
    ] as const) {
      const answer = await api.get(url, null);
      expect([answer.status, answer.json.versions[0].id], url).to.deep.equal([status, 'v3.0']);
      expect(answer.json.versions[0]).to.include({ min_version: '3.0', version: '3.27' });
    }
    const asked = async (version: string) =>
      await api.call('GET', `${URL}/types`, { headers: { 'openstack-api-version': version } });
    expect((await asked('volume 3.8')).headers['openstack-api-version']).to.equal('volume 3.8');
    expect((await asked('compute 2.1, volume latest')).headers['openstack-api-version']).to.equal(
      'volume 3.27',
    );
    expect((await asked('volume 3.28')).json.notAcceptable.code).to.equal(406);
    expect((await asked('volume 2.0')).status).to.equal(400);
    expect((await api.get(`${URL}/types`)).headers['openstack-api-version']).to.equal('volume 3.0');
  });

  it('answers nobody for another project than theirs', async () => {
    const { api, volume } = await ApiWorld.make();
    const status = async (url: string, as: CallerName | null, method = 'GET') =>
      (await api.call(method, url, { as })).status;
    expect(await status(`${URL}/volumes/${volume}`, 'member')).to.equal(200);
    expect(await status(`${URL}/volumes/${volume}`, 'stranger')).to.equal(400);
    expect(await status(`/cinder/v3/other/volumes/${volume}`, 'stranger')).to.equal(404);
    expect(await status(`/cinder/v3/other/volumes/${volume}`, 'stranger', 'DELETE')).to.equal(404);
    expect(await status(`${URL}/volumes/${volume}`, 'reader', 'DELETE')).to.equal(403);
    expect(await status(`${URL}/volumes`, 'nobody')).to.equal(403);
    expect(await status(`${URL}/volumes`, null)).to.equal(401);
    expect(await status(`${URL}/scheduler-stats/get_pools`, 'member')).to.equal(403);
    const all = async (as: CallerName, project: string) =>
      (await api.get(`/cinder/v3/${project}/volumes/detail?all_tenants=1`, as)).json.volumes.length;
    expect([
      await all('stranger', 'other'),
      await all('member', 'web'),
      await all('admin', 'other'),
    ]).to.deep.equal([...[0, 1, 2]]);
  });

  it('finds no volume by its name, nor a path that it does not have, in Cinder’s words', async () => {
    const { api } = await ApiWorld.make();
    expect((await api.get(`${URL}/volumes/data`)).json.itemNotFound.code).to.equal(404);
    for (const path of ['snapshots/detail', 'backups', 'volumes/x/y/z'])
      expect((await api.get(`${URL}/${path}`)).json.itemNotFound.code, path).to.equal(404);
    const broken = await api.call('POST', `${URL}/volumes`, {
      ...{ headers: { 'content-type': 'application/json' }, body: '{' },
    });
    expect(broken.json.badRequest.code).to.equal(400);
  });

  it('places by hints, wherever clients put them, and refuses those that nothing heeds', async () => {
    const { api } = await aWorld();
    const nodeOf = async (hints: object, name: string) => {
      const { status, json } = await create(api, { name, size: 1, [HINTS]: hints });
      return status === 202 ? json.volume.metadata.node : Object.keys(json)[0];
    };
    expect(await nodeOf({ node: LARGE_NODE, set: 'db' }, 'one')).to.equal(LARGE_NODE);
    expect(await nodeOf({ same_host: 'one' }, 'two')).to.equal(LARGE_NODE);
    expect(await nodeOf({ different_host: ['one', 'two'] }, 'three')).to.equal(MORE_NODE);
    // Of all servers that are the project's the one with the least room that is enough.
    expect([LARGE_NODE, MORE_NODE]).to.include(await nodeOf({}, 'four'));
    expect(await nodeOf({ same_host: ['one', 'three'] }, 'five')).to.equal('badRequest');
    expect(await nodeOf({ same_host: 'none' }, 'five')).to.equal('badRequest');
    expect(await nodeOf({ rack: '7' }, 'five')).to.equal('badRequest');
    expect(await nodeOf({ node: 'nowhere' }, 'five')).to.equal('badRequest');
    expect(await nodeOf({ node: OTHER_NODE }, 'five')).to.equal('conflictingRequest');
    expect(await nodeOf({ node: FREE_NODE }, 'five')).to.equal('conflictingRequest');
    const set = (await api.get('/v1/sets/db?project=web')).json;
    expect(set.volumes.map(({ name }: { name: string }) => name)).to.deep.equal(['one']);
  });

  // The names that were cached with what nodes have were those of before: a new name was unknown for as long as nothing
  // else of its node changed.
  it('knows a server by the name that Ironic has given it a moment ago', async () => {
    const { api } = await aWorld();
    await api.facts.all();
    await api.store.transaction((tx) => nameNode(tx, LARGE_NODE, 'rack1-07'));
    const { json } = await create(api, { name: 'one', size: 1, [HINTS]: { node: 'rack1-07' } });
    expect(json.volume.metadata.node).to.equal(LARGE_NODE);
    await api.store.transaction((tx) => nameNode(tx, MORE_NODE, 'rack1-07'));
    const twice = await create(api, { name: 'two', size: 1, [HINTS]: { node: 'rack1-07' } });
    expect(twice.json.badRequest.message).to.include('2 servers are called');
  });

  it('says of what it cannot do that it cannot, and makes nothing', async () => {
    const { api, volume } = await aWorld();
    const wrong = async (changes: object) => {
      const { status, json } = await create(api, { name: 'x', size: 1, ...changes });
      return [status, Object.keys(json)[0]];
    };
    for (const changes of [
      ...[{ snapshot_id: volumeId(9) }, { imageRef: volumeId(9) }, { source_volid: volumeId(9) }],
      ...[
        { multiattach: true },
        { description: 'long' },
        { size: 0 },
        { size: 'large' },
        { name: 'x'.repeat(37) },
      ],
      ...[{ metadata: { colour: 'red' } }, { metadata: { erase: 'shred' } }],
    ])
      expect(await wrong(changes), JSON.stringify(changes)).to.deep.equal([400, 'badRequest']);
    expect(await wrong({ volume_type: 'ssd' })).to.deep.equal([404, 'itemNotFound']);
    expect(await wrong({ name: 'data' })).to.deep.equal([409, 'conflictingRequest']);
    expect(await wrong({ size: 1000 })).to.deep.equal([409, 'conflictingRequest']);
    await api.call('PUT', '/v1/quotas/web', { body: { max_volumes: 1, max_bytes: null } });
    expect(await wrong({})).to.deep.equal([413, 'overLimit']);
    for (const action of ['os-reset_status', 'os-set_bootable', 'os-attach', 'os-force_delete'])
      expect((await api.post(`${URL}/volumes/${volume}/action`, { [action]: {} })).status, action).to.equal(
        400,
      );
    expect((await api.get('/v1/volumes?project=web')).json.volumes).to.have.length(1);
  });

  it('cancels what is not made yet, and deletes nothing that is to be kept', async () => {
    const { api, volume } = await aWorld();
    const { json } = await create(api, { size: 1, metadata: { filesystem: 'ext4', set: 'db' } });
    expect(json.volume.name).to.equal(`volume-${json.volume.id.slice(0, 8)}`);
    const remove = async (id: string) => await api.call('DELETE', `${URL}/volumes/${id}`, { as: 'member' });
    expect((await remove(json.volume.id)).status).to.equal(202);
    expect((await api.get(`/v1/volumes/${json.volume.id}`)).json.state).to.equal('released');
    await api.post(`${URL}/volumes/${volume}/metadata`, { metadata: { on_release: 'keep' } }, 'member');
    const refused = await remove(volume);
    expect([refused.status, refused.json.badRequest.message]).to.satisfy(
      ([status, message]: [number, string]) =>
        status === 400 && /its policy refuses every release/.test(message),
    );
    expect((await api.get(`/v1/volumes/${volume}`)).json.state).to.equal('available');
  });

  it('changes names and properties that the registry has, and takes no others', async () => {
    const { api, volume } = await ApiWorld.make();
    const put = async (body: object) =>
      await api.call('PUT', `${URL}/volumes/${volume}`, { as: 'member', body });
    expect((await put({ volume: { name: 'other', metadata: { set: 'db' } } })).json.volume).to.deep.include({
      name: 'other',
    });
    const { json } = await api.get(`${URL}/volumes/${volume}/metadata`, 'member');
    expect(json.metadata).to.include({
      set: 'db',
      erase: 'zero',
      node: WEB_NODE,
      size_bytes: String(10 * MIB),
    });
    const set = async (metadata: object) =>
      (await api.post(`${URL}/volumes/${volume}/metadata`, { metadata }, 'member')).json;
    // What is repeated as it is, is no change.
    expect((await set({ ...json.metadata, erase: 'discard' })).metadata.erase).to.equal('discard');
    expect((await set({ node: FREE_NODE })).badRequest.message).to.include('set, erase');
    expect((await set({ colour: 'red' })).badRequest.code).to.equal(400);
    const unset = async (key: string) =>
      await api.call('DELETE', `${URL}/volumes/${volume}/metadata/${key}`, { as: 'member' });
    expect([(await unset('set')).status, (await unset('node')).status]).to.deep.equal([200, 400]);
    expect((await api.get(`/v1/volumes/${volume}`)).json).to.include({
      set: '',
      erase: 'discard',
      name: 'other',
    });
    expect((await put({ volume: { description: 'long' } })).status).to.equal(400);
    expect((await api.get(`${URL}/volumes/${volume}`, 'member')).json.volume.size).to.equal(1);
  });

  it('makes volumes that instances are told of as a property says', async () => {
    const { api } = await aWorld();
    const made = async (metadata: object) => (await create(api, { size: 1, metadata })).json;
    const { volume } = await made({ filesystem: 'ext4', mount_point: '/srv', tell: 'fstab,gpt-auto' });
    expect(volume.metadata.tell).to.equal('gpt-auto,fstab');
    expect((await api.get(`/v1/volumes/${volume.id}`)).json.tell).to.deep.equal(['gpt-auto', 'fstab']);
    const wrong = await made({ filesystem: 'ext4', mount_point: '/srv', tell: 'post' });
    expect(wrong.badRequest.message).to.include('choose of cloud-init');
    expect((await made({})).volume.metadata.tell).to.equal('');
  });

  it('makes encrypted volumes by a property, shows which ones are, and never a key', async () => {
    const { api } = await aWorld('sqlite', { wrapper: await new KekFolder('a.key').open() });
    const made = async (metadata: object) => (await create(api, { size: 1, metadata })).json;
    const { volume } = await made({ encryption: 'luks2', filesystem: 'xfs' });
    expect([volume.encrypted, volume.metadata.encryption, volume.metadata.erase]).to.deep.equal([
      ...[true, 'luks2', 'crypto'],
    ]);
    const opaque = (await made({ encryption: 'opaque' })).volume;
    expect([opaque.encrypted, opaque.metadata.encryption]).to.deep.equal([false, 'opaque']);
    const plain = (await made({})).volume;
    expect([plain.encrypted, plain.metadata.encryption, plain.metadata.erase]).to.deep.equal([
      ...[false, 'none', 'zero'],
    ]);
    expect((await made({ encryption: 'aes' })).badRequest.message).to.include(
      'choose one of none, luks2, opaque',
    );
    const path = `${URL}/volumes/${volume.id}/metadata`;
    const change = async (metadata: object) => await api.post(path, { metadata }, 'member');
    expect((await change({ encryption: 'none' })).json.badRequest.code).to.equal(400);
    expect((await change({ encryption: 'luks2', erase: 'zero' })).json.metadata.erase).to.equal('zero');
    expect((await api.call('DELETE', `${path}/erase`, { as: 'member' })).status).to.equal(200);
    expect((await api.get(path, 'member')).json.metadata.erase).to.equal('crypto');
    expect((await api.get(`${URL}/volumes/${volume.id}/encryption`, 'member')).status).to.equal(404);
  });

  it('refuses a property that needs a key where there is no KEK', async () => {
    const { api } = await aWorld();
    const { status, json } = await create(api, { size: 1, metadata: { encryption: 'luks2' } });
    expect(status).to.be.within(400, 409);
    expect(JSON.stringify(json)).to.include('--kek');
  });

  it('adopts partitions for operators, and shows them servers as pools', async () => {
    const { api } = await ApiWorld.make();
    const asked = {
      host: `bmv@local#${FREE_NODE}`,
      ref: { 'source-id': aPartition().guid },
      ...{ name: 'old', metadata: { erase: 'discard' } },
    };
    const manage = async (volume: object, as: CallerName = 'admin', path = 'manageable_volumes') =>
      await api.post(`${URL}/${path}`, { volume }, as);
    expect((await manage(asked, 'member')).json.forbidden.code).to.equal(403);
    expect((await manage({ ...asked, ref: { 'source-id': 'sda1' } })).status).to.equal(400);
    expect((await manage({ ...asked, host: 'somewhere' })).status).to.equal(400);
    expect((await manage({ ...asked, metadata: { filesystem: 'xfs' } })).status).to.equal(400);
    const { status, json } = await manage(asked, 'admin', 'os-volume-manage');
    expect([status, json.volume.id, json.volume.status]).to.deep.equal([
      202,
      asked.ref['source-id'],
      'creating',
    ]);
    const pools = (await api.get(`${URL}/scheduler-stats/get_pools?detail=True`)).json.pools;
    expect(pools.map(({ name }: { name: string }) => name)).to.include(`bmv@local#${FREE_NODE}`);
    expect(pools[0].capabilities).to.include({ total_capacity_gb: 0.09, storage_protocol: 'local' });
    expect((await api.get(`${URL}/scheduler-stats/get_pools`)).json.pools[0]).to.have.all.keys(['name']);
    expect((await api.get(`${URL}/attachments/detail`, 'member')).json).to.deep.equal({ attachments: [] });
    const types = (await api.get(`${URL}/types?is_public=None`, 'member')).json.volume_types;
    expect((await api.get(`${URL}/types/${types[0].id}`, 'member')).json.volume_type.name).to.equal('local');
    expect((await api.get(`${URL}/types/local`, 'member')).status).to.equal(404);
  });

  it('hides what a defect says, and logs it', async () => {
    const { api, volume } = await ApiWorld.make();
    Object.assign(api.store, { read: async () => Promise.reject(new Error('a secret')) });
    const { status, text } = await api.get(`${URL}/volumes/${volume}`);
    expect(status).to.equal(500);
    expect(text).to.include('computeFault').and.not.include('secret');
    expect(api.log.some(({ msg }) => /by a defect/.test(msg))).to.equal(true);
  });
});
