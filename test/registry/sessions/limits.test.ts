import { expect } from 'chai';
import { DEFAULT_LIMITS } from '../../../registry/sessions/limits.ts';
import { AgentClient, aReport } from '../../support/agent-client.ts';
import {
  AGENT_KEY,
  type EndpointOptions,
  type SessionEndpoint,
  startEndpoint,
} from '../../support/session-endpoint.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const OTHER_NODE = '12121212-1212-4212-8212-121212121212';
const BOOT = '22222222-2222-4222-8222-222222222222';
const RUN = '6f1e2d3c-4b5a-4697-8877-665544332211';

const event = aReport('volume-event');
const progress = aReport('step-progress');

describe('a limit of a session', () => {
  let endpoint: SessionEndpoint;
  /** Added to the clock of the registry. */
  let aheadMs: number;
  const clients: AgentClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await endpoint.close();
  });

  async function start(options: EndpointOptions = {}): Promise<void> {
    aheadMs = 0;
    endpoint = await startEndpoint({ monotonicMs: () => performance.now() + aheadMs, ...options });
  }

  async function connect(node = NODE): Promise<AgentClient> {
    const says = { node, boot: BOOT, method: 'key', secret: AGENT_KEY } as const;
    const client = await AgentClient.connect(endpoint, says);
    clients.push(client);
    return client;
  }

  async function open(node = NODE): Promise<AgentClient> {
    const client = await connect(node);
    client.hello();
    await client.next('welcome');
    return client;
  }

  /** Time passes, and the registry looks at its sessions. */
  function pass(ms: number): void {
    aheadMs += ms;
    endpoint.hub.tick();
  }

  const isClosed = async (client: AgentClient) => {
    await client.roundTrip();
    return client.socket.readyState !== client.socket.OPEN;
  };

  it('is the time until the hello', async () => {
    await start();
    const client = await connect();
    const other = await open(OTHER_NODE);
    pass(9000);
    expect(await isClosed(client)).to.equal(false);
    pass(1001);
    await client.closed;
    await endpoint.logged('agent disconnected', { ending: 'no-hello', node: NODE });
    expect(await isClosed(other)).to.equal(false);
  });

  it('is the silence of an agent, which is pinged before it is over', async () => {
    await start();
    const client = await open();
    let pings = 0;
    client.socket.on('ping', () => {
      pings += 1;
    });
    for (let times = 0; times < 12; times += 1) {
      pass(10_001);
      await client.roundTrip();
    }
    expect(pings).to.be.at.least(10);
    expect(endpoint.hub.counts.trusted).to.equal(1);
    // It does not read any more: it answers nothing, and says nothing.
    client.socket.pause();
    pass(10_001);
    pass(10_001);
    expect(endpoint.hub.counts.trusted).to.equal(1);
    pass(10_001);
    await endpoint.logged('agent disconnected', { ending: 'silent', node: NODE });
    expect(endpoint.hub.counts.trusted).to.equal(0);
  });

  it('does not take for silent whom the registry itself does not read', async () => {
    await start({ limits: { maxInFlight: 1 } });
    const client = await open();
    endpoint.store.holdReports();
    client.report(1, event);
    while (endpoint.store.waiting < 1) await new Promise((resolve) => setImmediate(resolve));
    for (let times = 0; times < 10; times += 1) pass(60_000);
    endpoint.store.releaseReports();
    await client.acked(1);
    pass(1000);
    expect(endpoint.hub.counts.trusted).to.equal(1);
  });

  it('is the number of reports that are being stored: the rest waits at the agent, and none is lost', async () => {
    await start({
      limits: {
        maxInFlight: 8,
        frames: { perSecond: 1e9, burst: 1e9 },
        bytes: { perSecond: 1e12, burst: 1e12 },
      },
    });
    const client = await open();
    endpoint.store.holdReports();
    const COUNT = 3000;
    // Much more than one chunk of a socket (64 KiB).
    for (let sequence = 1; sequence <= COUNT; sequence += 1)
      client.report(sequence, sequence % 2 ? event : progress);
    while (endpoint.store.waiting < 8) await new Promise((resolve) => setImmediate(resolve));
    for (let turns = 0; turns < 500; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    const held = endpoint.store.waiting;
    expect(held).to.be.at.least(8).and.below(1500);
    endpoint.store.releaseReports();
    await client.acked(COUNT);
    expect(endpoint.store.numbersOf(NODE)).to.deep.equal(
      Array.from({ length: COUNT }, (_, index) => index + 1),
    );
  });

  it('is the size of the reports that are being stored', async () => {
    await start({ limits: { maxInFlightBytes: 1_000_000 } });
    const client = await open();
    endpoint.store.holdReports();
    const message = 'm'.repeat(500_000);
    const finished = { ...aReport('step-finished'), failure: { code: 'X', message } } as typeof event;
    for (let sequence = 1; sequence <= 12; sequence += 1) client.report(sequence, finished);
    while (endpoint.store.waiting < 2) await new Promise((resolve) => setImmediate(resolve));
    for (let turns = 0; turns < 500; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(endpoint.store.waiting).to.equal(2);
    endpoint.store.releaseReports();
    await client.acked(12);
  });

  it('is the rate of frames: who is faster is read more slowly, others are not', async () => {
    await start({ limits: { frames: { perSecond: 400, burst: 100 } } });
    const fast = await open();
    const slow = await open(OTHER_NODE);
    const COUNT = 600;
    const before = performance.now();
    for (let sequence = 1; sequence <= COUNT; sequence += 1) fast.report(sequence, progress);
    slow.report(1, event);
    await slow.acked(1);
    await fast.acked(COUNT);
    // What came in one piece is taken at once; what comes behind it waits until its turn, whatever the machine: 600 frames,
    // less the burst, at 400 a second.
    fast.report(COUNT + 1, progress);
    await fast.acked(COUNT + 1);
    expect(performance.now() - before).to.be.at.least(((COUNT - 100) / 400) * 1000 * 0.8);
    expect(endpoint.store.numbersOf(NODE)).to.have.length(COUNT + 1);
  });

  it('is the rate of bytes', async () => {
    await start({ limits: { bytes: { perSecond: 1_000_000, burst: 100_000 } } });
    const client = await open();
    const message = 'm'.repeat(100_000);
    const finished = { ...aReport('step-finished'), failure: { code: 'X', message } } as typeof event;
    const before = performance.now();
    for (let sequence = 1; sequence <= 10; sequence += 1) client.report(sequence, finished);
    await client.acked(10);
    expect(performance.now() - before).to.be.at.least(700);
  });

  it('is the number of questions that wait for an answer', async () => {
    await start({ limits: { maxRequests: 4 } });
    const client = await open();
    endpoint.store.holdReports();
    client.report(1, event);
    for (let id = 1; id <= 50; id += 1)
      client.send({
        ...{ type: 'permission-request', id, run: RUN, step: 's', kind: 'deploy', nodeUuid: NODE },
        ...{ instanceUuid: '', project: '' },
      });
    while (endpoint.store.waiting < 1) await new Promise((resolve) => setImmediate(resolve));
    endpoint.store.releaseReports();
    for (let id = 1; id <= 50; id += 1) expect(await client.next('permission-answer')).to.include({ id });
  });

  it('is what an agent leaves unread: it is cut off, and the registry keeps no more of it than that', async () => {
    const maxUnsentBytes = 2 ** 20;
    await start({ limits: { maxUnsentBytes, frames: { perSecond: 1e9, burst: 1e9 } } });
    const other = await open(OTHER_NODE);
    const client = await open();
    const reason = 'r'.repeat(200_000);
    endpoint.store.decision = () => ({ allowed: false, reason, desired: null });
    client.socket.pause();
    let asked = 0;
    const cutOff = endpoint.logged('agent disconnected', { ending: 'slow-reader', node: NODE });
    let isCutOff = false;
    void cutOff.then(() => {
      isCutOff = true;
    });
    // As many as fit into the buffers of the kernel, and then some.
    while (!isCutOff && asked < 5000) {
      asked += 1;
      client.send({
        ...{ type: 'permission-request', id: asked, run: RUN, step: 's', kind: 'deploy', nodeUuid: NODE },
        ...{ instanceUuid: '', project: '' },
      });
      while (endpoint.store.asked.length < asked && !isCutOff)
        await new Promise((resolve) => setImmediate(resolve));
    }
    const { detail } = await cutOff;
    const bytes = Number(/^(\d+) bytes/.exec(String(detail))?.[1]);
    expect(bytes)
      .to.be.above(maxUnsentBytes)
      .and.at.most(maxUnsentBytes + 200_100);
    other.report(1, event);
    await other.acked(1);
  });

  it('is the time for the end of a connection that the agent does not end', async () => {
    await start();
    const client = await open();
    client.socket.pause();
    client.socket.send('a frame of text');
    await endpoint.logged('agent disconnected', { ending: 'invalid' });
    expect(endpoint.hub.size).to.equal(1);
    pass(DEFAULT_LIMITS.closeMs + 1);
    while (endpoint.hub.size > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});
