import type { StepFinished, StepProgress, StepStarted } from '../../proto/report.ts';
import type { NewEvent, StepRun } from '../model.ts';

/** What a report of a step changes. */
export interface StepDecision {
  readonly runs: readonly StepRun[];
  readonly events: readonly NewEvent[];
}

/** What a report of a step is compared with. */
export interface StepInput {
  readonly node: string;
  /** The run that the report is of; null where it is not known. */
  readonly run: StepRun | null;
  /** Runs of the node that have not ended. */
  readonly running: readonly StepRun[];
  readonly nowMs: number;
}

const NOTHING: StepDecision = { runs: [], events: [] };

function newRun({ run, step, kind }: StepStarted, node: string, nowMs: number): StepRun {
  return {
    ...{ run, node, step, kind, state: 'running', startedAtMs: nowMs, endedAtMs: null },
    ...{ phase: '', doneBytes: 0, totalBytes: null, failureCode: '', failureMessage: '', updatedAtMs: nowMs },
  };
}

function stepEvent(
  kind: string,
  { run, node, step, kind: stepKind }: StepRun,
  details: NewEvent['details'],
): NewEvent {
  const actor = { kind: 'agent', id: node, project: '' } as const;
  return { kind, node, volume: '', project: '', actor, details: { run, step, stepKind, ...details } };
}

/** Ironic runs one step of a node at a time: of one that was not heard of again, the ramdisk died. */
function abandoned(run: StepRun, nowMs: number): StepRun {
  return {
    ...run,
    ...{ state: 'failed', endedAtMs: nowMs, updatedAtMs: nowMs, failureCode: 'STEP_ABANDONED' },
    failureMessage: `step ${run.step} was not heard of again before another one began; its ramdisk may have been restarted`,
  };
}

export function applyStepStarted(
  started: StepStarted,
  { node, run, running, nowMs }: StepInput,
): StepDecision {
  if (run) return NOTHING;
  const ended = running.map((other) => abandoned(other, nowMs));
  const begun = newRun(started, node, nowMs);
  return {
    runs: [...ended, begun],
    events: [
      ...ended.map((other) =>
        stepEvent('step.failed', other, { code: other.failureCode, message: other.failureMessage }),
      ),
      stepEvent('step.started', begun, {}),
    ],
  };
}

/** Progress is no event: it may be lost, and says nothing that lasts. */
export function applyStepProgress(progress: StepProgress, { run, nowMs }: StepInput): StepDecision {
  if (run?.state !== 'running') return NOTHING;
  const { phase, doneBytes, totalBytes } = progress;
  if (phase === run.phase && doneBytes < run.doneBytes) return NOTHING;
  return { runs: [{ ...run, phase, doneBytes, totalBytes, updatedAtMs: nowMs }], events: [] };
}

/** What the agent says of a run's end counts, also where the run was given up before. */
export function applyStepFinished(finished: StepFinished, { node, run, nowMs }: StepInput): StepDecision {
  const isKnown = run !== null && run.state !== 'running' && run.failureCode !== 'STEP_ABANDONED';
  if (isKnown) return NOTHING;
  const { failure, durationMs, bytesWritten, bytesDownloaded } = finished;
  const begun = run ?? newRun(finished, node, nowMs - durationMs);
  const ended: StepRun = {
    ...begun,
    state: failure ? 'failed' : 'succeeded',
    ...{ endedAtMs: nowMs, updatedAtMs: nowMs },
    ...{ failureCode: failure?.code ?? '', failureMessage: failure?.message ?? '' },
  };
  const details = { durationMs, bytesWritten, bytesDownloaded, ...failure };
  return { runs: [ended], events: [stepEvent(failure ? 'step.failed' : 'step.finished', ended, details)] };
}
