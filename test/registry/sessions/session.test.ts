import { expect } from 'chai';
import { CHANNEL_PROTOCOL, type DesiredVolumes, type PermissionRequest } from '../../../proto/channel.ts';
import { AgentClient, type AgentSays, aReport } from '../../support/agent-client.ts';
import {
  AGENT_KEY,
  type EndpointOptions,
  type SessionEndpoint,
  startEndpoint,
} from '../../support/session-endpoint.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const OTHER_NODE = '12121212-1212-4212-8212-121212121212';
const BOOT = '22222222-2222-4222-8222-222222222222';
const OTHER_BOOT = '23232323-2323-4323-8323-232323232323';
const RUN = '6f1e2d3c-4b5a-4697-8877-665544332211';

const event = aReport('volume-event');
const inventory = aReport('inventory');
const PLAN: DesiredVolumes = { revision: 4, volumes: [] };
const REQUEST: PermissionRequest = {
  ...{ id: 1, run: RUN, step: 'write_image', kind: 'deploy', nodeUuid: NODE, instanceUuid: '', project: 'p' },
};

describe('a session', () => {
  let endpoint: SessionEndpoint;
  const clients: AgentClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await endpoint.close();
  });

  async function start(options: EndpointOptions = {}): Promise<void> {
    endpoint = await startEndpoint(options);
  }

  async function connect(says: Partial<AgentSays> = {}): Promise<AgentClient> {
    const who = { node: NODE, boot: BOOT, method: 'key', secret: AGENT_KEY, ...says } as const;
    const client = await AgentClient.connect(endpoint, who);
    clients.push(client);
    return client;
  }

  async function open(says: Partial<AgentSays> = {}): Promise<AgentClient> {
    const client = await connect(says);
    client.hello();
    await client.next('welcome');
    return client;
  }

  describe('of a trusted agent', () => {
    beforeEach(async () => await start());

    it('begins with a hello and a welcome that says all there is to know', async () => {
      const client = await connect();
      client.hello();
      const { nowMs, credential, ...welcome } = await client.next('welcome');
      expect(welcome).to.deep.equal({
        ...{ type: 'welcome', protocol: CHANNEL_PROTOCOL, epoch: 1, trust: 'trusted', acked: 0 },
        ...{ wantsInventory: true, heartbeatMs: 30_000, maxFrameBytes: 4 * 2 ** 20 },
      });
      expect(Math.abs(nowMs - Date.now())).to.be.below(60_000);
      expect(credential).to.match(/^[\w-]{43}$/);
      expect(client.received[0]).to.include({ sequence: 0, bootId: BOOT, epoch: 1 });
      await endpoint.logged('agent connected', { node: NODE, epoch: 1, method: 'key' });
      expect(JSON.stringify(endpoint.log)).to.not.contain(credential);
      expect(endpoint.store.hellos.map(({ node, hello }) => [node, hello.protocol])).to.deep.equal([
        [NODE, CHANNEL_PROTOCOL],
      ]);
    });

    it('goes on behind what is stored of the boot', async () => {
      const first = await open();
      first.report(1, inventory);
      first.report(2, event);
      await first.acked(2);
      await first.close();
      const second = await connect();
      second.hello({ acked: 2, newest: 2 });
      expect(await second.next('welcome')).to.include({ epoch: 2, acked: 2, wantsInventory: false });
      const third = await connect({ boot: OTHER_BOOT });
      third.hello();
      expect(await third.next('welcome')).to.include({ epoch: 3, acked: 0 });
    });

    it('stores reports in their order and acknowledges the newest of those that were stored together', async () => {
      const client = await open();
      endpoint.store.holdReports();
      for (let sequence = 1; sequence <= 50; sequence += 1) client.report(sequence, event);
      while (endpoint.store.waiting < 50) await client.roundTrip();
      expect(client.received.map(({ body }) => body.type)).to.deep.equal(['welcome']);
      endpoint.store.releaseReports();
      await client.acked(50);
      expect(client.received.filter(({ body }) => body.type === 'ack')).to.have.length(1);
      expect(endpoint.store.numbersOf(NODE)).to.deep.equal(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
    });

    it('does not acknowledge what is not stored', async () => {
      const client = await open();
      endpoint.store.holdReports();
      client.report(1, event);
      while (endpoint.store.waiting < 1) await client.roundTrip();
      await client.roundTrip();
      expect(client.received.some(({ body }) => body.type === 'ack')).to.equal(false);
      endpoint.store.releaseReports();
      expect(await client.next('ack')).to.include({ sequence: 1 });
    });

    it('acknowledges a repeated report again, and stores it once', async () => {
      const client = await open();
      client.report(1, event);
      await client.acked(1);
      client.report(1, event);
      expect(await client.next('ack')).to.include({ sequence: 1 });
      expect(endpoint.store.numbersOf(NODE)).to.deep.equal([1]);
    });

    it('ends before a report that came too early, so that the one before it is not lost', async () => {
      const client = await open();
      client.report(1, event);
      client.report(3, event);
      expect(await client.next('refusal')).to.include({ code: 'MESSAGE_INVALID', mayRetry: true });
      await client.closed;
      const again = await open();
      again.report(2, event);
      again.report(3, event);
      await again.acked(3);
      expect(endpoint.store.numbersOf(NODE)).to.deep.equal([1, 2, 3]);
    });

    it('takes a report behind those that the agent gave up', async () => {
      const client = await open();
      client.report(1, event);
      client.report(5, event, { follows: 1 });
      await client.acked(5);
      expect(endpoint.store.numbersOf(NODE)).to.deep.equal([1, 5]);
    });

    it('acknowledges a report of a kind that only a newer agent knows', async () => {
      const client = await open();
      client.sendUnknown({ sequence: 1 });
      await client.acked(1);
      client.sendUnknown();
      await client.roundTrip();
      expect(client.socket.readyState).to.equal(client.socket.OPEN);
    });

    it('asks for an inventory by another welcome when a report was missed, once', async () => {
      const client = await connect();
      client.hello({ acked: 7, newest: 9 });
      expect(await client.next('welcome')).to.include({ acked: 0, wantsInventory: true });
      client.report(8, event);
      client.report(9, event);
      await client.acked(9);
      client.report(10, inventory);
      await client.acked(10);
      await client.roundTrip();
      expect(client.received.filter(({ body }) => body.type === 'welcome')).to.have.length(1);
    });

    it('asks for an inventory again when the store misses something later', async () => {
      const client = await open();
      client.report(1, inventory);
      await client.acked(1);
      await client.close();
      const again = await connect();
      again.hello({ acked: 1, newest: 5 });
      expect(await again.next('welcome')).to.include({ wantsInventory: false });
      // The store was restored from a backup while the session was there.
      endpoint.store.forgetReports(NODE, BOOT);
      again.report(2, event);
      again.report(3, event);
      const second = await again.next('welcome');
      expect(second).to.include({ epoch: 2, wantsInventory: true, trust: 'trusted' });
      await again.acked(3);
      again.report(4, inventory);
      await again.acked(4);
      await again.roundTrip();
      expect(again.received.filter(({ body }) => body.type === 'welcome')).to.have.length(2);
    });

    it('tells the plan behind the welcome, where there is one', async () => {
      endpoint.store.plans.set(NODE, PLAN);
      const client = await open();
      expect(await client.next('desired-volumes')).to.deep.equal({ type: 'desired-volumes', ...PLAN });
      const other = await open({ node: OTHER_NODE });
      await other.roundTrip();
      await other.roundTrip();
      expect(other.received.map(({ body }) => body.type)).to.deep.equal(['welcome']);
    });

    it('tells a newer plan within seconds, at once when poked, and none twice', async () => {
      const client = await open();
      endpoint.store.plans.set(NODE, PLAN);
      expect(await client.next('desired-volumes')).to.include({ revision: 4 });
      endpoint.store.plans.set(NODE, { ...PLAN, revision: 5 });
      await endpoint.hub.poke(NODE);
      expect(await client.next('desired-volumes')).to.include({ revision: 5 });
      await endpoint.hub.poke(NODE);
      await endpoint.hub.poke(OTHER_NODE);
      await client.roundTrip();
      expect(client.received.filter(({ body }) => body.type === 'desired-volumes')).to.have.length(2);
    });

    it('answers whether a step may write', async () => {
      endpoint.store.decision = () => ({ allowed: true, reason: '', desired: PLAN });
      const client = await open();
      client.send({ type: 'permission-request', ...REQUEST });
      expect(await client.next('permission-answer')).to.deep.equal({
        ...{ type: 'permission-answer', id: 1, allowed: true, reason: '', desired: PLAN },
      });
      endpoint.store.decision = () => ({ allowed: false, reason: 'it holds volumes of q', desired: null });
      client.send({ type: 'permission-request', ...REQUEST, id: 2 });
      expect(await client.next('permission-answer')).to.include({ id: 2, allowed: false });
    });

    it('decides on a step after the reports that came before the question are stored', async () => {
      const client = await open();
      endpoint.store.holdReports();
      client.report(1, inventory);
      client.send({ type: 'permission-request', ...REQUEST });
      while (endpoint.store.waiting < 1) await client.roundTrip();
      await client.roundTrip();
      expect(endpoint.store.asked).to.have.length(0);
      endpoint.store.releaseReports();
      await client.next('permission-answer');
      expect(endpoint.store.numbersOf(NODE)).to.deep.equal([1]);
    });

    it('refuses a step of another node without asking anybody', async () => {
      const client = await open();
      client.send({ type: 'permission-request', ...REQUEST, nodeUuid: OTHER_NODE });
      const answer = await client.next('permission-answer');
      expect(answer).to.include({ id: 1, allowed: false, desired: null });
      expect(answer.reason).to.contain(OTHER_NODE);
      expect(endpoint.store.asked).to.have.length(0);
    });
  });

  it('gives another credential before the first one ends', async () => {
    let aheadMs = 0;
    await start({ monotonicMs: () => performance.now() + aheadMs, auth: { credentialLifeMs: 86_400_000 } });
    const client = await open();
    const first = client.received[0]?.body;
    aheadMs = 43_200_000;
    endpoint.store.skewMs = aheadMs;
    await client.roundTrip();
    endpoint.hub.tick();
    const second = await client.next('welcome');
    expect(second).to.include({ epoch: 1, wantsInventory: false });
    expect(second.credential).to.not.equal(first?.type === 'welcome' ? first.credential : '');
  });
});
