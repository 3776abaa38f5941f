import { randomUUID } from 'node:crypto';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { hashPassword } from '../../../registry/auth/password.ts';
import { inOrder } from '../../../registry/decisions/order.ts';
import { keyOptions, LiveNode } from '../../support/live-node.ts';
import { RegistryProcess } from '../../support/registry-process.ts';
import { problem, ScriptedRegistry } from '../../support/scripted-registry.ts';
import { scratchFolder } from '../../support/stores.ts';
import { serverOptions, TestAuthority } from '../../support/test-authority.ts';
import { SUITES } from '../ipa.ts';
import { type FilterAsk, Nova, type NovaHost } from './nova.ts';

const BARE = (node: string): NovaHost => ({ host: 'ironic-1', node, type: 'ironic' });
const VIRTUAL: NovaHost = { host: 'kvm-1', node: 'kvm-1.example', type: 'QEMU' };
const SECRET = 'secret of nova';

for (const suite of SUITES)
  describe(`the filter in Nova's scheduler of ${suite}`, function () {
    this.timeout(300_000);
    let nova: Nova;
    before(async function () {
      // The packages are fetched once.
      this.timeout(3_600_000);
      nova = await Nova.start(suite);
      writeFileSync(join(nova.folder, 'credentials'), `nova:${SECRET}\n`);
    });
    after(async () => await nova?.stop());
    beforeEach(async () => {
      const credentials = { credentials_file: nova.path('credentials'), cafile: null };
      await nova.set({ ...credentials, timeout: 30, fail_open_without_hint: false });
    });
    afterEach(() => expect(nova.log).to.not.contain(SECRET));

    const one = async (asked: Omit<FilterAsk, 'instances'>) => (await nova.filter(asked))[0] ?? [];

    it('is loaded beside all of Nova’s own by one value of available_filters', async () => {
      expect(await nova.filters()).to.include.members(['ComputeFilter', 'JsonFilter', 'LocalVolumeFilter']);
    });

    describe('with a registry', () => {
      let registry: RegistryProcess;
      let nodes: LiveNode[];
      const ids = { data: randomUUID(), logs: randomUUID(), theirs: randomUUID() };
      let [web, alsoWeb, bank, free]: string[] = [];
      const unknown = randomUUID();

      beforeEach(async () => {
        const users = join(scratchFolder(), 'users');
        const line = async (name: string, role: string, secret: string) =>
          `${name}::${role}:${await hashPassword(secret)}\n`;
        writeFileSync(
          users,
          (await line('nova', 'service', SECRET)) + (await line('ann', 'admin', 'of ann')),
          {
            mode: 0o600,
          },
        );
        registry = await RegistryProcess.start({
          args: [
            ...[
              '--store',
              join(scratchFolder(), 'registry.db'),
              '--auth',
              `basic:${users}`,
              '--open-metrics',
            ],
            ...keyOptions(),
          ],
        });
        nodes = [];
        for (let count = 0; count < 4; count += 1) nodes.push(await LiveNode.join(registry));
        [web, alsoWeb, bank, free] = nodes.map(({ uuid }) => uuid);
        const volumes = [
          { id: ids.data, name: 'data', project: 'web', set: 'shop', node: web },
          { id: ids.logs, name: 'logs', project: 'web', set: 'shop', node: alsoWeb },
          { id: ids.theirs, name: 'theirs', project: 'bank', set: 'shop', node: bank },
        ];
        const authorization = `Basic ${Buffer.from('ann:of ann').toString('base64')}`;
        for (const volume of volumes) {
          const answer = await fetch(`${registry.address}/v1/volumes`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization },
            body: JSON.stringify({ ...volume, size_bytes: 10 * 2 ** 20 }),
          });
          expect(answer.status, await answer.text()).to.equal(201);
        }
        await nova.set({ registry_url: registry.address });
      });
      afterEach(async () => {
        for (const node of nodes) await node.close();
      });

      const hosts = () => [web, alsoWeb, bank, free, unknown].map((node) => BARE(node ?? '')).concat(VIRTUAL);
      const left = async (project: string, hints: Readonly<Record<string, unknown>> = {}) =>
        await one({ project, hosts: hosts(), hints });

      it('admits only the nodes that hold what the hints name, of the instance’s project', async () => {
        expect(await left('web', { local_volume: 'data' })).to.deep.equal([web]);
        expect(await left('web', { local_volume: ids.logs })).to.deep.equal([alsoWeb]);
        expect(await left('web', { local_volume: ['data', ids.data] })).to.deep.equal([web]);
        expect(await left('web', { local_volume: ['data', 'logs'] })).to.deep.equal([]);
        expect(await left('web', { local_volume_set: 'shop' })).to.deep.equal([web, alsoWeb]);
        expect(await left('web', { local_volume_set: 'shop', local_volume: 'logs' })).to.deep.equal([
          alsoWeb,
        ]);
        expect(await left('bank', { local_volume: 'data' })).to.deep.equal([]);
        expect(await left('web', { local_volume: ids.theirs })).to.deep.equal([]);
        expect(await left('bank', { local_volume_set: 'shop' })).to.deep.equal([bank]);
      });

      it('keeps others’ nodes away without a hint, once for a request, and leaves rebuilds and other hosts alone', async () => {
        expect(await left('web')).to.deep.equal([web, alsoWeb, free, unknown, VIRTUAL.node]);
        expect(await left('bank', { group: 'x' })).to.deep.equal([bank, free, unknown, VIRTUAL.node]);
        const asked = async () => {
          const { json } = await registry.get('/metrics');
          return Number(/route="\/v1\/placement\/filter",status="200"\} (\d+)/.exec(String(json))?.[1] ?? 0);
        };
        const before = await asked();
        const rounds = await nova.filter({ project: 'bank', hosts: hosts(), instances: 3 });
        expect(new Set(rounds.map((nodesLeft) => nodesLeft.join()))).to.have.length(1);
        expect(rounds[2]).to.not.include(web);
        expect(await asked()).to.equal(before + 1);
        expect(await one({ project: 'web', hosts: [VIRTUAL] })).to.deep.equal([VIRTUAL.node]);
        expect(
          await one({ project: 'web', hosts: [VIRTUAL], hints: { local_volume: 'data' } }),
        ).to.deep.equal([]);
        expect(await asked()).to.equal(before + 1);
        // A node that has not reported to Nova yet is known by its name.
        const silent = { ...BARE(bank ?? ''), type: null };
        expect(await one({ project: 'web', hosts: [silent, { ...VIRTUAL, type: null }] })).to.deep.equal([
          VIRTUAL.node,
        ]);
        // A rebuild is left where it is.
        const hints = { _nova_check_type: ['rebuild'], local_volume: ['gone'] };
        expect(await one({ project: 'web', hosts: [BARE(bank ?? '')], hints })).to.deep.equal([bank]);
      });

      it('admits no node for hints that can name nothing, or with another password, and says why', async () => {
        for (const wrong of ['', ['data', ''], 'x'.repeat(256), Array(101).fill('data')])
          expect(await left('web', { local_volume: wrong })).to.deep.equal([]);
        writeFileSync(join(nova.folder, 'other'), 'nova:another\n');
        await nova.set({ credentials_file: nova.path('other') });
        expect(await left('web')).to.deep.equal([VIRTUAL.node]);
        expect(nova.log).to.match(/no node is admitted: the registry answers 401: \S+/);
      });
    });

    describe('while the registry does not answer as it should', () => {
      const [node, other] = [randomUUID(), randomUUID()];
      const hosts = [BARE(node), BARE(other), VIRTUAL];
      const FILTER = '/v1/placement/filter';
      let registry: ScriptedRegistry;
      const others: ScriptedRegistry[] = [];
      beforeEach(async () => {
        registry = await ScriptedRegistry.start();
        await nova.set({ registry_url: registry.url, timeout: 2 });
      });
      afterEach(async () => {
        for (const server of [registry, ...others.splice(0)]) await server.stop();
        expect(registry.faults).to.deep.equal([]);
      });

      /** With a hint, without one, and without one where the operator lets those through. */
      async function outcomes(): Promise<readonly (readonly string[])[]> {
        const hints = { local_volume: 'data' };
        const [wanted, nothing] = [
          await one({ project: 'web', hosts, hints }),
          await one({ project: 'web', hosts }),
        ];
        await nova.set({ fail_open_without_hint: true });
        const open = await one({ project: 'web', hosts });
        expect(await one({ project: 'web', hosts, hints })).to.deep.equal(wanted);
        return [wanted, nothing, open];
      }
      const CLOSED = [[], [VIRTUAL.node], [node, other, VIRTUAL.node]];

      it('admits no node where nobody listens; without a hint others, and nodes as configured', async () => {
        await registry.stop();
        expect(await outcomes()).to.deep.equal(CLOSED);
        await registry.listen(0);
      });

      it('waits no longer than it may', async () => {
        registry.on('POST', FILTER, () => {});
        await nova.set({ timeout: 0.5 });
        const began = performance.now();
        expect(await outcomes()).to.deep.equal(CLOSED);
        expect(performance.now() - began).to.be.within(4 * 500, 4 * 500 + 8000);
      });

      it('follows no redirect, by which its password would go elsewhere', async () => {
        const elsewhere = await ScriptedRegistry.start();
        others.push(elsewhere);
        registry.on('POST', FILTER, (response) => {
          response.writeHead(302, { location: `${elsewhere.url}${FILTER}` }).end();
        });
        expect(await outcomes()).to.deep.equal(CLOSED);
        expect(elsewhere.asked).to.deep.equal([]);
      });

      for (const [what, status, text] of [
        ['no JSON', 200, 'welcome'],
        ['another form', 200, '{"nodes": []}'],
        ['a list', 200, '[]'],
        ['nothing allowed, as null', 200, '{"allowed": null, "refused": []}'],
        ['no text', 200, '\xff\xfe'],
        ['an error', 500, '{"allowed": [], "refused": []}'],
      ] as const)
        it(`takes ${what} for no answer`, async () => {
          registry.on('POST', FILTER, (response) => {
            response
              .writeHead(status, { 'content-type': 'application/json' })
              .end(Buffer.from(text, 'latin1'));
          });
          expect(await outcomes()).to.deep.equal(CLOSED);
        });

      it('says what the registry says, and shows it its user', async () => {
        registry.on('POST', FILTER, problem(503, 'STORE_FAILED', 'the database is locked'));
        expect(await one({ project: 'web', hosts })).to.deep.equal([VIRTUAL.node]);
        expect(nova.log).to.contain('the registry answers 503: the database is locked');
        const [asked] = registry.asked;
        expect(asked?.headers.authorization).to.equal(
          `Basic ${Buffer.from(`nova:${SECRET}`).toString('base64')}`,
        );
        expect(asked?.body).to.deep.equal({
          ...{ project: 'web', volumes: [], sets: [], candidates: [node, other].sort(inOrder) },
        });
      });
    });

    it('believes a registry by its authority, and no other', async () => {
      const [authority, stranger] = [new TestAuthority('registry'), new TestAuthority('stranger')];
      const registry = await ScriptedRegistry.start(serverOptions(authority.issue()));
      const node = randomUUID();
      registry.on('POST', '/v1/placement/filter', { allowed: [node], refused: [] });
      await nova.set({ registry_url: registry.url });
      for (const [from, name] of [
        [authority, 'own.pem'],
        [stranger, 'other.pem'],
      ] as const)
        cpSync(from.ca, join(nova.folder, name));
      const hosts = [BARE(node)];
      for (const [cafile, wanted] of [
        [null, []],
        [nova.path('other.pem'), []],
        [nova.path('own.pem'), [node]],
      ] as const) {
        await nova.set({ cafile });
        expect(await one({ project: 'web', hosts })).to.deep.equal(wanted);
      }
      await registry.stop();
      for (const { folder } of [authority, stranger]) rmSync(folder, { recursive: true });
    });
  });
