import type { RunJson } from '../../../api/schemas/runs.ts';
import { RunBadge } from '../ui/badges.tsx';
import { Ago, Duration } from '../ui/figures.tsx';
import { ProgressBar, progressText } from '../ui/progress.tsx';

/** The step that runs. */
export function RunningStep({ run }: { readonly run: RunJson }) {
  return (
    <div class="running">
      <div class="running-head">
        <strong>{run.step}</strong>
        <span class="muted">{run.kind}</span>
        <span class="figure running-text">{progressText(run)}</span>
        <span class="muted">
          for <Duration fromMs={run.started_at_ms} toMs={null} />
        </span>
      </div>
      <ProgressBar run={run} />
    </div>
  );
}

/** Steps that ended, newest first. */
export function PastSteps({ runs }: { readonly runs: readonly RunJson[] }) {
  return (
    <ul class="rows">
      {runs.map((run) => (
        <li key={run.run} class="row-item">
          <RunBadge state={run.state} />
          <strong>{run.step}</strong>
          <span class="muted">{run.kind}</span>
          <span class="row-text">
            {run.failure && (
              <>
                <code>{run.failure.code}</code> {run.failure.message}
              </>
            )}
          </span>
          <span class="muted">
            <Duration fromMs={run.started_at_ms} toMs={run.ended_at_ms ?? run.updated_at_ms} />
          </span>
          <span class="muted">
            <Ago atMs={run.ended_at_ms ?? run.updated_at_ms} />
          </span>
        </li>
      ))}
    </ul>
  );
}
