import { expect } from 'chai';
import pino from 'pino';
import { IronicClient } from '../../../registry/ironic/client.ts';
import { NonceKeeper, type NonceKeeperOptions } from '../../../registry/ironic/nonce-keeper.ts';
import { pauseAfter } from '../../../registry/ironic/rounds.ts';
import { ScriptedIronic } from '../../support/ironic-api.ts';
import { MemorySessionStore } from '../../support/memory-session-store.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const OTHER = '12121212-1212-4212-8212-121212121212';
const HOUR_MS = 3_600_000;

describe('the keeper of nonces', () => {
  let ironic: ScriptedIronic;
  let client: IronicClient;
  let store: MemorySessionStore;
  let log: string[];

  beforeEach(async () => {
    ironic = await ScriptedIronic.start();
    client = new IronicClient({ url: ironic.url, pauseMs: 1, attempts: 2 });
    store = new MemorySessionStore();
    log = [];
  });

  afterEach(async () => {
    await client.close();
    await ironic.close();
    for (const { nonce } of (await store.nonces()).values()) expect(log.join('')).to.not.contain(nonce);
  });

  function keeper(changes: Partial<NonceKeeperOptions> = {}): NonceKeeper {
    const logger = pino({ level: 'debug' }, { write: (line: string) => log.push(line) });
    return new NonceKeeper({ ironic: client, store, logger, ...changes });
  }

  it('puts a nonce of 256 bits into each node that may boot a ramdisk, and another into each', async () => {
    ironic.add(NODE, 'available');
    ironic.add(OTHER, 'active');
    await keeper().keep();
    const nonces = [NODE, OTHER].map((node) => ironic.nonceOf(node));
    for (const nonce of nonces) expect(nonce).to.match(/^[\w-]{43}$/);
    expect(new Set(nonces).size).to.equal(2);
    expect([await store.nonceOf(NODE), await store.nonceOf(OTHER)]).to.deep.equal(nonces);
  });

  it('changes nothing while all is well', async () => {
    ironic.add(NODE, 'available');
    const kept = keeper();
    await kept.keep();
    ironic.requests.length = 0;
    await kept.keep();
    expect(ironic.requests).to.deep.equal(['GET /v1/nodes']);
  });

  it('replaces a nonce that was used as soon as Ironic takes a change', async () => {
    const node = ironic.add(NODE, 'available');
    const kept = keeper();
    await kept.keep();
    const first = String(ironic.nonceOf(NODE));
    Object.assign(node, { provision_state: 'wait call-back', target_provision_state: 'active' });
    await store.useNonce(NODE, first);
    await kept.keep();
    expect([ironic.nonceOf(NODE), await store.nonceOf(NODE)]).to.deep.equal([first, null]);
    Object.assign(node, { provision_state: 'active', target_provision_state: null });
    await kept.keep();
    expect(await store.nonceOf(NODE))
      .to.equal(ironic.nonceOf(NODE))
      .and.not.equal(first);
  });

  it('renews a nonce before it ends, by the clock of the store', async () => {
    ironic.add(NODE, 'available');
    const kept = keeper({ lifeMs: 24 * HOUR_MS });
    await kept.keep();
    const first = ironic.nonceOf(NODE);
    store.skewMs = 11 * HOUR_MS;
    await kept.keep();
    expect(ironic.nonceOf(NODE)).to.equal(first);
    store.skewMs = 13 * HOUR_MS;
    await kept.keep();
    expect(ironic.nonceOf(NODE)).to.not.equal(first);
    store.skewMs = 36 * HOUR_MS;
    expect(await store.nonceOf(NODE)).to.equal(ironic.nonceOf(NODE));
  });

  it('keeps the nonce that the node has while Ironic does not take another one', async () => {
    ironic.add(NODE, 'available');
    const kept = keeper();
    await kept.keep();
    const first = ironic.nonceOf(NODE);
    ironic.locked.add(NODE);
    expect(await kept.renew(NODE)).to.equal(false);
    expect([ironic.nonceOf(NODE), await store.nonceOf(NODE)]).to.deep.equal([first, first]);
  });

  it('knows a nonce that Ironic took although its answer was lost', async () => {
    ironic.add(NODE, 'available');
    const lost = { method: 'PATCH', status: 500, isApplied: true };
    ironic.troubles.push(lost, { ...lost, isCut: true });
    await keeper().keep();
    expect(ironic.nonceOf(NODE)).to.match(/^[\w-]{43}$/);
    expect(await store.nonceOf(NODE)).to.equal(ironic.nonceOf(NODE));
  });

  it('mends what the store and Ironic do not agree on', async () => {
    ironic.add(NODE, 'available', { bmv_nonce: 'of a registry that was restored from a backup' });
    const kept = keeper();
    await kept.keep();
    expect(await store.nonceOf(NODE)).to.equal(ironic.nonceOf(NODE));
    await store.dropNonce(NODE);
    await kept.keep();
    expect(await store.nonceOf(NODE)).to.equal(ironic.nonceOf(NODE));
  });

  it('removes the nonce of a node that can boot no ramdisk, and forgets that of one that is gone', async () => {
    const node = ironic.add(NODE, 'manageable');
    ironic.add(OTHER, 'available');
    const kept = keeper();
    await kept.keep();
    node.provision_state = 'enroll';
    ironic.nodes.delete(OTHER);
    await kept.keep();
    expect(ironic.nonceOf(NODE)).to.equal(undefined);
    expect((await store.nonces()).size).to.equal(0);
  });

  it('goes on with the other nodes when one fails', async () => {
    ironic.add(NODE, 'available');
    ironic.add(OTHER, 'available');
    const trouble = { method: 'PATCH', status: 500 };
    ironic.troubles.push(trouble, trouble);
    await keeper({ concurrency: 1 }).keep();
    expect([ironic.nonceOf(NODE), typeof ironic.nonceOf(OTHER)]).to.deep.equal([undefined, 'string']);
    expect(log.join('')).to.match(/IRONIC|answers 500 to PATCH/);
  });

  it('changes so many nodes at a time', async () => {
    for (let number = 0; number < 30; number += 1)
      ironic.add(`11111111-1111-4111-8111-${String(number).padStart(12, '0')}`, 'available');
    let now = 0;
    let most = 0;
    const counting = {
      nodes: () => client.nodes(),
      node: (uuid: string) => client.node(uuid),
      removeNonce: (uuid: string) => client.removeNonce(uuid),
      harm: null,
      putNonce: async (uuid: string, nonce: string) => {
        now += 1;
        most = Math.max(most, now);
        const isPut = await client.putNonce(uuid, nonce);
        now -= 1;
        return isPut;
      },
    };
    await keeper({ ironic: counting, concurrency: 3 }).keep();
    expect([most, (await store.nonces()).size]).to.deep.equal([3, 30]);
  });

  it('does not forget the nonce of a node that a list does not show', async () => {
    ironic.add(NODE, 'available');
    await keeper().keep();
    const nonce = await store.nonceOf(NODE);
    const blind = {
      nodes: async () => [],
      node: (uuid: string) => client.node(uuid),
      removeNonce: (uuid: string) => client.removeNonce(uuid),
      putNonce: (uuid: string, text: string) => client.putNonce(uuid, text),
      harm: null,
    };
    await keeper({ ironic: blind }).keep();
    expect(await store.nonceOf(NODE)).to.equal(nonce);
    ironic.nodes.delete(NODE);
    await keeper({ ironic: blind }).keep();
    expect(await store.nonceOf(NODE)).to.equal(null);
  });

  it('changes one node and no other, where Ironic makes a changed one its own parent, and says so once', async () => {
    const harmful = await ScriptedIronic.start({ makesOwnParents: true });
    const uuids = [1, 2, 3, 4, 5].map((number) => `${number}1111111-1111-4111-8111-111111111111`);
    for (const uuid of uuids) harmful.add(uuid, 'available');
    const other = new IronicClient({ url: harmful.url, pauseMs: 1 });
    const kept = keeper({ ironic: other, pollMs: 5 });
    kept.start();
    while (!log.join('').includes('its own parent')) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await kept.stop();
    expect(uuids.filter((uuid) => harmful.nonceOf(uuid) !== undefined)).to.have.length(1);
    expect(log.filter((line) => line.includes('its own parent'))).to.have.length(1);
    expect(log.join('')).to.match(/use agent keys or certificates/);
    await other.close();
    await harmful.close();
  });

  it('looks again and again, says once that Ironic is away, and once that it is back', async () => {
    const kept = keeper({ pollMs: 5 });
    for (let times = 0; times < 6; times += 1) ironic.troubles.push({ method: 'GET', status: 503 });
    ironic.add(NODE, 'available');
    kept.start();
    while ((await store.nonceOf(NODE)) === null) await new Promise((resolve) => setTimeout(resolve, 5));
    while (!log.join('').includes('kept again')) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(log.filter((line) => line.includes('nonces are not kept'))).to.have.length(1);
    await kept.stop();
    ironic.requests.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ironic.requests).to.deep.equal([]);
  });

  it('stops at once in the middle of its work', async () => {
    for (let number = 0; number < 200; number += 1)
      ironic.add(`11111111-1111-4111-8111-${String(number).padStart(12, '0')}`, 'available');
    const kept = keeper();
    kept.start();
    while (ironic.requests.length < 10) await new Promise((resolve) => setImmediate(resolve));
    await kept.stop();
    expect((await store.nonces()).size).to.be.below(200);
    expect(log.join('')).to.not.contain('"level":40');
  });
});

describe('the pause between two looks at all nodes', () => {
  const pace = { pollMs: 60_000, minPollMs: 5000 };
  for (const [title, tookMs, pauseMs] of [
    ['is short where Ironic tells of its nodes at once', 20, 5000],
    ['grows with what a look takes', 1000, 20_000],
    ['ends somewhere, however large the fleet', 30_000, 60_000],
  ] as const)
    it(title, () => expect(pauseAfter(tookMs, pace)).to.equal(pauseMs));

  it('is never longer than an operator wants', () =>
    expect(pauseAfter(1, { pollMs: 100, minPollMs: 5000 })).to.equal(100));
});
