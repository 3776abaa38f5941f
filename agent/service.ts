import { randomUUID } from 'node:crypto';
import pino, { type Logger } from 'pino';
import { listAllDisks } from '../hardware-managers/dispatch.ts';
import { runCommand } from '../hardware-managers/linux/command.ts';
import { missingTools } from '../hardware-managers/linux/required-tools.ts';
import { createManagers } from '../hardware-managers/managers.ts';
import { channelSettings } from './channel/settings.ts';
import type { AgentConfig } from './config/options.ts';
import type { Context } from './context.ts';
import { stoppingIdleStacks } from './ironic/idle-stacks.ts';
import { takeInventory } from './ironic/inventory.ts';
import { refuseWhereKept, surveyTarget } from './ironic/survey.ts';
import type { RegistryLink } from './registry-link.ts';
import { BootState, type StoredRun } from './step-server/boot-state.ts';
import { LogBuffer } from './step-server/log-buffer.ts';
import type { Service } from './step-server/routes.ts';
import { StepRunner } from './step-server/step-runner.ts';
import { STEPS } from './steps/steps.ts';

/** From the moment a stalled step is told to stop until the process ends. */
const STOP_MS = 30_000;
/** How long a step waits for ironic-python-agent to come back with an answer. */
const GONE_MS = 60_000;
/** Flushing the caches of a slow disk. */
const SYNC_TIMEOUT_MS = 30 * 60_000;

export interface ServiceOptions {
  readonly config: AgentConfig;
  /** The process has to end: a step does not stop. */
  readonly onStuck: () => void;
  /** Where log lines go besides the buffer. */
  readonly logTo: { write(line: string): void };
}

function makeLogger(config: AgentConfig, logs: LogBuffer, logTo: ServiceOptions['logTo']): Logger {
  const level = config.log_level;
  const streams = [logTo, logs].map((stream) => ({ level: 'trace' as const, stream }));
  return pino({ level, base: { name: 'bmv-agent' } }, pino.multistream(streams));
}

/** For what is no step. */
function idle(): Pick<Context, 'onProgress' | 'signal'> {
  return { onProgress: () => {}, signal: new AbortController().signal };
}

interface RegistryParts {
  readonly config: AgentConfig;
  readonly context: Service['context'];
  readonly lastRun: StoredRun | null;
}

/** Null where the options name none: then nothing of the channel is loaded, whose messages alone take megabytes. */
async function connectRegistry({ config, context, lastRun }: RegistryParts): Promise<RegistryLink | null> {
  const settings = channelSettings(config);
  if (!settings) return null;
  const { startRegistryLink } = await import('./channel/start.ts');
  return await startRegistryLink({ settings, context, steps: STEPS, folder: config.runtime_dir, lastRun });
}

/** The real service of this machine. */
export async function createService({ config, onStuck, logTo }: ServiceOptions): Promise<Service> {
  const logs = new LogBuffer(config.log_buffer_bytes);
  const logger = makeLogger(config, logs, logTo);
  const managers = stoppingIdleStacks(createManagers(), logger);
  const now = () => Date.now();
  const context = { managers, logger, now, newGuid: () => randomUUID() };
  const state = await BootState.open(config.runtime_dir);
  const registry = await connectRegistry({ config, context, lastRun: state.lastRun });
  const runner = new StepRunner(state, {
    limits: {
      idleMs: config.step_idle_timeout * 1000,
      answerMs: config.ipa_call_timeout * 1000,
      stopMs: STOP_MS,
      goneMs: GONE_MS,
    },
    outcomeTtlMs: config.outcome_ttl * 1000,
    logger,
    now,
    onStuck,
    observer: registry?.observer,
  });
  return {
    config,
    context,
    steps: STEPS,
    runner,
    state,
    logs,
    failure: async () => {
      const missing = await missingTools();
      return missing.length === 0 ? null : missing.join('; ');
    },
    handOver: async (device) => {
      refuseWhereKept(
        [await surveyTarget({ ...context, ...idle() }, device)],
        'an installation by ironic-python-agent',
      );
      await registry?.admitOthers();
      // Whoever asks for the disk later is told what will be written, not what an earlier step wrote.
      await state.setInstallDevice(null);
    },
    inventory: async () => {
      const disks = await listAllDisks(managers);
      const paths = disks.map(({ path }) => path);
      return await takeInventory({ ...context, ...idle() }, paths);
    },
    registry,
    sync: async () => {
      await runner.stop();
      await runCommand(['sync'], { timeoutMs: SYNC_TIMEOUT_MS });
      // Whoever asks for this is about to switch the server off.
      await registry?.flush();
    },
  };
}
