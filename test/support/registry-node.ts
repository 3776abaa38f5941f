import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelSettings } from '../../agent/channel/settings.ts';
import { type StartOptions, startRegistryLink } from '../../agent/channel/start.ts';
import type { RegistryLink } from '../../agent/registry-link.ts';
import type { Step } from '../../agent/steps/step.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import { type FakeRegistry, NODE } from './fake-registry.ts';
import { type StepNode, startNode } from './step-node.ts';
import { type TestLog, testLog, testSettings } from './test-channel.ts';

export interface RegistryNodeOptions {
  readonly registry: FakeRegistry;
  readonly steps: readonly Step[];
  /** Paths; the first is the one that root device hints pick. */
  readonly disks: readonly string[];
  readonly settings?: Partial<ChannelSettings>;
  /** Fields of Ironic's node besides its UUID, `NODE`. */
  readonly node?: Readonly<Record<string, unknown>>;
  readonly link?: Partial<StartOptions>;
}

/** The step server and real steps of a node whose disks are disk files, connected to a registry of a test. */
export interface RegistryNode extends StepNode {
  readonly link: RegistryLink;
  readonly log: TestLog;
}

export async function startRegistryNode(options: RegistryNodeOptions): Promise<RegistryNode> {
  const { registry, steps, disks } = options;
  const log = testLog();
  const folder = await mkdtemp(join(tmpdir(), 'bmv-link-'));
  const link = await startRegistryLink({
    settings: testSettings(registry.url, options.settings),
    context: {
      managers: createManagers(),
      logger: log.logger,
      now: () => Date.now(),
      newGuid: () => randomUUID(),
    },
    steps,
    lastRun: null,
    folder,
    facts: { systemUuid: NODE, systemSerial: '', macAddresses: [] },
    random: () => 0,
    devices: async () => disks,
    ...options.link,
  });
  const node = await startNode({ steps, disks, registry: link, node: { uuid: NODE, ...options.node } });
  return {
    ...node,
    link,
    log,
    stop: async () => {
      await node.stop();
      await link.stop();
      await rm(folder, { recursive: true });
    },
  };
}
