import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { VolumeReport } from '../../../proto/report.ts';
import { hashPassword } from '../../../registry/auth/password.ts';
import { bmv, bmvJson, startBmv } from '../../support/bmv.ts';
import { PageAgent } from '../../support/page-agent.ts';
import { GIB, MIB, type PageDisk, volumeReport } from '../../support/page-disks.ts';
import { PageRegistry } from '../../support/page-registry.ts';
import { uuidOf } from '../../support/registry-json.ts';

const NODE = uuidOf(7);
const OTHER = uuidOf(8);
const PASSWORD = 'a password of the tests';

type Volume = { readonly id: string; readonly state: string; readonly generation: number };

describe('bmv with a real registry', function () {
  this.timeout(120_000);
  let registry: PageRegistry;
  let agent: PageAgent;

  const disk = (volumes: PageDisk['volumes'] = []): PageDisk => ({
    ...{ device: '/dev/nvme0n1', model: 'SSD', serial: 'S64GNE0R400112', sizeBytes: 100 * GIB, volumes },
    image: [{ name: 'root', bytes: 10 * GIB, filesystem: 'ext4' }],
  });
  const run = async (...argv: string[]) => await bmv([...argv, '--registry', registry.url]);
  /** Standard output of a command that must do. */
  const done = async (...argv: string[]) => {
    const { code, out, err } = await run(...argv);
    if (code !== 0) throw new Error(`bmv ${argv.join(' ')}: ${code}: ${err}`);
    return out;
  };
  const json = async <T>(...argv: string[]) =>
    (await bmvJson(...argv, '--registry', registry.url)).json as unknown as T;
  const stateOf = async (name: string) =>
    (await json<{ volume: Volume }>('volumes', 'show', name)).volume.state;
  const refused = async (code: string, ...argv: string[]) => {
    const outcome = await run(...argv);
    expect(outcome.err).to.match(new RegExp(`^bmv: .*\\(${code}\\)\\n$`));
    expect(outcome.code).to.equal(3);
    return outcome.err;
  };
  /** The agent makes a volume that was reserved. */
  const make = async (id: string, name: string, changes: Partial<VolumeReport> = {}) => {
    const report = volumeReport({ id, name, offset: 50 * GIB, length: 10 * GIB, ...changes });
    await agent.changed('created', report, disk([report]));
    await agent.inventory([disk([report])]);
    return report;
  };
  const reserve = async (name: string, ...argv: string[]) => {
    const asked = [name, '--size', '10G', '--node', 'rack1-07', '--project', 'web', ...argv];
    return (await json<{ volume: Volume }>('volumes', 'reserve', ...asked)).volume;
  };

  beforeEach(async () => {
    registry = await PageRegistry.start();
    agent = await PageAgent.connect(registry.address, NODE, { systemSerial: 'SN-0007' });
    await agent.inventory([disk()]);
    await registry.nameNode(NODE, 'rack1-07');
  });
  afterEach(async () => {
    await agent.close();
    await registry.stop();
  });

  it('takes a volume from its reservation to its end, as the operator and the agent go on', async () => {
    expect(await done('volumes', 'list')).to.equal('no volumes\n');
    const { id } = await reserve(
      'data',
      '--filesystem',
      'xfs',
      '--mount',
      '/srv',
      '--tell',
      'gpt-auto',
      '--disk',
      'serial:s64gne0r400112',
    );
    expect(await stateOf('data')).to.equal('reserved');
    expect((await agent.plan()).volumes.map((wanted) => [wanted.id, wanted.tell])).to.deep.equal([
      [id, ['gpt-auto']],
    ]);
    expect(await done('volumes', 'show', 'data')).to.match(/^told by +gpt-auto$/m);

    const made = await make(id, 'data', { tell: ['gpt-auto'] });
    const table = await done(
      'volumes',
      'list',
      '--node',
      'rack1-07',
      '--state',
      'available',
      '--project',
      'web',
    );
    expect(table.split('\n')[1]).to.match(
      new RegExp(`^data +${id} +${NODE} +10 GiB +available +web +xfs +/srv$`),
    );

    expect(await done('volumes', 'extend', 'data', '--size', '12G')).to.contain(
      'is extending, 10 GiB -> 12 GiB',
    );
    const longer = { ...made, length: 12 * GIB };
    await agent.changed('extended', longer, disk([longer]));
    expect(await stateOf(id)).to.equal('available');

    expect(await done('volumes', 'quarantine', 'data', '--reason', 'noises')).to.contain(
      'is quarantined (was available)',
    );
    expect(await done('alarms', 'list')).to.match(/ {2}asked-for\n {2}alarm .*\n.*noises/);
    expect(await done('volumes', 'resolve', 'data', '--accept')).to.contain('is available');
    expect(await done('alarms', 'list')).to.equal('no alarms\n');

    await refused('NOT_CONFIRMED', 'volumes', 'release', 'data');
    expect(await done('volumes', 'release', 'data', '--erase', 'zero', '--yes')).to.contain('is releasing');
    await agent.changed('released', longer, disk());
    expect(await done('volumes', 'list')).to.equal('no volumes\n');
    expect(await done('volumes', 'list', '--released')).to.contain(' released ');
    expect(await done('volumes', 'show', 'data')).to.match(/\nstate +released\n/);

    const history = await done('volumes', 'history', id);
    const kinds = history
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/)[3]);
    expect(kinds.filter((kind) => kind?.startsWith('volume.'))).to.deep.equal([
      ...['volume.reserved', 'volume.created', 'volume.extending', 'volume.extended', 'volume.quarantined'],
      ...['volume.accepted', 'volume.releasing', 'volume.released'],
    ]);
  });

  it('cancels what no step has carried out, and adopts a partition that is there', async () => {
    await reserve('data');
    expect(await done('volumes', 'cancel', 'data')).to.contain('is released');
    const { node } = await json<{ node: { disks: { parts: { guid: string; kind: string }[] }[] } }>(
      'nodes',
      'show',
      NODE,
    );
    const root = node.disks[0]?.parts.find(({ kind }) => kind === 'image')?.guid ?? '';
    expect(
      await done('volumes', 'adopt', root, '--node', NODE, '--name', 'old', '--project', 'web'),
    ).to.contain('is creating, 10 GiB');
    await refused(
      'PARTITION_UNKNOWN',
      'volumes',
      'adopt',
      uuidOf(1),
      '--node',
      NODE,
      '--name',
      'x',
      '--project',
      'web',
    );
  });

  it('makes one volume of a reservation that is repeated with its id', async () => {
    await reserve('data', '--id', uuidOf(42));
    await reserve('data', '--id', uuidOf(42));
    expect((await json<{ volumes: object[] }>('volumes', 'list')).volumes).to.have.lengthOf(1);
  });

  it('tells what is refused as the registry does', async () => {
    await reserve('data');
    await refused(
      'VOLUME_EXISTS',
      'volumes',
      'reserve',
      'data',
      '--size',
      '1G',
      '--node',
      NODE,
      '--project',
      'web',
    );
    await refused(
      'NODE_HELD',
      'volumes',
      'reserve',
      'x',
      '--size',
      '1G',
      '--node',
      NODE,
      '--project',
      'shop',
    );
    await refused('NO_SPACE', 'volumes', 'reserve', 'x', '--size', '1T', '--node', NODE, '--project', 'web');
    await refused('VOLUME_STATE', 'volumes', 'extend', 'data', '--size', '20G');
    await refused('NODE_UNKNOWN', 'nodes', 'show', uuidOf(99));
    await refused('VOLUME_UNKNOWN', 'volumes', 'show', uuidOf(99));
    await refused('ALARM_UNKNOWN', 'alarms', 'resolve', uuidOf(99), '--note', 'x');
    const long = await run('volumes', 'list', '--name', 'x'.repeat(300));
    expect(long.err).to.match(/query \/name: .*\(REQUEST_INVALID\)/);
    expect(long.code).to.equal(2);
  });

  it('places a new volume where there is room', async () => {
    const placed = await done('place', '--project', 'web', '--size', '20G', '--ready');
    expect(placed).to.match(new RegExp(`\nrack1-07 +${NODE} +yes +0 +\\d+(\\.\\d)? GiB\n`));
    expect(placed).to.match(new RegExp(`openstack baremetal allocation create .*--candidate-node ${NODE}`));
    const reserved = await done('volumes', 'reserve', 'data', '--size', '20G', '--any', '--project', 'web');
    expect(reserved).to.contain(`on node ${NODE} is reserved, 20 GiB`);
    const { code, out } = await run('place', '--project', 'web', '--size', '200G', '--candidate', 'rack1-07');
    expect(code).to.equal(3);
    expect(out).to.match(/^no node will do\n0000.*\(no-space\)\n$/);
    await refused('NO_SPACE', 'volumes', 'reserve', 'more', '--size', '200G', '--any', '--project', 'web');
  });

  it('shows nodes with their disks, and a volume that shows up elsewhere as an alarm', async () => {
    const { id } = await reserve('data');
    const report = await make(id, 'data');
    const shown = await done('nodes', 'show', 'rack1-07');
    expect(shown)
      .to.match(/\nproject +web\nagent +connected\n/)
      .and.match(/\n\[-?P+\.+K+\.+.*\]\n/);
    expect(shown).to.match(/\nK {2}120 {2}data +xfs +\d+ MiB +10 GiB {2}kept\n/);
    const thief = await PageAgent.connect(registry.address, OTHER, {});
    await thief.inventory([{ ...disk([report]), serial: 'OTHER' }]);
    await thief.close();
    expect(await done('alarms', 'list', '--node', OTHER)).to.match(/ {2}(other-node|shown-twice)\n/);
    const nodes = await done('nodes', 'list', '--alarmed');
    expect(nodes.trimEnd().split('\n').slice(1)).to.have.lengthOf(1);
    const { alarms } = await json<{ alarms: { id: string }[] }>('alarms', 'list');
    await done('alarms', 'resolve', alarms[0]?.id ?? '', '--note', 'a clone; removed');
    expect(await done('alarms', 'list', '--all')).to.contain('a clone; removed');
  });

  it('follows events while the registry is away and back, and misses none', async () => {
    const events = startBmv(['events', '--follow', '--after', '0', '--json', '--registry', registry.url]);
    const { id } = await reserve('data');
    await events.until((out) => out.includes('volume.reserved'));
    await agent.close();
    await registry.pause();
    await registry.resume();
    agent = await PageAgent.connect(registry.address, NODE, {});
    await make(id, 'data');
    await events.until((out) => out.includes('volume.created'));
    events.stop();
    const { code, out } = await events.outcome;
    expect(code).to.equal(0);
    const followed = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number });
    const all = await done('events', '--after', '0', '--json');
    const listed = all
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number });
    expect(followed).to.deep.equal(listed.slice(0, followed.length));
    expect(followed.map(({ seq }) => seq)).to.deep.equal(followed.map((_, at) => at + 1));
    expect(await done('events', '--kind', 'volume.created', '--node', 'rack1-07')).to.match(
      /^ +\d+ {2}\S+ \S+ {2}volume\.created .*\n$/,
    );
  });

  it('watches a step of a node', async () => {
    await agent.startStep('write_image');
    await agent.progress('write', 10 * GIB);
    const watch = startBmv(['nodes', 'watch', 'rack1-07', '--registry', registry.url]);
    await watch.until((out) =>
      out.includes('rack1-07: deploy.write_image, write: 10 GiB of 40 GiB (25 %)\n'),
    );
    await agent.progress('verify', 20 * GIB, null);
    await watch.until((out) => out.includes('rack1-07: deploy.write_image, verify: 20 GiB\n'));
    await agent.endStep('write_image');
    await watch.until((out) => out.includes('step.finished'));
    watch.stop();
    expect((await watch.outcome).code).to.equal(0);
    expect(await done('nodes', 'show', NODE)).to.match(
      /newest steps:\n.* {2}deploy\.write_image succeeded after /,
    );
  });

  it('lists more than a page', async () => {
    for (let number = 1; number <= 103; number += 1)
      await registry.reserve({ name: `v${number}`, project: 'web', node: NODE, size_bytes: MIB });
    const { volumes } = await json<{ volumes: { name: string }[] }>('volumes', 'list');
    expect(new Set(volumes.map(({ name }) => name)).size).to.equal(103);
    const some = await json<{ volumes: object[]; more: boolean }>('volumes', 'list', '--limit', '101');
    expect({ count: some.volumes.length, more: some.more }).to.deep.equal({ count: 101, more: true });
    const history = await json<{ events: object[] }>('volumes', 'history', 'v103');
    expect(history.events).to.have.lengthOf(1);
  });

  describe('that asks who somebody is', () => {
    let folder = '';
    let guarded: PageRegistry;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-users-'));
      const hash = await hashPassword(PASSWORD);
      const users = ['ops::admin', 'ann:web:member', 'eve:shop:reader'].map((user) => `${user}:${hash}\n`);
      writeFileSync(join(folder, 'users'), users.join(''), { mode: 0o600 });
      writeFileSync(join(folder, 'password'), `${PASSWORD}\n`, { mode: 0o600 });
      guarded = await PageRegistry.start({ auth: { kind: 'basic', file: join(folder, 'users') } });
      const reporter = await PageAgent.connect(guarded.address, NODE, {});
      await reporter.inventory([disk()]);
      await reporter.close();
    });
    after(async () => {
      await guarded.stop();
      rmSync(folder, { recursive: true });
    });

    const as = async (user: string, ...argv: string[]) =>
      await bmv([
        ...argv,
        '--registry',
        guarded.url,
        '--user',
        user,
        '--password-file',
        join(folder, 'password'),
      ]);

    it('lets nobody in without a password, or with a wrong one', async () => {
      const without = await bmv(['volumes', 'list', '--registry', guarded.url]);
      expect(without.code).to.equal(3);
      expect(without.err).to.match(/; give --user with BMV_REGISTRY_PASSWORD .*\(UNAUTHENTICATED\)\n$/);
      const wrong = await as('mallory', 'volumes', 'list');
      expect(wrong.err).to.equal(
        'bmv: user or password is wrong; check user and password, or the token (UNAUTHENTICATED)\n',
      );
    });

    it('lets each do and see what is theirs', async () => {
      const reserved = await as('ann', 'volumes', 'reserve', 'mine', '--size', '1G', '--node', NODE);
      expect(reserved.err).to.equal('');
      expect(reserved.out).to.contain('of project web');
      const refusals = [
        ['ann', 'volumes', 'quarantine', 'mine', '--reason', 'x'],
        ['ann', 'alarms', 'list'],
        ['ann', 'volumes', 'list', '--project', 'shop'],
        ['eve', 'volumes', 'reserve', 'x', '--size', '1G', '--node', NODE],
      ] as const;
      for (const [user, ...argv] of refusals) {
        const { code, err } = await as(user, ...argv);
        expect(err).to.match(/\(FORBIDDEN\)\n$/);
        expect(code).to.equal(3);
      }
      expect((await as('eve', 'volumes', 'list')).out).to.equal('no volumes\n');
      expect((await as('ops', 'volumes', 'list')).out).to.contain('mine');
    });
  });

  it('is reached over a unix socket', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bmv-socket-'));
    const path = join(folder, 'registry.sock');
    const local = await PageRegistry.start({ listen: { kind: 'unix', path } });
    const listed = await bmv(['nodes', 'list', '--registry', `unix:${path}`]);
    await local.stop();
    expect(listed).to.deep.equal({ code: 0, out: 'no nodes\n', err: '' });
    const away = await bmv(['nodes', 'list', '--registry', `unix:${path}`]);
    expect(away.code).to.equal(1);
    expect(away.err).to.contain(`registry unix:${path} cannot be reached`).and.contain('bmv registry serve');
    rmSync(folder, { recursive: true });
  });
});
