import { listAllDisks } from '../../hardware-managers/dispatch.ts';
import type { Inventory } from '../../proto/report.ts';
import type { Context } from '../context.ts';
import type { RegistryLink } from '../registry-link.ts';
import type { StoredRun } from '../step-server/boot-state.ts';
import type { RunObserver } from '../step-server/run-observer.ts';
import { diedWhile } from '../step-server/step-runner.ts';
import type { Step } from '../steps/step.ts';
import { Channel } from './channel.ts';
import { ChannelMemory } from './channel-memory.ts';
import { EffectJournal } from './effect-journal.ts';
import { Gate } from './gate.ts';
import { reportInventory } from './inventory.ts';
import { InventoryKeeper } from './inventory-keeper.ts';
import { type NodeFacts, readNodeFacts } from './node-facts.ts';
import { Reporter } from './reporter.ts';
import type { ChannelSettings } from './settings.ts';

export interface StartOptions {
  readonly settings: ChannelSettings;
  /** Without progress and signal. */
  readonly context: Omit<Context, 'onProgress' | 'signal' | 'onEffect'>;
  readonly steps: readonly Step[];
  /** For what outlives a restart of the agent, but not the ramdisk. */
  readonly folder: string;
  /** The last run of an earlier process of this boot; null for none. */
  readonly lastRun: StoredRun | null;
  /** By default as Linux shows them. */
  readonly facts?: NodeFacts;
  /** From 0 to below 1; by default random. */
  readonly random?: () => number;
  /** Paths of the node's disks; by default all that the managers find. */
  readonly devices?: () => Promise<readonly string[]>;
}

/** Between two attempts to list the disks. */
const LIST_AGAIN_MS = 10_000;

/** A run that ended with the process that it was in: nobody else tells the registry. */
function tellOfDied(channel: Channel, lastRun: StoredRun | null, now: () => number): void {
  if (!lastRun || lastRun.outcome !== null) return;
  const { run, step, kind } = lastRun;
  const times = { atMs: now(), durationMs: 0 };
  const failure = diedWhile(step);
  const bytes = { bytesWritten: 0, bytesDownloaded: 0 };
  channel.report({ type: 'step-finished', run, step, kind, ...times, failure, ...bytes });
}

async function takeInventory(
  { context, devices }: Pick<StartOptions, 'context' | 'devices'>,
  signal: AbortSignal,
): Promise<Inventory | null> {
  const listed = async () => (await listAllDisks(context.managers)).map(({ path }) => path);
  const paths = await (devices ?? listed)();
  return await reportInventory({ ...context, onProgress: () => {}, signal }, paths);
}

/** Connects to the registry and keeps connected; the steps and volumes of this node are told it from now on. */
export async function startRegistryLink(options: StartOptions): Promise<RegistryLink> {
  const { settings, context, steps, lastRun } = options;
  const { now, newGuid, logger } = context;
  const facts = options.facts ?? (await readNodeFacts());
  const random = options.random ?? Math.random;
  const memory = new ChannelMemory(options.folder, { newGuid, logger });
  const channel: Channel = new Channel({
    ...{ settings, facts, memory, now, random, logger },
    onWantsInventory: () => keeper.want(),
    onAcked: (sequence) => journal.acked(sequence),
  });
  const journal = new EffectJournal(options.folder, logger);
  const keeper = new InventoryKeeper({
    take: async (signal) => await takeInventory(options, signal),
    report: (report) => channel.report(report),
    onTold: (newest) => journal.told(newest, channel.acked),
    ...{ now, logger, retryMs: LIST_AGAIN_MS, left: journal.left },
  });
  const reporter = new Reporter({
    report: (report) => void channel.report(report),
    ...{ now, progressMs: settings.progressMs },
  });
  const tellBefore = async (signal: AbortSignal) => await keeper.tellBefore(signal);
  const gate = new Gate({ channel, settings, tellBefore, newGuid, logger });
  const observer: RunObserver = {
    onBegin: (run, startedAtMs) => {
      keeper.stepBegan();
      reporter.onBegin(run, startedAtMs);
    },
    onProgress: reporter.onProgress,
    onEnd: (run, outcome, times) => {
      reporter.onEnd(run, outcome, times);
      keeper.stepEnded(run.run, steps.find(({ name }) => name === run.step)?.writes ?? true);
    },
  };
  tellOfDied(channel, lastRun, now);
  keeper.want();
  channel.start();
  return {
    observer,
    get health() {
      return channel.health;
    },
    effectsOf: (run) => (effect) => {
      journal.add({ ...effect, run });
      keeper.heard({ ...effect, run });
    },
    keysOf: (run, signal) => async (volume) => await gate.keyOf(run, volume, signal),
    admit: async (step, tools, run) => await gate.admit(step, tools, run),
    admitOthers: async () => await gate.admitOthers(),
    flush: async () => {
      const signal = AbortSignal.timeout(settings.flushMs);
      await keeper.settle(signal);
      await channel.flush(signal);
    },
    stop: async () => {
      const signal = AbortSignal.timeout(settings.flushMs);
      await keeper.stop(signal);
      await channel.stop(signal);
    },
  };
}
