import type { PartitionReport } from '../../proto/report.ts';
import { ApiFixture, type ApiFixtureOptions } from './api-fixture.ts';
import { aDiskReport, anIdentity, anInventory, aVolume, MIB, shown, volumeId } from './registry-records.ts';
import type { ReportingNode } from './reporting-node.ts';

export const WEB_NODE = '11111111-1111-4111-8111-111111111111';
export const FREE_NODE = '22222222-2222-4222-8222-222222222222';
export const OTHER_NODE = '33333333-3333-4333-8333-333333333333';

/** A partition that nobody claims, of 10 MiB at 20 MiB. */
export function aPartition(changes: Partial<PartitionReport> = {}): PartitionReport {
  return {
    ...{ number: 1, guid: volumeId(99), typeGuid: '0fc63daf-8483-4772-8e79-3d69d8477de4', name: 'old' },
    ...{ offset: 20 * MIB, length: 10 * MIB, filesystem: 'ext4', filesystemLabel: '', ...changes },
  };
}

/** Disk of a node, of 100 MiB. */
export function diskOf(uuid: string, changes: Parameters<typeof aDiskReport>[0] = {}) {
  return aDiskReport({
    identity: anIdentity({ wwn: `0x5000${uuid.slice(0, 8)}`, serial: uuid.slice(0, 8) }),
    ...changes,
  });
}

/** What the API is asked to make. */
export function newVolume(node: string, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    name: `data-${node.slice(0, 4)}`,
    project: 'web',
    node,
    size_bytes: 10 * MIB,
    filesystem: 'ext4',
    ...changes,
  };
}

/**
 * Three nodes with a disk each: one with an available volume of project `web`, one that is free, one with a claim that
 * nobody asked for, which is quarantined under an alarm.
 */
export class ApiWorld {
  readonly api: ApiFixture;
  readonly web: ReportingNode;
  readonly free: ReportingNode;
  readonly other: ReportingNode;
  /** Id of the volume of project `web`. */
  readonly volume: string;
  /** Id of the one in quarantine. */
  readonly unknown: string;

  private constructor(parts: Omit<ApiWorld, 'created'>) {
    this.api = parts.api;
    this.web = parts.web;
    this.free = parts.free;
    this.other = parts.other;
    this.volume = parts.volume;
    this.unknown = parts.unknown;
  }

  static async make(options: ApiFixtureOptions = {}): Promise<ApiWorld> {
    const api = await ApiFixture.start(options);
    const [web, free, other] = [
      await api.node(WEB_NODE),
      await api.node(FREE_NODE),
      await api.node(OTHER_NODE),
    ];
    const inventory = (uuid: string, changes: Parameters<typeof aDiskReport>[0] = {}) => ({
      type: 'inventory' as const,
      ...anInventory([], { disks: [diskOf(uuid, changes)] }),
    });
    await web.report(inventory(WEB_NODE));
    await free.report(inventory(FREE_NODE, { partitions: [aPartition()] }));
    const unknown = volumeId(7);
    const claim = shown(aVolume({ id: unknown, name: 'lost', project: 'elsewhere' }));
    await other.report(inventory(OTHER_NODE, { volumes: [claim] }));
    const made = await api.post('/v1/volumes', newVolume(WEB_NODE, { id: volumeId(1), name: 'data' }));
    if (made.status !== 201) throw new Error(`no volume: ${made.text}`);
    const world = new ApiWorld({ api, web, free, other, volume: volumeId(1), unknown });
    await world.created();
    return world;
  }

  /** The agent of the first node has made its volume. */
  async created(): Promise<void> {
    await this.web.report({
      ...{ type: 'volume-event', change: 'created', atMs: 1, run: '', erasure: null },
      volume: shown(aVolume({ id: this.volume, node: WEB_NODE })),
      disk: diskOf(WEB_NODE).identity,
    });
  }
}
