import type { RunJson } from '../../registry/api/schemas/runs.ts';
import { formatBytes, formatSeconds } from '../units.ts';
import { cell } from './cells.ts';

/** `write: 256 MiB of 1 GiB (25 %)`; empty before the first progress. */
function progressText({ phase, done_bytes: done, total_bytes: total }: RunJson): string {
  if (phase === '') return '';
  if (total === null || total < done || total === 0) return `${phase}: ${formatBytes(done)}`;
  return `${phase}: ${formatBytes(done)} of ${formatBytes(total)} (${Math.floor((done / total) * 100)} %)`;
}

/** `deploy.write_image`, as Ironic names it. */
function stepName({ kind, step }: RunJson): string {
  return `${kind}.${step}`;
}

/** How far a step is, in one line. */
export function runText(run: RunJson): string {
  const { state, started_at_ms: from, ended_at_ms: to, failure } = run;
  const took = to === null ? '' : ` after ${formatSeconds((to - from) / 1000)}`;
  const how = failure ? `: ${failure.message} (${failure.code})` : '';
  const text =
    state === 'running'
      ? [stepName(run), progressText(run)].filter((part) => part !== '').join(', ')
      : `${stepName(run)} ${state}${took}${how}`;
  return cell(text, 400);
}
