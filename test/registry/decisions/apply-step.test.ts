import { expect } from 'chai';
import type { StepFinished, StepStarted } from '../../../proto/report.ts';
import {
  applyStepFinished,
  applyStepProgress,
  applyStepStarted,
  type StepInput,
} from '../../../registry/decisions/apply-step.ts';
import type { StepRun } from '../../../registry/model.ts';
import { NODE, NOW } from '../../support/registry-records.ts';

const STARTED: StepStarted = { run: 'r1', step: 'write_image', kind: 'deploy', atMs: 5 };
const FINISHED: StepFinished = {
  ...STARTED,
  ...{ failure: null, durationMs: 60_000, bytesWritten: 10, bytesDownloaded: 7 },
};

function aRun(changes: Partial<StepRun> = {}): StepRun {
  return {
    ...{ run: 'r1', node: NODE, step: 'write_image', kind: 'deploy', state: 'running' },
    ...{ startedAtMs: NOW - 1000, endedAtMs: null, phase: 'write', doneBytes: 50, totalBytes: 100 },
    ...{ failureCode: '', failureMessage: '', updatedAtMs: NOW - 500 },
    ...changes,
  };
}

const input = (run: StepRun | null, running: readonly StepRun[] = []): StepInput => ({
  ...{ node: NODE, run, running, nowMs: NOW },
});

describe('a step that began', () => {
  it('runs from the time that the registry heard of it', () => {
    const { runs, events } = applyStepStarted(STARTED, input(null));
    expect(runs).to.deep.equal([
      aRun({ startedAtMs: NOW, updatedAtMs: NOW, phase: '', doneBytes: 0, totalBytes: null }),
    ]);
    expect(events.map(({ kind, node, details }) => ({ kind, node, details }))).to.deep.equal([
      {
        ...{ kind: 'step.started', node: NODE },
        details: { run: 'r1', step: 'write_image', stepKind: 'deploy' },
      },
    ]);
  });

  it('is told of once', () => {
    expect(applyStepStarted(STARTED, input(aRun()))).to.deep.equal({ runs: [], events: [] });
    expect(applyStepStarted(STARTED, input(aRun({ state: 'failed' })))).to.deep.equal({
      runs: [],
      events: [],
    });
  });

  it('ends one that was not heard of again, as failed', () => {
    const { runs, events } = applyStepStarted(STARTED, input(null, [aRun({ run: 'r0' })]));
    expect(
      runs.map(({ run, state, endedAtMs, failureCode }) => [run, state, endedAtMs, failureCode]),
    ).to.deep.equal([
      ['r0', 'failed', NOW, 'STEP_ABANDONED'],
      ['r1', 'running', null, ''],
    ]);
    expect(events.map(({ kind }) => kind)).to.deep.equal(['step.failed', 'step.started']);
  });
});

describe('progress of a step', () => {
  const progress = { run: 'r1', phase: 'write', doneBytes: 70, totalBytes: 100, atMs: 6 };

  it('is kept, and no event', () => {
    expect(applyStepProgress(progress, input(aRun()))).to.deep.equal({
      ...{ runs: [aRun({ doneBytes: 70, updatedAtMs: NOW })], events: [] },
    });
  });

  it('may begin at nothing in another phase', () => {
    const { runs } = applyStepProgress({ ...progress, phase: 'verify', doneBytes: 0 }, input(aRun()));
    expect(runs[0]).to.include({ phase: 'verify', doneBytes: 0 });
  });

  for (const [title, run, done] of [
    ['of a run that is not known', null, 70],
    ['of a run that has ended', aRun({ state: 'succeeded' }), 70],
    ['that is behind what was told', aRun(), 49],
  ] as const)
    it(`${title} changes nothing`, () => {
      expect(applyStepProgress({ ...progress, doneBytes: done }, input(run))).to.deep.equal({
        runs: [],
        events: [],
      });
    });
});

describe('a step that ended', () => {
  it('has succeeded where it names no failure', () => {
    const { runs, events } = applyStepFinished(FINISHED, input(aRun()));
    expect(runs).to.deep.equal([aRun({ state: 'succeeded', endedAtMs: NOW, updatedAtMs: NOW })]);
    expect(events.map(({ kind, details }) => ({ kind, details }))).to.deep.equal([
      {
        kind: 'step.finished',
        details: {
          ...{ run: 'r1', step: 'write_image', stepKind: 'deploy' },
          ...{ durationMs: 60_000, bytesWritten: 10, bytesDownloaded: 7 },
        },
      },
    ]);
  });

  it('has failed with the code and line that it names', () => {
    const failure = { code: 'CHECKSUM_MISMATCH', message: 'the image is another one' };
    const { runs, events } = applyStepFinished({ ...FINISHED, failure }, input(aRun()));
    expect(runs[0]).to.include({
      state: 'failed',
      failureCode: failure.code,
      failureMessage: failure.message,
    });
    expect(events[0]).to.deep.include({ kind: 'step.failed' });
    expect(events[0]?.details).to.include(failure);
  });

  it('is known from its end alone', () => {
    const { runs } = applyStepFinished(FINISHED, input(null));
    expect(runs[0]).to.include({ startedAtMs: NOW - 60_000, endedAtMs: NOW, state: 'succeeded' });
  });

  it('is told of once', () => {
    expect(applyStepFinished(FINISHED, input(aRun({ state: 'succeeded' })))).to.deep.equal({
      runs: [],
      events: [],
    });
  });

  it('counts as its agent says, also where it was given up before', () => {
    const given = aRun({ state: 'failed', failureCode: 'STEP_ABANDONED', failureMessage: 'not heard of' });
    expect(applyStepFinished(FINISHED, input(given)).runs[0]).to.include({
      ...{ state: 'succeeded', failureCode: '', failureMessage: '' },
    });
  });
});
