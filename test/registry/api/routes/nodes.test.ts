import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { putUntrustedInventory } from '../../../../registry/store/untrusted-inventories.ts';
import { ApiFixture } from '../../../support/api-fixture.ts';
import { ApiWorld, diskOf, FREE_NODE, newVolume, OTHER_NODE, WEB_NODE } from '../../../support/api-world.ts';
import { anIdentity, anInventory, aVolume, MIB, shown } from '../../../support/registry-records.ts';
import { BACKENDS } from '../../../support/stores.ts';

const RUN = '77777777-7777-4777-8777-777777777777';
const STARTED = { type: 'step-started', run: RUN, step: 'write_image', kind: 'deploy', atMs: 1 } as const;

for (const backend of BACKENDS)
  describe(`nodes over the API on ${backend}`, function () {
    this.timeout(120_000);

    it('are listed with who holds them, how much is free, their alarms and what runs', async () => {
      const { api, web } = await ApiWorld.make({ backend });
      await web.report(STARTED);
      await web.report({
        type: 'step-progress',
        run: RUN,
        phase: 'write',
        doneBytes: 5,
        totalBytes: 10,
        atMs: 2,
      });
      const { json } = await api.get('/v1/nodes');
      expect(json.nodes.map(({ uuid }: { uuid: string }) => uuid)).to.deep.equal([
        WEB_NODE,
        FREE_NODE,
        OTHER_NODE,
      ]);
      const [held, free, doubted] = json.nodes;
      expect(held).to.deep.include({ projects: ['web'], volume_count: 1, open_alarms: 0, connected: true });
      expect(held).to.include({ disk_count: 1, size_bytes: 100 * MIB, free_bytes: 97 * MIB });
      expect(held.running).to.include({
        run: RUN,
        phase: 'write',
        done_bytes: 5,
        total_bytes: 10,
        failure: null,
      });
      expect(free).to.deep.include({ projects: [], volume_count: 0, running: null });
      expect(doubted).to.deep.include({ projects: [], volume_count: 1, open_alarms: 1 });
    });

    it('are found by project, alarm, running step, and any part of what they are called', async () => {
      const { api, web } = await ApiWorld.make({ backend });
      await web.report(STARTED);
      const list = async (query: string) =>
        (await api.get(`/v1/nodes?${query}`)).json.nodes.map(({ uuid }: { uuid: string }) => uuid);
      expect(await list('project=web')).to.deep.equal([WEB_NODE]);
      expect(await list('alarmed=true')).to.deep.equal([OTHER_NODE]);
      expect(await list('alarmed=false')).to.deep.equal([WEB_NODE, FREE_NODE]);
      expect(await list('running=true')).to.deep.equal([WEB_NODE]);
      expect(await list('running=false&q=2222-4')).to.deep.equal([FREE_NODE]);
      expect(await list('q=%25')).to.deep.equal([]);
      expect(await list(`limit=1&after=${WEB_NODE}`)).to.deep.equal([FREE_NODE]);
    });
  });

describe('nodes over the API', () => {
  it('are shown with their disks, those that are gone last, their steps and their plan', async () => {
    const { api, web } = await ApiWorld.make();
    const second = diskOf(WEB_NODE, {
      device: '/dev/sdb',
      identity: anIdentity({ wwn: '0x1', serial: 'a' }),
    });
    const both = { type: 'inventory' as const, ...anInventory([], { disks: [diskOf(WEB_NODE), second] }) };
    await web.report(both);
    await web.report({ ...both, disks: [diskOf(WEB_NODE)] });
    await web.report(STARTED);
    const failure = { code: 'IO_ERROR', message: 'it broke' };
    const numbers = { durationMs: 5, bytesWritten: 1, bytesDownloaded: 1 };
    await web.report({ ...STARTED, ...numbers, type: 'step-finished', failure });
    const { json } = await api.get(`/v1/nodes/${WEB_NODE}`);
    expect(
      json.disks.map((disk: { key: string; is_present: boolean }) => [disk.key, disk.is_present]),
    ).to.deep.equal([
      ['wwn:500011111111', true],
      ['wwn:1', false],
    ]);
    expect(json.disk_count).to.equal(1);
    expect(json.runs).to.have.length(1);
    expect(json.runs[0]).to.deep.include({ state: 'failed', failure });
    expect(json.running).to.equal(null);
    expect(json.plan_revision).to.be.greaterThan(0);
  });

  it('of which nothing was ever asked have an empty plan', async () => {
    const { api } = await ApiWorld.make();
    expect((await api.get(`/v1/nodes/${FREE_NODE}/plan`)).json).to.deep.equal({
      ...{ node: FREE_NODE, revision: 0, volumes: [], updated_at_ms: null },
    });
  });

  it('that nobody knows are not found, nor is what is no UUID', async () => {
    const { api } = await ApiWorld.make();
    expect((await api.get(`/v1/nodes/${randomUUID()}`)).json.code).to.equal('NODE_UNKNOWN');
    expect((await api.get('/v1/nodes/node-1')).json.code).to.equal('REQUEST_INVALID');
  });

  it('tell at once what was decided about them', async () => {
    const { api } = await ApiWorld.make();
    const free = async () => (await api.get('/v1/nodes')).json.nodes[1];
    expect(await free()).to.deep.include({ projects: [], volume_count: 0 });
    await api.post('/v1/volumes', newVolume(FREE_NODE, { project: 'db' }));
    expect(await free()).to.deep.include({ projects: ['db'], volume_count: 1 });
  });

  it('that nobody vouched for are listed apart, with what they claim counted', async () => {
    const api = await ApiFixture.start();
    const inventory = anInventory([shown(aVolume())]);
    for (const machine of ['uuid:a', 'uuid:b', 'serial:c'])
      await api.store.transaction((tx) => putUntrustedInventory(tx, machine, inventory, 10));
    const { json } = await api.get('/v1/untrusted?limit=2');
    expect(json.machines.map(({ machine }: { machine: string }) => machine)).to.deep.equal([
      'serial:c',
      'uuid:a',
    ]);
    expect(json.machines[0].disks).to.deep.equal([
      { device: '/dev/sda', serial: 'S1', wwn: '0x5000c500a1b2c3d4', size_bytes: 100 * MIB, volumes: 1 },
    ]);
    const more = await api.get(`/v1/untrusted?limit=2&after=${encodeURIComponent(json.next)}`);
    expect(more.json).to.deep.include({ next: null });
    expect((await api.get('/v1/nodes')).json.nodes).to.deep.equal([]);
  });
});
