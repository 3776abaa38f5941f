import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { channelSettings } from '../../agent/channel/settings.ts';
import { startRegistryLink } from '../../agent/channel/start.ts';
import { resolveConfig } from '../../agent/config/load.ts';
import type { AgentConfig } from '../../agent/config/options.ts';
import type { Context, Progress } from '../../agent/context.ts';
import { describeError } from '../../agent/describe-error.ts';
import { Ipa } from '../../agent/ironic/ipa.ts';
import { parseNode } from '../../agent/ironic/node.ts';
import type { RegistryLink } from '../../agent/registry-link.ts';
import { BootState } from '../../agent/step-server/boot-state.ts';
import type { OutcomeMessage } from '../../agent/step-server/messages.ts';
import { STEPS } from '../../agent/steps/steps.ts';
import { BmvError } from '../../proto/error.ts';
import type { Hearing } from '../shell.ts';
import type { DemoRegistry } from './demo-registry.ts';

/** Longest wait for the registry, seconds: nothing is lost by patience here. */
const PATIENCE_S = '60';

export interface DemoNodeOptions {
  readonly context: Context;
  readonly registry: DemoRegistry;
  /** Its one disk. */
  readonly disk: string;
  /** For whom Ironic says that it is used. */
  readonly project: string;
  /** Whether its steps ask the registry for permission, and make what it asks for. */
  readonly asks: boolean;
  /** For what the agent remembers. */
  readonly folder: string;
}

function configOf({ registry, folder }: DemoNodeOptions, uuid: string): AgentConfig {
  const environment = {
    BMV_REGISTRY_URL: registry.address,
    BMV_REGISTRY_KEY_FILE: registry.keyFile,
    BMV_REGISTRY_ANSWER_TIMEOUT: PATIENCE_S,
    BMV_REGISTRY_FLUSH_TIMEOUT: PATIENCE_S,
    BMV_REQUIRE_REGISTRY: 'yes',
    BMV_NODE_UUID: uuid,
    BMV_RUNTIME_DIR: folder,
  };
  return resolveConfig({ file: null, environment, commandLine: '' }).config;
}

/** As the result of a step has it. */
function countsOf(json: object): object {
  const { bytesWritten = 0, bytesDownloaded = 0 } = json as Readonly<Record<string, unknown>>;
  return { bytes_written: bytesWritten, bytes_downloaded: bytesDownloaded };
}

/** A server as the registry sees it: the agent's real end of the channel, with one disk and steps that a story gives it. */
export class DemoNode {
  readonly uuid: string;
  readonly #options: DemoNodeOptions;
  readonly #config: AgentConfig;
  readonly #state: BootState;
  readonly #link: RegistryLink;

  private constructor(
    uuid: string,
    options: DemoNodeOptions,
    config: AgentConfig,
    state: BootState,
    link: RegistryLink,
  ) {
    this.uuid = uuid;
    this.#options = options;
    this.#config = config;
    this.#state = state;
    this.#link = link;
  }

  /** Connects, and tells of the disk. */
  static async start(options: DemoNodeOptions): Promise<DemoNode> {
    const { context, disk } = options;
    const uuid = randomUUID();
    const config = configOf(options, uuid);
    const settings = channelSettings(config);
    if (!settings) throw new Error('the demo has a registry');
    const folder = join(options.folder, 'agent');
    const state = await BootState.open(folder);
    const link = await startRegistryLink({
      ...{ settings, context, steps: STEPS, folder, lastRun: null },
      facts: { systemUuid: uuid, systemSerial: 'demo', macAddresses: [] },
      devices: async () => [disk],
    });
    const node = new DemoNode(uuid, options, config, state, link);
    await link.flush();
    return node;
  }

  /** Does work as a step of a deployment, and returns when the registry has stored what came of it. */
  async deploy(name: string, work: (hearing: Hearing) => Promise<void>): Promise<void> {
    const { context, asks } = this.#options;
    const { observer } = this.#link;
    const identity = { run: randomUUID(), step: name, kind: 'deploy', key: '' } as const;
    const startedAtMs = context.now();
    let outcome: OutcomeMessage = { type: 'result', result: null };
    const hearing: Hearing = {
      onProgress: ({ phase, doneBytes, totalBytes }: Progress) =>
        observer.onProgress(identity, {
          ...{ type: 'progress', phase, done_bytes: doneBytes, total_bytes: totalBytes },
        }),
      onEffect: this.#link.effectsOf(identity.run),
      onResult: (json) => {
        outcome = { type: 'result', result: countsOf(json) };
      },
    };
    observer.onBegin(identity, startedAtMs);
    try {
      if (asks) await this.#admit(name, identity.run, { ...context, ...hearing });
      await work(hearing);
    } catch (error) {
      outcome = { type: 'error', ...describeError(error) };
      throw error;
    } finally {
      observer.onEnd(identity, outcome, { startedAtMs, durationMs: context.now() - startedAtMs });
    }
    await this.#link.flush();
  }

  /** As for every step that writes. */
  async #admit(name: string, run: string, context: Context): Promise<void> {
    const { disk, project } = this.#options;
    const step = STEPS.find((item) => item.name === name);
    if (!step) throw new BmvError('STEP_UNKNOWN', `there is no step ${name}`, { step: name });
    const ipa = new Ipa(async (method) =>
      method === 'list_block_devices' ? { devices: [{ name: disk }], all: [disk] } : null,
    );
    const node = parseNode({ uuid: this.uuid, lessee: project });
    const tools = { context, ipa, config: this.#config, state: this.#state, kind: 'deploy', node } as const;
    await this.#link.admit(step, tools, run);
  }

  async stop(): Promise<void> {
    await this.#link.stop();
  }
}
