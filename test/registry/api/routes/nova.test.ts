import { expect } from 'chai';
import type { CallerName } from '../../../support/api-fixture.ts';
import { ApiWorld, FREE_NODE, WEB_NODE } from '../../../support/api-world.ts';
import { volumeId } from '../../../support/registry-records.ts';

const [ON_WEB, ON_FREE, ELSEWHERE] = [volumeId(50), volumeId(51), volumeId(52)];

describe('vendordata for Nova', () => {
  async function world() {
    const instances = new Map([
      [ON_WEB, WEB_NODE],
      [ON_FREE, FREE_NODE],
    ]);
    const { api, volume } = await ApiWorld.make({ instances });
    const ask = async (instance: string, changes: object = {}, as: CallerName = 'service') =>
      await api.post(
        '/v1/nova/vendordata',
        { 'project-id': 'web', 'instance-id': instance, 'user-data': 'c2VjcmV0', metadata: {}, ...changes },
        as,
      );
    await api.store.transaction(async ({ db }) => {
      await db.updateTable('volumes').set({ mount_point: '/srv/data' }).where('id', '=', volume).execute();
    });
    return { api, volume, ask };
  }

  it('is a text of JSON that mounts the project’s volumes of the instance’s node', async () => {
    const { ask, volume } = await world();
    const { status, json, headers } = await ask(ON_WEB);
    expect(status).to.equal(200);
    expect(headers['content-type']).to.match(/^application\/json/);
    expect(json)
      .to.match(/^#cloud-config\n/)
      .and.contain(`["/dev/disk/by-partuuid/${volume}","/srv/data","ext4"`);
  });

  it('is empty for another project, another node, and an instance that Ironic does not know', async () => {
    const { ask } = await world();
    expect((await ask(ON_WEB, { 'project-id': 'bank' })).json).to.equal('');
    expect((await ask(ON_FREE)).json).to.equal('');
    expect((await ask(ELSEWHERE)).json).to.equal('');
  });

  it('is for services and admins alone, who say of whom', async () => {
    const { ask, api } = await world();
    for (const as of ['member', 'reader'] as const) expect((await ask(ON_WEB, {}, as)).status).to.equal(403);
    for (const changes of [{ 'project-id': '' }, { 'instance-id': 'no uuid' }])
      expect((await ask(ON_WEB, changes)).status).to.equal(400);
    expect(JSON.stringify(api.log)).to.not.contain('c2VjcmV0');
  });
});
