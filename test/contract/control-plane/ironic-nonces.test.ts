import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { AgentClient, outcomeOf } from '../../support/agent-client.ts';
import { RegistryProcess } from '../../support/registry-process.ts';
import { scratchFolder } from '../../support/stores.ts';
import { until } from '../../support/until.ts';
import { Ironic } from './ironic.ts';

async function serveFor({ url }: Ironic): Promise<RegistryProcess> {
  return await RegistryProcess.start({
    args: [
      ...['--store', join(scratchFolder(), 'registry.db'), '--accept-untrusted', 'no'],
      ...['--ironic', url, '--ironic-poll-ms', '200'],
    ],
  });
}

/** Debian's Ironic 29 on SQLite: what the registry does with it, it does with the real one. */
describe('a real Ironic', () => {
  let ironic: Ironic;
  before(async () => {
    ironic = await Ironic.start(true);
  });
  after(async () => await ironic?.stop());

  const serve = async () => await serveFor(ironic);
  const nonceOf = async (node: string) => (await ironic.node(node)).driver_info.bmv_nonce;
  const hasNonce = async (node: string, isThere = true) =>
    await until(async () => ((await nonceOf(node)) !== undefined) === isThere);

  it('is given nonces for nodes that a ramdisk may be booted on, and none for others', async () => {
    const registry = await serve();
    const [rested, enrolled] = [await ironic.enroll('rested'), await ironic.enroll('enrolled')];
    await ironic.provision(rested, 'manage', 'manageable');
    await hasNonce(rested);
    expect(await nonceOf(rested)).to.match(/^[\w-]{32,}$/);
    expect(await nonceOf(enrolled)).to.equal(undefined);
    expect(registry.output).to.not.contain(String(await nonceOf(rested)));
  });

  it('brings its node’s agent a nonce that is good once, while a ramdisk runs there', async () => {
    const registry = await serve();
    const node = await ironic.enroll('deployed');
    await ironic.provision(node, 'manage', 'manageable');
    await ironic.provision(node, 'provide', 'available');
    await hasNonce(node);
    const secret = String(await nonceOf(node));
    const says = { node, boot: randomUUID(), method: 'nonce' as const, secret };
    // Nothing runs on a node that rests.
    expect(await outcomeOf(registry, says)).to.match(/^403 /);
    await ironic.provision(node, 'active', 'deploying');
    expect(await nonceOf(node)).to.equal(secret);
    const agent = await AgentClient.open(registry, says);
    expect(agent.received[0]?.body).to.include({ type: 'welcome', trust: 'trusted' });
    await agent.roundTrip();
    await until(async () => /^401 /.test(await outcomeOf(registry, { ...says, boot: randomUUID() })));
    await ironic.reached(node, 'active');
    // For its next ramdisk.
    await until(async () => (await nonceOf(node)) !== secret);
    await hasNonce(node);
    await agent.close();
    const { json } = await registry.get('/v1/health');
    expect(json).to.include({ ironic: true });
  });
});

describe('an Ironic that makes its nodes their own parents', () => {
  let ironic: Ironic;
  before(async () => {
    ironic = await Ironic.start(false);
  });
  after(async () => await ironic?.stop());

  it('is changed once and then left alone, and the log says why and what to do', async () => {
    const nodes: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const node = await ironic.enroll(name);
      await ironic.provision(node, 'manage', 'manageable');
      nodes.push(node);
    }
    const registry = await serveFor(ironic);
    const { error } = await registry.logged(/nonces are not kept/);
    expect(error).to.match(/its own parent .* use agent keys or certificates instead of nonces/);
    // Some more looks at all nodes.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const seen = await Promise.all(nodes.map(async (node) => await ironic.node(node)));
    expect(seen.filter(({ uuid, parent_node: parent }) => parent === uuid)).to.have.length(1);
    expect(seen.filter((node) => node.driver_info.bmv_nonce !== undefined)).to.have.length(1);
  });
});
