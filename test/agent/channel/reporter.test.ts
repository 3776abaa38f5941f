import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { Reporter } from '../../../agent/channel/reporter.ts';
import type { Report } from '../../../agent/channel/spool.ts';
import type { OutcomeMessage, ProgressMessage } from '../../../agent/step-server/messages.ts';
import { uuidOf } from '../../support/inventories.ts';
import { until } from '../../support/until.ts';

const RUN = { run: uuidOf(7), step: 'write_image', kind: 'deploy', key: 'k' } as const;

function progress(done_bytes: number): ProgressMessage {
  return { type: 'progress', phase: 'write', done_bytes, total_bytes: 100 };
}

function reporterOf(progressMs: number): { reporter: Reporter; reports: Report[] } {
  const reports: Report[] = [];
  const reporter = new Reporter({ report: (report) => reports.push(report), now: () => 5, progressMs });
  return { reporter, reports };
}

describe('reports of a step', () => {
  it('say that it begins and how it ended', () => {
    const { reporter, reports } = reporterOf(1000);
    reporter.onBegin(RUN, 100);
    const result = { bytes_written: 7, bytes_downloaded: 3, device: '/dev/sda' };
    reporter.onEnd(RUN, { type: 'result', result }, { startedAtMs: 100, durationMs: 50 });
    const about = { run: RUN.run, step: 'write_image', kind: 'deploy', atMs: 100 };
    expect(reports).to.deep.equal([
      { type: 'step-started', ...about },
      {
        ...{ type: 'step-finished', ...about, failure: null, durationMs: 50 },
        ...{ bytesWritten: 7, bytesDownloaded: 3 },
      },
    ]);
  });

  const outcomes: readonly (readonly [string, OutcomeMessage, object])[] = [
    [
      'the line that ironic-python-agent gets, when it failed',
      { type: 'error', code: 'DISK_IN_USE', message: '/dev/sda is mounted' },
      { failure: { code: 'DISK_IN_USE', message: '/dev/sda is mounted' }, bytesWritten: 0 },
    ],
    [
      'no bytes where it counts none',
      { type: 'result', result: null },
      { bytesWritten: 0, bytesDownloaded: 0 },
    ],
    [
      'no bytes where they are no number of bytes',
      { type: 'result', result: { bytes_written: -1, bytes_downloaded: 'many' } },
      { bytesWritten: 0, bytesDownloaded: 0 },
    ],
  ];
  for (const [title, outcome, expected] of outcomes)
    it(`say ${title}`, () => {
      const { reporter, reports } = reporterOf(1000);
      // By a clock that was set back meanwhile.
      reporter.onEnd(RUN, outcome, { startedAtMs: 1, durationMs: -5 });
      expect(reports).to.have.length(1);
      expect(reports[0]).to.deep.include({ ...expected, durationMs: 0 });
    });

  it('say of its progress the first at once, and then the newest of each pause only', async () => {
    const { reporter, reports } = reporterOf(20);
    for (let done = 1; done <= 50; done += 1) reporter.onProgress(RUN, progress(done));
    expect(reports).to.deep.equal([
      { type: 'step-progress', run: RUN.run, phase: 'write', doneBytes: 1, totalBytes: 100, atMs: 5 },
    ]);
    await until(() => reports.length === 2);
    expect(reports[1]).to.deep.include({ doneBytes: 50 });
    // Nothing new, nothing told; what comes behind a quiet pause is told at once again.
    await sleep(100);
    expect(reports).to.have.length(2);
    reporter.onProgress(RUN, progress(60));
    expect(reports[2]).to.deep.include({ doneBytes: 60 });
  });

  it('say nothing of its progress behind its end', async () => {
    const { reporter, reports } = reporterOf(10);
    for (const done of [1, 2]) reporter.onProgress(RUN, progress(done));
    reporter.onEnd(RUN, { type: 'result', result: null }, { startedAtMs: 1, durationMs: 1 });
    await sleep(50);
    expect(reports.map(({ type }) => type)).to.deep.equal(['step-progress', 'step-finished']);
    const next = { ...RUN, run: uuidOf(8) };
    reporter.onProgress(next, progress(1));
    expect(reports[2]).to.deep.include({ run: next.run });
  });
});
