import { isLocked, tellOf } from '../../proto/tell-words.ts';
import type { VolumeAnswerJson, VolumeJson } from '../../registry/api/schemas/volumes.ts';
import type { Items } from '../registry/api.ts';
import { formatBytes, formatPosition } from '../units.ts';
import { cell, fieldsText, listText, timeText } from './cells.ts';

/** `missing (was available)`. */
function stateText({ state, state_before: before }: VolumeJson): string {
  return before === null ? state : `${state} (was ${before})`;
}

/** `1 GiB -> 2 GiB` of one that is extended. */
function sizeText({ size_bytes: size, wanted_size_bytes: wanted }: VolumeJson): string {
  return size === wanted ? formatBytes(size) : `${formatBytes(size)} -> ${formatBytes(wanted)}`;
}

/** Empty for none. */
function encryptionText(volume: VolumeJson): string {
  return isLocked(volume) ? volume.encryption : '';
}

/** Empty where there is nothing to tell, and nobody said otherwise. */
function tellText({ tell, mount_point: mountPoint, encryption }: VolumeJson): string {
  return tellOf({ tell, mountPoint, encryption }).join(', ') || tell.join();
}

/** Volumes that the registry knows, a line each. */
export function registryVolumesText({ items, more }: Items<VolumeJson>): string {
  const rows = items.map((volume) => [
    volume.name,
    volume.id,
    volume.node,
    sizeText(volume),
    stateText(volume),
    volume.project,
    volume.set,
    volume.filesystem,
    encryptionText(volume),
    volume.mount_point,
  ]);
  const heading = [
    'name',
    'id',
    'node',
    'size',
    'state',
    'project',
    'set',
    'filesystem',
    'encryption',
    'mount',
  ];
  return listText(heading, rows, { none: 'no volumes', more });
}

/** `volume data (ID)`, as messages name it. */
export function volumeCalled({ name, id }: VolumeJson): string {
  return `volume ${JSON.stringify(name)} (${id})`;
}

/** All that the registry knows of a volume. */
export function registryVolumeText(volume: VolumeJson, nodeName: string): string {
  const { offset_bytes: offset, proof, allowed_disks: allowed } = volume;
  return fieldsText([
    ['name', volume.name],
    ['id', volume.id],
    ['state', stateText(volume)],
    ['size', sizeText(volume)],
    ['project', volume.project],
    ['set', volume.set],
    ['node', nodeName ? `${volume.node} (${nodeName})` : volume.node],
    ['disk', volume.disk ?? ''],
    ['at', offset === null ? '' : formatPosition(offset)],
    ['disks it may be on', volume.disk === null ? allowed.join(', ') : ''],
    ['filesystem', volume.filesystem],
    ['label', volume.label],
    ['encryption', encryptionText(volume)],
    ['mount', volume.mount_point],
    ['told by', tellText(volume)],
    ['adopted', volume.is_adopted ? 'yes, its partition was there before it' : ''],
    ['erased when released', volume.on_release === 'keep' ? 'never: it is kept' : volume.erase],
    ['when its instance goes', volume.on_instance_delete === 'release' ? 'it is released' : ''],
    ['proof', proof === null ? '' : `${proof.kind}, ${formatBytes(proof.bytes_read)} read, ${proof.digest}`],
    ['created', timeText(volume.created_at_ms)],
    ['changed', timeText(volume.updated_at_ms)],
    ['generation', String(volume.generation)],
  ]);
}

/** What became of a request. */
export function volumeAnswerText({ volume, notes }: VolumeAnswerJson): string {
  const { project, node } = volume;
  const of = project === '' ? '' : ` of project ${project}`;
  return [
    `${volumeCalled(volume)}${of} on node ${node} is ${stateText(volume)}, ${sizeText(volume)}`,
    ...notes.map((note) => `- ${note}`),
  ]
    .map((line) => cell(line, 1000))
    .join('\n');
}
