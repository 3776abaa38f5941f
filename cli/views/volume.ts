import type { Layout } from '../../agent/layout/types.ts';
import type { VolumeVerification } from '../../agent/volumes/verify.ts';
import { type VolumeView, volumeViews } from '../../agent/volumes/views.ts';
import { formatTable } from '../table.ts';
import { formatBytes } from '../units.ts';

/** The volumes of a layout with these ids. */
export function viewsOf(layout: Layout, ids: readonly string[]): readonly VolumeView[] {
  return volumeViews(layout).filter(({ id }) => ids.includes(id));
}

/** What a volume holds, and in what. */
function contents({ filesystem, encryption }: VolumeView): string {
  if (encryption === 'luks2') return filesystem === 'none' ? 'luks2' : `luks2 (${filesystem})`;
  return encryption ?? filesystem;
}

export function volumesText(volumes: readonly VolumeView[]): string {
  if (volumes.length === 0) return 'no volumes';
  const rows = volumes.map((volume) => {
    const { name, id, number, offset, size, state, mountPoint, project } = volume;
    return [
      ...[name, id, String(number), String(offset), formatBytes(size), state],
      ...[contents(volume), mountPoint, project],
    ];
  });
  return formatTable([
    ['name', 'id', 'partition', 'offset', 'size', 'state', 'filesystem', 'mount', 'project'],
    ...rows,
  ]);
}

function comparison({ comparedWith, same }: VolumeVerification): string {
  if (same === null) return 'nothing to compare with';
  const since = comparedWith === 'journal' ? 'the interrupted operation' : 'the last deployment';
  return same ? `unchanged since ${since}` : `changed since ${since}`;
}

export function verificationsText(results: readonly VolumeVerification[]): string {
  if (results.length === 0) return 'no volumes';
  const rows = results.map((result) => {
    const { name, id, ok, table, proof } = result;
    const read = proof ? `${proof.kind}, ${formatBytes(proof.bytesRead)} read` : '';
    return [name, id, ok ? 'ok' : 'PROBLEM', table, comparison(result), read];
  });
  const table = formatTable([['name', 'id', '', 'table', 'contents', 'proof'], ...rows]);
  const problems = results.flatMap(({ name, problems: lines }) => lines.map((line) => `${name}: ${line}`));
  return [table, ...problems].join('\n');
}
