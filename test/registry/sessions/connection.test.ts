import { expect } from 'chai';
import type { DesiredVolumes, PermissionRequest } from '../../../proto/channel.ts';
import { type AgentClient, aReport } from '../../support/agent-client.ts';
import { type SessionEndpoint, startEndpoint } from '../../support/session-endpoint.ts';
import { agentsOfSuite } from '../../support/session-suite.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const OTHER_NODE = '12121212-1212-4212-8212-121212121212';
const BOOT = '22222222-2222-4222-8222-222222222222';
const OTHER_BOOT = '23232323-2323-4323-8323-232323232323';
const RUN = '6f1e2d3c-4b5a-4697-8877-665544332211';

const event = aReport('volume-event');
const REQUEST: PermissionRequest = {
  ...{ id: 1, run: RUN, step: 'write_image', kind: 'deploy', nodeUuid: NODE, instanceUuid: '', project: 'p' },
};

describe('a session that goes wrong ends with a reason:', () => {
  let endpoint: SessionEndpoint;
  const { connect, open } = agentsOfSuite(() => endpoint, { node: NODE, boot: BOOT });

  beforeEach(async () => {
    endpoint = await startEndpoint();
  });

  /** What the agent is told, and what the log says. */
  async function endOf(client: AgentClient): Promise<string> {
    const { code, mayRetry } = await client.next('refusal');
    expect((await client.closed).code).to.equal(1008);
    const { ending } = await endpoint.logged('agent disconnected');
    return `${code} ${mayRetry ? 'retry' : 'final'} ${ending}`;
  }

  it('when the first frame is no hello', async () => {
    const client = await connect();
    client.report(1, event);
    expect(await endOf(client)).to.equal('MESSAGE_INVALID retry invalid');
  });

  it('when the hello comes twice, or something before the welcome', async () => {
    const client = await open();
    client.hello();
    expect(await endOf(client)).to.equal('MESSAGE_INVALID retry invalid');
    const early = await connect();
    early.hello();
    early.report(1, event);
    expect(await early.next('refusal')).to.include({ code: 'MESSAGE_INVALID' });
  });

  it('when the hello is of another protocol', async () => {
    const client = await connect();
    client.hello({ protocol: 2 });
    expect(await endOf(client)).to.equal('PROTOCOL_UNSUPPORTED final protocol');
  });

  it('when the hello is of another node, or of another boot', async () => {
    const client = await connect();
    client.hello({ nodeUuid: OTHER_NODE });
    expect(await endOf(client)).to.equal('NODE_DIFFERS final node-differs');
    const other = await connect();
    other.hello({}, { bootId: OTHER_BOOT });
    expect(await other.next('refusal')).to.include({ code: 'NODE_DIFFERS' });
    expect(endpoint.store.sessions.size).to.equal(0);
  });

  for (const [what, send] of Object.entries<(client: AgentClient) => void>({
    'it cannot be read': (client) => client.socket.send(Buffer.from('rubbish')),
    'it is cut short': (client) => client.socket.send(client.frame(event, { sequence: 1 }).subarray(0, 40)),
    'it says nothing': (client) => client.report(1, { type: 'unknown' }),
    'it is empty': (client) => client.socket.send(Buffer.alloc(0)),
    'it is text': (client) => client.socket.send('a frame of text'),
    'it is of another boot': (client) => client.report(1, event, { bootId: OTHER_BOOT }),
    'it is of another session': (client) => client.report(1, event, { epoch: 7 }),
    'it is a report without a number': (client) => client.send(event),
    'it is a question with a number': (client) =>
      client.report(1, { type: 'permission-request', ...REQUEST }),
    'only a registry says it': (client) => client.send({ type: 'ack', sequence: 1 }),
    'it is a welcome': (client) => client.send(aReport('welcome')),
  }))
    it(`when a frame comes and ${what}`, async () => {
      const client = await open();
      send(client);
      expect(await endOf(client)).to.equal('MESSAGE_INVALID retry invalid');
      expect(endpoint.store.stored).to.have.length(0);
    });

  it('when a frame is larger than the welcome allows', async () => {
    const client = await open();
    client.socket.send(Buffer.alloc(4 * 2 ** 20 + 1));
    expect((await client.closed).code).to.equal(1009);
    await endpoint.logged('agent disconnected', { ending: 'invalid' });
  });

  it('when the agent refuses', async () => {
    const client = await open();
    client.send({ type: 'refusal', code: 'GOING', message: 'no more', mayRetry: false });
    await client.closed;
    await endpoint.logged('agent disconnected', { ending: 'peer' });
  });

  it('when the store does not take a report, which the agent then keeps', async () => {
    const client = await open();
    endpoint.store.failing.add('store');
    client.report(1, event);
    client.report(2, event);
    expect(await endOf(client)).to.equal('STORE_FAILED retry store');
    expect(client.received.some(({ body }) => body.type === 'ack')).to.equal(false);
    endpoint.store.failing.clear();
    const again = await open();
    again.report(1, event);
    again.report(2, event);
    await again.acked(2);
    expect(endpoint.store.numbersOf(NODE)).to.deep.equal([1, 2]);
  });

  for (const method of ['begin', 'planOf', 'nowMs'] as const)
    it(`when the store does not do ${method} as it begins`, async () => {
      const client = await connect();
      endpoint.store.failing.add(method);
      client.hello();
      expect(await endOf(client)).to.equal('STORE_FAILED retry store');
    });

  it('when nobody can decide on a step, which is then not allowed', async () => {
    const client = await open();
    endpoint.store.failing.add('decide');
    client.send({ type: 'permission-request', ...REQUEST });
    expect(await endOf(client)).to.equal('STORE_FAILED retry store');
    expect(client.received.some(({ body }) => body.type === 'permission-answer')).to.equal(false);
  });

  it('when the registry itself is at fault, and others go on', async () => {
    const other = await open({ node: OTHER_NODE });
    const client = await open();
    // A plan that no frame can hold.
    endpoint.store.plans.set(NODE, { revision: -1.5, volumes: [null] } as unknown as DesiredVolumes);
    endpoint.store.decision = () => ({ allowed: true, reason: '', desired: { revision: -1, volumes: [] } });
    client.send({ type: 'permission-request', ...REQUEST });
    expect(await client.next('refusal')).to.include({ mayRetry: true });
    await client.closed;
    other.report(1, event);
    await other.acked(1);
  });
});
