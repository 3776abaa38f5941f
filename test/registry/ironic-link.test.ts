import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import pino from 'pino';
import { IRONIC_PACE, IronicLink } from '../../registry/ironic-link.ts';
import { StoredInstances } from '../../registry/requests/stored-instances.ts';
import { StoredNonces } from '../../registry/store/nonces.ts';
import { AgentClient } from '../support/agent-client.ts';
import { anInventory } from '../support/inventories.ts';
import { ScriptedIronic } from '../support/ironic-api.ts';
import { keyOptions, LiveNode } from '../support/live-node.ts';
import { RegistryProcess } from '../support/registry-process.ts';
import { newDatabase, newStore, scratchFolder } from '../support/stores.ts';
import { until } from '../support/until.ts';

describe('the link to Ironic', function () {
  this.timeout(300_000);
  let ironic: ScriptedIronic;
  let store: string;
  beforeEach(async () => {
    store = await newDatabase('sqlite');
    ironic = await ScriptedIronic.start({ basic: 'bmv:secret of bmv' });
  });
  afterEach(async () => await ironic.close());

  it('knows whether Ironic answers, and what it said last of each node', async () => {
    const store = await newStore('sqlite');
    const nonces = new StoredNonces(store);
    const logger = pino({ level: 'silent' });
    const node = randomUUID();
    ironic.add(node, 'available');
    const auth = { kind: 'http_basic', username: 'bmv', password: 'secret of bmv' } as const;
    const pace = { ...IRONIC_PACE, pollMs: 10 };
    const named: ReadonlyMap<string, string>[] = [];
    const link = new IronicLink(
      { url: ironic.url, auth, attempts: 1 },
      pace,
      {
        nonces,
        instances: new StoredInstances({ store, logger, newId: randomUUID, poke: async () => {} }),
        defaultProject: '',
        nameNodes: async (names) => void named.push(names),
      },
      logger,
    );
    expect([link.isWorking, link.provisionState(node)]).to.deep.equal([null, null]);
    link.start();
    while (link.isWorking === null || ironic.nonceOf(node) === undefined) await sleep(5);
    expect([link.isWorking, link.provisionState(node)]).to.deep.equal([true, 'available']);
    expect([...(named[0] ?? [])]).to.deep.equal([[node, '']]);
    const known = ironic.nodes.get(node);
    if (known) known.provision_state = 'deploying';
    while (link.provisionState(node) !== 'deploying') await sleep(5);
    expect(await link.isInRamdisk(node)).to.equal(true);
    for (let times = 0; times < 50; times += 1) ironic.troubles.push({ method: 'GET', status: 500 });
    while (link.isWorking) await sleep(5);
    expect(link.provisionState(node)).to.equal('deploying');
    while (!link.isWorking) await sleep(5);
    await link.stop();
  });

  /** A registry that this Ironic brings nonces for; the same one again within a test. */
  async function startRegistry(...more: readonly string[]): Promise<RegistryProcess> {
    const password = join(scratchFolder(), 'password');
    writeFileSync(password, 'secret of bmv\n', { mode: 0o600 });
    return await RegistryProcess.start({
      args: [
        ...['--store', store, '--accept-untrusted', 'no', '--ironic-poll-ms', '100'],
        ...['--ironic', ironic.url, '--ironic-user', 'bmv', '--ironic-password-file', password, ...more],
      ],
    });
  }

  it('lets a process believe an agent by the nonce that Ironic brought it, once, and places by what Ironic says', async () => {
    const node = randomUUID();
    const known = ironic.add(node, 'available');
    const registry = await startRegistry('--nonce-boots', '1');
    while (ironic.nonceOf(node) === undefined) await sleep(20);
    const secret = String(ironic.nonceOf(node));
    const says = { node, boot: randomUUID(), method: 'nonce' as const, secret };
    const early = await AgentClient.connect(registry, says).catch(
      (error: { status: number }) => error.status,
    );
    expect(early).to.equal(403);
    known.provision_state = 'deploying';
    const agent = await AgentClient.open(registry, says);
    expect(agent.received[0]?.body).to.include({ type: 'welcome', trust: 'trusted' });
    await agent.roundTrip();
    const again = { ...says, boot: randomUUID() };
    const replayed = async () =>
      await AgentClient.connect(registry, again).then(
        async (other) => {
          await other.close();
          return 101;
        },
        (error: { status: number }) => error.status,
      );
    while ((await replayed()) !== 401) await sleep(20);
    known.name = 'rack-07-u12';
    const name = async () => (await registry.get('/v1/nodes')).json.nodes?.[0]?.name;
    agent.report(1, { type: 'inventory', ...anInventory([]) });
    while ((await name()) !== 'rack-07-u12') await sleep(20);
    expect((await registry.get('/v1/health')).json).to.include({ ironic: true });
    expect(registry.output).to.not.include(secret).and.not.include('secret of bmv');
    await agent.close();
  });

  // Ironic takes no change of a node between a cleaning and a deployment that somebody asks for at once.
  it('lets a process believe the next boot by the same nonce, where the node could not get another one', async () => {
    const node = randomUUID();
    const known = ironic.add(node, 'available');
    const registry = await startRegistry();
    while (ironic.nonceOf(node) === undefined) await sleep(20);
    const secret = String(ironic.nonceOf(node));
    known.provision_state = 'cleaning';
    for (const state of ['clean wait', 'deploying', 'wait call-back']) {
      known.provision_state = state;
      const says = { node, boot: randomUUID(), method: 'nonce' as const, secret };
      const agent = await AgentClient.open(registry, says);
      expect(agent.received[0]?.body, state).to.include({ type: 'welcome', trust: 'trusted' });
      await agent.roundTrip();
      await agent.close();
    }
    known.provision_state = 'active';
    while (ironic.nonceOf(node) === secret) await sleep(20);
  });

  it('marks a node from the reservation of a volume until its release is proven, by traits of any name', async () => {
    const known = ironic.add(randomUUID(), 'active');
    const slow = ['--ironic-min-poll-ms', '60000', '--ironic-poll-ms', '60000'];
    const registry = await startRegistry(...keyOptions(), '--held-trait', 'CUSTOM_KEPT', ...slow);
    const node = await LiveNode.join(registry, known.uuid);
    const volume = { id: randomUUID(), name: 'data', project: 'web' };
    const asked = { ...volume, node: node.uuid, size_bytes: 10 * 2 ** 20 };
    expect((await registry.post('/v1/volumes', asked)).status).to.equal(201);
    // Without a look at all nodes, which is a minute away.
    await until(() => known.traits.length === 2);
    expect(known.traits).to.have.members(['CUSTOM_KEPT', 'CUSTOM_LV_CAPABLE']);
    await node.created(volume);
    expect((await registry.post(`/v1/volumes/${volume.id}/release`, {})).status).to.equal(200);
    await sleep(500);
    expect(known.traits).to.include('CUSTOM_KEPT');
    await node.released(volume);
    await node.close();
    await registry.stop();
    await startRegistry('--held-trait', 'CUSTOM_KEPT');
    await until(() => known.traits.length === 1);
    expect(known.traits).to.deep.equal(['CUSTOM_LV_CAPABLE']);
  });

  it('leaves traits alone where the operator wants that', async () => {
    const known = ironic.add(randomUUID(), 'available');
    const registry = await startRegistry('--ironic-traits', 'no', ...keyOptions());
    const node = await LiveNode.join(registry, known.uuid);
    while (ironic.nonceOf(known.uuid) === undefined) await sleep(20);
    await sleep(500);
    expect(known.traits).to.deep.equal([]);
    expect(ironic.requests.filter((line) => line.includes('traits'))).to.deep.equal([]);
    await node.close();
  });
});
