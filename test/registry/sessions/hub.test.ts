import { expect } from 'chai';
import { AgentClient, aReport } from '../../support/agent-client.ts';
import { MemorySessionStore } from '../../support/memory-session-store.ts';
import {
  AGENT_KEY,
  type EndpointOptions,
  type SessionEndpoint,
  startEndpoint,
} from '../../support/session-endpoint.ts';

const BOOT = '22222222-2222-4222-8222-222222222222';
const OTHER_BOOT = '23232323-2323-4323-8323-232323232323';
const nodeOf = (number: number) => `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`;
const NODE = nodeOf(1);
const event = aReport('volume-event');
const turn = async () => await new Promise((resolve) => setImmediate(resolve));

describe('the sessions of a registry', () => {
  let endpoints: SessionEndpoint[] = [];
  const clients: AgentClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    for (const endpoint of endpoints) await endpoint.close();
    endpoints = [];
  });

  async function start(options: EndpointOptions = {}): Promise<SessionEndpoint> {
    const endpoint = await startEndpoint(options);
    endpoints.push(endpoint);
    return endpoint;
  }

  async function open(endpoint: SessionEndpoint, node = NODE, boot = BOOT): Promise<AgentClient> {
    const client = await AgentClient.open(endpoint, { node, boot, method: 'key', secret: AGENT_KEY });
    clients.push(client);
    return client;
  }

  it('are one for each node: a newer one ends the older one', async () => {
    const endpoint = await start();
    const older = await open(endpoint);
    const newer = await open(endpoint);
    expect(await older.next('refusal')).to.include({ code: 'SESSION_FENCED', mayRetry: true });
    await older.closed;
    newer.report(1, event);
    await newer.acked(1);
    expect(newer.epoch).to.equal(2);
    expect(endpoint.hub.counts).to.deep.include({ trusted: 1, endings: { fenced: 1 } });
  });

  it('lose nothing and double nothing when one takes over in the middle', async () => {
    const endpoint = await start();
    const older = await open(endpoint);
    endpoint.store.holdReports();
    for (let sequence = 1; sequence <= 5; sequence += 1) older.report(sequence, event);
    while (endpoint.store.waiting < 5) await turn();
    const newer = await open(endpoint);
    endpoint.store.releaseReports();
    for (let sequence = 1; sequence <= 6; sequence += 1) newer.report(sequence, event);
    await newer.acked(6);
    expect(endpoint.store.numbersOf(NODE)).to.deep.equal([1, 2, 3, 4, 5, 6]);
  });

  it('are fenced across replicas: by the next report', async () => {
    const store = new MemorySessionStore();
    const [one, two] = [await start({ store }), await start({ store, replica: 'replica-b' })];
    const older = await open(one);
    const newer = await open(two, NODE, OTHER_BOOT);
    older.report(1, event);
    expect(await older.next('refusal')).to.include({ code: 'SESSION_FENCED', mayRetry: true });
    expect(store.stored).to.have.length(0);
    newer.report(1, event);
    await newer.acked(1);
    expect(store.sessions.get(NODE)).to.deep.include({ replica: 'replica-b', epoch: 2 });
  });

  it('are fenced across replicas: by the renewal of the lease, where nothing is reported', async () => {
    const store = new MemorySessionStore();
    const limits = { leaseMs: 300 };
    const [one, two] = [await start({ store, limits }), await start({ store, limits, replica: 'replica-b' })];
    const older = await open(one);
    const newer = await open(two);
    expect(await older.next('refusal')).to.include({ code: 'SESSION_FENCED' });
    await newer.roundTrip();
    expect(newer.socket.readyState).to.equal(newer.socket.OPEN);
  });

  it('have their leases renewed, and their plans looked for, all together', async () => {
    const endpoint = await start({ limits: { leaseMs: 300, planPollMs: 50 } });
    const { store } = endpoint;
    for (let number = 1; number <= 20; number += 1) await open(endpoint, nodeOf(number));
    await turn();
    store.renewed.length = 0;
    store.calls.clear();
    while ((store.calls.get('renewAll') ?? 0) < 3 || (store.calls.get('newerPlans') ?? 0) < 3)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(store.renewed.length / (store.calls.get('renewAll') ?? 0)).to.equal(20);
    expect([...store.calls.keys()]).to.have.members(['renewAll', 'newerPlans']);
  });

  it('go on while the store does not answer, which is logged once, and its return too', async () => {
    const endpoint = await start({ limits: { leaseMs: 60, planPollMs: 20 } });
    const client = await open(endpoint);
    const { store, log } = endpoint;
    store.failing.add('newerPlans');
    await endpoint.logged('the store does not answer for sessions; they go on without', { what: 'plans' });
    const calls = store.calls.get('newerPlans') ?? 0;
    while ((store.calls.get('newerPlans') ?? 0) < calls + 5)
      await new Promise((resolve) => setTimeout(resolve, 10));
    store.plans.set(NODE, { revision: 1, volumes: [] });
    store.failing.clear();
    expect(await client.next('desired-volumes')).to.include({ revision: 1 });
    await endpoint.logged('the store answers for sessions again', { what: 'plans' });
    expect(log.filter(({ what, level }) => what === 'plans' && level === 40)).to.have.length(1);
  });

  it('are counted', async () => {
    const endpoint = await start();
    await open(endpoint, nodeOf(1));
    const second = await open(endpoint, nodeOf(2));
    const untrusted = await AgentClient.open(endpoint, { node: NODE, boot: BOOT });
    clients.push(untrusted);
    clients.push(await AgentClient.connect(endpoint, { node: NODE, boot: BOOT }));
    await second.close();
    while (endpoint.hub.size > 3) await turn();
    expect(endpoint.hub.counts).to.deep.equal({
      ...{ trusted: 1, untrusted: 1, others: 1, accepted: 4, endings: { peer: 1 } },
    });
  });

  it('tell the store when they end, and keep no memory of it', async () => {
    const endpoint = await start();
    const client = await open(endpoint);
    await client.close();
    while (endpoint.store.sessions.get(NODE)?.isEnded !== true) await turn();
    while (endpoint.hub.size > 0) await turn();
    expect(endpoint.hub.counts.trusted).to.equal(0);
  });

  it('end in order with the process: what was read is stored and acknowledged first', async () => {
    const endpoint = await start();
    const client = await open(endpoint);
    endpoint.store.holdReports();
    for (let sequence = 1; sequence <= 10; sequence += 1) client.report(sequence, event);
    while (endpoint.store.waiting < 10) await turn();
    const closing = endpoint.hub.close();
    await turn();
    expect(client.socket.readyState).to.equal(client.socket.OPEN);
    endpoint.store.releaseReports();
    await client.acked(10);
    expect(await client.closed).to.deep.equal({ code: 1001, reason: 'stopping' });
    await closing;
    expect(endpoint.hub.counts.endings).to.deep.equal({ stopping: 1 });
    expect(endpoint.store.sessions.get(NODE)?.isEnded).to.equal(true);
  });

  it('end with the process also where the store hangs and the agent does not read', async () => {
    const endpoint = await start({ limits: { drainMs: 100, closeMs: 100 } });
    const client = await open(endpoint);
    endpoint.store.holdReports();
    client.report(1, event);
    while (endpoint.store.waiting < 1) await turn();
    client.socket.pause();
    await endpoint.hub.close();
    expect(endpoint.hub.size).to.equal(0);
    endpoint.store.releaseReports();
  });
});
