import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryLink } from '../../agent/registry-link.ts';
import type { RunMessage, StepKind } from '../../agent/step-server/messages.ts';
import type { RunLimits } from '../../agent/step-server/run.ts';
import type { Step } from '../../agent/steps/step.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import { testContext } from './context.ts';
import { runStep } from './socket-client.ts';
import { startService } from './step-service.ts';

/** What ironic-python-agent would know and do on a node whose disks are disk files. */
export interface NodeOptions {
  readonly steps: readonly Step[];
  /** Paths; the first is the one that root device hints pick. */
  readonly disks: readonly string[];
  /** Disks that `skip_block_devices` exempts. */
  readonly skipped?: readonly string[];
  readonly bootMode?: 'uefi' | 'bios';
  readonly node?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly limits?: Partial<RunLimits>;
  readonly registry?: RegistryLink;
  /** Answers a question differently; undefined leaves it to the defaults. */
  readonly reply?: (method: string, params: Readonly<Record<string, unknown>>) => object | undefined;
}

/** What a step ended with, and what it asked of ironic-python-agent on the way. */
export interface StepOutcome {
  readonly result: Readonly<Record<string, unknown>>;
  /** `CODE: line`; empty when the step succeeded. */
  readonly error: string;
  /** `method device`, `run_step name`, ... in order. */
  readonly asked: readonly string[];
  readonly messages: readonly RunMessage[];
}

export interface StepNode {
  readonly socket: string;
  readonly run: (kind: StepKind, step: string, args?: object) => Promise<StepOutcome>;
  readonly installDevice: () => string | null;
  /** As an image step leaves it behind. */
  readonly setInstallDevice: (device: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const UUID = '11111111-2222-4333-8444-555555555555';

function describe(method: string, params: Readonly<Record<string, unknown>>): string {
  const about = params.device ?? params.devices ?? params.step;
  return about === undefined ? method : `${method} ${String(about)}`;
}

/** The real step server and steps, with the part of ironic-python-agent that they ask played by the test. */
export async function startNode(options: NodeOptions): Promise<StepNode> {
  const { steps, disks, skipped = [], bootMode = 'uefi', environment = {}, limits = {}, registry } = options;
  const { managers, logger, now, newGuid } = testContext(createManagers());
  const test = await startService({
    steps,
    environment,
    limits,
    service: { context: { managers, logger, now, newGuid } },
    registry,
  });
  const defaults: Readonly<Record<string, unknown>> = {
    get_os_install_device: disks[0],
    list_block_devices: {
      devices: disks.filter((disk) => !skipped.includes(disk)).map((name) => ({ name })),
      all: disks,
    },
    get_boot_mode: bootMode,
    manage_uefi: true,
  };
  return {
    socket: test.socket,
    installDevice: () => test.service.state.installDevice,
    setInstallDevice: async (device) => await test.service.state.setInstallDevice(device),
    stop: test.close,
    run: async (kind, step, args = {}) => {
      const asked: string[] = [];
      const node = { uuid: UUID, [`${kind}_step`]: { step }, ...options.node };
      const messages = await runStep(test.socket, step, { kind, node, ports: [], args }, (method, params) => {
        const given = { ...params };
        asked.push(describe(method, given));
        return options.reply?.(method, given) ?? { result: defaults[method] ?? null };
      });
      const last = messages.at(-1);
      return {
        result: last?.type === 'result' ? ((last.result ?? {}) as Record<string, unknown>) : {},
        error: last?.type === 'error' ? `${last.code}: ${last.message}` : '',
        asked,
        messages,
      };
    },
  };
}

/** What each test of a suite has of its own. */
interface OwnNode {
  /** Empty when the test begins, gone when it ends. */
  readonly folder: string;
  /** Starts a node, which is stopped when the test ends or starts another one. */
  readonly start: (disks: readonly string[], options?: Partial<NodeOptions>) => Promise<StepNode>;
}

/** Gives each test of the suite that calls this a folder, and nodes that begin with these options. */
export function nodeForEachTest(defaults: Omit<NodeOptions, 'disks'>): OwnNode {
  let folder = '';
  let node: StepNode | null = null;
  const stop = async () => {
    await node?.stop();
    node = null;
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-steps-'));
  });
  afterEach(async () => {
    await stop();
    await rm(folder, { recursive: true });
  });
  return {
    get folder() {
      return folder;
    },
    start: async (disks, options = {}) => {
      await stop();
      node = await startNode({ ...defaults, disks, ...options });
      return node;
    },
  };
}
