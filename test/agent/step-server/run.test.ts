import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { CallMessage, OutcomeMessage } from '../../../agent/step-server/messages.ts';
import { Run, type RunLimits } from '../../../agent/step-server/run.ts';
import { BmvError } from '../../../proto/error.ts';

const LIMITS: RunLimits = { idleMs: 5000, answerMs: 5000, goneMs: 5000, stopMs: 5000 };

function makeRun(limits: Partial<RunLimits> = {}): Run {
  return new Run({ run: 'r1', step: 'write_image', kind: 'deploy', key: 'k' }, { ...LIMITS, ...limits });
}

/** Answers every question with `reply`. */
function answering(run: Run, reply: (call: CallMessage) => object): CallMessage[] {
  const calls: CallMessage[] = [];
  run.follow({
    onCall: (call) => {
      calls.push(call);
      run.answer({ id: call.id, ...reply(call) });
    },
    onOutcome: () => {},
  });
  return calls;
}

function lineOf(outcome: OutcomeMessage): string {
  return outcome.type === 'error' ? `${outcome.code}: ${outcome.message}` : 'result';
}

describe('run of a step', () => {
  it('ends with what the step returns', async () => {
    const { outcome, isStuck } = await makeRun().carryOut(async () => ({ device: '/dev/sda' }));
    expect(outcome).to.deep.equal({ type: 'result', result: { device: '/dev/sda' } });
    expect(isStuck).to.equal(false);
  });

  it('ends with the code and line of what the step throws', async () => {
    const { outcome } = await makeRun().carryOut(async () => {
      throw new BmvError('DISK_IN_USE', '/dev/sda is mounted;\n unmount it');
    });
    expect(outcome).to.deep.equal({
      type: 'error',
      code: 'DISK_IN_USE',
      message: '/dev/sda is mounted; unmount it',
    });
  });

  it('calls an error that nobody thought of a defect', async () => {
    const { outcome } = await makeRun().carryOut(async () => {
      throw new TypeError('x is undefined');
    });
    expect(lineOf(outcome)).to.contain('INTERNAL: TypeError: x is undefined').and.contain('report');
  });

  it('goes on without a listener and tells a later one the outcome', async () => {
    const run = makeRun();
    await run.carryOut(async () => 'done');
    const heard: OutcomeMessage[] = [];
    run.follow({ onCall: () => {}, onOutcome: (outcome) => heard.push(outcome) });
    expect(heard).to.deep.equal([{ type: 'result', result: 'done' }]);
  });

  it('tells its state while it runs and after', async () => {
    const run = makeRun();
    let midway = run.view;
    await run.carryOut(async ({ onProgress }) => {
      onProgress({ phase: 'write', doneBytes: 5, totalBytes: 10 });
      midway = run.view;
      throw new BmvError('ABORTED', 'stopped');
    });
    expect(midway).to.deep.include({ state: 'running', step: 'write_image', kind: 'deploy', error: null });
    expect(midway.progress).to.deep.include({ phase: 'write', done_bytes: 5, total_bytes: 10 });
    expect(run.view).to.deep.include({ state: 'failed', error: { code: 'ABORTED', message: 'stopped' } });
  });

  describe('that asks ironic-python-agent', () => {
    it('gets the answer to its question', async () => {
      const run = makeRun();
      const calls = answering(run, ({ method }) => ({ result: `answer to ${method}` }));
      const { outcome } = await run.carryOut(async ({ ask }) => [
        await ask('get_os_install_device', {}),
        await ask('get_boot_mode', { a: 1 }),
      ]);
      expect(outcome).to.deep.equal({
        type: 'result',
        result: ['answer to get_os_install_device', 'answer to get_boot_mode'],
      });
      expect(calls.map(({ id, params }) => [id, params])).to.deep.equal([
        [1, {}],
        [2, { a: 1 }],
      ]);
    });

    it('fails with the line of an error there', async () => {
      const run = makeRun();
      answering(run, () => ({ error: 'No suitable device was found' }));
      const { outcome } = await run.carryOut(async ({ ask }) => await ask('get_os_install_device', {}));
      expect(lineOf(outcome)).to.equal(
        'IPA_FAILED: ironic-python-agent could not do get_os_install_device: No suitable device was found',
      );
    });

    it('puts an open question again to whoever attaches next', async () => {
      const run = makeRun();
      const calls: CallMessage[] = [];
      const first = run.follow({ onCall: (call) => calls.push(call), onOutcome: () => {} });
      const done = run.carryOut(async ({ ask }) => await ask('rescan', {}));
      await sleep(5);
      first();
      answering(run, () => ({ result: null }));
      expect((await done).outcome.type).to.equal('result');
      expect(calls.map(({ method }) => method)).to.deep.equal(['rescan']);
    });

    it('gives up when nobody comes back to answer', async () => {
      const { outcome } = await makeRun({ goneMs: 20 }).carryOut(async ({ ask }) => await ask('rescan', {}));
      expect(lineOf(outcome)).to.contain('IPA_GONE').and.contain('went away').and.contain('rescan');
    });

    it('gives up when the answer takes too long', async () => {
      const run = makeRun({ answerMs: 20 });
      run.follow({ onCall: () => {}, onOutcome: () => {} });
      const { outcome } = await run.carryOut(async ({ ask }) => await ask('erase_block_device', {}));
      expect(lineOf(outcome)).to.contain('IPA_GONE').and.contain('did not answer within 0.02 s');
    });

    it('is not idle while it waits for the answer', async () => {
      const run = makeRun({ idleMs: 30 });
      run.follow({
        onCall: ({ id }) => void sleep(120).then(() => run.answer({ id, result: null })),
        onOutcome: () => {},
      });
      const { outcome } = await run.carryOut(async ({ ask }) => await ask('erase_block_device', {}));
      expect(outcome.type).to.equal('result');
    });

    it('does not take an answer to another question', async () => {
      const run = makeRun();
      run.follow({
        onCall: ({ id }) => {
          expect(run.answer({ id: id + 1, result: 'wrong' })).to.equal(false);
          expect(run.answer({ id, result: 'right' })).to.equal(true);
          expect(run.answer({ id, result: 'late' })).to.equal(false);
        },
        onOutcome: () => {},
      });
      const { outcome } = await run.carryOut(async ({ ask }) => await ask('rescan', {}));
      expect(outcome).to.deep.equal({ type: 'result', result: 'right' });
      expect(run.answer({ id: 1, result: 'later' })).to.equal(false);
    });
  });

  describe('without progress', () => {
    it('is stopped, and says what it was doing', async () => {
      const { outcome, isStuck } = await makeRun({ idleMs: 30 }).carryOut(async ({ signal, onProgress }) => {
        onProgress({ phase: 'write', doneBytes: 4096, totalBytes: null });
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        throw new BmvError('ABORTED', 'interrupted; the image on /dev/sda is not bootable');
      });
      expect(isStuck).to.equal(false);
      expect(lineOf(outcome))
        .to.contain('STEP_STALLED: write_image made no progress for 0.03 s (write at byte 4096)')
        .and.contain('the image on /dev/sda is not bootable');
    });

    it('is stopped although it repeats its last report', async () => {
      const { outcome } = await makeRun({ idleMs: 60 }).carryOut(async ({ signal, onProgress }) => {
        while (!signal.aborted) {
          onProgress({ phase: 'write', doneBytes: 1, totalBytes: null });
          await sleep(10);
        }
        throw new BmvError('ABORTED', 'interrupted');
      });
      expect(lineOf(outcome)).to.contain('STEP_STALLED');
    });

    it('is given up as stuck when it does not stop', async () => {
      const { outcome, isStuck } = await makeRun({ idleMs: 20, stopMs: 20 }).carryOut(
        async () => await new Promise(() => {}),
      );
      expect(isStuck).to.equal(true);
      expect(lineOf(outcome))
        .to.contain('its beginning')
        .and.contain('it does not stop, so the agent restarts');
    });

    it('goes on as long as there is some', async () => {
      const { outcome } = await makeRun({ idleMs: 100 }).carryOut(async ({ onProgress }) => {
        for (let byte = 0; byte < 10; byte += 1) {
          onProgress({ phase: 'write', doneBytes: byte, totalBytes: null });
          await sleep(25);
        }
      });
      expect(outcome.type).to.equal('result');
    });
  });
});
