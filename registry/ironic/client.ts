import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import { type IronicCall, IronicHttp, type IronicOptions } from './http.ts';
import { NodeLists, PAGE } from './node-lists.ts';

/** What the registry needs of a node. */
export interface IronicNode {
  readonly uuid: string;
  /** Empty for none. */
  readonly name: string;
  readonly provisionState: string;
  /** What its `driver_info` has; null for none. HAZARD: not for logs. */
  readonly nonce: string | null;
  /** UUID of its instance; empty for none. */
  readonly instance: string;
  /** For whom it is deployed: the lessee, whom Ironic sets itself, else what Nova wrote; empty where neither is said. */
  readonly project: string;
}

/** In `driver_info`. Without a part such as `token` or `password`: Ironic would give the ramdisk asterisks. */
const KEY = 'bmv_nonce';
const PATH = `/driver_info/${KEY}`;
const FIELDS = 'fields=uuid,name,provision_state,driver_info,instance_uuid,instance_info';
/** Nodes have a lessee since this version. */
const WITH_LESSEE = 65;

const nodeForm = z.object({
  uuid: z.string(),
  name: z.string().nullish(),
  provision_state: z.string().nullable(),
  driver_info: z.record(z.string(), z.unknown()),
  instance_uuid: z.string().nullish(),
  lessee: z.string().nullish(),
  // HAZARD: all else of it is the tenant's, and is dropped here.
  instance_info: z.object({ project_id: z.unknown() }).partial().nullish(),
});
const pageForm = z.object({ nodes: z.array(nodeForm), next: z.string().optional() });

/** What the registry needs of Ironic's API. */
export class IronicClient {
  readonly #http: IronicHttp;
  readonly #lists: NodeLists;
  readonly #fields: string;
  #harm: string | null = null;

  /** Throws `CONFIG_INVALID`. */
  constructor(options: IronicOptions, page = PAGE) {
    this.#http = new IronicHttp(options);
    this.#lists = new NodeLists(this.#http, page);
    const minor = Number(/^1\.(\d+)$/.exec(options.apiVersion ?? '')?.[1] ?? WITH_LESSEE);
    this.#fields = minor < WITH_LESSEE ? FIELDS : `${FIELDS},lessee`;
  }

  /** What this Ironic does to a node that is changed, and must not be done to others; null for nothing. */
  get harm(): string | null {
    return this.#harm;
  }

  /** All nodes, those too that have a parent. Throws `IRONIC_FAILED`. */
  async nodes(signal?: AbortSignal): Promise<readonly IronicNode[]> {
    return (await this.#lists.all(this.#fields, pageForm, signal)).map((node) => this.#node(node));
  }

  /** Null where Ironic has no such node. Throws `IRONIC_FAILED`. */
  async node(uuid: string, signal?: AbortSignal): Promise<IronicNode | null> {
    const call: IronicCall = { method: 'GET', path: `/v1/nodes/${encodeURIComponent(uuid)}?${this.#fields}` };
    const answer = await this.#http.call(call, signal);
    return answer.status === 404 ? null : this.#node(this.#lists.read(nodeForm, call, answer));
  }

  /** In place of any that it had. False where Ironic takes no change of the node just now. Throws `IRONIC_FAILED`. */
  async putNonce(uuid: string, nonce: string, signal?: AbortSignal): Promise<boolean> {
    // `add` replaces what is there (RFC 6902).
    return await this.#patch(uuid, [{ op: 'add', path: PATH, value: nonce }], nonce, signal);
  }

  /** As `putNonce`; true where it has none. */
  async removeNonce(uuid: string, signal?: AbortSignal): Promise<boolean> {
    const node = await this.node(uuid, signal);
    if (node === null || node.nonce === null) return true;
    return await this.#patch(uuid, [{ op: 'remove', path: PATH }], node.nonce, signal);
  }

  async close(): Promise<void> {
    await this.#http.close();
  }

  async #patch(
    uuid: string,
    body: readonly object[],
    hidden: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const path = `/v1/nodes/${encodeURIComponent(uuid)}`;
    const { call, answer } = await this.#lists.callKnowingParents(
      () => ({ method: 'PATCH', path, body, hidden }),
      signal,
    );
    // Locked, or something is under way; or the node was deleted since.
    if (answer.status === 409 || answer.status === 404) return false;
    if (answer.status !== 200) throw this.#http.failed(call, answer);
    this.#lookForHarm(uuid, answer.body);
    return true;
  }

  /** Debian's Ironic 1:29.0.5: ironic/api/controllers/v1/utils.py, authorize_node_link_patch. */
  #lookForHarm(uuid: string, body: unknown): void {
    const { parent_node: parent } = (body ?? {}) as { readonly parent_node?: unknown };
    if (parent !== uuid) return;
    this.#harm =
      `${this.#http.shown} made node ${uuid} its own parent when it was changed, so that it cannot be powered off; ` +
      'no other node is changed. Mend Ironic (Debian 1:29.0.5-0+deb13u3 has this) and that node (parent_node), or use agent keys or certificates instead of nonces';
  }

  #node(node: z.infer<typeof nodeForm>): IronicNode {
    const { uuid, name, provision_state, driver_info, instance_uuid, lessee, instance_info } = node;
    const { [KEY]: nonce, content } = driver_info;
    if (typeof content === 'string' && /redacted/i.test(content)) {
      const message = `${this.#http.shown} hides driver_info; its user needs baremetal:node:get:driver_info`;
      throw new BmvError('IRONIC_FAILED', message);
    }
    // Null: the name of `available` before version 1.2.
    const provisionState = provision_state ?? 'available';
    const written = instance_info?.project_id;
    return {
      ...{ uuid, name: name ?? '', provisionState, nonce: typeof nonce === 'string' ? nonce : null },
      instance: instance_uuid ?? '',
      project: lessee || (typeof written === 'string' ? written : ''),
    };
  }
}
