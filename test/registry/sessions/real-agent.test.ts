import { expect } from 'chai';
import type { Channel } from '../../../agent/channel/channel.ts';
import type { Report } from '../../../agent/channel/spool.ts';
import { aReport } from '../../support/agent-client.ts';
import { NODE } from '../../support/fake-registry.ts';
import { MemorySessionStore } from '../../support/memory-session-store.ts';
import { AGENT_KEY, type SessionEndpoint, startEndpoint } from '../../support/session-endpoint.ts';
import { startChannel, testSettings } from '../../support/test-channel.ts';

const NONCE = 'a nonce of 256 bits, brought by Ironic';
const event = aReport('volume-event') as Report;
const inventory = aReport('inventory') as Report;

/** Until it is so; looked at again and again. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('a real agent and the registry', () => {
  let endpoint: SessionEndpoint;
  let channel: Channel;
  let store: MemorySessionStore;
  let wanted: number;

  beforeEach(async () => {
    store = new MemorySessionStore();
    endpoint = await startEndpoint({ store });
    wanted = 0;
    channel = startChannel(testSettings(`http://${endpoint.authority}`), {
      onWantsInventory: () => {
        wanted += 1;
        channel.report(inventory);
      },
    });
  });

  afterEach(async () => {
    await channel.stop(AbortSignal.abort());
    await endpoint.close();
  });

  const kinds = () => store.stored.map(({ envelope }) => envelope.body.type);

  /** The registry ends, and another process serves at its address. */
  async function restart(): Promise<void> {
    const port = Number(endpoint.authority.split(':')[1]);
    await endpoint.close();
    endpoint = await startEndpoint({ store, port, replica: 'replica-b' });
  }

  it('know each other untrusted first, and by the nonce of a step then, and no report is lost', async () => {
    await until(() => store.untrusted.size === 1);
    channel.report(event);
    channel.report(inventory);
    await until(() => store.calls.get('storeUntrusted') === 2);
    expect([channel.health.trust, store.stored.length]).to.deep.equal(['untrusted', 0]);
    await store.putNonce(NODE, NONCE, Date.now() + 60_000);
    channel.learn({ node: NODE, nonce: NONCE });
    await until(() => channel.health.trust === 'trusted' && channel.health.spooled === 0);
    // All but inventories that the agent gave up for newer ones.
    expect(kinds()).to.include('volume-event').and.include('inventory');
    expect(store.numbersOf(NODE)).to.deep.equal(
      [...new Set(store.numbersOf(NODE))].sort((one, other) => one - other),
    );
    await until(() => (store.calls.get('useNonce') ?? 0) === 1);
    expect(await store.nonceOf(NODE)).to.equal(null);
  });

  it('find each other again after the registry was restarted, by the credential of the session', async () => {
    await store.putNonce(NODE, NONCE, Date.now() + 60_000);
    channel.learn({ node: NODE, nonce: NONCE });
    await until(() => channel.health.trust === 'trusted' && channel.health.spooled === 0);
    for (let round = 0; round < 3; round += 1) {
      const restarted = restart();
      for (let times = 0; times < 20; times += 1) channel.report(event);
      await restarted;
      await until(() => channel.health.trust === 'trusted' && channel.health.spooled === 0);
    }
    expect(endpoint.log.some(({ method }) => method === 'session')).to.equal(true);
    expect(kinds().filter((kind) => kind === 'volume-event')).to.have.length(60);
    expect(new Set(store.numbersOf(NODE)).size).to.equal(store.stored.length);
    expect(wanted).to.be.at.least(1);
  });

  it('have one session when an agent is asked for its permission, and its plan comes with it', async () => {
    const desired = { revision: 3, volumes: [] };
    store.decision = () => ({ allowed: true, reason: '', desired });
    await store.putNonce(NODE, NONCE, Date.now() + 60_000);
    channel.learn({ node: NODE, nonce: NONCE });
    await until(() => channel.trustedSession !== null);
    const answer = await channel.trustedSession?.ask(
      {
        ...{
          run: '6f1e2d3c-4b5a-4697-8877-665544332211',
          step: 'write_image',
          kind: 'deploy',
          nodeUuid: NODE,
        },
        ...{ instanceUuid: '', project: '' },
      },
      new AbortController().signal,
    );
    expect(answer).to.deep.include({ allowed: true, desired });
    expect(JSON.stringify(endpoint.log)).to.not.contain(NONCE).and.not.contain(AGENT_KEY);
  });
});
