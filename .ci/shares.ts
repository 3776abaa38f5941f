import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { constants } from 'node:os';
import { PassThrough } from 'node:stream';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Share {
  /** All that it says, kept until somebody reads it. */
  readonly output: PassThrough;
  /** Ends with the error, if any, that kept it from counting. */
  readonly done: Promise<Count & { readonly crash: string | null }>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Disks in memory in pages of 2 MiB: in pages of 4 KiB, touching them takes longer than what is done to them. */
const HUGE_PAGES = 'glibc.malloc.hugetlb=1';

/** A test's output would stop it at a full pipe: it is taken at once, whatever is shown of it so far. */
const HELD_BYTES = 1024 ** 3;

/** Deals files out by size, the largest first, back and forth: no share has all of those that take long. */
function dealFiles(files: readonly string[], count: number): readonly (readonly string[])[] {
  const shares = Array.from({ length: count }, (): string[] => []);
  const sizes = files.map((file) => ({ file, size: statSync(file).size }));
  sizes.sort((one, other) => other.size - one.size);
  for (const [index, { file }] of sizes.entries()) {
    const turn = index % (2 * count);
    shares[Math.min(turn, 2 * count - 1 - turn)]?.push(file);
  }
  return shares;
}

/** Starts a process that sends its count and ends; one that ends otherwise has failed. */
function startShare(argv: readonly string[]): Share {
  const child = spawn(process.execPath, argv, {
    env: { GLIBC_TUNABLES: HUGE_PAGES, ...process.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = new PassThrough({ highWaterMark: HELD_BYTES });
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  let count: Count | null = null;
  child.on('message', (message) => {
    count = message as Count;
  });
  const done = new Promise<Count & { crash: string | null }>((resolve) => {
    child.once('close', (code, signal) => {
      output.end();
      const { passed, failed } = count ?? { passed: 0, failed: 0 };
      const crash = (code !== 0 && failed === 0) || !count ? `ended with ${signal ?? code}` : null;
      resolve({ passed, failed: failed + (crash ? 1 : 0), crash });
    });
  });
  return { output, done, kill: (signal) => child.kill(signal) };
}

/**
 * Runs test files in `count` processes at the same time, each `node` with `argv` and its share of the files, and
 * returns what they count together. Their output comes one behind the other: that of the first while it runs,
 * that of the others when those before them have ended.
 */
export async function runShares(
  argv: readonly string[],
  files: readonly string[],
  count: number,
): Promise<Count> {
  const shares = dealFiles(files, count).map((share) => startShare([...argv, ...share]));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      for (const { kill } of shares) kill(signal);
      process.exit(128 + constants.signals[signal]);
    });
  }
  const total = { passed: 0, failed: 0 };
  for (const [index, { output, done }] of shares.entries()) {
    for await (const bytes of output) process.stdout.write(bytes as Buffer);
    const { passed, failed, crash } = await done;
    if (crash) process.stdout.write(`\nprocess ${index + 1} of ${count} ${crash}\n`);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}
