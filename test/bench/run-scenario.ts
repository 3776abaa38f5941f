import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchDisk } from './bench-disk.ts';
import { type Entry, type EntryPlace, entryOf } from './entry.ts';
import { type MeasureOptions, measure } from './measure.ts';
import type { Round, Row, ScenarioResult } from './result.ts';
import type { Scenario } from './scenarios.ts';
import type { WebServer } from './web-server.ts';

const MIB = 1024 * 1024;
const TIMEOUT_SECONDS = 900;

export interface Bench extends EntryPlace {
  readonly blockDevice: BenchDisk;
  readonly server: WebServer;
  /** Put before a command. */
  readonly enter: readonly string[];
  readonly rounds: number;
  readonly gib: number;
  readonly signal: AbortSignal;
}

function tell(text: string): void {
  process.stderr.write(`${new Date().toTimeString().slice(0, 8)} ${text}\n`);
}

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
}

async function runOnce(
  { contender, line, programs, ramMiB }: Entry,
  scenario: Scenario,
  bench: Bench,
): Promise<Round> {
  const { shelf, blockDevice, server, signal, enter, ram } = bench;
  const raw = join(shelf.folder, await shelf.make(scenario.image, '.raw'));
  const writes = contender.kind !== 'limit' || contender.spoilsDisk === true;
  if (writes) {
    if (scenario.before === 'other') await blockDevice.fillWithOther();
    else await blockDevice.fillWithImage(join(shelf.folder, await shelf.make(scenario.before, '.raw')));
    blockDevice.forget();
  }
  await server.sentBytes();
  const options: MeasureOptions = {
    enter,
    signal,
    warm: programs,
    timeoutSeconds: contender.timeoutSeconds ?? TIMEOUT_SECONDS,
  };
  try {
    const sample = await measure(line, options);
    const downloadedMiB = (await server.sentBytes()) / MIB;
    if (contender.kind !== 'limit' && !sample.timedOut)
      await blockDevice.expectImage(raw, contender.kind === 'ours');
    return { ...sample, peakMiB: sample.peakMiB + ramMiB, downloadedMiB };
  } finally {
    await empty(ram);
  }
}

/** The contenders take turns within a round. One that fails is told in the table and not run again. */
export async function runScenario(scenario: Scenario, bench: Bench): Promise<ScenarioResult> {
  const entries: Entry[] = [];
  for (const contender of scenario.contenders) entries.push(await entryOf(contender, scenario, bench));
  const rounds = new Map<Entry, Round[]>(entries.map((entry) => [entry, []]));
  const failures = new Map<Entry, string>();
  const began = Date.now();
  for (let round = 1; round <= bench.rounds; round += 1) {
    for (const entry of entries) {
      const { name, rounds: most = bench.rounds } = entry.contender;
      if (round > most || failures.has(entry)) continue;
      try {
        const sample = await runOnce(entry, scenario, bench);
        rounds.get(entry)?.push(sample);
        tell(`${scenario.name}, round ${round}, ${name}: ${sample.seconds.toFixed(2)} s`);
      } catch (error) {
        bench.signal.throwIfAborted();
        const text = error instanceof Error ? error.message : String(error);
        failures.set(entry, text.replaceAll(/\s+/g, ' ').slice(0, 200));
        tell(`${scenario.name}, round ${round}, ${name}: ${text}`);
      }
    }
    const left = ((Date.now() - began) / round) * (bench.rounds - round);
    if (left > 0) tell(`${scenario.name}: at most ${Math.ceil(left / 60_000)} min left`);
  }
  return {
    name: scenario.name,
    title: scenario.title,
    gib: bench.gib,
    rows: entries.map((entry): Row => {
      const { name, kind } = entry.contender;
      const failure = failures.get(entry) ?? null;
      return {
        ...{ name, kind, failure, command: entry.shown },
        from: entry.contender.line.includes('{url}') ? 'server' : 'file',
        rounds: rounds.get(entry) ?? [],
      };
    }),
  };
}
