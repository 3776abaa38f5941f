import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Body } from '../../proto/channel.ts';
import { AgentClient, type AgentSays, UpgradeRefused } from '../support/agent-client.ts';
import { diskOf } from '../support/api-world.ts';
import { RegistryProcess, type RegistryProcessOptions } from '../support/registry-process.ts';
import { anInventory } from '../support/registry-records.ts';
import { SseReader } from '../support/sse-reader.ts';
import { newDatabase, scratchFolder } from '../support/stores.ts';

const KEY = 'a key of all agents in this laboratory';

function keyFile(): string {
  const path = join(scratchFolder(), 'keys');
  writeFileSync(path, `${KEY}\n`, { mode: 0o600 });
  return path;
}

async function start(store: string, options: RegistryProcessOptions = {}): Promise<RegistryProcess> {
  const { args = [], ...rest } = options;
  return await RegistryProcess.start({
    ...rest,
    args: ['--store', store, '--agent-key-file', keyFile(), ...args],
  });
}

function anAgent(node: string = randomUUID()): AgentSays & { readonly boot: string } {
  return { node, boot: randomUUID(), method: 'key', secret: KEY };
}

function inventoryOf(node: string): Body {
  return { type: 'inventory', ...anInventory([], { disks: [diskOf(node)] }) };
}

describe('bmv registry serve', function () {
  this.timeout(300_000);

  it('shows over its API what a real agent reports over its WebSocket', async () => {
    const registry = await start(await newDatabase('sqlite'));
    const says = anAgent();
    const agent = await AgentClient.open(registry, says, { systemSerial: 'SER-7', newest: 1 });
    agent.report(1, inventoryOf(says.node));
    await agent.acked(1);
    const { json } = await registry.get('/v1/nodes');
    expect(json.nodes).to.have.length(1);
    expect(json.nodes[0]).to.include({ uuid: says.node, connected: true, disk_count: 1 });
    expect((await registry.get('/v1/health')).json).to.include({ ready: true, store: true, ironic: null });
    const metrics = String((await registry.get('/metrics')).json);
    expect(metrics).to.include('bmv_sessions{trust="trusted"} 1\n').and.include('bmv_nodes 1\n');
    expect((await registry.get('/v1/openapi.json')).json.openapi).to.equal('3.1.1');
    await agent.close();
  });

  it('tells an agent at once what people ask for', async () => {
    const registry = await start(await newDatabase('sqlite'), { args: ['--plan-poll-ms', '600000'] });
    const says = anAgent();
    const agent = await AgentClient.open(registry, says, { newest: 1 });
    agent.report(1, inventoryOf(says.node));
    await agent.acked(1);
    const asked = { name: 'data', project: 'web', node: says.node, size_bytes: 1_048_576 };
    const { status, json } = await registry.post('/v1/volumes', asked);
    expect(status).to.equal(201);
    const desired = await agent.next('desired-volumes');
    expect(desired).to.include({ revision: 1 });
    expect(desired.volumes[0]).to.include({ id: json.volume.id, state: 'available' });
    agent.send({
      ...{ type: 'permission-request', id: 1, run: randomUUID(), step: 'write_image', kind: 'deploy' },
      ...{ nodeUuid: says.node, instanceUuid: '', project: 'other' },
    });
    expect(await agent.next('permission-answer')).to.include({ allowed: false });
    await agent.close();
  });

  it('ends in order: agents are told, what they sent is stored, streams end, and nothing is left', async () => {
    const store = await newDatabase('sqlite');
    const registry = await start(store);
    const says = anAgent();
    const agent = await AgentClient.open(registry, says, { newest: 50 });
    const stream = await SseReader.open(`${registry.address}/v1/events/stream`);
    for (let sequence = 1; sequence <= 50; sequence += 1) agent.report(sequence, inventoryOf(says.node));
    await agent.roundTrip();
    expect(await registry.stop()).to.equal(0);
    expect(await agent.closed).to.include({ code: 1001 });
    await stream.ended();
    const acked = agent.received.flatMap(({ body }) => (body.type === 'ack' ? [body.sequence] : []));
    expect(acked.at(-1)).to.equal(50);
    expect(registry.log.at(-1)?.msg).to.equal('ended');
    expect(registry.log.filter(({ level }) => level >= 40)).to.deep.equal([]);
    expect(statSync(store).mode & 0o077).to.equal(0);
    const again = await start(store);
    const back = await AgentClient.open(again, says, { acked: 50, newest: 50 });
    expect(back.received[0]?.body).to.include({ type: 'welcome', acked: 50, wantsInventory: false });
    await back.close();
  });

  it('loses nothing that it acknowledged when it is killed, however often', async () => {
    const store = await newDatabase('sqlite');
    const says = anAgent();
    let acked = 0;
    let listen = '127.0.0.1:0';
    for (let life = 0; life < 4; life += 1) {
      const registry = await start(store, { listen });
      listen = registry.authority;
      const newest = acked + 400;
      const agent = await AgentClient.open(registry, says, { acked, newest });
      const welcome = agent.received.find(({ body }) => body.type === 'welcome')?.body;
      expect(welcome?.type === 'welcome' && welcome.acked >= acked, `life ${life}`).to.equal(true);
      acked = welcome?.type === 'welcome' ? welcome.acked : 0;
      for (let sequence = acked + 1; sequence <= newest; sequence += 1)
        agent.report(sequence, {
          ...{ type: 'step-started', run: randomUUID(), step: `step ${sequence}`, kind: 'clean', atMs: 1 },
        });
      // Killed while it stores.
      await agent.acked(acked + 1 + life * 50);
      await registry.stop('SIGKILL');
      await agent.closed;
      for (const { body } of agent.received) if (body.type === 'ack') acked = Math.max(acked, body.sequence);
    }
    const registry = await start(store);
    const steps: number[] = [];
    for (let after = 0; ; ) {
      const { json } = await registry.get(`/v1/events?kind=step.started&limit=1000&after=${after}`);
      for (const { details } of json.events) steps.push(Number(details.step.slice('step '.length)));
      if (json.next === null) break;
      after = json.next;
    }
    expect(acked).to.be.greaterThan(150);
    expect(steps.length).to.be.at.least(acked);
    expect(steps).to.deep.equal(steps.map((_, index) => index + 1));
  });

  it('refuses to ask nobody where other machines can connect, and says what to do', async () => {
    const failure = await start(await newDatabase('sqlite'), { listen: '0.0.0.0:0' }).catch(String);
    expect(failure).to.include('ended with 2').and.include('--auth basic:FILE');
  });

  it('says in one line what is wrong with its options, and ends', async () => {
    const store = await newDatabase('sqlite');
    const { authority: taken } = await start(await newDatabase('sqlite'));
    const wrong: readonly (readonly [RegExp, number, readonly string[]])[] = [
      [/--tls-cert and --tls-key belong together/, 2, ['--tls-cert', '/nowhere']],
      [/certificate \/nowhere cannot be read/, 2, ['--tls-cert', '/nowhere', '--tls-key', '/nowhere']],
      [/callers are known by none, basic:FILE or keystone:URL/, 2, ['--auth', 'everybody']],
      [/users file \/nowhere cannot be read/, 2, ['--auth', 'basic:/nowhere']],
      [/--keystone-password-file/, 2, ['--auth', 'keystone:http://127.0.0.1:1/v3']],
      [/key file \/nowhere cannot be read/, 2, ['--agent-key-file', '/nowhere']],
      [/It is no number above 0/, 2, ['--max-agents', 'many']],
      [/URL of Ironic must be/, 2, ['--ironic', 'ironic']],
      [/is nowhere to listen at/, 2, ['--listen', 'everywhere']],
      [/cannot listen at .*EADDRINUSE/, 2, ['--listen', taken]],
      [/opening \/nowhere\/registry.db/, 1, ['--store', '/nowhere/registry.db']],
      [/the database is not mariadb:/, 2, ['--store', 'mariadb:somewhere']],
    ];
    for (const [words, code, args] of wrong) {
      const failure = String(await start(store, { args }).catch(String));
      expect(failure, args.join(' ')).to.match(words).and.include(`ended with ${code}`);
      expect(
        failure.split('\n').filter((line) => line.includes('bmv: ')),
        args.join(' '),
      ).to.have.length(1);
    }
  });

  it('does not keep the small heap that `bmv` starts commands of disks with', async () => {
    const nodeArgs = ['--max-semi-space-size=1'];
    const registry = await start(await newDatabase('sqlite'), { nodeArgs });
    const command = readFileSync(`/proc/${registry.child.pid}/cmdline`, 'utf8').split('\0');
    expect(command).to.include.members(['registry', 'serve']).and.not.include(nodeArgs[0]);
    expect(await registry.stop()).to.equal(0);
  });

  it('takes its options from the environment too', async () => {
    const store = await newDatabase('sqlite');
    const registry = await RegistryProcess.start({
      env: {
        BMV_REGISTRY_STORE: store,
        BMV_REGISTRY_REPLICA: 'one of two',
        BMV_REGISTRY_PAGE_ITEMS: '1',
        BMV_REGISTRY_ACCEPT_UNTRUSTED: 'no',
      },
    });
    expect(await registry.logged('ready')).to.include({ store, replica: 'one of two' });
    const refused = await AgentClient.connect(registry, { node: '', boot: '', header: null }).catch(
      (error) => error,
    );
    expect(refused).to.be.instanceOf(UpgradeRefused).and.include({ status: 401 });
  });

  it('writes no secret into its log', async () => {
    const registry = await start(await newDatabase('sqlite'), { args: ['--log-level', 'trace'] });
    const says = anAgent();
    const agent = await AgentClient.open(registry, says, { newest: 1 });
    agent.report(1, inventoryOf(says.node));
    await agent.acked(1);
    await registry.get('/v1/nodes', {
      authorization: 'Basic c2VjcmV0OnNlY3JldA==',
      'x-auth-token': 'a-token',
    });
    await agent.close();
    await registry.stop();
    const welcome = agent.received[0]?.body;
    const credential = welcome?.type === 'welcome' ? welcome.credential : '';
    expect(credential).to.not.equal('');
    for (const secret of [KEY, credential, 'c2VjcmV0OnNlY3JldA', 'a-token'])
      expect(registry.output).to.not.include(secret);
  });
});
