import type { ServerResponse } from 'node:http';
import type { RunMessage } from './messages.ts';
import type { Run } from './run.ts';

const TICK_MS = 1000;
/** Progress is told at least so often even when there is none: a sign of life. */
const TICKS_PER_SIGN = 5;

/**
 * Streams a run to one hardware manager: progress once a second, questions and the outcome at once. Calls
 * `onHeard` when all of the outcome was sent.
 */
export function answerWithRun(run: Run, response: ServerResponse, onHeard: () => void): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const write = (message: RunMessage) => response.write(`${JSON.stringify(message)}\n`);
  let told = '';
  let quietTicks = 0;
  const tick = () => {
    const message = run.progress ?? beginning;
    const text = JSON.stringify(message);
    quietTicks += 1;
    if (text === told && quietTicks < TICKS_PER_SIGN) return;
    told = text;
    quietTicks = 0;
    write(message);
  };
  response.flushHeaders();
  const timer = setInterval(tick, TICK_MS);
  const unfollow = run.follow({
    onCall: write,
    onOutcome: (outcome) => {
      clearInterval(timer);
      response.end(`${JSON.stringify(outcome)}\n`, onHeard);
    },
  });
  response.on('close', () => {
    clearInterval(timer);
    unfollow();
  });
}

const beginning = { type: 'progress', phase: 'begin', done_bytes: 0, total_bytes: null } as const;
