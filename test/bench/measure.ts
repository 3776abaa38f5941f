import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Sample {
  readonly seconds: number;
  /** User and system time of the command and its children. */
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** Runs a command with a cold page cache under GNU time. */
export async function measure(command: readonly string[]): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-bench-'));
  const report = join(folder, 'time');
  try {
    await run('sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    await run('/usr/bin/time', ['-o', report, '-f', '%e %U %S %M', ...command]);
    const [wall, user, system, peakKiB] =
      readFileSync(report, 'utf8').trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
    return { seconds: wall ?? 0, cpuSeconds: (user ?? 0) + (system ?? 0), peakMiB: (peakKiB ?? 0) / 1024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
