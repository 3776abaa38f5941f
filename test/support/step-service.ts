import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from '../../agent/config/load.ts';
import type { RegistryLink } from '../../agent/registry-link.ts';
import { BootState } from '../../agent/step-server/boot-state.ts';
import { LogBuffer } from '../../agent/step-server/log-buffer.ts';
import { routes, type Service } from '../../agent/step-server/routes.ts';
import type { RunLimits } from '../../agent/step-server/run.ts';
import { listen } from '../../agent/step-server/server.ts';
import { StepRunner } from '../../agent/step-server/step-runner.ts';
import type { Step } from '../../agent/steps/step.ts';
import { testContext } from './context.ts';

/** A step server on a socket of its own. */
export interface TestService {
  readonly service: Service;
  readonly socket: string;
  /** How often a step was found stuck. */
  readonly stuck: () => number;
  readonly close: () => Promise<void>;
}

export interface TestServiceOptions {
  readonly steps: readonly Step[];
  readonly limits?: Partial<RunLimits>;
  readonly environment?: Readonly<Record<string, string>>;
  /** A folder to use again, as after a restart of the agent. */
  readonly folder?: string;
  readonly service?: Partial<Service>;
  readonly registry?: RegistryLink | undefined;
}

const LIMITS: RunLimits = { idleMs: 30_000, answerMs: 30_000, goneMs: 30_000, stopMs: 30_000 };

export async function startService({
  steps,
  limits = {},
  environment = {},
  folder,
  service: overrides = {},
  registry,
}: TestServiceOptions): Promise<TestService> {
  const own = folder ?? (await mkdtemp(join(tmpdir(), 'bmv-service-')));
  const { config } = resolveConfig({ file: null, environment, commandLine: '' });
  const { managers, logger, now, newGuid } = testContext([]);
  const state = await BootState.open(own);
  let stuck = 0;
  const runner = new StepRunner(state, {
    limits: { ...LIMITS, ...limits },
    outcomeTtlMs: config.outcome_ttl * 1000,
    logger,
    now,
    onStuck: () => {
      stuck += 1;
    },
    observer: registry?.observer,
  });
  const service: Service = {
    config,
    context: { managers, logger, now, newGuid },
    steps,
    runner,
    state,
    logs: new LogBuffer(config.log_buffer_bytes),
    failure: async () => null,
    handOver: async () => {},
    inventory: async () => ({ disks: [], volumes: [] }),
    sync: async () => {},
    registry: registry ?? null,
    ...overrides,
  };
  const socket = join(own, 'agent.sock');
  const server = await listen(routes(service), { socket, logger });
  return {
    service,
    socket,
    stuck: () => stuck,
    close: async () => {
      await server.close();
      await runner.stop();
      if (folder !== undefined) return;
      // That an outcome was heard is written down while the socket closes; this write waits for that one.
      await state.setInstallDevice(state.installDevice);
      await rm(own, { recursive: true });
    },
  };
}
