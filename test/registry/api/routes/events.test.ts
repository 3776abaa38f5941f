import { expect } from 'chai';
import { ApiFixture } from '../../../support/api-fixture.ts';
import { ApiWorld, WEB_NODE } from '../../../support/api-world.ts';
import { volumeId } from '../../../support/registry-records.ts';

type Seqs = readonly number[];

/** Appends events of one kind for a project. */
async function tell(api: ApiFixture, count: number, kind: string, project = 'web'): Promise<void> {
  const actor = { kind: 'registry', id: '', project: '' } as const;
  await api.store.transaction(async (tx) => {
    for (let number = 0; number < count; number += 1)
      tx.record({ kind, node: '', volume: '', project, actor, details: { number } });
  });
}

describe('events over the API', () => {
  const seqs = async (api: ApiFixture, query: string): Promise<{ seqs: Seqs; next: number | null }> => {
    const { json } = await api.get(`/v1/events?${query}`);
    return { seqs: json.events.map(({ seq }: { seq: number }) => seq), next: json.next };
  };

  it('come oldest first behind a number, newest first from the end, and page by page either way', async () => {
    const api = await ApiFixture.start();
    await tell(api, 5, 'volume.created');
    expect(await seqs(api, '')).to.deep.equal({ seqs: [1, 2, 3, 4, 5], next: null });
    expect(await seqs(api, 'after=2&limit=2')).to.deep.equal({ seqs: [3, 4], next: 4 });
    expect(await seqs(api, 'after=4&limit=2')).to.deep.equal({ seqs: [5], next: null });
    expect(await seqs(api, 'newest=true&limit=2')).to.deep.equal({ seqs: [5, 4], next: 4 });
    expect(await seqs(api, 'before=4&limit=5')).to.deep.equal({ seqs: [3, 2, 1], next: null });
    expect((await api.get('/v1/events?after=1&newest=true')).json.code).to.equal('REQUEST_INVALID');
  });

  it('are those of a node, volume, project, kind, or of all kinds with one beginning', async () => {
    const { api } = await ApiWorld.make();
    const kinds = async (query: string) =>
      (await api.get(`/v1/events?${query}`)).json.events.map(({ kind }: { kind: string }) => kind);
    expect(await kinds(`volume=${volumeId(1)}`)).to.deep.equal(['volume.reserved', 'volume.created']);
    expect(await kinds(`node=${WEB_NODE}&kind=volume`)).to.deep.equal(['volume.reserved', 'volume.created']);
    expect(await kinds('kind=volume.created')).to.deep.equal(['volume.created']);
    expect(await kinds('kind=alarm')).to.deep.equal(['alarm.raised']);
    expect(await kinds('kind=vol')).to.deep.equal([]);
    expect((await api.get('/v1/events?kind=%25')).status).to.equal(400);
  });

  it('of a rare kind are looked for a part at a time, and the next page says where that goes on', async () => {
    const api = await ApiFixture.start();
    await tell(api, 1, 'alarm.raised');
    await tell(api, 10_500, 'volume.created');
    await tell(api, 1, 'alarm.raised');
    expect(await seqs(api, 'kind=alarm')).to.deep.equal({ seqs: [1], next: 10_000 });
    expect(await seqs(api, 'kind=alarm&after=10000')).to.deep.equal({ seqs: [10_502], next: null });
    expect(await seqs(api, 'kind=alarm&newest=true')).to.deep.equal({ seqs: [10_502], next: 503 });
    expect(await seqs(api, 'kind=alarm&before=503')).to.deep.equal({ seqs: [1], next: null });
  });

  it('carry the hashes that chain them', async () => {
    const api = await ApiFixture.start();
    await tell(api, 2, 'volume.created');
    const { json } = await api.get('/v1/events');
    expect(json.events[0].previous).to.equal('0'.repeat(64));
    expect(json.events[1].previous).to.equal(json.events[0].hash);
  });
});
