import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { AgentProcess } from '../support/agent-process.ts';
import { FakeRegistry, NODE } from '../support/fake-registry.ts';
import { ask, follow } from '../support/socket-client.ts';

const KEY = 'a shared key';

describe('a real bmv-agent with a registry', function () {
  this.timeout(180_000);
  let folder: string;
  let registry: FakeRegistry;
  let agent: AgentProcess | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-main-'));
    await writeFile(join(folder, 'key'), KEY);
    registry = await FakeRegistry.start({ secrets: { key: KEY } });
  });
  afterEach(async () => {
    await agent?.kill();
    agent = null;
    await registry.stop();
    await rm(folder, { recursive: true });
  });

  const start = async (environment: Readonly<Record<string, string>> = {}) => {
    agent = await AgentProcess.start(folder, {
      BMV_REGISTRY_URL: registry.url,
      BMV_REGISTRY_KEY_FILE: join(folder, 'key'),
      BMV_NODE_UUID: NODE,
      ...environment,
    });
    return agent;
  };
  /** Begins a step that waits for an answer of ironic-python-agent. */
  const beginStep = async ({ socket }: AgentProcess) => {
    const body = { kind: 'clean', node: { uuid: NODE }, ports: [], args: {} };
    const { messages, disconnect } = await follow(socket, 'burnin_disk', body);
    for await (const message of messages) if (message.type === 'call') break;
    disconnect();
  };

  it('says how it stands with it, and of none that there is none', async () => {
    const { socket } = await start();
    await registry.until(() => registry.stored.length > 0);
    const inventory = registry.stored.find(({ body }) => body.type === 'inventory');
    expect(inventory?.sequence).to.equal(1);
    const { json } = await ask(socket, 'GET /v1/health');
    expect(json).to.deep.include({ status: 'ok' });
    expect(json.registry).to.include({ connected: true, trust: 'trusted', dropped: 0 });
    await agent?.kill();
    const { socket: other } = await start({ BMV_REGISTRY_URL: '' });
    expect((await ask(other, 'GET /v1/health')).json.registry).to.equal(null);
  });

  it('tells it the last when it ends, and says goodbye', async () => {
    const process = await start();
    await beginStep(process);
    expect(await process.kill('SIGTERM')).to.equal(0);
    await registry.until(() => registry.last?.closed !== null);
    expect(registry.last?.closed).to.equal(1001);
    const types = registry.stored.map(({ body }) => body.type);
    expect(types).to.include.members(['inventory', 'step-started', 'step-finished']);
    const [finished] = registry.bodies('step-finished');
    expect(finished).to.deep.include({ step: 'burnin_disk', kind: 'clean' });
    expect(finished?.failure?.code).to.equal('ABORTED');
    expect(process.output).to.not.contain(KEY);
  });

  it('ends without it all the same', async () => {
    const process = await start();
    await registry.until(() => registry.stored.length > 0);
    await registry.stop();
    expect(await process.kill('SIGTERM')).to.equal(0);
  });

  it('begins anew after it was killed, and says of its step that it failed', async () => {
    await beginStep(await start());
    await registry.until(() => registry.bodies('step-started').length === 1);
    await agent?.kill('SIGKILL');
    await start();
    await registry.until(() => registry.bodies('step-finished').length === 1);
    const [started] = registry.bodies('step-started');
    const [finished] = registry.bodies('step-finished');
    expect(finished).to.deep.include({ run: started?.run, step: 'burnin_disk', kind: 'clean' });
    expect(finished?.failure).to.deep.equal({
      code: 'ABORTED',
      message:
        "bmv-agent ended while burnin_disk ran; run the step again, it goes on from the disk's journal",
    });
    await registry.until(() => registry.bodies('inventory').length >= 2);
    // The same boot goes on, and no number of it is used twice: nothing is taken for a repetition.
    expect(new Set(registry.stored.map(({ bootId }) => bootId)).size).to.equal(1);
    const sequences = registry.stored.map(({ sequence }) => sequence);
    expect(sequences).to.deep.equal([...new Set(sequences)].sort((one, other) => one - other));
    expect(sequences.at(-1)).to.be.greaterThan(2 ** 32);
  });

  it('is believed again after it was killed, though its nonce was good for one use only', async () => {
    const credential = 'credential';
    registry.change({ secrets: { nonce: 'nonce', session: credential }, welcome: () => ({ credential }) });
    const unknown = { BMV_REGISTRY_KEY_FILE: '', BMV_NODE_UUID: '' };
    const process = await start(unknown);
    const node = { uuid: NODE, driver_info: { bmv_nonce: 'nonce' } };
    const body = { kind: 'clean', node, ports: [], args: {} };
    const { disconnect } = await follow(process.socket, 'burnin_disk', body);
    await registry.until(() => registry.last?.method === 'nonce' && registry.stored.length > 0);
    disconnect();
    registry.change({ secrets: { session: credential } });
    await process.kill('SIGKILL');
    await start(unknown);
    await registry.until(() => registry.last?.method === 'session');
    expect(registry.last?.node).to.equal(NODE);
    expect(registry.last?.trust).to.equal('trusted');
  });

  it('does not start with options that do not go together, and says which', async () => {
    const failure = await start({ BMV_REGISTRY_URL: 'http://192.0.2.1' }).catch((error: unknown) => error);
    expect(String(failure)).to.contain('ended with 2').and.contain('has no TLS; use https');
  });
});
