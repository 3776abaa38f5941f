import type { RunJson } from '../../../api/schemas/runs.ts';
import { formatBytes, percent } from '../format/bytes.ts';

/** `write 12.4 GiB of 40 GiB, 31 %`. */
export function progressText({ phase, done_bytes: done, total_bytes: total }: RunJson): string {
  if (phase === '') return 'begun';
  if (total === null) return `${phase}, ${formatBytes(done)}`;
  return `${phase}, ${formatBytes(done)} of ${formatBytes(total)}`;
}

/** How far a running step is. */
export function ProgressBar({ run, isSmall = false }: { readonly run: RunJson; readonly isSmall?: boolean }) {
  const share = run.phase === '' ? null : percent(run.done_bytes, run.total_bytes);
  const value = share === null ? {} : { 'aria-valuenow': share };
  return (
    <div class={isSmall ? 'progress progress-small' : 'progress'}>
      <div
        class="progress-track"
        role="progressbar"
        aria-label={`Progress of ${run.step}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={progressText(run)}
        {...value}
      >
        <div
          class={share === null ? 'progress-fill progress-unknown' : 'progress-fill'}
          style={{ width: share === null ? '100%' : `${share}%` }}
        />
      </div>
      <span class="figure progress-share">{share === null ? '' : `${share} %`}</span>
    </div>
  );
}
