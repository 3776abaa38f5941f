import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { debianRoot } from '../../support/debian-root.ts';
import { freePort } from '../../support/free-port.ts';

const HERE = import.meta.dirname;
const PACKAGES = ['ironic-api', 'ironic-conductor', 'python3-minimal', 'dash', 'coreutils', 'util-linux'];
const START_MS = 300_000;
const CHANGE_MS = 60_000;
const VERSION = '1.94';
const SHARED = '/run/shared';

/** A node as the API shows it. */
export interface IronicNode {
  readonly uuid: string;
  readonly provision_state: string;
  readonly power_state: string | null;
  readonly last_error: string | null;
  readonly parent_node: string | null;
  readonly driver_info: Readonly<Record<string, unknown>>;
}

function configText(port: number): string {
  const interfaces = [
    'bios',
    'boot',
    'console',
    'deploy',
    'inspect',
    'management',
    'power',
    'raid',
    'rescue',
  ];
  return `[DEFAULT]
auth_strategy = noauth
rpc_transport = none
host = contract
my_ip = 127.0.0.1
state_path = ${SHARED}/state
enabled_hardware_types = fake-hardware
${[...interfaces, 'storage', 'vendor', 'firmware']
  .map((name) => `enabled_${name}_interfaces = fake`)
  .join('\n')
  .replace('enabled_storage_interfaces = fake', 'enabled_storage_interfaces = noop')}
enabled_network_interfaces = noop
minimum_required_memory = 64
[api]
host_ip = 127.0.0.1
port = ${port}
api_workers = 1
[conductor]
automated_clean = false
[fake]
# As long as a deployment takes.
deploy_delay = 10
[service_catalog]
endpoint_override = http://127.0.0.1:${port}
[database]
connection = sqlite:///${SHARED}/ironic.sqlite
[oslo_concurrency]
lock_path = ${SHARED}/lock
`;
}

/** Where every change of a node makes it its own parent. */
const MISTAKEN = 'usr/lib/python3/dist-packages/ironic/api/controllers/v1/utils.py';

function mendedCopy(root: string, folder: string): string {
  const before = readFileSync(join(root, MISTAKEN), 'utf8');
  const after = before.replace(
    /^(def authorize_node_link_patch\b[\s\S]*?\n {4})return orig_node$/m,
    '$1return None',
  );
  const path = join(folder, 'utils.py');
  writeFileSync(path, after);
  return path;
}

/**
 * Debian's Ironic, API and conductor, on a port of the loopback; its nodes are of `fake-hardware`. Needs root, mmdebstrap
 * and the network, as the other contract tests.
 */
export class Ironic {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #said: () => string;

  private constructor(url: string, child: ChildProcess, folder: string, said: () => string) {
    this.url = url;
    this.#child = child;
    this.#folder = folder;
    this.#said = said;
  }

  /** `isMended`: without the mistake of Debian's 1:29.0.5-0+deb13u3, in a copy of our own. `more` of `ironic.conf`. */
  static async start(isMended: boolean, more = ''): Promise<Ironic> {
    const root = await debianRoot({ name: 'ironic', suite: 'trixie', packages: PACKAGES });
    const folder = mkdtempSync(join(tmpdir(), 'bmv-ironic-'));
    for (const name of ['state', 'lock']) mkdirSync(join(folder, name));
    const port = await freePort();
    writeFileSync(join(folder, 'ironic.conf'), configText(port) + more);
    const config = `--config-file ${SHARED}/ironic.conf`;
    // What is compiled stays in the tree, for the next time.
    const script = `unset PYTHONDONTWRITEBYTECODE; ironic-dbsync ${config} create_schema && exec ironic ${config}`;
    const inside = ['sh', join(HERE, '../in-root.sh'), root, folder, '', '/bin/sh', '-ec', script];
    const own = isMended ? mendedCopy(root, folder) : join(root, MISTAKEN);
    const bind = 'mount --bind "$1" "$2"; shift 2; exec "$@"';
    const mended = ['sh', '-ec', bind, 'bind', own, join(root, MISTAKEN), ...inside];
    const child = spawn('unshare', ['--mount', '--pid', '--fork', '--kill-child', ...mended], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        output += bytes.toString();
      });
    const ironic = new Ironic(`http://127.0.0.1:${port}`, child, folder, () => output.slice(-4000));
    for (const deadline = Date.now() + START_MS; Date.now() < deadline && child.exitCode === null; ) {
      if (await ironic.#isUp()) return ironic;
      await sleep(200);
    }
    child.kill('SIGKILL');
    throw new Error(`Ironic did not start: ${ironic.#said()}`);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGKILL');
    await gone;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** UUID of a new node, which is only known so far. */
  async enroll(name: string, resourceClass = 'baremetal'): Promise<string> {
    const body = { driver: 'fake-hardware', name, resource_class: resourceClass };
    const { uuid } = (await this.#do('POST', '/v1/nodes', body)) as IronicNode;
    return uuid;
  }

  /** Sorted. */
  async traits(uuid: string): Promise<readonly string[]> {
    const { traits } = (await this.#do('GET', `/v1/nodes/${uuid}/traits`)) as { traits: string[] };
    return traits.sort((one, other) => (one < other ? -1 : 1));
  }

  async addTrait(uuid: string, trait: string): Promise<void> {
    await this.#do('PUT', `/v1/nodes/${uuid}/traits/${trait}`);
  }

  /** Its driver knows no power state before it is told one, and allocations want nodes that have one. */
  async powerOff(uuid: string): Promise<void> {
    await this.#do('PUT', `/v1/nodes/${uuid}/states/power`, { target: 'power off' });
    for (const deadline = Date.now() + CHANGE_MS; ; await sleep(100)) {
      const { power_state: state } = await this.node(uuid);
      if (state === 'power off') return;
      if (Date.now() > deadline) throw new Error(`the power of the node is ${state}: ${this.#said()}`);
    }
  }

  /** As Nova does it before a deployment. */
  async setInstance(uuid: string, instance: string): Promise<void> {
    const change = [{ op: 'add', path: '/instance_uuid', value: instance }];
    await this.#do('PATCH', `/v1/nodes/${uuid}`, change);
  }

  /** UUID of the node that the conductor chooses among the candidates. */
  async allocate(resourceClass: string, candidates: readonly string[]): Promise<string> {
    const body = { resource_class: resourceClass, candidate_nodes: candidates };
    const { uuid } = (await this.#do('POST', '/v1/allocations', body)) as { uuid: string };
    for (const deadline = Date.now() + CHANGE_MS; ; await sleep(100)) {
      const found = (await this.#do('GET', `/v1/allocations/${uuid}`)) as {
        readonly state: string;
        readonly node_uuid: string;
        readonly last_error: string | null;
      };
      if (found.state === 'active') return found.node_uuid;
      if (found.state === 'error' || Date.now() > deadline)
        throw new Error(`the allocation is ${found.state}: ${found.last_error} ${this.#said()}`);
    }
  }

  async node(uuid: string): Promise<IronicNode> {
    return (await this.#do('GET', `/v1/nodes/${uuid}`)) as IronicNode;
  }

  /** Asks for another state, and waits until the node is in one. */
  async provision(uuid: string, target: string, state: string): Promise<void> {
    await this.#do('PUT', `/v1/nodes/${uuid}/states/provision`, { target });
    await this.reached(uuid, state);
  }

  async reached(uuid: string, state: string): Promise<void> {
    for (const deadline = Date.now() + CHANGE_MS; ; ) {
      const node = await this.node(uuid);
      if (node.provision_state === state) return;
      const isLate = Date.now() > deadline;
      if (node.provision_state.endsWith('failed') || isLate)
        throw new Error(
          `the node is in ${node.provision_state}, not ${state}: ${node.last_error} ${this.#said()}`,
        );
      await sleep(100);
    }
  }

  async #isUp(): Promise<boolean> {
    try {
      const { conductors } = (await this.#do('GET', '/v1/conductors')) as { conductors: unknown[] };
      return conductors.length > 0;
    } catch {
      return false;
    }
  }

  async #do(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    body: object | null = null,
  ): Promise<unknown> {
    const answer = await request(this.url + path, {
      method,
      headers: { 'content-type': 'application/json', 'x-openstack-ironic-api-version': VERSION },
      body: body && JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${text} ${this.#said()}`);
    return text === '' ? null : JSON.parse(text);
  }
}
