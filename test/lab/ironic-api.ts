import { setTimeout as sleep } from 'node:timers/promises';

/** A node as Ironic's API shows it. */
export interface LabNode {
  readonly uuid: string;
  readonly provision_state: string;
  readonly power_state: string | null;
  readonly maintenance: boolean;
  readonly fault: string | null;
  readonly last_error: string | null;
  readonly instance_uuid: string | null;
  readonly instance_info: Readonly<Record<string, unknown>>;
  readonly driver_internal_info: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

const POLL_MS = 1000;
/** Ironic 2023.2 and later: services, and the inventory of an inspection. */
const API_VERSION = '1.87';

/** States that an operation may rest in for ever: nothing more comes by itself. */
const FINAL: ReadonlySet<string> = new Set([
  ...['enroll', 'manageable', 'available', 'active', 'error', 'rescue', 'service hold'],
  ...['deploy failed', 'clean failed', 'inspect failed', 'adopt failed', 'service failed'],
]);

/** What the lab reads of Ironic between an operator's commands. */
export class IronicApi {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#headers = { 'x-openstack-ironic-api-version': API_VERSION, ...headers };
  }

  async node(name: string): Promise<LabNode> {
    return (await this.get(`/v1/nodes/${name}`)) as LabNode;
  }

  async get(path: string): Promise<unknown> {
    const answer = await fetch(`${this.#url}${path}`, { headers: this.#headers });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  }

  /**
   * Waits until the node rests, and returns every state that it was seen in. `onState` hears of each as it comes. Throws
   * after `timeoutMs`.
   */
  async rested(
    name: string,
    timeoutMs: number,
    onState: (state: string) => void,
  ): Promise<{ readonly node: LabNode; readonly states: readonly string[] }> {
    const states: string[] = [];
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const node = await this.node(name);
      if (node.provision_state !== states.at(-1)) {
        states.push(node.provision_state);
        onState(node.provision_state);
      }
      if (FINAL.has(node.provision_state)) return { node, states };
      if (Date.now() > deadline)
        throw new Error(
          `node ${name} is still in ${node.provision_state} after ${timeoutMs / 1000} s: ${node.last_error ?? 'no error'}`,
        );
      await sleep(POLL_MS);
    }
  }
}
