import type { StepRun } from '../../model.ts';
import type { RunJson } from '../schemas/runs.ts';

/** A step as it goes over the API. */
export function runView(run: StepRun): RunJson {
  return {
    run: run.run,
    node: run.node,
    step: run.step,
    kind: run.kind,
    state: run.state,
    started_at_ms: run.startedAtMs,
    ended_at_ms: run.endedAtMs,
    phase: run.phase,
    done_bytes: run.doneBytes,
    total_bytes: run.totalBytes,
    failure: run.state === 'failed' ? { code: run.failureCode, message: run.failureMessage } : null,
    updated_at_ms: run.updatedAtMs,
  };
}
