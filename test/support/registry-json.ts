import type { z } from 'zod';
import { type AlarmJson, alarmSchema } from '../../registry/api/schemas/alarms.ts';
import { type DiskJson, diskSchema } from '../../registry/api/schemas/disks.ts';
import { type EventJson, eventSchema } from '../../registry/api/schemas/events.ts';
import {
  type NodeDetailJson,
  type NodeJson,
  nodeDetailSchema,
  nodeSchema,
} from '../../registry/api/schemas/nodes.ts';
import { type RunJson, runSchema } from '../../registry/api/schemas/runs.ts';
import { type VolumeJson, volumeSchema } from '../../registry/api/schemas/volumes.ts';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** 2026-11-29 12:00:00Z. */
export const NOON_MS = Date.UTC(2026, 10, 29, 12);

/** A UUID that a number stands for. */
export function uuidOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export const NODE_UUID = uuidOf(1);
export const VOLUME_ID = uuidOf(7001);
export const RUN_ID = uuidOf(501);

/** What the registry's API answers, each checked by the API's own schema. */
export function volumeJson(changes: Partial<z.input<typeof volumeSchema>> = {}): VolumeJson {
  return volumeSchema.parse({
    ...{
      id: VOLUME_ID,
      name: 'data',
      project: 'web',
      set: '',
      node: NODE_UUID,
      disk: 'wwn:0x5000c500a1b2c3d4',
    },
    ...{ state: 'available', state_before: null, offset_bytes: 6142 * MIB, size_bytes: 2 * GIB },
    ...{ wanted_size_bytes: 2 * GIB, allowed_disks: [], is_adopted: false, filesystem: 'xfs', label: 'data' },
    ...{
      mount_point: '/srv',
      tell: [],
      encryption: 'none',
      erase: 'zero',
      on_release: 'erase',
      on_instance_delete: 'keep',
      proof: null,
      created_at_ms: NOON_MS,
      updated_at_ms: NOON_MS + 1000,
    },
    generation: 3,
    ...changes,
  });
}

export function runJson(changes: Partial<RunJson> = {}): RunJson {
  return runSchema.parse({
    ...{ run: RUN_ID, node: NODE_UUID, step: 'write_image', kind: 'deploy', state: 'running' },
    ...{ started_at_ms: NOON_MS, ended_at_ms: null, phase: 'write', done_bytes: 256 * MIB, total_bytes: GIB },
    ...{ failure: null, updated_at_ms: NOON_MS },
    ...changes,
  });
}

export function nodeJson(changes: Partial<NodeJson> = {}): NodeJson {
  return nodeSchema.parse({
    ...{ uuid: NODE_UUID, name: 'rack1-07', system_uuid: uuidOf(9001), system_serial: 'SN-0007' },
    ...{
      mac_addresses: ['52:54:00:00:00:07'],
      first_seen_ms: NOON_MS,
      last_seen_ms: NOON_MS,
      inventory_at_ms: NOON_MS,
    },
    ...{
      connected: true,
      projects: ['web'],
      volume_count: 1,
      open_alarms: 0,
      disk_count: 1,
      size_bytes: 8 * GIB,
    },
    ...{ free_bytes: 5 * GIB, running: null, generation: 12 },
    ...changes,
  });
}

export function diskJson(changes: Partial<DiskJson> = {}): DiskJson {
  const none = { number: null, guid: '', name: '', filesystem: '', volume: null };
  return diskSchema.parse({
    ...{
      key: 'wwn:0x5000c500a1b2c3d4',
      device: '/dev/sda',
      size_bytes: 8 * GIB,
      sector_bytes: 512,
      serial: 'Z1',
    },
    ...{ wwn: '0x5000c500a1b2c3d4', disk_guid: uuidOf(8001), model: 'QEMU HARDDISK', vendor: 'QEMU' },
    ...{
      transport: 'sata',
      rotational: false,
      read_only: false,
      table: 'gpt',
      verdicts: [],
      open_operation: null,
    },
    ...{ catalog_generation: 4, whole_disk: '', is_present: true, seen_at_ms: NOON_MS, generation: 2 },
    free_bytes: 5053 * MIB,
    parts: [
      { ...none, kind: 'unused', offset_bytes: 0, size_bytes: MIB },
      {
        ...{ kind: 'image', offset_bytes: MIB, size_bytes: 1088 * MIB, number: 1, guid: uuidOf(8101) },
        ...{ name: 'root', filesystem: 'ext4', volume: null },
      },
      { ...none, kind: 'free', offset_bytes: 1089 * MIB, size_bytes: 5053 * MIB },
      {
        ...{ kind: 'kept', offset_bytes: 6142 * MIB, size_bytes: 2 * GIB, number: 127, guid: VOLUME_ID },
        ...{ name: 'data', filesystem: 'xfs', volume: VOLUME_ID },
      },
      {
        ...{ kind: 'catalog', offset_bytes: 8190 * MIB, size_bytes: MIB, number: 128, guid: uuidOf(8102) },
        ...{ name: 'bmv-catalog', filesystem: '', volume: null },
      },
      { ...none, kind: 'unused', offset_bytes: 8191 * MIB, size_bytes: MIB },
    ],
    ...changes,
  });
}

export function nodeDetailJson(changes: Partial<NodeDetailJson> = {}): NodeDetailJson {
  return nodeDetailSchema.parse({
    ...nodeJson(),
    disks: [diskJson()],
    runs: [],
    plan_revision: 2,
    ...changes,
  });
}

export function eventJson(seq: number, changes: Partial<EventJson> = {}): EventJson {
  return eventSchema.parse({
    ...{ seq, at_ms: NOON_MS + seq * 1000, kind: 'volume.created', node: NODE_UUID, volume: VOLUME_ID },
    ...{ project: 'web', actor: { kind: 'agent', id: NODE_UUID, project: '' }, details: {} },
    ...{ previous: '0'.repeat(64), hash: 'a'.repeat(64) },
    ...changes,
  });
}

export function alarmJson(changes: Partial<AlarmJson> = {}): AlarmJson {
  return alarmSchema.parse({
    ...{ id: uuidOf(601), kind: 'unknown-claim', node: NODE_UUID, volume: VOLUME_ID },
    message: 'disk wwn:0x5 claims a volume that nobody asked for; accept, release or ignore it',
    ...{ raised_at_ms: NOON_MS, resolved_at_ms: null, resolution: '' },
    ...changes,
  });
}
