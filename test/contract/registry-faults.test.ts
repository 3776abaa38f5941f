import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { hashPassword } from '../../registry/auth/password.ts';
import { readEvents, verifyChain } from '../../registry/store/events.ts';
import type { AgentProcess } from '../support/agent-process.ts';
import { freePort } from '../support/free-port.ts';
import { NetLink } from '../support/net-link.ts';
import { RegistryProcess } from '../support/registry-process.ts';
import { ask } from '../support/socket-client.ts';
import { openFor } from '../support/stores.ts';
import { TestAuthority } from '../support/test-authority.ts';
import { until } from '../support/until.ts';
import { ContractFixture, partitionBytes } from './fixture.ts';
import type { ContractImage } from './image-server.ts';
import { type IpaProcess, NODE, SUITES } from './ipa.ts';

const KEY = 'a key of all agents in this laboratory';
const PROJECT = 'p1';
/** A node that an instance of the project is deployed to. */
const DEPLOYED = { ...NODE, instance_info: { project_id: PROJECT } };

interface LogLine {
  readonly msg?: string;
  readonly run?: string;
  readonly outcome?: string;
  readonly change?: string;
  readonly volume?: string;
}

/** What the agents say in their logs that they did, in its order. */
function done(...agents: readonly AgentProcess[]): readonly string[] {
  const lines = agents.flatMap(({ output }) => output.split('\n').filter((line) => line.startsWith('{')));
  return lines.flatMap((text) => {
    const { msg, run, outcome, change, volume } = JSON.parse(text) as LogLine;
    if (msg === 'step begins') return [`step.started ${run}`];
    if (msg === 'step ended') return [`step.${outcome === 'error' ? 'failed' : 'finished'} ${run}`];
    return msg === 'volume' && change !== 'verified' ? [`volume.${change} ${volume}`] : [];
  });
}

/** The same of the registry's events. Throws where its chain is broken. */
async function told(location: string): Promise<readonly string[]> {
  const store = await openFor(location, { migrate: false });
  const { broken } = await verifyChain(store);
  if (broken) throw new Error(`event ${broken.seq}: ${broken.why}`);
  const events = await store.read((view) => readEvents(view, { node: NODE.uuid, after: 0, limit: 1000 }));
  await store.close();
  return events.flatMap(({ kind, volume, actor, details }) => {
    if (kind.startsWith('step.')) return [`${kind} ${details.run}`];
    // What nobody asked for is quarantined and, by the policy of these tests, accepted at once.
    if (actor.kind !== 'agent' || kind === 'volume.quarantined') return [];
    return kind.startsWith('volume.') ? [`${kind.replace('accepted', 'created')} ${volume}`] : [];
  });
}

async function healthOf({ socket }: AgentProcess): Promise<{ connected: boolean; spooled: number }> {
  const { json } = await ask(socket, 'GET /v1/health');
  return json.registry as { connected: boolean; spooled: number };
}

for (const suite of SUITES)
  describe(`a deployment by ironic-python-agent of ${suite}, while the registry`, function () {
    this.timeout(300_000);
    let fixture: ContractFixture;
    let location: string;
    beforeEach(() => {
      fixture = new ContractFixture();
      location = join(fixture.folder, 'registry.db');
      writeFileSync(join(fixture.folder, 'key'), KEY, { mode: 0o600 });
    });
    afterEach(async () => await fixture.close());

    const serve = async (listen: string, ...args: readonly string[]) =>
      await RegistryProcess.start({
        listen,
        args: [
          ...['--store', location, '--agent-key-file', join(fixture.folder, 'key')],
          // The volume is made by an argument of a step, which the registry was not asked for.
          ...['--adopt-unknown-claims', '--heartbeat-ms', '1500', ...args],
        ],
      });
    const environment = (url: string) => ({
      BMV_REGISTRY_URL: url,
      BMV_REGISTRY_KEY_FILE: join(fixture.folder, 'key'),
      BMV_NODE_UUID: NODE.uuid,
      BMV_IMAGE_RETRIES: '10',
    });
    const expectDone = async (ipa: IpaProcess, step: string, args: object) => {
      const { lastError } = await ipa.run('deploy', step, { args });
      expect(lastError, step).to.equal('');
    };
    /** All that agents did is stored, once, in its order. */
    const expectTold = async (...agents: readonly AgentProcess[]) => {
      const newest = agents.at(-1);
      if (!newest) throw new Error('there is an agent');
      await settled(newest);
      const [did, stored] = [done(...agents), await told(location)];
      expect(stored).to.deep.equal(did);
      expect(did.length).to.be.greaterThan(4);
    };
    /** Its disks are looked at once it has time, and then all is stored. */
    const settled = async (agent: AgentProcess) => {
      await until(() => done(agent).some((line) => line.startsWith('volume.created')), 60_000);
      await until(async () => (await healthOf(agent)).spooled === 0, 60_000);
    };
    const volumes = [{ name: 'data', size: '16M', project: PROJECT }];

    /** One image is written and a volume made; half of the next image is there. `before`: the bytes of the volume. */
    const halfDeployed = async (disk: string, first: ContractImage, second: ContractImage) => {
      const properties = { root_device: { name: disk } };
      const ipa = await fixture.ipa(suite, [disk], { node: { ...DEPLOYED, properties } });
      await expectDone(ipa, 'write_image', { image_info: first.info });
      await expectDone(ipa, 'create_volumes', { volumes });
      const before = partitionBytes(disk, 'data');
      const begun = await ipa.begin('deploy', 'write_image', { args: { image_info: second.info } });
      if ('status' in begun) throw new Error(`refused with ${begun.status}`);
      await second.half;
      return { ipa, step: begun.id, before };
    };

    it('is killed in its middle and started again', async () => {
      const port = await freePort();
      const registry = await serve(`127.0.0.1:${port}`);
      const [disk, first, second] = [
        await fixture.usedDisk(),
        await fixture.image(),
        await fixture.image({ held: true }),
      ];
      const agent = await fixture.agent(environment(registry.address));
      const { ipa, step, before } = await halfDeployed(disk, first, second);
      await registry.stop('SIGKILL');
      second.release();
      expect((await ipa.poll(step)).command_status).to.equal('SUCCEEDED');
      // Nobody can be asked, and nobody has to.
      await expectDone(ipa, 'verify_volumes', { volumes: ['data'] });
      expect((await healthOf(agent)).connected).to.equal(false);

      await serve(`127.0.0.1:${port}`);
      await expectTold(agent);
      expect(partitionBytes(disk, 'data').equals(before)).to.equal(true);
    });

    it('hears of an agent that is killed in its middle, and of the one behind it', async () => {
      const registry = await serve('127.0.0.1:0');
      const [disk, image] = [await fixture.usedDisk(), await fixture.image({ held: true })];
      const agent = await fixture.agent(environment(registry.address));
      const root = { root_device: { name: disk } };
      const ipa = await fixture.ipa(suite, [disk], { node: { ...DEPLOYED, properties: root } });
      const begun = await ipa.begin('deploy', 'write_image', { args: { image_info: image.info } });
      if ('status' in begun) throw new Error(`refused with ${begun.status}`);
      await image.half;
      await until(async () => (await told(location)).length === 1);
      await agent.kill('SIGKILL');
      image.release();
      expect((await ipa.poll(begun.id)).command_status).to.equal('FAILED');

      const next = await fixture.agent(environment(registry.address));
      await expectDone(ipa, 'write_image', { image_info: image.info });
      await expectDone(ipa, 'create_volumes', { volumes });
      await settled(next);
      const stored = await told(location);
      // The first one could not say how its step ended; its successor did.
      const [started = '', ...rest] = done(agent, next);
      expect(stored).to.deep.equal([started, started.replace('started', 'failed'), ...rest]);
    });

    it('cannot be reached for a while, and neither the image', async () => {
      const link = new NetLink();
      const authority = new TestAuthority('registry');
      try {
        const { cert, key } = authority.issue({ subjectAltName: `IP:${link.address}` });
        const users = join(fixture.folder, 'users');
        writeFileSync(users, `ann::admin:${await hashPassword(randomUUID())}\n`, { mode: 0o600 });
        const safe = ['--tls-cert', cert, '--tls-key', key, '--auth', `basic:${users}`];
        const registry = await serve(`${link.address}:0`, ...safe);
        const [disk, first, second] = [
          await fixture.usedDisk(),
          await fixture.image({ host: link.address }),
          await fixture.image({ host: link.address, held: true }),
        ];
        const ca = { BMV_REGISTRY_CA: authority.ca };
        const agent = await fixture.agent({ ...environment(registry.address), ...ca }, link.enter);
        const { ipa, step, before } = await halfDeployed(disk, first, second);
        link.cut();
        second.release();
        // Neither side was told; both miss the other's signs of life.
        await until(async () => !(await healthOf(agent)).connected, 60_000);
        await registry.logged('agent disconnected');
        expect(registry.log.find(({ msg }) => msg === 'agent disconnected')?.ending).to.equal('silent');
        link.heal();
        expect((await ipa.poll(step)).command_status).to.equal('SUCCEEDED');
        await until(async () => (await healthOf(agent)).connected, 60_000);
        await expectTold(agent);
        expect(partitionBytes(disk, 'data').equals(before)).to.equal(true);
      } finally {
        await fixture.close();
        link.remove();
        authority.remove();
      }
    });
  });
