import type { VolumeReport } from '../../proto/report.ts';
import type { VolumeJson } from '../../registry/api/schemas/volumes.ts';
import { PageAgent } from './page-agent.ts';
import { GIB, MIB, type PageDisk, volumeReport } from './page-disks.ts';
import type { PageRegistry } from './page-registry.ts';

/** 1.92 TB, as such disks are sold. */
const NVME_BYTES = 1_920_383_410_176;
const HDD_BYTES = 4_000_787_030_016;

/** What stands for a server's number in ids. */
function nodeUuid(number: number): string {
  return `5e7f0000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const MAIN_NODE = nodeUuid(12);
export const ALARMED_NODE = nodeUuid(13);

function systemDisk(serial: string, volumes: readonly VolumeReport[]): PageDisk {
  return {
    ...{ device: '/dev/nvme0n1', model: 'SAMSUNG MZQL21T9HCJR', serial, sizeBytes: NVME_BYTES, volumes },
    image: [
      { name: 'esp', bytes: 512 * MIB, filesystem: 'vfat' },
      { name: 'boot', bytes: GIB, filesystem: 'ext4' },
      { name: 'root', bytes: 240 * GIB, filesystem: 'ext4' },
      { name: 'config-2', bytes: 64 * MIB, filesystem: 'iso9660' },
    ],
  };
}

function dataDisk(serial: string, volumes: readonly VolumeReport[]): PageDisk {
  const made = { device: '/dev/nvme1n1', model: 'SAMSUNG MZQL21T9HCJR', serial, sizeBytes: NVME_BYTES };
  return { ...made, image: [], volumes };
}

function damagedDisk(serial: string): PageDisk {
  return {
    ...{ device: '/dev/sda', model: 'ST4000NM000A', serial, sizeBytes: HDD_BYTES, image: [], volumes: [] },
    changes: {
      ...{ table: 'damaged', partitions: [], free: [], catalogGeneration: null, rotational: true },
      transport: 'sas',
      verdicts: [
        {
          code: 'GPT_BOTH_DAMAGED',
          severity: 'refuse',
          message: 'both tables have wrong checksums; restore one with bmv recover, or wipe the disk',
        },
      ],
    },
  };
}

/** Where volumes end up: from the end of the disk downwards. */
function placesFromEnd(
  sizeBytes: number,
  wishes: readonly Pick<Wish, 'gib' | 'gapGib'>[],
): readonly number[] {
  let end = Math.floor((sizeBytes - 3 * MIB) / MIB) * MIB;
  return wishes.map(({ gib, gapGib = 0 }) => {
    end -= (gib + gapGib) * GIB;
    return end;
  });
}

interface Wish {
  readonly name: string;
  readonly project: string;
  readonly gib: number;
  readonly mountPoint: string;
  readonly set?: string;
  /** Left free behind it. */
  readonly gapGib?: number;
}

interface PlacedOn {
  readonly disk: (volumes: readonly VolumeReport[]) => PageDisk;
  readonly wishes: readonly Wish[];
}

/** Has volumes reserved, made by the agent, and shown in an inventory with all other disks of the node. */
async function makeVolumes(
  registry: PageRegistry,
  agent: PageAgent,
  placed: readonly PlacedOn[],
  others: readonly PageDisk[] = [],
): Promise<ReadonlyMap<string, VolumeJson>> {
  await agent.inventory([...placed.map(({ disk }) => disk([])), ...others]);
  const made = new Map<string, VolumeJson>();
  const disks: PageDisk[] = [];
  for (const { disk, wishes } of placed) {
    const empty = disk([]);
    const offsets = placesFromEnd(empty.sizeBytes, wishes);
    const reports: VolumeReport[] = [];
    for (const [index, { name, project, gib, mountPoint, set = '' }] of wishes.entries()) {
      const volume = await registry.reserve({
        ...{ name, project, set, node: agent.node, size_bytes: gib * GIB, filesystem: 'xfs' },
        ...{ mount_point: mountPoint, disks: [`serial:${empty.serial.toLowerCase()}`] },
      });
      made.set(name, volume);
      const report = volumeReport({
        ...{ id: volume.id, name, project, mountPoint, number: 127 - index },
        ...{ offset: offsets[index] ?? 0, length: gib * GIB },
      });
      reports.push(report);
      await agent.changed('created', report, disk(reports));
    }
    disks.push(disk(reports));
  }
  await agent.inventory([...disks, ...others]);
  return made;
}

/** The node that most tests look at: volumes of every kind, a damaged disk, a plan, steps. */
async function makeMainNode(registry: PageRegistry): Promise<PageAgent> {
  const agent = await PageAgent.connect(registry.address, MAIN_NODE, {
    ...{ systemSerial: 'CZ20410M7K', macAddresses: ['0c:c4:7a:8e:21:f0', '0c:c4:7a:8e:21:f1'] },
  });
  await registry.nameNode(MAIN_NODE, 'rack-07-u12');
  await agent.startStep('create_volumes', 'service');
  const of = { project: 'payments' };
  const volumes = await makeVolumes(
    registry,
    agent,
    [
      {
        disk: (reports) => systemDisk('S64GNE0R400112', reports),
        wishes: [
          { ...of, name: 'postgres', gib: 800, mountPoint: '/var/lib/postgresql', set: 'ledger' },
          { ...of, name: 'wal', gib: 120, mountPoint: '/var/lib/wal', set: 'ledger' },
          { ...of, name: 'backup', gib: 256, mountPoint: '/srv/backup' },
        ],
      },
      {
        disk: (reports) => dataDisk('S64GNE0R400113', reports),
        wishes: [{ ...of, name: 'kafka', gib: 1100, gapGib: 200, mountPoint: '/var/lib/kafka' }],
      },
    ],
    [damagedDisk('ZC1A0KQ2')],
  );
  await agent.endStep('create_volumes', null, 'service');
  await agent.startStep('write_image');
  const checksum = 'sha256 of the image is another than the one that was asked for; check image_checksum';
  await agent.endStep('write_image', { code: 'CHECKSUM_MISMATCH', message: checksum });
  await registry.reserve({
    ...{ name: 'clickhouse', project: 'payments', node: MAIN_NODE, size_bytes: 200 * GIB },
    ...{ filesystem: 'xfs', mount_point: '/var/lib/clickhouse' },
  });
  await registry.ask(volumes.get('kafka')?.id ?? '', 'extend', { size_bytes: 1250 * GIB });
  await registry.ask(volumes.get('backup')?.id ?? '', 'release', { erase: 'zero' });
  return agent;
}

/** A node whose disk claims a volume that nobody asked for. */
async function makeAlarmedNode(registry: PageRegistry): Promise<PageAgent> {
  const agent = await PageAgent.connect(registry.address, ALARMED_NODE, { systemSerial: 'CZ20410M7L' });
  await registry.nameNode(ALARMED_NODE, 'rack-07-u13');
  const stray = volumeReport({
    ...{ id: '7d3c1f4e-52a8-4be0-9d1a-6c1f0b9a2e55', name: 'old-database', project: 'archive', number: 127 },
    ...{ offset: placesFromEnd(NVME_BYTES, [{ gib: 400 }])[0] ?? 0, length: 400 * GIB, filesystem: 'ext4' },
  });
  await agent.inventory([systemDisk('S64GNE0R400211', [stray])]);
  return agent;
}

/** Nodes that fill the list, each with a volume or none. */
async function makeOtherNodes(registry: PageRegistry): Promise<void> {
  const projects = ['search', 'media', ''];
  for (let number = 1; number <= 9; number += 1) {
    const uuid = nodeUuid(number);
    const agent = await PageAgent.connect(registry.address, uuid, { systemSerial: `CZ20410M0${number}` });
    await registry.nameNode(uuid, `rack-07-u${number}`);
    const project = projects[number % projects.length] ?? '';
    const wishes = project === '' ? [] : [{ name: `data-${number}`, project, gib: 500, mountPoint: '/srv' }];
    const disk = (reports: readonly VolumeReport[]) => dataDisk(`S64GNE0R40050${number}`, reports);
    await makeVolumes(registry, agent, [{ disk, wishes }]);
    if (number === 4) {
      await agent.startStep('deploy_image');
      await agent.progress('verify', 18 * GIB, 24 * GIB);
    }
    // The disk of the seventh is taken out.
    if (number === 7) await agent.inventory([]);
    if (number !== 4) await agent.close();
  }
}

/** A small fleet with something of everything; its main node's agent stays connected. */
export async function makeScene(registry: PageRegistry): Promise<{ readonly agent: PageAgent }> {
  await makeOtherNodes(registry);
  await makeAlarmedNode(registry);
  return { agent: await makeMainNode(registry) };
}
