import { expect } from 'chai';
import { ApiWorld, diskOf, FREE_NODE, OTHER_NODE, WEB_NODE } from '../../../support/api-world.ts';
import { anInventory, aVolume, shown } from '../../../support/registry-records.ts';

/** The volume of the first node, shown by another one too: an alarm that changes no volume. */
async function withCopy() {
  const world = await ApiWorld.make();
  const copy = shown(aVolume({ id: world.volume, node: FREE_NODE }));
  const disks = [diskOf(FREE_NODE, { volumes: [copy] })];
  await world.free.report({ type: 'inventory', ...anInventory([], { disks }) });
  return world;
}

describe('alarms over the API', () => {
  it('are listed by node, by volume, open or resolved, page by page', async () => {
    const { api, volume, unknown } = await withCopy();
    const list = async (query: string) =>
      (await api.get(`/v1/alarms?${query}`)).json.alarms.map(
        ({ kind, node, volume: id }: Record<string, string>) => [kind, node, id],
      );
    const [copied, claimed] = [
      ['other-node', FREE_NODE, volume],
      ['unknown-claim', OTHER_NODE, unknown],
    ];
    expect(await list('')).to.have.deep.members([copied, claimed]);
    expect(await list(`node=${FREE_NODE}`)).to.deep.equal([copied]);
    expect(await list(`volume=${unknown}`)).to.deep.equal([claimed]);
    expect(await list('open=false')).to.deep.equal([]);
    expect(await list(`node=${WEB_NODE}`)).to.deep.equal([]);
    const { json } = await api.get('/v1/alarms?limit=1');
    const more = (await api.get(`/v1/alarms?limit=1&after=${json.next}`)).json;
    expect(more.alarms).to.have.length(1);
    expect(more.alarms[0].id).to.not.equal(json.alarms[0].id);
  });

  it('are resolved once, by whom and how being kept, and come again where their cause is still there', async () => {
    const { api, volume, free } = await withCopy();
    const { json } = await api.get(`/v1/alarms?node=${FREE_NODE}`);
    const { id } = json.alarms[0];
    const resolved = await api.post(`/v1/alarms/${id}/resolve`, { note: 'the copy is taken out' });
    expect(resolved.json.resolved_at_ms).to.be.a('number');
    expect(resolved.json.resolution).to.equal('the copy is taken out by ann');
    expect((await api.post(`/v1/alarms/${id}/resolve`, { note: 'again' })).json.code).to.equal(
      'ALARM_UNKNOWN',
    );
    expect((await api.get(`/v1/alarms?node=${FREE_NODE}&open=true`)).json.alarms).to.deep.equal([]);
    const events = (await api.get('/v1/events?kind=alarm.resolved')).json.events;
    expect(events[0]).to.deep.include({ volume, actor: { kind: 'user', id: 'ann', project: '' } });
    const copy = shown(aVolume({ id: volume, node: FREE_NODE }));
    const disks = [diskOf(FREE_NODE, { volumes: [copy], model: 'another word of the same disk' })];
    await free.report({ type: 'inventory', ...anInventory([], { disks }) });
    expect((await api.get(`/v1/alarms?node=${FREE_NODE}&open=true`)).json.alarms).to.have.length(1);
  });
});
