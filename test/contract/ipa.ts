import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StepKind } from '../../agent/step-server/messages.ts';
import { CONDUCTOR_KNOBS } from '../support/conductor-knobs.ts';
import { debianRoot } from '../support/debian-root.ts';
import { freePort } from '../support/free-port.ts';

export const SUITES = ['trixie', 'sid'] as const;
export type Suite = (typeof SUITES)[number];

const HERE = import.meta.dirname;
const SHIM = join(HERE, '../../hardware-managers/ipa');
const TOKEN = 'a-token-that-the-conductor-gave-at-lookup';
const PACKAGES = [
  'ironic-python-agent',
  'coreutils',
  'util-linux',
  'sed',
  'grep',
  'base-files',
  'python3-minimal',
];
const START_MS = 90_000;
/** Between two looks. */
const LOOK_MS = 30;

export const NODE = {
  uuid: '11111111-2222-4333-8444-555555555555',
  instance_info: {},
  properties: {},
  driver_internal_info: CONDUCTOR_KNOBS,
  extra: {},
};

/** A result of IPA's command API (ironic_python_agent/extensions/base.py). */
export interface Command {
  readonly id: string;
  readonly command_status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CLEAN_VERSION_MISMATCH';
  readonly command_result: Readonly<Record<string, unknown>> | null;
  readonly command_error: { readonly details?: string; readonly message?: string } | null;
}

export interface StepEntry {
  readonly step: string;
  readonly interface: string;
  readonly priority: number;
  readonly abortable?: boolean;
  readonly argsinfo?: object;
}

export interface IpaOptions {
  readonly suite: Suite;
  /** Folder for what IPA and the test share; `agent.sock` in it is the agent's socket. */
  readonly folder: string;
  /** Block devices that IPA may see: loop devices of the test. */
  readonly disks: readonly string[];
  readonly node?: Readonly<Record<string, unknown>>;
  /** Those of the disks that show up only when IPA's generic manager is called for its own `method`, 1 being the first call. */
  readonly late?: readonly {
    readonly disk: string;
    readonly method: string;
    readonly call: number;
    /** An array, which the disks are listed with or without. */
    readonly isArray?: boolean;
  }[];
  /** IPA's `disk_wait_attempts`. */
  readonly waits?: number;
  /** False: IPA learns of the node by its first command, as it does after an inspection without a lookup. */
  readonly isKnown?: boolean;
  /** Changes the source of the hardware manager before IPA loads it. */
  readonly spoilShim?: (source: string) => string;
  /** Source of another hardware manager, class `OtherManager`, that IPA loads too. */
  readonly otherManager?: string;
  /** Seconds that the hardware manager waits for an agent. */
  readonly waitSeconds?: number | string;
}

function installShim(folder: string, spoil: IpaOptions['spoilShim']): void {
  const site = join(folder, 'site');
  const info = join(site, 'bmv_hardware_manager-0.1.0.dist-info');
  mkdirSync(info, { recursive: true });
  for (const file of ['METADATA', 'entry_points.txt']) cpSync(join(SHIM, file), join(info, file));
  const source = readFileSync(join(SHIM, 'bmv_hardware_manager.py'), 'utf8');
  const installed = spoil?.(source) ?? source;
  if (spoil && installed === source) throw new Error('the hardware manager has nothing to spoil there');
  writeFileSync(join(site, 'bmv_hardware_manager.py'), installed);
  cpSync(join(HERE, 'ipa_server.py'), join(site, 'ipa_server.py'));
}

function installOther(folder: string, source: string): void {
  const info = join(folder, 'site', 'other_manager-1.dist-info');
  mkdirSync(info, { recursive: true });
  writeFileSync(join(info, 'METADATA'), 'Metadata-Version: 2.1\nName: other-manager\nVersion: 1\n');
  const entry = '[ironic_python_agent.hardware_managers]\nother = other_manager:OtherManager\n';
  writeFileSync(join(info, 'entry_points.txt'), entry);
  writeFileSync(join(folder, 'site', 'other_manager.py'), source);
}

/** A running ironic-python-agent of Debian, with our hardware manager in it, and its conductor. */
export class IpaProcess {
  /** What the conductor knows of the node. */
  readonly node: Readonly<Record<string, unknown>>;
  readonly #child: ChildProcess;
  readonly #url: string;
  readonly #exit: Promise<number | null>;
  #log = '';

  constructor(child: ChildProcess, port: number, node: Readonly<Record<string, unknown>>) {
    this.node = node;
    this.#child = child;
    this.#url = `http://127.0.0.1:${port}/v1`;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        this.#log += bytes.toString();
      });
    this.#exit = new Promise((resolve) => child.once('close', resolve));
  }

  /** What it has printed so far. */
  get log(): string {
    return this.#log;
  }

  /** Returns when the API answers; throws with the log when the process ends instead. */
  async ready(): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      const ended = await Promise.race([this.#exit.then(() => true), sleep(LOOK_MS, false)]);
      if (ended) throw new Error(`ironic-python-agent ended:\n${this.#log}`);
      const answer = await fetch(`${this.#url}/status`).catch(() => null);
      if (answer?.ok) return;
    }
    throw new Error(`ironic-python-agent did not start:\n${this.#log}`);
  }

  /** Exit code, once it has ended by itself. */
  async ended(): Promise<number | null> {
    return await this.#exit;
  }

  /** POST of a command, as the conductor does it; `wait` for its end. */
  async command(name: string, params: object, wait: boolean): Promise<Command | { readonly status: number }> {
    const answer = await fetch(`${this.#url}/commands/?wait=${wait}&agent_token=${TOKEN}`, {
      method: 'POST',
      body: JSON.stringify({ name, params }),
    });
    return answer.ok ? ((await answer.json()) as Command) : { status: answer.status };
  }

  async #finished(name: string, params: object): Promise<Command> {
    const command = await this.command(name, params, true);
    if ('status' in command) throw new Error(`${name} was refused with ${command.status}:\n${this.#log}`);
    return command;
  }

  /** The answer of `get_*_steps`, each manager's steps deduplicated by IPA itself. */
  async steps(
    kind: StepKind,
    node: object = this.node,
  ): Promise<{ steps: Record<string, StepEntry[]>; versions: object }> {
    const { command_result: result, command_error: error } = await this.#finished(
      `${kind}.get_${kind}_steps`,
      {
        node,
        ports: [],
      },
    );
    if (!result) throw new Error(error?.details ?? 'no result');
    return {
      steps: result[`${kind}_steps`] as Record<string, StepEntry[]>,
      versions: result.hardware_manager_version as object,
    };
  }

  /** Begins a step without waiting, as the conductor does it. */
  async begin(
    kind: StepKind,
    step: string,
    {
      node = this.node,
      args = {},
      versions = null,
    }: { node?: object; args?: object; versions?: object | null } = {},
  ): Promise<Command | { readonly status: number }> {
    const entry = { step, interface: 'deploy', args, priority: 0 };
    const params = {
      step: entry,
      node: { ...node, [`${kind}_step`]: entry },
      ports: [],
      [`${kind}_version`]: versions,
    };
    return await this.command(`${kind}.execute_${kind}_step`, params, false);
  }

  async poll(id: string): Promise<Command> {
    for (;;) {
      const answer = await fetch(`${this.#url}/commands/${id}?agent_token=${TOKEN}`);
      const command = (await answer.json()) as Command;
      if (command.command_status !== 'RUNNING') return command;
      await sleep(LOOK_MS);
    }
  }

  /** Runs a step to its end. `lastError`: the line that Ironic would show. */
  async run(
    kind: StepKind,
    step: string,
    options: Parameters<IpaProcess['begin']>[2] = {},
  ): Promise<{ readonly result: unknown; readonly lastError: string; readonly command: Command }> {
    const begun = await this.begin(kind, step, options);
    if ('status' in begun) throw new Error(`${step} was refused with ${begun.status}`);
    const command = await this.poll(begun.id);
    const type = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    const details = command.command_error?.details ?? '';
    return {
      command,
      result: command.command_result?.[`${kind}_result`] ?? null,
      // ironic/drivers/modules/agent_base.py, process_next_step.
      lastError: details === '' ? '' : `${type} step deploy.${step} failed on node ${NODE.uuid}. ${details}`,
    };
  }

  /** Any other command, waited for. */
  async sync(name: string, params: object = {}): Promise<Command> {
    return await this.#finished(name, params);
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }
}

/** A command among the packages of a Debian suite, with our hardware manager where Python finds it. */
async function spawnInRoot(
  { suite, folder, disks, spoilShim, otherManager, waitSeconds = 5 }: IpaOptions,
  command: readonly string[],
): Promise<ChildProcess> {
  const root = await debianRoot({ name: 'ipa', suite, packages: PACKAGES });
  installShim(folder, spoilShim);
  if (otherManager !== undefined) installOther(folder, otherManager);
  const environment = [
    'PYTHONPATH=/run/shared/site',
    'BMV_SOCKET=/run/shared/agent.sock',
    `BMV_SHIM_WAIT=${waitSeconds}`,
  ];
  return spawn(
    'unshare',
    [
      ...['--mount', '--pid', '--fork', '--kill-child'],
      ...[join(HERE, 'in-root.sh'), root, folder, disks.join(' ')],
      ...['/usr/bin/env', ...environment, ...command],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
}

/** Runs a command in the packages of a suite to its end. `output`: of both streams. */
export async function runInRoot(
  options: IpaOptions,
  command: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = await spawnInRoot(options, command);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      output += bytes.toString();
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** Runs `ironic-collect-introspection-data` of a Debian suite to its end; it reports to `url`. */
export async function inspectNode(
  options: IpaOptions,
  url: string,
  collectors: string,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const report = ['--inspection_callback_url', url, '--inspection_collectors', collectors];
  const args = ['--debug', '--disk_wait_attempts', '1', ...report];
  const settings = JSON.stringify({ disks: options.disks, late: [], inspect: args });
  return await runInRoot(options, ['/usr/bin/python3', '/run/shared/site/ipa_server.py', settings]);
}

/** Starts IPA of a Debian suite; the caller waits for `ready` or `ended`. */
export async function startIpa(options: IpaOptions): Promise<IpaProcess> {
  const { node = NODE, late = [], waits = 0, isKnown = true } = options;
  const port = await freePort();
  const disks = options.disks.filter((path) => !late.some(({ disk }) => disk === path));
  const settings = JSON.stringify({ port, token: TOKEN, node: isKnown ? node : null, disks, late, waits });
  const child = await spawnInRoot(options, ['/usr/bin/python3', '/run/shared/site/ipa_server.py', settings]);
  return new IpaProcess(child, port, node);
}
