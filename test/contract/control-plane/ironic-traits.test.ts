import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { keyOptions, LiveNode } from '../../support/live-node.ts';
import { RegistryProcess } from '../../support/registry-process.ts';
import { scratchFolder } from '../../support/stores.ts';
import { until } from '../../support/until.ts';
import { Ironic } from './ironic.ts';

const HELD = 'CUSTOM_LV_HELD';
const CAPABLE = 'CUSTOM_LV_CAPABLE';

/**
 * Debian's Ironic 29 on SQLite, as Debian has it: a change of traits does not make a node its own parent, as one of its
 * driver_info does.
 */
describe('the traits and nodes of a real Ironic', () => {
  let ironic: Ironic;
  before(async () => {
    ironic = await Ironic.start(false);
  });
  after(async () => await ironic?.stop());

  const serve = async (...more: readonly string[]) =>
    await RegistryProcess.start({
      args: [
        ...['--store', join(scratchFolder(), 'registry.db'), '--ironic', ironic.url, ...keyOptions()],
        ...['--ironic-poll-ms', '500', '--ironic-min-poll-ms', '500', ...more],
      ],
    });
  const reserve = async (registry: RegistryProcess, node: string, name: string) => {
    const volume = { id: randomUUID(), name, project: 'web' };
    const asked = { ...volume, node, size_bytes: 10 * 2 ** 20, mount_point: '/srv/data', filesystem: 'ext4' };
    expect((await registry.post('/v1/volumes', asked)).status).to.equal(201);
    return volume;
  };
  const traitsAre = async (node: string, ...wanted: readonly string[]) =>
    await until(async () => (await ironic.traits(node)).join() === wanted.join());

  it('say which nodes have the agent, and which hold a volume, until its release is proven', async () => {
    const [mine, stranger] = [await ironic.enroll('mine'), await ironic.enroll('stranger')];
    for (const uuid of [mine, stranger]) await ironic.addTrait(uuid, 'CUSTOM_GPU');
    const registry = await serve();
    const node = await LiveNode.join(registry, mine);
    await traitsAre(mine, 'CUSTOM_GPU', CAPABLE);
    const volume = await reserve(registry, mine, 'data');
    await traitsAre(mine, 'CUSTOM_GPU', CAPABLE, HELD);
    await node.created(volume);
    expect((await registry.post(`/v1/volumes/${volume.id}/release`, {})).status).to.equal(200);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await traitsAre(mine, 'CUSTOM_GPU', CAPABLE, HELD);
    await node.released(volume);
    await traitsAre(mine, 'CUSTOM_GPU', CAPABLE);
    await traitsAre(stranger, 'CUSTOM_GPU');
    expect((await ironic.node(mine)).parent_node).to.equal(null);
    await node.close();
  });

  it('are set as soon as a locked node lets them be', async () => {
    const uuid = await ironic.enroll('locked');
    const registry = await serve();
    const node = await LiveNode.join(registry, uuid);
    await traitsAre(uuid, CAPABLE);
    await ironic.provision(uuid, 'manage', 'manageable');
    await ironic.provision(uuid, 'provide', 'available');
    // The conductor holds the node for ten seconds.
    await ironic.provision(uuid, 'active', 'deploying');
    await reserve(registry, uuid, 'data');
    await ironic.reached(uuid, 'active');
    await traitsAre(uuid, CAPABLE, HELD);
    expect(registry.output).to.not.contain('traits of a node were not changed');
    await node.close();
  });

  it('make an allocation end on the node that holds the volume', async () => {
    const uuids: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      const uuid = await ironic.enroll(name, 'db');
      await ironic.provision(uuid, 'manage', 'manageable');
      await ironic.powerOff(uuid);
      await ironic.provision(uuid, 'provide', 'available');
      uuids.push(uuid);
    }
    const [, second = '', third = ''] = uuids;
    const registry = await serve();
    const nodes = [await LiveNode.join(registry, second), await LiveNode.join(registry, third)];
    await reserve(registry, third, 'data');
    const ask = { project: 'web', volumes: ['data'] };
    const { json } = await registry.post('/v1/placement/candidates', ask);
    expect(json.candidate_nodes).to.deep.equal([third]);
    // While a trait is put the node is locked, and an allocation gives up on it within seconds.
    await traitsAre(third, CAPABLE, HELD);
    expect(await ironic.allocate('db', json.candidate_nodes)).to.equal(third);
    for (const node of nodes) await node.close();
  });

  it('tell which node an instance of Nova is on, so that it is told of its volumes', async () => {
    const uuid = await ironic.enroll('with-instance');
    await ironic.provision(uuid, 'manage', 'manageable');
    await ironic.provision(uuid, 'provide', 'available');
    const instance = randomUUID();
    await ironic.setInstance(uuid, instance);
    const registry = await serve();
    const node = await LiveNode.join(registry, uuid);
    const volume = await reserve(registry, uuid, 'data');
    const ask = async (id: string) =>
      (await registry.post('/v1/nova/vendordata', { 'project-id': 'web', 'instance-id': id })).json;
    expect(await ask(instance)).to.contain(`["/dev/disk/by-partuuid/${volume.id}","/srv/data","ext4"`);
    expect(await ask(randomUUID())).to.equal('');
    await node.close();
  });
});
