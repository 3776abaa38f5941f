import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BootState } from '../../../agent/step-server/boot-state.ts';
import type { OutcomeMessage } from '../../../agent/step-server/messages.ts';
import type { Run } from '../../../agent/step-server/run.ts';
import type { RunObserver } from '../../../agent/step-server/run-observer.ts';
import { StepRunner } from '../../../agent/step-server/step-runner.ts';
import { BmvError } from '../../../proto/error.ts';
import { testLog } from '../../support/test-channel.ts';

const REQUEST = { step: 'write_image', kind: 'deploy', node: { uuid: 'n' }, ports: [], args: {} } as const;

async function outcomeOf(run: Run): Promise<OutcomeMessage> {
  return await new Promise((resolve) => run.follow({ onCall: () => {}, onOutcome: resolve }));
}

describe('who observes the runs of steps', () => {
  let folder: string;
  const log = testLog();
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-runner-'));
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  const runnerOf = async (observer: RunObserver) => {
    let time = 100;
    return new StepRunner(await BootState.open(folder), {
      limits: { idleMs: 30_000, answerMs: 30_000, goneMs: 30_000, stopMs: 30_000 },
      outcomeTtlMs: 1000,
      logger: log.logger,
      now: () => {
        time += 1;
        return time;
      },
      onStuck: () => {},
      observer,
    });
  };

  it('hears of each beginning, progress and end, in their order', async () => {
    const heard: unknown[] = [];
    const runner = await runnerOf({
      onBegin: ({ run, step, kind }, startedAtMs) => heard.push(['begin', run, step, kind, startedAtMs]),
      onProgress: ({ run }, { phase, done_bytes }) => heard.push([phase, run, done_bytes]),
      onEnd: ({ run }, outcome, times) => heard.push(['end', run, outcome, times]),
    });
    let id = '';
    const run = runner.start(REQUEST, async ({ run: own, onProgress }) => {
      id = own;
      for (const doneBytes of [1, 1, 2]) onProgress({ phase: 'write', doneBytes, totalBytes: null });
      throw new BmvError('DISK_IN_USE', '/dev/sda is mounted');
    });
    const outcome = await outcomeOf(run);
    await runner.stop();
    expect(id).to.equal(run.identity.run);
    const [first, ...rest] = heard;
    expect(first).to.deep.equal(['begin', id, 'write_image', 'deploy', 101]);
    expect(rest.slice(0, 2)).to.deep.equal([
      ['write', id, 1],
      // The same report again is no progress.
      ['write', id, 2],
    ]);
    const [, , , end] = heard;
    expect(end).to.deep.include.members(['end', id]);
    expect((end as unknown[])[2]).to.deep.equal(outcome);
    expect((end as { startedAtMs: number }[])[3]).to.include({ startedAtMs: 101 });
  });

  it('cannot disturb one, whatever it throws', async () => {
    const fail = () => {
      throw new Error('observer fell over');
    };
    const runner = await runnerOf({ onBegin: fail, onProgress: fail, onEnd: fail });
    const run = runner.start(REQUEST, async ({ onProgress }) => {
      onProgress({ phase: 'write', doneBytes: 1, totalBytes: null });
      return 'well';
    });
    expect(await outcomeOf(run)).to.deep.equal({ type: 'result', result: 'well' });
    await runner.stop();
    expect(runner.busy).to.equal(null);
    expect(log.text()).to.contain('observer fell over');
  });
});
