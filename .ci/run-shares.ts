import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { NOTHING, type Outcome } from './outcome.ts';
import { nextShare, type Share } from './shares.ts';

interface Running {
  /** What it came to, and all that it said. */
  readonly done: Promise<{
    readonly outcome: Outcome;
    readonly output: string;
    readonly crash: string | null;
  }>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Disks in memory in pages of 2 MiB: in pages of 4 KiB, touching them takes longer than what is done to them. */
const HUGE_PAGES = 'glibc.malloc.hugetlb=1';

/** Lines that a process said last, which tell of its crash. */
const LAST_LINES = 12;

/** Starts a process that sends its outcome and ends; one that ends otherwise has failed. */
function startShare(program: string, { tier, files }: Share): Running {
  const child = spawn(process.execPath, [program, tier, ...files], {
    env: { GLIBC_TUNABLES: HUGE_PAGES, ...process.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => chunks.push(bytes));
  let sent: Outcome | null = null;
  child.on('message', (message) => {
    sent = message as Outcome;
  });
  const done: Running['done'] = new Promise((resolve) => {
    child.once('close', (code, signal) => {
      const outcome = sent ?? NOTHING;
      const output = Buffer.concat(chunks).toString();
      const isCrash = (code !== 0 && outcome.failed === 0) || !sent;
      if (!isCrash) return resolve({ outcome, output, crash: null });
      const crash = `ended with ${signal ?? code}`;
      const error = output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
      const failure = { title: `a process of tier ${tier} ${crash}`, file: files.join(' '), error };
      const failures = [...outcome.failures, failure];
      return resolve({ outcome: { ...outcome, failed: outcome.failed + 1, failures }, output, crash });
    });
  });
  return { done, kill: (signal) => child.kill(signal) };
}

/**
 * Runs shares in `jobs` processes at a time, each `node PROGRAM TIER FILE...`, never two of the same room, and tells `ended`
 * what came of each. What one says is shown when it has ended.
 */
export async function runShares(
  program: string,
  shares: readonly Share[],
  jobs: number,
  ended: (share: Share, outcome: Outcome) => void,
): Promise<void> {
  const waiting = [...shares];
  const taken = new Set<string>();
  const running = new Set<Running>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      for (const { kill } of running) kill(signal);
      process.exit(128 + constants.signals[signal]);
    });
  }

  const run = async (share: Share): Promise<void> => {
    const began = performance.now();
    waiting.splice(waiting.indexOf(share), 1);
    if (share.room !== null) taken.add(share.room);
    const started = startShare(program, share);
    running.add(started);
    const { outcome, output, crash } = await started.done;
    running.delete(started);
    if (share.room !== null) taken.delete(share.room);
    const seconds = Math.round((performance.now() - began) / 1000);
    const left = waiting.length + running.size;
    process.stdout.write(`${output}\n${share.tier}: ${crash ?? `${seconds} s`}, ${left} more\n`);
    ended(share, outcome);
    await fill();
  };
  const fill = async (): Promise<void> => {
    const begun: Promise<void>[] = [];
    for (
      let share = nextShare(waiting, taken);
      share && running.size < jobs;
      share = nextShare(waiting, taken)
    )
      begun.push(run(share));
    await Promise.all(begun);
  };
  await fill();
}
