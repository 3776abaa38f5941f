import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { request } from 'undici';
import { AgentClient } from '../support/agent-client.ts';
import { diskOf } from '../support/api-world.ts';
import { bmv, bmvBytes } from '../support/bmv.ts';
import { KekFolder, keyIn, spellingsOf } from '../support/keks.ts';
import { RegistryProcess } from '../support/registry-process.ts';
import { anErasure, anInventory, aVolume, MIB, shown } from '../support/registry-records.ts';
import { SseReader } from '../support/sse-reader.ts';
import { type BackendName, newDatabase, openFor, scratchFolder } from '../support/stores.ts';

const AGENT_KEY = 'a key of all agents in this laboratory';
const NODE = randomUUID();
const SIZE = 40 * MIB;

function keyFile(): string {
  const path = join(scratchFolder(), 'keys');
  writeFileSync(path, `${AGENT_KEY}\n`, { mode: 0o600 });
  return path;
}

async function start(store: string, ...args: readonly string[]): Promise<RegistryProcess> {
  const log = ['--log-level', 'trace', '--migrate', 'yes'];
  return await RegistryProcess.start({
    args: ['--store', store, '--agent-key-file', keyFile(), ...log, ...args],
  });
}

/** The agent of the node, with an empty disk. */
async function anAgent(registry: RegistryProcess): Promise<AgentClient> {
  const says = { node: NODE, boot: randomUUID(), method: 'key', secret: AGENT_KEY } as const;
  const agent = await AgentClient.open(registry, says, { newest: 1 });
  agent.report(1, { type: 'inventory', ...anInventory([], { disks: [diskOf(NODE)] }) });
  await agent.acked(1);
  return agent;
}

/** The key that the agent gets, for a run that makes what the registry wants. */
async function delivered(agent: AgentClient, volume: string, run: string): Promise<Buffer> {
  agent.send({
    ...{ type: 'permission-request', id: 1, run, step: 'create_volumes', kind: 'deploy' },
    ...{ nodeUuid: NODE, instanceUuid: '', project: 'web' },
  });
  const { allowed, desired } = await agent.next('permission-answer');
  expect(allowed).to.equal(true);
  expect(desired?.volumes[0]).to.include({ id: volume, encryption: 'luks2', erase: 'crypto' });
  agent.send({ type: 'key-request', id: 2, run, volumeId: volume });
  const answer = await agent.next('key-answer');
  expect(answer).to.include({ allowed: true, reason: '' });
  return Buffer.from(answer.key);
}

function told(change: 'created' | 'released', volume: string, run: string) {
  const erasure = anErasure({ method: 'crypto', bytesErased: 18 * MIB, bytesReadBack: 18 * MIB });
  const made = aVolume({
    ...{ id: volume, name: 'secret', node: NODE, encryption: 'luks2', length: SIZE, offset: 40 * MIB },
    ...{ filesystem: 'ext4', mountPoint: '' },
  });
  return {
    ...{
      type: 'volume-event' as const,
      change,
      atMs: 1,
      run,
      volume: shown(made),
      disk: diskOf(NODE).identity,
    },
    erasure: change === 'released' ? erasure : null,
  };
}

async function reserve(registry: RegistryProcess): Promise<string> {
  const wish = { name: 'secret', project: 'web', node: NODE, size_bytes: SIZE, filesystem: 'ext4' };
  const { status, json } = await registry.post('/v1/volumes', { ...wish, encryption: 'luks2' });
  expect(status).to.equal(201);
  return json.volume.id;
}

/** Body and headers of an answer, as they came. */
async function answerOf(registry: RegistryProcess, path: string): Promise<string> {
  const { statusCode, headers, body } = await request(registry.address + path);
  return `${statusCode} ${JSON.stringify(headers)} ${await body.text()}`;
}

/** All rows of all tables, as text. */
async function rowsOf(location: string): Promise<string> {
  const store = await openFor(location, { migrate: false });
  return await store.read(async ({ db }) => {
    const tables = await db.introspection.getTables();
    const rows = await Promise.all(
      tables.map(
        async ({ name }) =>
          await db
            .selectFrom(name as 'volumes')
            .selectAll()
            .execute(),
      ),
    );
    return JSON.stringify(rows);
  });
}

describe('a registry with keys of volumes', function () {
  this.timeout(300_000);

  for (const backend of ['sqlite', 'mariadb'] as const satisfies BackendName[])
    it(`on ${backend} gives a key to the agent that makes the volume and to its project, and has it nowhere else`, async () => {
      const store = await newDatabase(backend);
      const keks = new KekFolder('2026.key');
      const registry = await start(store, '--kek', keks.path);
      const agent = await anAgent(registry);
      const stream = await SseReader.open(`${registry.address}/v1/events/stream?after=0`);
      const volume = await reserve(registry);
      const run = randomUUID();
      const key = await delivered(agent, volume, run);
      agent.report(2, told('created', volume, run));
      await agent.acked(2);
      // Without permission, of a volume that is made: what is refused tells nothing either.
      agent.send({ type: 'key-request', id: 3, run, volumeId: volume });
      expect(await agent.next('key-answer')).to.include({ allowed: false });

      const url = ['--registry', registry.address];
      const read = await bmvBytes(['volumes', 'key', volume, ...url]);
      expect(read).to.include({ code: 0, out: '', err: '' });
      expect(read.bytes.equals(key)).to.equal(true);
      const route = await answerOf(registry, `/v1/volumes/${volume}/key`);
      expect(route).to.match(/^200 .*"cache-control":"no-store"/);
      expect(JSON.parse(route.slice(route.indexOf('{"volume"')))).to.deep.equal({
        ...{ volume, key: key.toString('base64') },
      });

      await registry.post(`/v1/volumes/${volume}/release`, {});
      const paths = [
        ...['/v1/volumes?released=true', `/v1/volumes/${volume}`, '/v1/sets', '/v1/quotas/web', '/v1/alarms'],
        ...['/v1/nodes', `/v1/nodes/${NODE}`, `/v1/nodes/${NODE}/plan`, '/v1/events?limit=500', '/metrics'],
        ...[
          '/v1/untrusted',
          '/v1/health',
          '/cinder/v3/web/volumes/detail',
          `/cinder/v3/web/volumes/${volume}`,
        ],
        ...[`/cinder/v3/web/volumes/${volume}/metadata`, '/v1/openapi.json'],
      ];
      const places: [what: string, bytes: string | Buffer][] = [];
      for (const path of paths) {
        const answer = await answerOf(registry, path);
        expect(answer, path).to.match(/^200 /);
        places.push([path, answer]);
      }
      const events = await stream.when(() => {
        const kinds = stream.messages.map(({ data }) => data?.kind);
        return kinds.filter((kind) => kind === 'key.read').length === 2 ? kinds : null;
      });
      expect(events).to.include.members(['key.delivered', 'key.refused', 'key.read']);
      places.push(['the stream of events', JSON.stringify(stream.messages)]);
      for (const command of [
        ['volumes', 'show', volume],
        ['volumes', 'list'],
        ['events'],
        ['nodes', 'show', NODE],
      ])
        for (const form of [[], ['--json']]) {
          const { code, out, err } = await bmv([...command, ...url, ...form]);
          expect([code, err], command.join(' ')).to.deep.equal([0, '']);
          places.push([`bmv ${command.join(' ')}`, out]);
        }
      places.push(['rows of the database', await rowsOf(store)]);
      if (backend === 'sqlite') {
        const files = readdirSync(dirname(store));
        expect(files).to.include.members(['registry.db', 'registry.db-wal']);
        for (const name of files) places.push([name, readFileSync(join(dirname(store), name))]);
      }
      const file = join(scratchFolder(), 'backup.db');
      expect((await bmv(['registry', 'backup', file, '--store', store])).code).to.equal(0);
      places.push(['the backup', readFileSync(file)]);
      places.push(['the log', registry.output]);
      const others = agent.received.filter(({ body }) => body.type !== 'key-answer');
      places.push(['other frames', JSON.stringify(others)]);
      for (const [what, bytes] of places) {
        expect(bytes.length, what).to.be.greaterThan(0);
        expect(keyIn(bytes, key), what).to.equal(-1);
      }
      // What looks for it finds it, where it is.
      for (const spelling of spellingsOf(key))
        expect(keyIn(Buffer.concat([Buffer.of(1), spelling]), key)).to.be.at.least(1);
      expect(keyIn(route, key)).to.be.greaterThan(0);

      agent.report(3, told('released', volume, run));
      await agent.acked(3);
      const gone = await answerOf(registry, `/v1/volumes/${volume}/key`);
      expect(gone).to.match(/^404 .*KEY_UNKNOWN.*was destroyed at/);
      expect(keyIn(await rowsOf(store), key)).to.equal(-1);
      stream.close();
      await agent.close();
    });

  it('reads new KEKs at SIGHUP, and opens all keys behind a rotation without the old one', async () => {
    const store = await newDatabase('sqlite');
    const keks = new KekFolder('2026.key');
    const registry = await start(store, '--kek', keks.path);
    const agent = await anAgent(registry);
    const volume = await reserve(registry);
    const read = async () => (await registry.get(`/v1/volumes/${volume}/key`)).json.key;
    const key = await read();
    keks.put('2027.key');
    registry.child.kill('SIGHUP');
    expect(await registry.logged('key-encryption keys were read again'))
      .to.have.property('newest')
      .that.matches(/^2027\.key#/);
    const rewrap = ['registry', 'rewrap-keys', '--store', store, '--kek', keks.path];
    const { code, out } = await bmv(rewrap);
    expect(code).to.equal(0);
    expect(out).to.match(/^1 keys are wrapped by KEK 2027\.key#\w+ now, and none is left/);
    keks.take('2026.key');
    registry.child.kill('SIGHUP');
    expect(await read()).to.equal(key);
    await registry.stop();
    const again = await start(store, '--kek', keks.path);
    expect((await again.get(`/v1/volumes/${volume}/key`)).json.key).to.equal(key);
    expect(again.log.filter(({ msg }) => msg.includes('key-encryption key'))).to.deep.equal([]);
    await agent.closed;
  });

  it('goes on with the KEKs that it has when a new one is none, and says so', async () => {
    const keks = new KekFolder('2026.key');
    const registry = await start(await newDatabase('sqlite'), '--kek', keks.path);
    await (await anAgent(registry)).close();
    const volume = await reserve(registry);
    writeFileSync(join(keks.path, '2027.key'), 'no key', { mode: 0o600 });
    registry.child.kill('SIGHUP');
    const line = await registry.logged('key-encryption keys cannot be read again');
    expect(line.why).to.include('2027.key');
    expect((await registry.get(`/v1/volumes/${volume}/key`)).status).to.equal(200);
  });

  it('starts without its KEK, says which keys it cannot open, and makes none; with the KEK all is as before', async () => {
    const store = await newDatabase('sqlite');
    const keks = new KekFolder('2026.key');
    const registry = await start(store, '--kek', keks.path);
    await (await anAgent(registry)).close();
    const volume = await reserve(registry);
    const { key } = (await registry.get(`/v1/volumes/${volume}/key`)).json;
    await registry.stop();
    const without = await start(store);
    expect(await without.logged(/wrapped by a key-encryption key that is not here/)).to.include({
      volumes: 1,
    });
    const { status, json } = await without.get(`/v1/volumes/${volume}/key`);
    expect([status, json.code]).to.deep.equal([409, 'KEK_MISSING']);
    expect(String((await without.get('/metrics')).json)).to.include('bmv_volume_keys{kek="missing"} 1\n');
    const wish = { name: 'more', project: 'web', node: NODE, size_bytes: SIZE, encryption: 'luks2' };
    expect((await without.post('/v1/volumes', wish)).json.code).to.equal('KEK_MISSING');
    await without.stop();
    const again = await start(store, '--kek', join(keks.path, '2026.key'));
    expect((await again.get(`/v1/volumes/${volume}/key`)).json.key).to.equal(key);
  });

  it('does not start with a KEK that others can read, and says what to do', async () => {
    const path = join(scratchFolder(), 'kek');
    writeFileSync(path, '00112233'.repeat(8), { mode: 0o644 });
    const failure = await start(await newDatabase('sqlite'), '--kek', path).catch(String);
    expect(failure).to.include('ended with 2').and.include('chmod 600').and.not.include('00112233');
  });
});
