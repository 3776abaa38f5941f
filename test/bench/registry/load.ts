import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agents } from './agents.ts';
import type { FleetSize } from './fleet.ts';
import { ServerProcess } from './server-process.ts';
import { percentile } from './statistics.ts';

const ECHO = join(import.meta.dirname, 'echo-server.ts');
/** For the heap to settle behind a burst, milliseconds. */
const SETTLE_MS = 10_000;
/** Who reports as fast as it can: so many agents, with so many reports under way each. */
const MOST = { agents: 100, window: 16, seconds: 15 };

export interface LoadOptions {
  readonly size: FleetSize;
  readonly seconds: number;
  readonly key: string;
}

/** Agents that report as agents do. */
export interface Load {
  readonly agents: number;
  /** All connected, and their first inventories stored. */
  readonly connectSeconds: number;
  readonly reportsPerSecond: number;
  /** From a report to its acknowledgement, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** Of one core. */
  readonly cpuShare: number;
  /** Of the process before the first agent, and more for each; bytes. */
  readonly emptyBytes: number;
  readonly bytesPerAgent: number;
}

/** Agents that report as fast as they can. */
export interface Most {
  readonly reportsPerSecond: number;
  readonly cpuShare: number;
}

/** `meanwhile` is run under the same load once more, and counts in nothing. */
async function measure(
  server: ServerProcess,
  agents: number,
  key: string | null,
  { size, seconds }: LoadOptions,
  meanwhile: (() => Promise<void>) | null,
): Promise<Load> {
  const fleet = new Agents({ authority: new URL(server.address).host, key }, agents, size);
  try {
    const emptyBytes = server.rssBytes();
    const { seconds: connectSeconds } = await fleet.tell({ do: 'connect' });
    await sleep(SETTLE_MS);
    const cpuBefore = server.cpuSeconds();
    const result = await fleet.tell({ do: 'report', seconds });
    const cpuShare = (server.cpuSeconds() - cpuBefore) / result.seconds;
    const bytesPerAgent = (server.rssBytes() - emptyBytes) / agents;
    const took = [0.5, 0.99, 1].map((part) => percentile(result.took, part));
    const [p50 = Number.NaN, p99 = Number.NaN, longest = Number.NaN] = took;
    const reportsPerSecond = result.acked / result.seconds;
    if (meanwhile) await Promise.all([fleet.tell({ do: 'report', seconds }), meanwhile()]);
    const times = { connectSeconds, reportsPerSecond, p50, p99, longest, cpuShare };
    return { agents, ...times, emptyBytes, bytesPerAgent };
  } finally {
    await fleet.stop();
  }
}

export async function measureLoad(
  registry: ServerProcess,
  agents: number,
  options: LoadOptions,
  meanwhile: (() => Promise<void>) | null,
): Promise<Load> {
  return await measure(registry, agents, options.key, options, meanwhile);
}

async function measureMostOf(
  server: ServerProcess,
  key: string | null,
  { size }: Pick<LoadOptions, 'size'>,
): Promise<Most> {
  const fleet = new Agents({ authority: new URL(server.address).host, key }, MOST.agents, size);
  try {
    await fleet.tell({ do: 'connect' });
    const cpuBefore = server.cpuSeconds();
    const { acked, seconds } = await fleet.tell({ do: 'most', ...MOST });
    return { reportsPerSecond: acked / seconds, cpuShare: (server.cpuSeconds() - cpuBefore) / (seconds + 1) };
  } finally {
    await fleet.stop();
  }
}

export async function measureMost(registry: ServerProcess, options: LoadOptions): Promise<Most> {
  return await measureMostOf(registry, options.key, options);
}

/** The same of the bare server. */
export async function measureEcho(
  sizes: readonly number[],
  options: LoadOptions,
): Promise<{ readonly loads: readonly Load[]; readonly most: Most }> {
  const loads: Load[] = [];
  for (const agents of sizes) {
    const echo = await ServerProcess.start([ECHO]);
    try {
      loads.push(await measure(echo, agents, null, options, null));
    } finally {
      await echo.stop();
    }
  }
  const echo = await ServerProcess.start([ECHO]);
  try {
    return { loads, most: await measureMostOf(echo, null, options) };
  } finally {
    await echo.stop();
  }
}
