import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PEAK_MS = 10;
const REMOVAL_TRIES = 100;

/** What became of a command in a memory cgroup. */
export interface LimitedRun {
  /** As a shell has it: 128 and the number of a signal. */
  readonly code: number;
  readonly isOomKilled: boolean;
  /** Most memory of the command's first process, without that of its children. */
  readonly peakRssBytes: number;
  readonly out: string;
  readonly err: string;
}

/** The files of either version of cgroups. */
interface Files {
  readonly limit: string;
  /** With swap; not everywhere. */
  readonly swapLimit: string;
  /** What that is with a limit of so many bytes without swap. */
  readonly swapValue: (limitBytes: number) => number;
  /** Counts `oom_kill`. */
  readonly events: string;
}

const V1: Files = {
  limit: 'memory.limit_in_bytes',
  swapLimit: 'memory.memsw.limit_in_bytes',
  swapValue: (limitBytes) => limitBytes,
  events: 'memory.oom_control',
};
const V2: Files = {
  limit: 'memory.max',
  swapLimit: 'memory.swap.max',
  swapValue: () => 0,
  events: 'memory.events',
};

/** Where memory cgroups are made. Throws, saying what is missing. */
function hierarchy(): { readonly root: string; readonly files: Files } {
  const v1 = '/sys/fs/cgroup/memory';
  if (existsSync(join(v1, V1.limit))) return { root: v1, files: V1 };
  for (const root of ['/sys/fs/cgroup', '/sys/fs/cgroup/unified']) {
    const control = join(root, 'cgroup.subtree_control');
    if (!existsSync(control) || !readFileSync(join(root, 'cgroup.controllers'), 'utf8').includes('memory'))
      continue;
    writeFileSync(control, '+memory');
    return { root, files: V2 };
  }
  throw new Error('this test needs a memory cgroup: mount cgroup2 (or the v1 controller memory), be root');
}

/** Runs a command in a memory cgroup of its own, which is gone when this returns. Needs root. */
export async function runLimited(
  limitBytes: number,
  command: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>> = {},
): Promise<LimitedRun> {
  const { root, files } = hierarchy();
  const group = join(root, `bmv-test-${process.pid}-${Date.now()}`);
  mkdirSync(group);
  try {
    writeFileSync(join(group, files.limit), `${limitBytes}`);
    const swap = join(group, files.swapLimit);
    if (existsSync(swap)) writeFileSync(swap, `${files.swapValue(limitBytes)}`);
    const ended = await run(join(group, 'cgroup.procs'), command, environment);
    const kills = /^oom_kill (\d+)$/m.exec(readFileSync(join(group, files.events), 'utf8'))?.[1];
    return { ...ended, isOomKilled: Number(kills) > 0 };
  } finally {
    await remove(group);
  }
}

async function run(
  procs: string,
  command: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
): Promise<Omit<LimitedRun, 'isOomKilled'>> {
  const script = 'echo $$ > "$0" && exec "$@"';
  const child = spawn('sh', ['-c', script, procs, ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const said = { out: '', err: '' };
  for (const stream of ['out', 'err'] as const)
    child[`std${stream}`].on('data', (bytes: Buffer) => {
      said[stream] += bytes.toString();
    });
  let peakRssBytes = 0;
  // getrusage() would count what the process that started it had.
  const look = setInterval(() => {
    peakRssBytes = Math.max(peakRssBytes, peakOf(child.pid));
  }, PEAK_MS);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status, signal) =>
        resolve(status ?? 128 + (signal ? constants.signals[signal] : 0)),
      );
    });
    return { ...said, code, peakRssBytes };
  } finally {
    clearInterval(look);
  }
}

/** 0 when the process is gone. */
function peakOf(pid: number | undefined): number {
  const status = `/proc/${pid}/status`;
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** A process that was killed leaves its group a little later. */
async function remove(group: string): Promise<void> {
  for (let tries = 0; ; tries += 1)
    try {
      rmdirSync(group);
      return;
    } catch (error) {
      if (tries === REMOVAL_TRIES) throw error;
      await sleep(20);
    }
}
