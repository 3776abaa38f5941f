import { expect } from 'chai';
import { bmv, bmvJson } from '../../support/bmv.ts';
import {
  eventJson,
  NODE_UUID,
  nodeDetailJson,
  nodeJson,
  uuidOf,
  VOLUME_ID,
  volumeJson,
} from '../../support/registry-json.ts';
import { problem, ScriptedRegistry } from '../../support/scripted-registry.ts';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

describe('bmv volumes', () => {
  let registry: ScriptedRegistry;

  beforeEach(async () => {
    registry = await ScriptedRegistry.start();
    registry
      .on('GET', '/v1/volumes', { volumes: [volumeJson()], next: null })
      .on('GET', `/v1/volumes/${VOLUME_ID}`, volumeJson())
      .on('GET', '/v1/nodes', { nodes: [nodeJson()], next: null })
      .on('GET', `/v1/nodes/${NODE_UUID}`, nodeDetailJson());
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  const run = async (...argv: string[]) => await bmv([...argv, '--registry', registry.url]);
  const json = async (...argv: string[]) => await bmvJson(...argv, '--registry', registry.url);
  const last = () => registry.asked.at(-1);

  describe('list', () => {
    it('shows volumes as an aligned table', async () => {
      registry.on('GET', '/v1/volumes', {
        volumes: [
          volumeJson({ encryption: 'luks2' }),
          volumeJson({
            ...{ id: uuidOf(7002), name: 'scratch', state: 'missing', state_before: 'available', set: 'db' },
            ...{ size_bytes: 10 * GIB, wanted_size_bytes: 20 * GIB, mount_point: '' },
          }),
        ],
        next: null,
      });
      const { code, out, err } = await run('volumes', 'list');
      expect({ code, err }).to.deep.equal({ code: 0, err: '' });
      const [one, two] = [VOLUME_ID, uuidOf(7002)];
      expect(out.split('\n')).to.deep.equal([
        `name     id                                    node                                  size              state                    project  set  filesystem  encryption  mount`,
        `data     ${one}  ${NODE_UUID}  2 GiB             available                web           xfs         luks2       /srv`,
        `scratch  ${two}  ${NODE_UUID}  10 GiB -> 20 GiB  missing (was available)  web      db   xfs`,
        '',
      ]);
    });

    it('gives programs one object with all that the registry says', async () => {
      const { code, json: found } = await json('volumes', 'list');
      expect(code).to.equal(0);
      expect(found).to.deep.equal({ volumes: [volumeJson()], more: false });
    });

    it('asks for what is wanted, and for a node by its name', async () => {
      const argv = [
        '--node',
        'rack1-07',
        '--project',
        'web',
        '--set',
        'db',
        '--name',
        'data',
        '--state',
        'available',
      ];
      await run('volumes', 'list', ...argv, '--search', 'dat');
      expect(registry.asked[0]?.query).to.deep.equal({ q: 'rack1-07' });
      expect(last()?.query).to.deep.equal({
        ...{ node: NODE_UUID, project: 'web', set: 'db', name: 'data', state: 'available', q: 'dat' },
        released: 'false',
      });
      await run('volumes', 'list', '--state', 'released');
      expect(last()?.query).to.include({ released: 'true', state: 'released' });
    });

    it('reads all pages, up to the limit, and says when there are more', async () => {
      const page = (from: number, next: string | null) => ({
        volumes: Array.from({ length: 100 }, (_, at) => volumeJson({ id: uuidOf(from + at) })),
        next,
      });
      registry.on('GET', '/v1/volumes', page(1, uuidOf(100)), page(101, uuidOf(200)), page(201, null));
      const all = await json('volumes', 'list');
      expect(all.json.volumes).to.have.lengthOf(300);
      expect(registry.asked.map(({ query }) => query.after)).to.deep.equal([
        undefined,
        uuidOf(100),
        uuidOf(200),
      ]);

      registry.on('GET', '/v1/volumes', page(1, uuidOf(100)), {
        volumes: page(101, null).volumes.slice(0, 50),
        next: uuidOf(150),
      });
      const some = await json('volumes', 'list', '--limit', '150');
      expect(some.json.more).to.equal(true);
      expect(some.json.volumes).to.have.lengthOf(150);
      expect(last()?.query.limit).to.equal('50');

      registry.on('GET', '/v1/volumes', page(1, uuidOf(100)));
      expect((await run('volumes', 'list', '--limit', '100')).out).to.match(
        /\nthere are more; --limit shows them/,
      );
    });

    it('goes on behind an empty page, and ends where pages come again and again', async () => {
      registry.on(
        'GET',
        '/v1/volumes',
        { volumes: [], next: uuidOf(9) },
        { volumes: [volumeJson()], next: null },
      );
      expect((await json('volumes', 'list')).json.volumes).to.have.lengthOf(1);
      registry.on('GET', '/v1/volumes', { volumes: [volumeJson()], next: VOLUME_ID });
      const { code, err } = await run('volumes', 'list');
      expect(code).to.equal(1);
      expect(err).to.match(/come again and again.*\(REGISTRY_ANSWER\)\n$/);
    });

    it('says that there are none', async () => {
      registry.on('GET', '/v1/volumes', { volumes: [], next: null });
      expect((await run('volumes', 'list')).out).to.equal('no volumes\n');
    });

    it('cuts what is long, and lets no name steer the terminal', async () => {
      registry.on('GET', '/v1/volumes', {
        volumes: [
          volumeJson({ name: 'a\u001b[31mb\nc', mount_point: `/${'x'.repeat(200)}`, set: '😀'.repeat(50) }),
        ],
        next: null,
      });
      const { out } = await run('volumes', 'list');
      expect(out)
        .to.contain('a\\u001b[31mb\\u000ac')
        .and.contain(`/${'x'.repeat(38)}…`);
      expect(out).to.contain(`${'😀'.repeat(39)}…`);
      expect(out).not.to.contain('\u001b');
      expect(out.trimEnd().split('\n')).to.have.lengthOf(2);
    });
  });

  describe('show', () => {
    it('tells all of a volume, by id or name', async () => {
      const { out, code } = await run('volumes', 'show', VOLUME_ID.toUpperCase());
      expect(code).to.equal(0);
      expect(out).to.match(/^name {18}data\nid {20}00000000-/);
      expect(out).to.contain(`node                  ${NODE_UUID} (rack1-07)\n`);
      expect(out)
        .to.contain('at                    6142 MiB\n')
        .and.contain('created               2026-11-29 12:00:00Z\n');
      expect(out).not.to.contain('adopted').and.not.to.contain('set');
      expect((await json('volumes', 'show', 'data')).json).to.deep.equal({ volume: volumeJson() });
      expect((await run('volumes', 'show', 'data')).out).to.equal(out);
    });

    it('is told which ids a name may mean, and takes the project to choose', async () => {
      const twins = [volumeJson(), volumeJson({ id: uuidOf(7002), project: 'shop' })];
      registry.on('GET', '/v1/volumes', { volumes: twins, next: null });
      const { code, err } = await run('volumes', 'show', 'data');
      expect(code).to.equal(3);
      expect(err).to.equal(
        `bmv: 2 volumes are called "data"; name one by its id: ${VOLUME_ID} (project web, node ${NODE_UUID}), ` +
          `${uuidOf(7002)} (project shop, node ${NODE_UUID}) (VOLUME_AMBIGUOUS)\n`,
      );
      await run('volumes', 'show', 'data', '--project', 'shop');
      expect(last()?.query).to.include({ name: 'data', project: 'shop' });
    });

    it('finds a released one only where none of that name is left', async () => {
      const gone = volumeJson({ state: 'released' });
      registry.on('GET', '/v1/volumes', { volumes: [], next: null }, { volumes: [gone], next: null });
      expect((await json('volumes', 'show', 'data')).json).to.deep.equal({ volume: gone });
      registry.on('GET', '/v1/volumes', { volumes: [], next: null });
      const { code, err } = await run('volumes', 'show', 'data', '--project', 'web');
      expect(code).to.equal(3);
      expect(err).to.match(
        /^bmv: no volume of project web has the id or name "data"; .* \(VOLUME_UNKNOWN\)\n$/,
      );
    });

    it('takes a name that looks like an id for a name where no volume has that id', async () => {
      registry.on(
        'GET',
        `/v1/volumes/${uuidOf(5)}`,
        problem(404, 'VOLUME_UNKNOWN', 'there is no such volume'),
      );
      registry.on('GET', '/v1/volumes', { volumes: [volumeJson({ name: uuidOf(5) })], next: null });
      expect((await json('volumes', 'show', uuidOf(5))).code).to.equal(0);
    });

    it('shows a volume whose node is not for who asks', async () => {
      registry.on('GET', `/v1/nodes/${NODE_UUID}`, problem(404, 'NODE_UNKNOWN', 'there is no such node'));
      expect((await run('volumes', 'show', VOLUME_ID)).out).to.contain(
        `node                  ${NODE_UUID}\n`,
      );
    });
  });

  describe('reserve', () => {
    const reserved = () => ({
      volume: volumeJson({ state: 'reserved', disk: null, offset_bytes: null }),
      notes: ['its size was rounded up to 10 GiB'],
    });

    it('asks for a volume with an id of its own on the node that is named', async () => {
      registry.on('POST', '/v1/volumes', reserved());
      const argv = [
        '--size',
        '10GiB',
        '--node',
        'rack1-07',
        '--project',
        'web',
        '--set',
        'db',
        '--disk',
        '0x5000c500a1b2c3d4',
      ];
      const more = ['--filesystem', 'xfs', '--label', 'data', '--mount', '/srv', '--erase', 'discard'];
      const told = ['--tell', 'fstab,ignition'];
      const { code, out } = await run('volumes', 'reserve', 'data', ...argv, ...more, ...told);
      expect(code).to.equal(0);
      expect(out).to.equal(
        `volume "data" (${VOLUME_ID}) of project web on node ${NODE_UUID} is reserved, 2 GiB\n- its size was rounded up to 10 GiB\n`,
      );
      const { id, ...body } = (last()?.body ?? {}) as { id?: string };
      expect(id).to.match(/^[0-9a-f-]{36}$/);
      expect(body).to.deep.equal({
        ...{ name: 'data', project: 'web', set: 'db', node: NODE_UUID, size_bytes: 10 * GIB },
        ...{
          disks: ['wwn:0x5000c500a1b2c3d4'],
          filesystem: 'xfs',
          label: 'data',
          mount_point: '/srv',
          tell: ['fstab', 'ignition'],
          erase: 'discard',
        },
      });
    });

    it('takes the id that is given, and leaves the project to the registry', async () => {
      registry.on('POST', '/v1/volumes', reserved());
      const { json: answer } = await json(
        'volumes',
        'reserve',
        'data',
        '--size',
        '1.5G',
        '--node',
        NODE_UUID,
        '--id',
        uuidOf(42),
      );
      expect(answer).to.deep.equal(reserved());
      expect(last()?.body)
        .to.deep.include({ id: uuidOf(42), size_bytes: 1536 * MIB })
        .and.not.have.property('project');
    });

    it('asks the registry where, with --any, and the next node where others were faster', async () => {
      const candidate = (number: number) => ({
        ...{
          node: uuidOf(number),
          name: '',
          volumes: [],
          largest_bytes: 5 * GIB,
          ready: true,
          not_ready: [],
        },
      });
      registry
        .on('POST', '/v1/placement/candidates', {
          ...{
            candidates: [candidate(1), candidate(2)],
            candidate_nodes: [uuidOf(1), uuidOf(2)],
            found: 2,
            rejected: [],
          },
        })
        .on('POST', '/v1/volumes', problem(409, 'NO_SPACE', 'no disk has room'), reserved());
      const { code } = await run('volumes', 'reserve', 'data', '--size', '1G', '--any', '--project', 'web');
      expect(code).to.equal(0);
      const [placement, first, second] = registry.asked.map(
        ({ body }) => body as { node: string; id: string },
      );
      expect(placement).to.deep.equal({ size_bytes: GIB, limit: 5, project: 'web' });
      expect([first?.node, second?.node]).to.deep.equal([uuidOf(1), uuidOf(2)]);
      expect(first?.id).to.equal(second?.id);
    });

    it('is refused with --any where no node will do, or for what no other node would change', async () => {
      registry.on('POST', '/v1/placement/candidates', {
        candidates: [],
        candidate_nodes: [],
        found: 0,
        rejected: [],
      });
      const none = await run('volumes', 'reserve', 'data', '--size', '1G', '--any');
      expect(none.code).to.equal(3);
      expect(none.err).to.match(/no node has room.*\(NO_SPACE\)/);
      registry
        .on('POST', '/v1/placement/candidates', {
          candidates: [
            { node: NODE_UUID, name: '', volumes: [], largest_bytes: GIB, ready: true, not_ready: [] },
          ],
          ...{ candidate_nodes: [NODE_UUID], found: 1, rejected: [] },
        })
        .on(
          'POST',
          '/v1/volumes',
          problem(409, 'VOLUME_EXISTS', 'volume "data" is there; choose another name'),
        );
      const exists = await run('volumes', 'reserve', 'data', '--size', '1G', '--any');
      expect(exists.code).to.equal(3);
      expect(exists.err).to.equal('bmv: volume "data" is there; choose another name (VOLUME_EXISTS)\n');
    });

    it('names the disks of the node where it has none that is meant', async () => {
      const { code, err } = await run(
        'volumes',
        'reserve',
        'x',
        '--size',
        '1G',
        '--node',
        NODE_UUID,
        '--disk',
        'sda',
      );
      expect(code).to.equal(3);
      expect(err)
        .to.contain('no disk of node')
        .and.contain('its disks: wwn:0x5000c500a1b2c3d4 (/dev/sda) (DISK_UNKNOWN)');
    });

    it('is wrong usage without a place, with two, or with a size that is none', async () => {
      const wrong = [
        [['--size', '1G'], /say where: --node NODE, or --any \(USAGE\)/],
        [['--size', '1G', '--node', 'a', '--any'], /say where/],
        [['--size', '1G', '--any', '--disk', 'x'], /--disk is of one node/],
        [['--size', 'rest', '--any'], /size rest is for `bmv volume`/],
        [['--size', '10', '--any'], /has no unit.*\(BAD_SIZE\)/],
        [['--size', '1G', '--any', '--id', '5'], /--id "5" is no UUID/],
        [['--size', '1G', '--any', '--filesystem', 'ntfs'], /Allowed choices are none, ext4, xfs, swap/],
        [['--any'], /required option '--size <size>' not specified/],
      ] as const;
      for (const [argv, says] of wrong) {
        const { code, err } = await run('volumes', 'reserve', 'data', ...argv);
        expect(err).to.match(says);
        expect(code).to.equal(2);
      }
      expect(registry.asked).to.deep.equal([]);
    });

    it('says how to repeat it when no answer came', async () => {
      registry.on('POST', '/v1/volumes', (response) => void response.destroy());
      const { code, err } = await run('volumes', 'reserve', 'data', '--size', '1G', '--node', NODE_UUID);
      expect(code).to.equal(1);
      const id = (registry.asked.at(-1)?.body as { id?: string } | undefined)?.id ?? 'none';
      expect(err)
        .to.contain('it may have been carried out')
        .and.contain(`; repeated with --id ${id} it makes one volume at most`);
    });
  });

  it('adopt asks for a partition to become a volume', async () => {
    registry.on('POST', '/v1/volumes', {
      volume: volumeJson({ state: 'creating', is_adopted: true }),
      notes: [],
    });
    const { code, out } = await run(
      'volumes',
      'adopt',
      uuidOf(88),
      '--node',
      'rack1-07',
      '--name',
      'old',
      '--mount',
      '/old',
    );
    expect(code).to.equal(0);
    expect(out).to.contain('is creating');
    expect(last()?.body).to.deep.equal({
      ...{
        id: uuidOf(88),
        adopt: true,
        name: 'old',
        node: NODE_UUID,
        set: '',
        mount_point: '/old',
      },
    });
    const wrong = await run('volumes', 'adopt', 'label:x', '--node', NODE_UUID, '--name', 'old');
    expect(wrong.code).to.equal(2);
    expect(wrong.err).to.match(/"label:x" is no GUID of a partition/);
  });

  describe('changes', () => {
    const path = (verb: string) => `/v1/volumes/${VOLUME_ID}/${verb}`;
    const answer = (changes: object) => ({ volume: volumeJson({ ...changes, generation: 4 }), notes: [] });

    it('extend asks for the whole size, as the volume was seen', async () => {
      registry.on('POST', path('extend'), answer({ state: 'extending', wanted_size_bytes: 3 * GIB }));
      const { code, out } = await run('volumes', 'extend', 'data', '--size', '3G');
      expect(code).to.equal(0);
      expect(out).to.contain('is extending, 2 GiB -> 3 GiB');
      expect(last()?.body).to.deep.equal({ size_bytes: 3 * GIB });
      expect(last()?.headers['if-match']).to.equal('"3"');
    });

    it('are refused when the volume is not any more as it was shown', async () => {
      registry.on(
        'POST',
        path('extend'),
        problem(412, 'GENERATION_DIFFERS', 'volume "data" has changed; look at it again'),
      );
      const { code, err } = await run('volumes', 'extend', 'data', '--size', '3G');
      expect(code).to.equal(3);
      expect(err).to.equal('bmv: volume "data" has changed; look at it again (GENERATION_DIFFERS)\n');
    });

    it('release asks first: nobody is there to answer, so nothing happens without --yes', async () => {
      const refused = await run('volumes', 'release', 'data');
      expect(refused.code).to.equal(3);
      expect(refused.err).to.match(/--yes.*\(NOT_CONFIRMED\)/);
      expect(registry.asked.every(({ method }) => method === 'GET')).to.equal(true);

      registry.on('POST', path('release'), answer({ state: 'releasing' }));
      const { code, out } = await run('volumes', 'release', 'data', '--yes');
      expect(code).to.equal(0);
      expect(out).to.contain('is releasing');
      expect(last()?.body).to.deep.equal({});
      expect(last()?.headers['if-match']).to.equal('"3"');
      await run('volumes', 'release', 'data', '--yes', '--erase', 'discard');
      expect(last()?.body).to.deep.equal({ erase: 'discard' });
    });

    it('cancel and quarantine ask for just that', async () => {
      registry.on('POST', path('cancel'), answer({ state: 'released' }));
      registry.on('POST', path('quarantine'), answer({ state: 'quarantined', state_before: 'available' }));
      const cancelled = await run('volumes', 'cancel', VOLUME_ID);
      expect(cancelled.out).to.contain('is released');
      expect(last()?.body).to.deep.equal({});
      const { out } = await run('volumes', 'quarantine', VOLUME_ID, '--reason', 'noises');
      expect(out).to.contain('is quarantined (was available)');
      expect(last()?.body).to.deep.equal({ reason: 'noises' });
      expect((await run('volumes', 'quarantine', VOLUME_ID)).code).to.equal(2);
    });

    it('resolve accepts, with or without a project, ignores, and asks before it releases', async () => {
      registry.on('POST', path('resolve'), answer({}));
      await run('volumes', 'resolve', VOLUME_ID, '--accept', 'shop');
      expect(last()?.body).to.deep.equal({ resolution: 'accept', project: 'shop' });
      await run('volumes', 'resolve', VOLUME_ID, '--accept');
      expect(last()?.body).to.deep.equal({ resolution: 'accept' });
      await run('volumes', 'resolve', VOLUME_ID, '--ignore');
      expect(last()?.body).to.deep.equal({ resolution: 'ignore' });
      expect((await run('volumes', 'resolve', VOLUME_ID, '--release')).err).to.contain('NOT_CONFIRMED');
      await run('volumes', 'resolve', VOLUME_ID, '--release', '--erase', 'metadata', '--yes');
      expect(last()?.body).to.deep.equal({ resolution: 'release', erase: 'metadata' });
    });

    it('resolve is wrong usage with two ways, with none, and with an erasure that nothing needs', async () => {
      for (const argv of [
        [],
        ['--accept', '--ignore'],
        ['--release', '--ignore'],
        ['--ignore', '--erase', 'zero'],
      ]) {
        const { code, err } = await run('volumes', 'resolve', VOLUME_ID, ...argv);
        expect(err).to.match(/\(USAGE\)\n$/);
        expect(code).to.equal(2);
      }
    });
  });

  it('history tells the events of a volume, the newest at the end', async () => {
    const events = [
      eventJson(12, {
        kind: 'volume.quarantined',
        project: 'shop',
        actor: { kind: 'user', id: 'ops', project: '' },
        details: { why: 'no idea', size: 5 },
      }),
      eventJson(7),
    ];
    registry.on('GET', '/v1/events', { events, next: null });
    const { out, code } = await run('volumes', 'history', 'data');
    expect(code).to.equal(0);
    expect(out.split('\n')).to.deep.equal([
      `     7  2026-11-29 12:00:07Z  volume.created      by its agent`,
      `    12  2026-11-29 12:00:12Z  volume.quarantined  project shop, by user ops, why="no idea" size=5`,
      '',
    ]);
    expect(last()?.query).to.deep.equal({ volume: VOLUME_ID, newest: 'true' });
    expect((await json('volumes', 'history', 'data')).json).to.deep.equal({
      ...{ volume: VOLUME_ID, events: events.toReversed(), more: false },
    });
  });
});
