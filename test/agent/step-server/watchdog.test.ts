import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { Watchdog } from '../../../agent/step-server/watchdog.ts';

describe('watchdog', () => {
  it('calls once when it is not fed', async () => {
    let calls = 0;
    await new Promise<void>((resolve) => {
      new Watchdog(20, () => {
        calls += 1;
        resolve();
      });
    });
    await sleep(60);
    expect(calls).to.equal(1);
  });

  it('does not call while it is fed, paused or stopped', async () => {
    let calls = 0;
    const fed = new Watchdog(200, () => {
      calls += 1;
    });
    const paused = new Watchdog(20, () => {
      calls += 1;
    });
    const stopped = new Watchdog(20, () => {
      calls += 1;
    });
    paused.pause();
    paused.pause();
    paused.resume();
    paused.feed();
    stopped.stop();
    stopped.feed();
    for (let turn = 0; turn < 6; turn += 1) {
      await sleep(20);
      fed.feed();
    }
    fed.stop();
    expect(calls).to.equal(0);
  });

  it('counts again after its last pause has ended', async () => {
    await new Promise<void>((resolve) => {
      const watchdog = new Watchdog(20, resolve);
      watchdog.pause();
      watchdog.resume();
    });
  });
});
