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

/** What the lab reads of Ironic between an operator's commands. */
export interface IronicReader {
  node(name: string): Promise<LabNode>;
  /** What the last inspection found. */
  inventory(name: string): Promise<Readonly<Record<string, unknown>>>;
}

const POLL_MS = 1000;
/** Ironic 2023.2 and later: services, and the inventory of an inspection. */
const API_VERSION = '1.87';

/** States that an operation may rest in for ever: nothing more comes by itself. */
const FINAL: ReadonlySet<string> = new Set([
  ...['enroll', 'manageable', 'available', 'active', 'error', 'rescue', 'service hold'],
  ...['deploy failed', 'clean failed', 'inspect failed', 'adopt failed', 'service failed'],
]);

/** By the API itself, where it asks for no credentials. */
export class IronicApi implements IronicReader {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async node(name: string): Promise<LabNode> {
    return (await this.#get(`/v1/nodes/${name}`)) as LabNode;
  }

  async inventory(name: string): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#get(`/v1/nodes/${name}/inventory`)) as Readonly<Record<string, unknown>>;
  }

  async #get(path: string): Promise<unknown> {
    const headers = { 'x-openstack-ironic-api-version': API_VERSION };
    const answer = await fetch(`${this.#url}${path}`, { headers });
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  }
}

/** How a node came to rest. */
export interface Rest {
  readonly node: LabNode;
  /** In the order in which they were seen. */
  readonly states: readonly string[];
  /** Until a ramdisk that was booted called back; null where none was. */
  readonly bootSeconds: number | null;
}

/**
 * Waits until a node rests, and returns every state that it was seen in. `onState` hears of each as it comes. Throws after
 * `timeoutMs`.
 */
export async function rested(
  reader: IronicReader,
  name: string,
  timeoutMs: number,
  onState: (state: string) => void,
): Promise<Rest> {
  const states: string[] = [];
  const began = Date.now();
  const deadline = began + timeoutMs;
  let hasWaited = false;
  let bootSeconds: number | null = null;
  for (;;) {
    const node = await reader.node(name);
    if (node.provision_state !== states.at(-1)) {
      states.push(node.provision_state);
      onState(node.provision_state);
    }
    // Ironic forgets the agent's address with each boot, and has it again when it calls.
    const isThere = typeof node.driver_internal_info.agent_url === 'string';
    if (!isThere) hasWaited = true;
    else if (hasWaited) bootSeconds ??= (Date.now() - began) / 1000;
    if (FINAL.has(node.provision_state)) return { node, states, bootSeconds };
    if (Date.now() > deadline)
      throw new Error(
        `node ${name} is still in ${node.provision_state} after ${timeoutMs / 1000} s: ${node.last_error ?? 'no error'}`,
      );
    await sleep(POLL_MS);
  }
}
