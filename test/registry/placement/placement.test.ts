import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { ApiFixture, CallerName } from '../../support/api-fixture.ts';
import { ApiWorld, diskOf, FREE_NODE, newVolume, OTHER_NODE, WEB_NODE } from '../../support/api-world.ts';
import { anInventory, MIB, volumeId } from '../../support/registry-records.ts';
import { BACKENDS } from '../../support/stores.ts';

const place = async (api: ApiFixture, body: object, as: CallerName = 'admin') =>
  (await api.post('/v1/placement/candidates', { project: 'web', ...body }, as)).json;

/** A node with a disk on which so much is free. */
async function addNode(api: ApiFixture, mib: number, uuid = randomUUID()): Promise<string> {
  const node = await api.node(uuid);
  const disks = [diskOf(uuid, { free: [{ offset: MIB, length: mib * MIB }] })];
  await node.report({ type: 'inventory', ...anInventory([], { disks }) });
  return uuid;
}

for (const backend of BACKENDS)
  describe(`placement on ${backend}`, function () {
    this.timeout(120_000);

    it('finds the one node that has volumes, by id or name, as Ironic’s allocations take it', async () => {
      const { api, volume } = await ApiWorld.make({ backend });
      for (const wanted of [[volume], ['data'], [volume, 'data']]) {
        const answer = await place(api, { volumes: wanted });
        expect(answer.candidate_nodes).to.deep.equal([WEB_NODE]);
        expect(answer.candidates[0]).to.deep.include({ node: WEB_NODE, volumes: [volume], ready: true });
      }
      expect((await place(api, { volumes: ['nothing'] })).candidate_nodes).to.deep.equal([]);
      expect((await place(api, { volumes: [volume], project: 'other' })).candidate_nodes).to.deep.equal([]);
    });

    it('finds room for a new volume: first on nodes that the project holds, then where it fits tightest', async () => {
      const { api } = await ApiWorld.make({ backend });
      const [tight, small] = [await addNode(api, 40), await addNode(api, 10)];
      const answer = await place(api, { size_bytes: 20 * MIB });
      expect(answer.candidate_nodes).to.deep.equal([WEB_NODE, tight, FREE_NODE]);
      expect(answer).to.deep.include({ found: 3, rejected: [] });
      expect(answer.candidate_nodes).to.not.include(small).and.not.include(OTHER_NODE);
      expect((await place(api, { size_bytes: 20 * MIB, project: 'db' })).candidate_nodes).to.deep.equal([
        ...[tight, FREE_NODE],
      ]);
      const one = await place(api, { size_bytes: 20 * MIB, limit: 1 });
      expect(one).to.deep.include({ candidate_nodes: [WEB_NODE], found: 3 });
    });

    it('counts space as taken from the moment of its reservation', async () => {
      const { api } = await ApiWorld.make({ backend });
      const room = async () => (await place(api, { size_bytes: 60 * MIB, project: 'db' })).candidate_nodes;
      expect(await room()).to.deep.equal([FREE_NODE]);
      const { json } = await api.post(
        '/v1/volumes',
        newVolume(FREE_NODE, { project: 'db', size_bytes: 50 * MIB }),
      );
      expect(await room()).to.deep.equal([]);
      await api.post(`/v1/volumes/${json.volume.id}/cancel`, {});
      expect(await room()).to.deep.equal([FREE_NODE]);
    });

    it('finds nodes with a volume of a set, those with most of it first', async () => {
      const { api } = await ApiWorld.make({ backend });
      await api.post('/v1/volumes', newVolume(FREE_NODE, { name: 'a', set: 'ceph' }));
      await api.post('/v1/volumes', newVolume(WEB_NODE, { name: 'b', set: 'ceph', size_bytes: MIB }));
      await api.post('/v1/volumes', newVolume(FREE_NODE, { name: 'c', set: 'ceph' }));
      const answer = await place(api, { set: 'ceph' });
      expect(answer.candidate_nodes).to.deep.equal([FREE_NODE, WEB_NODE]);
      expect(answer.candidates[0].volumes).to.have.length(2);
    });
  });

describe('placement', () => {
  it('says of nodes that were named why they will not do', async () => {
    const { api } = await ApiWorld.make();
    const unknown = '99999999-9999-4999-8999-999999999999';
    const named = {
      candidates: [WEB_NODE, FREE_NODE, OTHER_NODE, unknown],
      size_bytes: 90 * MIB,
      project: 'db',
    };
    const answer = await place(api, named);
    expect(answer.candidate_nodes).to.deep.equal([FREE_NODE]);
    const codes = answer.rejected.map(({ node, reasons }: { node: string; reasons: { code: string }[] }) => [
      ...[node, reasons.map(({ code }) => code).join(' ')],
    ]);
    expect(codes).to.deep.equal([
      [WEB_NODE, 'other-project no-space'],
      [OTHER_NODE, 'undecided no-space'],
      [unknown, 'unknown'],
    ]);
  });

  it('is for a caller’s own project, unless they may see all', async () => {
    const { api } = await ApiWorld.make();
    const own = await api.post('/v1/placement/candidates', { volumes: ['data'] }, 'member');
    expect(own.json.candidate_nodes).to.deep.equal([WEB_NODE]);
    const others = await api.post(
      '/v1/placement/candidates',
      { project: 'web', volumes: ['data'] },
      'stranger',
    );
    expect(others.status).to.equal(403);
  });

  it('tells nodes that a step could begin on from those where one runs, or that Ironic does not offer', async () => {
    const states = new Map([[FREE_NODE, 'active']]);
    const { api, web } = await ApiWorld.make({ provisionState: (node) => states.get(node) ?? null });
    const ready = await addNode(api, 97);
    const run = { run: volumeId(70), step: 'write_image', kind: 'deploy', atMs: 1 } as const;
    await web.report({ type: 'step-started', ...run });
    const answer = await place(api, { size_bytes: 20 * MIB });
    const why = Object.fromEntries(
      answer.candidates.map(({ node, not_ready }: { node: string; not_ready: string[] }) => [
        node,
        not_ready,
      ]),
    );
    expect(why).to.deep.equal({
      [WEB_NODE]: ['step write_image runs on it'],
      [FREE_NODE]: ['Ironic has it in state active, not available'],
      [ready]: [],
    });
    expect((await place(api, { size_bytes: 20 * MIB, ready: true })).candidate_nodes).to.deep.equal([ready]);
    states.set(FREE_NODE, 'available');
    expect((await place(api, { size_bytes: 20 * MIB, ready: true })).candidate_nodes).to.have.members([
      ready,
      FREE_NODE,
    ]);
  });

  it('looks on for ready nodes behind many that are not', async () => {
    const states = new Map<string, string>();
    const { api } = await ApiWorld.make({ provisionState: (node) => states.get(node) ?? null });
    for (let number = 0; number < 150; number += 1) states.set(await addNode(api, 50), 'deploying');
    const ready = await addNode(api, 60);
    const answer = await place(api, {
      size_bytes: 50 * MIB,
      ready: true,
      limit: 1,
      candidates: [...states.keys(), ready],
    });
    expect(answer.candidate_nodes).to.deep.equal([ready]);
  });

  it('does not offer nodes that were not heard of for longer than the operator wants', async () => {
    const { api } = await ApiWorld.make({ maxSilenceMs: 3_600_000 });
    expect((await place(api, { size_bytes: MIB })).candidate_nodes).to.include(FREE_NODE);
    await api.store.transaction(async ({ db, nowMs }) => {
      await db
        .updateTable('sessions')
        .set({ seen_at_ms: nowMs - 3_700_000 })
        .where('node', '=', FREE_NODE)
        .execute();
    });
    const answer = await place(api, { size_bytes: MIB, candidates: [FREE_NODE] });
    expect(answer.rejected[0].reasons[0].code).to.equal('silent');
  });
});

for (const backend of BACKENDS)
  describe(`the filter for schedulers on ${backend}`, function () {
    this.timeout(120_000);

    const UNKNOWN = '99999999-9999-4999-8999-999999999999';
    const candidates = [WEB_NODE, FREE_NODE, OTHER_NODE, UNKNOWN];
    async function filter(api: ApiFixture, body: object, as: CallerName = 'admin') {
      const { json } = await api.post('/v1/placement/filter', { project: 'web', candidates, ...body }, as);
      const words = json.refused.map(({ node, reasons }: { node: string; reasons: { code: string }[] }) =>
        [node, ...reasons.map(({ code }) => code)].join(' '),
      );
      return { allowed: json.allowed, refused: words };
    }

    it('keeps other projects off held nodes, and everybody off those in doubt, in one question', async () => {
      const { api } = await ApiWorld.make({ backend });
      expect(await filter(api, {})).to.deep.equal({
        allowed: [WEB_NODE, FREE_NODE, UNKNOWN],
        refused: [`${OTHER_NODE} undecided`],
      });
      expect(await filter(api, { project: 'db' })).to.deep.equal({
        allowed: [FREE_NODE, UNKNOWN],
        refused: [`${WEB_NODE} other-project`, `${OTHER_NODE} undecided`],
      });
    });

    it('admits only nodes that hold what the instance wants', async () => {
      const { api, volume } = await ApiWorld.make({ backend });
      await api.post('/v1/volumes', newVolume(FREE_NODE, { name: 'a', set: 'ceph' }));
      const refusedAll = [`${OTHER_NODE} volume-absent undecided`, `${UNKNOWN} unknown`];
      for (const wanted of ['data', volume])
        expect(await filter(api, { volumes: [wanted] })).to.deep.equal({
          allowed: [WEB_NODE],
          refused: [`${FREE_NODE} volume-absent`, ...refusedAll],
        });
      expect((await filter(api, { sets: ['ceph'] })).allowed).to.deep.equal([FREE_NODE]);
      expect((await filter(api, { sets: ['ceph'], volumes: ['data'] })).allowed).to.deep.equal([]);
      expect((await filter(api, { volumes: ['data'], project: 'db' })).allowed).to.deep.equal([]);
    });
  });

describe('the filter for schedulers', () => {
  it('is for a caller’s own project, unless they may see all, and needs a project', async () => {
    const { api } = await ApiWorld.make();
    const ask = async (body: object, as: CallerName) =>
      (await api.post('/v1/placement/filter', { candidates: [WEB_NODE], ...body }, as)).status;
    expect(await ask({ project: 'web' }, 'stranger')).to.equal(403);
    expect(await ask({ project: 'web' }, 'member')).to.equal(200);
    expect(await ask({ project: 'db' }, 'service')).to.equal(200);
    for (const body of [
      {},
      { project: '' },
      { project: 'web', volumes: [''] },
      { project: 'web', volumes: 'data' },
    ])
      expect(await ask(body, 'service')).to.equal(400);
  });
});
