import { expect } from 'chai';
import { bmv, bmvJson } from '../../support/bmv.ts';
import {
  diskJson,
  NODE_UUID,
  NOON_MS,
  nodeDetailJson,
  nodeJson,
  runJson,
  uuidOf,
  VOLUME_ID,
  volumeJson,
} from '../../support/registry-json.ts';
import { problem, ScriptedRegistry } from '../../support/scripted-registry.ts';

const GIB = 1024 ** 3;

describe('bmv nodes', () => {
  let registry: ScriptedRegistry;

  beforeEach(async () => {
    registry = await ScriptedRegistry.start();
    registry
      .on('GET', '/v1/nodes', { nodes: [nodeJson()], next: null })
      .on('GET', `/v1/nodes/${NODE_UUID}`, nodeDetailJson())
      .on('GET', '/v1/volumes', { volumes: [volumeJson()], next: null });
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  const run = async (...argv: string[]) => await bmv([...argv, '--registry', registry.url]);
  const json = async (...argv: string[]) => await bmvJson(...argv, '--registry', registry.url);

  describe('list', () => {
    it('shows nodes as an aligned table, with the step that runs', async () => {
      const other = nodeJson({
        ...{ uuid: uuidOf(2), name: '', connected: false, projects: [], volume_count: 0, running: runJson() },
      });
      registry.on('GET', '/v1/nodes', { nodes: [nodeJson(), other], next: null });
      const { code, out } = await run('nodes', 'list');
      expect(code).to.equal(0);
      expect(out.split('\n')).to.deep.equal([
        'name      uuid                                  agent  project  volumes  alarms  disks   size   free  running                                   last report',
        `rack1-07  ${NODE_UUID}  yes    web            1       0      1  8 GiB  5 GiB                                            2026-11-29 12:00:00Z`,
        `          ${uuidOf(2)}                        0       0      1  8 GiB  5 GiB  deploy.write_image, write: 256 MiB of 1…  2026-11-29 12:00:00Z`,
        '',
      ]);
    });

    it('asks for what is wanted, and gives programs all of it', async () => {
      const found = await json(
        'nodes',
        'list',
        '--project',
        'web',
        '--alarmed',
        '--running',
        '--search',
        'rack',
      );
      expect(found.json).to.deep.equal({ nodes: [nodeJson()], more: false });
      expect(registry.asked.at(-1)?.query).to.deep.equal({
        ...{ project: 'web', alarmed: 'true', running: 'true', q: 'rack' },
      });
    });

    it('says that there are none', async () => {
      registry.on('GET', '/v1/nodes', { nodes: [], next: null });
      expect((await run('nodes', 'list')).out).to.equal('no nodes\n');
    });
  });

  it('untrusted shows what machines say that nobody vouched for', async () => {
    const disk = { device: '/dev/sda', serial: 'Z1', wwn: null, size_bytes: 8 * GIB, volumes: 2 };
    const machines = [
      {
        machine: 'serial:SN-9',
        seen_at_ms: NOON_MS,
        disks: [disk, { ...disk, device: '/dev/sdb', wwn: '0x5' }],
      },
      { machine: 'mac:52:54:00:00:00:01', seen_at_ms: NOON_MS, disks: [] },
    ];
    registry.on('GET', '/v1/untrusted', { machines, next: null });
    const { code, out } = await run('nodes', 'untrusted');
    expect(code).to.equal(0);
    expect(out.split('\n')).to.deep.equal([
      'machine                seen                  disk      wwn or serial  size   volumes',
      'serial:SN-9            2026-11-29 12:00:00Z  /dev/sda  Z1             8 GiB  2',
      'serial:SN-9            2026-11-29 12:00:00Z  /dev/sdb  0x5            8 GiB  2',
      'mac:52:54:00:00:00:01  2026-11-29 12:00:00Z',
      '',
    ]);
    expect((await json('nodes', 'untrusted')).json).to.deep.equal({ machines, more: false });
  });

  describe('show', () => {
    it('draws the disks as they were reported, without colour where nobody sees it', async () => {
      const { code, out } = await run('nodes', 'show', 'rack1-07');
      expect(code).to.equal(0);
      expect(out).not.to.contain('\u001b');
      const [facts, disk, volumes, ...rest] = out.trimEnd().split('\n\n');
      expect(rest).to.deep.equal([]);
      expect(facts).to.match(
        /^name {11}rack1-07\nuuid {11}00000000-.*\nproject {8}web\nagent {10}connected\n/,
      );
      expect(disk?.split('\n')).to.deep.equal([
        '/dev/sda, wwn:0x5000c500a1b2c3d4, 8 GiB, 512-byte sectors, gpt, QEMU HARDDISK, ssd',
        `[${'P'.repeat(10)}${'.'.repeat(48)}${'K'.repeat(19)}c]`,
        '   #    name         type        at     size',
        'P  1    root         ext4     1 MiB  1.1 GiB',
        '.                          1089 MiB  4.9 GiB  free',
        'K  127  data         xfs   6142 MiB    2 GiB  kept',
        'c  128  bmv-catalog        8190 MiB    1 MiB  catalog',
      ]);
      expect(volumes).to.match(/^name {2}id .*\ndata {2}0000/);
      expect(registry.asked.at(-1)?.query).to.deep.equal({ node: NODE_UUID });
    });

    it('shows damage, absence, interrupted work, alarms and the newest steps', async () => {
      const damaged = diskJson({
        ...{
          table: 'damaged',
          is_present: false,
          rotational: true,
          read_only: true,
          whole_disk: 'LVM2_member',
        },
        verdicts: [
          { code: 'GPT_CRC', severity: 'refuse', message: 'the header of the table has a wrong checksum' },
        ],
        open_operation: {
          operation: 'deploy',
          phase: 'write',
          started_at_ms: NOON_MS,
          image_name: 'birch.raw',
        },
        parts: [
          ...[
            {
              kind: 'damaged',
              offset_bytes: 0,
              size_bytes: 8 * GIB,
              number: null,
              guid: '',
              name: '',
            } as const,
          ].map((part) => ({ ...part, filesystem: '', volume: null })),
        ],
      });
      const failed = runJson({
        ...{ state: 'failed', ended_at_ms: NOON_MS + 65_000 },
        failure: { code: 'CHECKSUM_MISMATCH', message: 'the image is another one' },
      });
      registry.on(
        'GET',
        `/v1/nodes/${NODE_UUID}`,
        nodeDetailJson({ disks: [damaged], runs: [failed, runJson()], open_alarms: 2 }),
      );
      const { out } = await run('nodes', 'show', NODE_UUID);
      expect(out).to.contain(
        'damaged, QEMU HARDDISK, hdd, read-only, NOT PRESENT, seen last 2026-11-29 12:00:00Z\n',
      );
      expect(out)
        .to.contain(`[${'!'.repeat(78)}]\n`)
        .and.match(/\n! +0 MiB +8 GiB +damaged\n/);
      expect(out).to.contain('refuse: the header of the table has a wrong checksum\n');
      expect(out)
        .to.contain('the whole disk is LVM2_member\n')
        .and.contain('an interrupted deploy (write) is open\n');
      expect(out).to.contain('2 open alarms; bmv alarms list\n');
      expect(out).to.contain(
        'newest steps:\n2026-11-29 12:00:00Z  deploy.write_image failed after 1 min 05 s: the image is another one (CHECKSUM_MISMATCH)\n',
      );
      expect(out).to.contain('2026-11-29 12:00:00Z  deploy.write_image, write: 256 MiB of 1 GiB (25 %)\n');
    });

    it('gives programs the node with its disks and its volumes', async () => {
      const shown = await json('nodes', 'show', NODE_UUID);
      expect(shown.json).to.deep.equal({ node: nodeDetailJson(), volumes: [volumeJson({ id: VOLUME_ID })] });
    });

    it('is refused for a name that no node has, or several have', async () => {
      const none = await run('nodes', 'show', 'rack1-0');
      expect(none.code).to.equal(3);
      expect(none.err).to.equal(
        'bmv: no node is called "rack1-0"; see them with `bmv nodes list` (NODE_UNKNOWN)\n',
      );
      registry.on('GET', '/v1/nodes', { nodes: [nodeJson(), nodeJson({ uuid: uuidOf(2) })], next: null });
      const two = await run('nodes', 'show', 'rack1-07');
      expect(two.code).to.equal(3);
      expect(two.err).to.equal(
        `bmv: 2 nodes are called "rack1-07"; name one by its UUID: ${NODE_UUID}, ${uuidOf(2)} (NODE_AMBIGUOUS)\n`,
      );
      registry.on('GET', `/v1/nodes/${uuidOf(3)}`, problem(404, 'NODE_UNKNOWN', 'there is no node'));
      expect((await run('nodes', 'show', uuidOf(3))).code).to.equal(3);
    });
  });
});
