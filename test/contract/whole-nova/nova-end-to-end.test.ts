import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from '../../support/free-port.ts';
import { keyOptions, LiveNode } from '../../support/live-node.ts';
import { RegistryProcess } from '../../support/registry-process.ts';
import { scratchFolder } from '../../support/stores.ts';
import { until } from '../../support/until.ts';
import type { User } from '../control-plane/keystone.ts';
import { OpenstackClient } from '../control-plane/openstack-client.ts';
import { NovaCloud } from './nova-cloud.ts';
import { NovaView } from './nova-view.ts';

const CAPABLE = 'CUSTOM_LV_CAPABLE';
const HELD = 'CUSTOM_LV_HELD';
const BMV: User = { name: 'bmv', password: 'secret of bmv' };
const PEOPLE = {
  web: { name: 'mia', password: 'secret of mia' },
  bank: { name: 'ben', password: 'secret of ben' },
};
type Project = keyof typeof PEOPLE;

/**
 * Debian trixie's Nova 31 with Ironic 29, whose nodes are of `fake-hardware`, and the filter as docs/nova.md says. The
 * agents report what they would have made; the servers have no network.
 */
describe('instances of a whole Nova', function () {
  this.timeout(600_000);
  let cloud: NovaCloud;
  let nova: NovaView;
  let client: OpenstackClient;
  let port: number;
  let first: string;
  let second: string;
  let third: string;
  const store = join(scratchFolder(), 'registry.db');
  const password = join(scratchFolder(), 'password');
  const keys = keyOptions();
  const volumes = { data: randomUUID(), logs: randomUUID() };

  const openstack = async (user: User, project: string, ...argv: string[]) => {
    const { code, out, err } = await client.runAs(user, project, cloud.keystone.url, ...argv);
    expect(code, `${argv.join(' ')}: ${out}${err}`).to.equal(0);
    return out;
  };
  const asAdmin = async (...argv: string[]) => await openstack(cloud.keystone.admin, 'admin', ...argv);

  const serve = async () =>
    await RegistryProcess.start({
      listen: `127.0.0.1:${port}`,
      args: [
        ...['--store', store, ...keys, '--ironic', cloud.ironic.url],
        ...['--ironic-poll-ms', '500', '--ironic-min-poll-ms', '500'],
        ...['--auth', `keystone:${cloud.keystone.url}`, '--keystone-password-file', password],
      ],
    });

  async function addNode(name: string): Promise<string> {
    const uuid = await cloud.ironic.enroll(name);
    await cloud.ironic.provision(uuid, 'manage', 'manageable');
    await cloud.ironic.powerOff(uuid);
    await cloud.ironic.provision(uuid, 'provide', 'available');
    return uuid;
  }

  before(async function () {
    this.timeout(3_600_000);
    port = await freePort();
    client = await OpenstackClient.of('bookworm');
    cloud = await NovaCloud.start(`http://127.0.0.1:${port}`);
    nova = await NovaView.of(cloud);
    writeFileSync(password, BMV.password, { mode: 0o600 });
    const { keystone } = cloud;
    await keystone.grant('service', await keystone.addUser(BMV), cloud.serviceProject);
    for (const [name, user] of Object.entries(PEOPLE))
      await keystone.grant('member', await keystone.addUser(user), await keystone.addProject(name));
    [first, second, third] = [await addNode('first'), await addNode('second'), await addNode('third')];

    const sizes = ['--ram', '1', '--disk', '1', '--vcpus', '1'];
    const resources = ['CUSTOM_BAREMETAL=1', 'VCPU=0', 'MEMORY_MB=0', 'DISK_GB=0'];
    const own = resources.flatMap((resource) => ['--property', `resources:${resource}`]);
    const capable = ['--property', `trait:${CAPABLE}=required`];
    await asAdmin('flavor', 'create', 'bm-back', ...sizes, ...own, ...capable);
    await asAdmin(
      'flavor',
      'create',
      'bm',
      ...sizes,
      ...own,
      ...capable,
      '--property',
      `trait:${HELD}=forbidden`,
    );
    const image = join(scratchFolder(), 'image');
    writeFileSync(image, 'not booted');
    await asAdmin('image', 'create', '--public', '--disk-format', 'raw', '--file', image, 'system');
  });
  after(async () => {
    client?.close();
    await cloud?.stop();
  });

  /** Creates a server, and returns what became of it. */
  async function create(project: Project, name: string, flavor: string, ...hints: string[]) {
    const asked = ['--flavor', flavor, '--image', 'system', '--nic', 'none'];
    const argv = [...asked, ...hints.flatMap((hint) => ['--hint', hint]), name];
    const id = await openstack(
      PEOPLE[project],
      project,
      'server',
      'create',
      '-f',
      'value',
      '-c',
      'id',
      ...argv,
    );
    return await nova.settled(id.trim());
  }

  /** Deletes a server; its node is free when this resolves. */
  async function remove(project: Project, name: string, node: string) {
    await openstack(PEOPLE[project], project, 'server', 'delete', '--wait', name);
    await nova.free(node);
  }

  const noHost = { status: 'ERROR', node: null };

  it('are kept apart by traits that the registry gives to Ironic, and Nova to Placement', async () => {
    const registry = await serve();
    const nodes = new Map<string, LiveNode>();
    for (const uuid of [first, second, third]) nodes.set(uuid, await LiveNode.join(registry, uuid));
    const token = await cloud.keystone.tokenOf(PEOPLE.web, { project: 'web' });
    for (const [name, node] of [
      ['data', second],
      ['logs', third],
    ] as const) {
      const asked = { id: volumes[name], name, node, size_bytes: 10 * 2 ** 20, filesystem: 'ext4' };
      const answer = await fetch(`${registry.address}/v1/volumes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': token },
        body: JSON.stringify({ ...asked, mount_point: '/data' }),
      });
      const text = await answer.text();
      expect(answer.status, text).to.equal(201);
      const { project } = (JSON.parse(text) as { volume: { project: string } }).volume;
      await nodes.get(node)?.created({ id: volumes[name], name, project });
    }
    // Where an instance runs there is no agent.
    for (const node of nodes.values()) await node.close();
    for (const [node, traits] of [
      [first, [CAPABLE]],
      [second, [CAPABLE, HELD]],
      [third, [CAPABLE, HELD]],
    ] as const) {
      await until(async () => traits.every(async (trait) => (await nova.traits(node)).includes(trait)));
      await nova.free(node);
    }
    expect(await nova.traits(first)).to.not.include(HELD);
  });

  it('go where the volume of their hint is, each time', async () => {
    await serve();
    for (const round of ['1', '2']) {
      const web = await create('web', `web-${round}`, 'bm-back', 'local_volume=data');
      expect(web).to.deep.equal({ status: 'ACTIVE', node: second, fault: null });
      await remove('web', `web-${round}`, second);
    }
    const logs = await create('web', 'logs', 'bm-back', 'local_volume=logs');
    expect(logs).to.deep.equal({ status: 'ACTIVE', node: third, fault: null });
    await remove('web', 'logs', third);
  });

  it('never go to a node with another project’s volume, whatever their flavor or hint says', async () => {
    await serve();
    const bank = await create('bank', 'bank-1', 'bm-back');
    expect(bank).to.deep.equal({ status: 'ACTIVE', node: first, fault: null });
    for (const [name, ...hints] of [
      ['bank-2'],
      ['bank-3', 'local_volume=data'],
      ['bank-4', `local_volume=${volumes.data}`],
    ] as const) {
      const { fault, ...rest } = await create('bank', name, 'bm-back', ...hints);
      expect(rest).to.deep.equal(noHost);
      expect(fault).to.match(/^No valid host was found/);
    }
    await remove('bank', 'bank-1', first);
  });

  it('of ordinary flavors go to nodes that hold no volume, also those of the project that has some', async () => {
    await serve();
    const web = await create('web', 'web-3', 'bm');
    expect(web).to.deep.equal({ status: 'ACTIVE', node: first, fault: null });
    const { fault, ...rest } = await create('web', 'web-4', 'bm');
    expect(rest).to.deep.equal(noHost);
    expect(fault).to.match(/^No valid host was found/);
  });

  it('go nowhere while the registry does not answer, and where they belong when it does', async () => {
    const { fault, ...rest } = await create('web', 'web-5', 'bm-back', 'local_volume=data');
    expect(rest).to.deep.equal(noHost);
    expect(fault).to.match(/^No valid host was found/);
    expect(cloud.log('nova-scheduler')).to.contain('no node is admitted');
    await serve();
    const web = await create('web', 'web-6', 'bm-back', 'local_volume=data');
    expect(web).to.deep.equal({ status: 'ACTIVE', node: second, fault: null });
  });
});
