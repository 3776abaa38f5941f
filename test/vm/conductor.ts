import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StepKind } from '../../agent/step-server/messages.ts';
import { CONDUCTOR_KNOBS } from '../support/conductor-knobs.ts';

/** What Ironic knows of the node. */
export interface VmNode {
  readonly uuid: string;
  /** What the tenant wants deployed. */
  instance_info: object;
  properties: object;
  readonly driver_internal_info: object;
}

type Result = Readonly<Record<string, unknown>>;

/** A command of ironic-python-agent (its extensions/base.py). */
interface Command {
  readonly id: string;
  readonly command_status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CLEAN_VERSION_MISMATCH';
  readonly command_result: Result | null;
  readonly command_error: { readonly details?: string } | null;
}

/** How a step ended; `error` is the line that Ironic would show behind "failed on node UUID.". */
export interface VmStep {
  readonly result: Result;
  readonly error: string;
}

export type Inventory = Result;

const API_VERSION = '1.93';
const POLL_MS = 1000;
const LOOKUP = { heartbeat_timeout: 300, metrics: {}, metrics_statsd: {} };

async function readBody(message: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = '';
  for await (const chunk of message as AsyncIterable<Buffer>) text += chunk.toString();
  return text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
}

/** Why a command that has ended is no success; null when it is one. */
function failureOf({ command_status: status, command_error: error }: Command): string | null {
  return status === 'SUCCEEDED' ? null : (error?.details ?? status);
}

/**
 * Plays Ironic's API and conductor for one machine: gives the agent token at lookup, takes heartbeats with the
 * agent's own certificate, and runs commands over TLS with that certificate and token.
 */
export class Conductor {
  readonly node: VmNode;
  readonly #server: Server;
  /** Where the machine's ironic-python-agent can be reached from here. */
  readonly #agentPort: number;
  #token: string | null = null;
  #certificate: string | null = null;
  #inventory: Inventory | null = null;

  private constructor(agentPort: number, properties: object) {
    this.node = {
      uuid: randomUUID(),
      instance_info: {},
      properties,
      driver_internal_info: CONDUCTOR_KNOBS,
    };
    this.#agentPort = agentPort;
    this.#server = createServer((incoming, outgoing) => {
      void this.#answer(incoming)
        .catch((error: unknown) => ({ status: 500, body: { error_message: String(error) } }))
        .then(({ status, body }) => {
          outgoing.writeHead(status, { 'content-type': 'application/json' });
          outgoing.end(JSON.stringify(body));
        });
    });
  }

  /** `properties`: of the node, such as the hint to its root device. */
  static async start(agentPort: number, properties: object): Promise<Conductor> {
    const conductor = new Conductor(agentPort, properties);
    await new Promise<void>((resolve) => conductor.#server.listen(0, '127.0.0.1', resolve));
    return conductor;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What the inspection of this boot sent; null: nothing yet. */
  get inventory(): Inventory | null {
    return this.#inventory;
  }

  /** Whether an agent asked for its node in this boot. */
  get wasLookedUp(): boolean {
    return this.#token !== null;
  }

  /** Whether there was a heartbeat in this boot. */
  get isReady(): boolean {
    return this.#certificate !== null;
  }

  /** Another boot: nothing of the last one is known any more. */
  forget(): void {
    this.#token = null;
    this.#certificate = null;
    this.#inventory = null;
  }

  /** A command that is waited for and has to succeed; returns its result. */
  async command(name: string, params: object = {}): Promise<Result> {
    const command = await this.#post(name, params, true);
    const failure = failureOf(command);
    if (failure !== null) throw new Error(`${name} failed: ${failure}`);
    return command.command_result ?? {};
  }

  /** Begins a command whose end nobody waits for, as Ironic does with `power_off`, which ends what would answer. */
  async begin(name: string): Promise<void> {
    await this.#post(name, {}, false);
  }

  /** Runs a step as the conductor does: begins it, then asks until it has ended. */
  async run(kind: StepKind, step: string, args: object = {}): Promise<VmStep> {
    const entry = { step, interface: 'deploy', args, priority: 0 };
    const params = {
      step: entry,
      node: { ...this.node, [`${kind}_step`]: entry },
      ports: [],
      [`${kind}_version`]: null,
    };
    let command = await this.#post(`${kind}.execute_${kind}_step`, params, false);
    while (command.command_status === 'RUNNING') {
      await sleep(POLL_MS);
      command = (await this.#request('GET', `/v1/commands/${command.id}?`)) as Command;
    }
    const result = command.command_result?.[`${kind}_result`] ?? {};
    return {
      result: result as Result,
      error: failureOf(command) ?? '',
    };
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(incoming: IncomingMessage): Promise<{ status: number; body: object }> {
    const body = await readBody(incoming);
    const { pathname } = new URL(incoming.url ?? '/', 'http://ironic');
    if (pathname === '/v1/lookup') return { status: 200, body: this.#lookUp() };
    if (pathname === `/v1/heartbeat/${this.node.uuid}`) {
      if (body.agent_token !== this.#token) return { status: 400, body: { error_message: 'wrong token' } };
      if (typeof body.agent_verify_ca === 'string') this.#certificate = body.agent_verify_ca;
      return { status: 202, body: {} };
    }
    if (pathname === '/v1/continue_inspection') {
      this.#inventory = body;
      return { status: 200, body: { uuid: this.node.uuid } };
    }
    if (pathname === '/')
      return { status: 200, body: { default_version: { id: 'v1', version: API_VERSION } } };
    return { status: 404, body: { error_message: `no ${pathname}` } };
  }

  /** As Ironic does, gives the token once a boot. */
  #lookUp(): object {
    const token = this.#token === null ? randomBytes(32).toString('hex') : '******';
    this.#token ??= token;
    return { node: this.node, config: { ...LOOKUP, agent_token: token } };
  }

  async #post(name: string, params: object, wait: boolean): Promise<Command> {
    return (await this.#request('POST', `/v1/commands/?wait=${wait}&`, { name, params })) as Command;
  }

  /** Over TLS, trusting only the certificate of the heartbeat: its address is the machine's own, not ours. */
  async #request(method: string, path: string, body?: object): Promise<unknown> {
    if (this.#certificate === null) throw new Error('the agent has sent no certificate yet');
    const options = {
      method,
      host: '127.0.0.1',
      port: this.#agentPort,
      path: `${path}agent_token=${this.#token}`,
      ca: this.#certificate,
      checkServerIdentity: () => undefined,
      agent: false,
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(options, resolve)
        .on('error', reject)
        .end(body === undefined ? undefined : JSON.stringify(body));
    });
    const json = await readBody(answer);
    if (answer.statusCode !== 200)
      throw new Error(`IPA answered ${answer.statusCode}: ${JSON.stringify(json)}`);
    return json;
  }
}
