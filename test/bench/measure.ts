import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runGroup } from './shell.ts';

const MIB = 1024 * 1024;
/** GNU time counts the blocks of 512 bytes that a process made the kernel write: no zeros that a disk makes itself. */
const OUTPUT_BLOCK_BYTES = 512;

/** Some programs have another word for their version, and say so. */
const WARM_SECONDS = 30;

export interface Sample {
  readonly seconds: number;
  /** User and system time of the command and its children. */
  readonly cpuSeconds: number;
  /** The largest resident set of one process. */
  readonly peakMiB: number;
  /** To the disk; zeros that are left to it are not counted, nor what goes to a tmpfs. */
  readonly writtenMiB: number;
  readonly timedOut: boolean;
}

export interface MeasureOptions {
  /** Put before the command: enters a cgroup. */
  readonly enter: readonly string[];
  /** Programs of the line: they are in memory before, as those of a ramdisk are. */
  readonly warm: readonly string[];
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** Runs a line of bash with a cold page cache under GNU time. Throws when it fails, not when its time is over. */
export async function measure(
  line: string,
  { enter, warm, timeoutSeconds, signal }: MeasureOptions,
): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'bmv-bench-time-'));
  const report = join(folder, 'time');
  try {
    await run(signal, 'sync');
    await writeFile('/proc/sys/vm/drop_caches', '3');
    for (const program of ['bash', 'time', ...warm])
      await runGroup(signal, ['env', program, '--version'], WARM_SECONDS);
    const time = ['time', '-o', report, '-f', '%e %U %S %M %O'];
    const bash = ['bash', '-e', '-o', 'pipefail', '-c', line];
    const command = [...enter, ...time, ...bash];
    const { code, errors, timedOut } = await runGroup(signal, command, timeoutSeconds);
    // GNU time was ended too, so that there is no report.
    if (timedOut) return { seconds: timeoutSeconds, cpuSeconds: 0, peakMiB: 0, writtenMiB: 0, timedOut };
    if (code !== 0) throw new Error(`exit code ${code}: ${errors.trim()}`);
    const text = (await readFile(report, 'utf8')).trim().split('\n').at(-1) ?? '';
    const [seconds = 0, user = 0, system = 0, peakKiB = 0, blocks = 0] = text.split(' ').map(Number);
    return {
      seconds,
      cpuSeconds: user + system,
      peakMiB: peakKiB / 1024,
      writtenMiB: (blocks * OUTPUT_BLOCK_BYTES) / MIB,
      timedOut,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
