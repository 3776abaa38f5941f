import { expect } from 'chai';
import type { DesiredVolumes, PermissionRequest } from '../../../proto/channel.ts';
import { type AgentSays, aReport } from '../../support/agent-client.ts';
import { type SessionEndpoint, startEndpoint } from '../../support/session-endpoint.ts';
import { agentsOfSuite } from '../../support/session-suite.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const BOOT = '22222222-2222-4222-8222-222222222222';
const RUN = '6f1e2d3c-4b5a-4697-8877-665544332211';

const event = aReport('volume-event');
const inventory = aReport('inventory');
const PLAN: DesiredVolumes = { revision: 4, volumes: [] };
const REQUEST: PermissionRequest = {
  ...{ id: 1, run: RUN, step: 'write_image', kind: 'deploy', nodeUuid: NODE, instanceUuid: '', project: 'p' },
};

describe('the session of an agent that nobody vouched for', () => {
  let endpoint: SessionEndpoint;
  const { connect, open } = agentsOfSuite(() => endpoint, { node: NODE, boot: BOOT });

  beforeEach(async () => {
    endpoint = await startEndpoint();
  });

  const openUntrusted = async (says: Partial<AgentSays> = {}) => {
    const client = await connect({ header: null, ...says });
    client.hello({ systemSerial: 'S1' });
    await client.next('welcome');
    return client;
  };

  it('is told no credential and no plan, and is asked for an inventory', async () => {
    endpoint.store.plans.set(NODE, PLAN);
    const client = await connect({ header: null });
    client.hello({ systemSerial: 'S1' });
    expect(await client.next('welcome')).to.include({
      ...{ trust: 'untrusted', credential: '', acked: 0, wantsInventory: true, maxFrameBytes: 2 ** 20 },
    });
    await endpoint.hub.poke(NODE);
    await client.roundTrip();
    expect(client.received).to.have.length(1);
    await endpoint.logged('untrusted agent connected', { machine: 'serial:S1' });
  });

  it('has its inventory kept apart under what the machine says of itself', async () => {
    const client = await openUntrusted();
    client.report(3, inventory);
    expect(await client.next('ack')).to.include({ sequence: 3 });
    expect([...endpoint.store.untrusted.keys()]).to.deep.equal(['serial:S1']);
    expect(endpoint.store.stored).to.have.length(0);
  });

  it('has nothing else stored or acknowledged, so that the agent keeps it', async () => {
    const client = await openUntrusted();
    client.report(1, aReport('step-started'));
    client.report(2, event);
    client.report(3, aReport('step-progress'));
    client.sendUnknown({ sequence: 4 });
    await client.roundTrip();
    expect(client.received).to.have.length(1);
    expect([endpoint.store.stored.length, endpoint.store.untrusted.size]).to.deep.equal([0, 0]);
  });

  it('is not allowed to write, and is told how to be vouched for', async () => {
    const client = await openUntrusted();
    client.send({ type: 'permission-request', ...REQUEST });
    const answer = await client.next('permission-answer');
    expect(answer).to.include({ allowed: false, desired: null });
    expect(answer.reason).to.match(/bmv_nonce.*key/);
    expect(endpoint.store.asked).to.have.length(0);
  });

  it('disturbs no session of the node that it claims to be', async () => {
    const real = await open();
    await openUntrusted();
    real.report(1, event);
    await real.acked(1);
    expect(endpoint.store.sessions.get(NODE)?.epoch).to.equal(1);
  });

  it('ends at a frame that is larger than it was told', async () => {
    const client = await openUntrusted();
    client.socket.send(Buffer.alloc(2 ** 20 + 1));
    expect((await client.closed).code).to.equal(1009);
  });

  it('ends when its inventory cannot be kept', async () => {
    const client = await openUntrusted();
    endpoint.store.failing.add('storeUntrusted');
    client.report(1, inventory);
    expect(await client.next('refusal')).to.include({ code: 'STORE_FAILED', mayRetry: true });
  });
});
