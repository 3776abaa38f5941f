import type { DiskJson, PartJson } from '../../registry/api/schemas/disks.ts';
import type { NodeDetailJson, NodeJson } from '../../registry/api/schemas/nodes.ts';
import type { VolumeJson } from '../../registry/api/schemas/volumes.ts';
import { diskPicture, type Part, type PartKind, type PictureOptions } from '../picture.ts';
import type { Items } from '../registry/api.ts';
import { formatBytes } from '../units.ts';
import { cell, counted, fieldsText, listText, timeText } from './cells.ts';
import { registryVolumesText } from './registry-volume.ts';
import { runText } from './step-run.ts';

/** Nodes, a line each. */
export function nodesText({ items, more }: Items<NodeJson>): string {
  const rows = items.map((node) => [
    node.name,
    node.uuid,
    node.connected ? 'yes' : '',
    node.projects.join(', '),
    String(node.volume_count),
    String(node.open_alarms),
    String(node.disk_count),
    formatBytes(node.size_bytes),
    formatBytes(node.free_bytes),
    node.running ? runText(node.running) : '',
    timeText(node.last_seen_ms),
  ]);
  const heading = [
    ...['name', 'uuid', 'agent', 'project', 'volumes', 'alarms', 'disks', 'size', 'free'],
    ...['running', 'last report'],
  ];
  return listText(heading, rows, { none: 'no nodes', more });
}

const KINDS: Readonly<Record<PartJson['kind'], PartKind>> = {
  kept: 'kept',
  catalog: 'catalog',
  image: 'existing',
  free: 'free',
  damaged: 'damaged',
  unused: 'unused',
};

function partOf(part: PartJson): Part {
  return {
    kind: KINDS[part.kind],
    ...{ offset: part.offset_bytes, length: part.size_bytes, number: part.number },
    ...{ name: cell(part.name), type: cell(part.filesystem) },
  };
}

function diskHead(disk: DiskJson): string {
  const { device, key, size_bytes: size, sector_bytes: sector, table, model, rotational } = disk;
  const kind = rotational === null ? [] : [rotational ? 'hdd' : 'ssd'];
  return [
    ...[device, key, formatBytes(size), `${sector}-byte sectors`, table === 'none' ? 'no table' : table],
    ...[...(model ? [model] : []), ...kind, ...(disk.read_only ? ['read-only'] : [])],
    ...(disk.is_present ? [] : [`NOT PRESENT, seen last ${timeText(disk.seen_at_ms)}`]),
  ].join(', ');
}

function operationLine({ open_operation: open }: DiskJson): string[] {
  return open ? [`an interrupted ${open.operation} (${open.phase}) is open`] : [];
}

/** A disk as it was reported last. */
function diskText(disk: DiskJson, picture: PictureOptions): string {
  return [
    cell(diskHead(disk), 200),
    diskPicture(disk.parts.map(partOf), disk.size_bytes, picture),
    ...(disk.whole_disk === '' ? [] : [cell(`the whole disk is ${disk.whole_disk}`)]),
    ...disk.verdicts.map(({ severity, message }) => cell(`${severity}: ${message}`, 400)),
    ...operationLine(disk),
  ].join('\n');
}

/** A node with its disks as bars, its volumes and its newest steps. */
export function nodeText(node: NodeDetailJson, volumes: Items<VolumeJson>, picture: PictureOptions): string {
  const facts = fieldsText([
    ['name', node.name],
    ['uuid', node.uuid],
    ['project', node.projects.join(', ')],
    ['agent', node.connected ? 'connected' : 'not connected'],
    ['last report', timeText(node.last_seen_ms)],
    ['inventory', timeText(node.inventory_at_ms) || 'none yet'],
    ['first seen', timeText(node.first_seen_ms)],
    ['serial number', node.system_serial],
    ['system uuid', node.system_uuid],
    ['mac addresses', node.mac_addresses.join(', ')],
    ['size', `${formatBytes(node.size_bytes)}, ${formatBytes(node.free_bytes)} free`],
    ['alarms', node.open_alarms === 0 ? '' : `${counted(node.open_alarms, 'open alarm')}; bmv alarms list`],
    ['running', node.running ? runText(node.running) : ''],
  ]);
  const runs = node.runs.map((run) => `${timeText(run.started_at_ms)}  ${runText(run)}`);
  return [
    facts,
    ...node.disks.map((disk) => diskText(disk, picture)),
    registryVolumesText(volumes),
    ...(runs.length > 0 ? [`newest steps:\n${runs.join('\n')}`] : []),
  ].join('\n\n');
}
