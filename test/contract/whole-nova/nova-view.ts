import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { NovaCloud } from './nova-cloud.ts';

const LOOK_MS = 500;
const LIMIT_MS = 120_000;
const COMPUTE = { 'openstack-api-version': 'compute 2.79' };
const PLACEMENT = { 'openstack-api-version': 'placement 1.36' };

/** What became of a server. */
export interface Server {
  readonly status: string;
  /** UUID of Ironic's node; null where it is on none. */
  readonly node: string | null;
  /** Why it is in status ERROR. */
  readonly fault: string | null;
}

interface Inventories {
  readonly inventories: Readonly<Record<string, { readonly reserved: number }>>;
}

interface Usages {
  readonly usages: Readonly<Record<string, number>>;
}

/** What an administrator sees of a cloud. */
export class NovaView {
  readonly #nova: string;
  readonly #placement: string;
  readonly #token: string;

  private constructor({ places: { ports } }: NovaCloud, token: string) {
    this.#nova = `http://127.0.0.1:${ports.nova}/v2.1`;
    this.#placement = `http://127.0.0.1:${ports.placement}`;
    this.#token = token;
  }

  static async of(cloud: NovaCloud): Promise<NovaView> {
    const token = await cloud.keystone.tokenOf(cloud.keystone.admin, { project: 'admin' });
    return new NovaView(cloud, token);
  }

  /** Resolves when a server is in a status that lasts. */
  async settled(id: string): Promise<Server> {
    for (const deadline = Date.now() + LIMIT_MS; ; await sleep(LOOK_MS)) {
      const { server } = await this.#get<{ server: Readonly<Record<string, unknown>> }>(
        `${this.#nova}/servers/${id}`,
        COMPUTE,
      );
      const { status, fault } = server as { status: string; fault?: { message: string } };
      const node = server['OS-EXT-SRV-ATTR:hypervisor_hostname'] as string | null;
      // Nova writes the reason a moment behind the status.
      if (status === 'ACTIVE' || (status === 'ERROR' && fault))
        return { status, node, fault: fault?.message ?? null };
      if (Date.now() > deadline) throw new Error(`server ${id} is still in ${status}`);
    }
  }

  /** Resolves when a node can be chosen, for all that Placement knows. */
  async free(node: string): Promise<void> {
    for (const deadline = Date.now() + LIMIT_MS; ; await sleep(LOOK_MS)) {
      const { inventories } = await this.#provider<Inventories>(node, 'inventories');
      const { usages } = await this.#provider<Usages>(node, 'usages');
      if (inventories?.CUSTOM_BAREMETAL?.reserved === 0 && usages?.CUSTOM_BAREMETAL === 0) return;
      if (Date.now() > deadline) throw new Error(`node ${node}: ${JSON.stringify({ inventories, usages })}`);
    }
  }

  /** Of a node, as Placement has them. */
  async traits(node: string): Promise<readonly string[]> {
    return (await this.#provider<{ traits: readonly string[] }>(node, 'traits')).traits ?? [];
  }

  /** Nothing where Placement has not heard of the node yet. */
  async #provider<T>(node: string, what: string): Promise<Partial<T>> {
    return await this.#get<Partial<T>>(
      `${this.#placement}/resource_providers/${node}/${what}`,
      PLACEMENT,
      {},
    );
  }

  async #get<T>(url: string, headers: Readonly<Record<string, string>>, unknown?: T): Promise<T> {
    const { statusCode, body } = await request(url, { headers: { ...headers, 'x-auth-token': this.#token } });
    const text = await body.text();
    if (statusCode === 404 && unknown !== undefined) return unknown;
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${text}`);
    return JSON.parse(text) as T;
  }
}
