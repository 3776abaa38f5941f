import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import { type IronicAnswer, type IronicCall, IronicHttp, type IronicOptions } from './http.ts';

/** What the registry needs of a node. */
export interface IronicNode {
  readonly uuid: string;
  /** Empty for none. */
  readonly name: string;
  readonly provisionState: string;
  /** What its `driver_info` has; null for none. HAZARD: not for logs. */
  readonly nonce: string | null;
}

/** In `driver_info`. Without a part such as `token` or `password`: Ironic would give the ramdisk asterisks. */
const KEY = 'bmv_nonce';
const PATH = `/driver_info/${KEY}`;
const FIELDS = 'fields=uuid,name,provision_state,driver_info';

const nodeForm = z.object({
  uuid: z.string(),
  name: z.string().nullish(),
  provision_state: z.string().nullable(),
  driver_info: z.record(z.string(), z.unknown()),
});
/** `next`: there are more. */
const pageForm = z.object({ nodes: z.array(nodeForm), next: z.string().optional() });

/** Since OpenStack 2023.2 nodes may have a parent, are then left out of lists, and answers tell of it. */
const WITH_PARENTS = '1.83';

/** How many nodes are asked for at a time; Ironic's own limit is 1,000. */
const PAGE = 1000;

/** What the registry needs of Ironic's API. */
export class IronicClient {
  readonly #http: IronicHttp;
  readonly #page: number;
  #knowsParents = true;
  #harm: string | null = null;

  /** Throws `CONFIG_INVALID`. */
  constructor(options: IronicOptions, page = PAGE) {
    this.#http = new IronicHttp(options);
    this.#page = page;
  }

  /** What this Ironic does to a node that is changed, and must not be done to others; null for nothing. */
  get harm(): string | null {
    return this.#harm;
  }

  /** All nodes, those too that have a parent. Throws `IRONIC_FAILED`. */
  async nodes(signal?: AbortSignal): Promise<readonly IronicNode[]> {
    const found: IronicNode[] = [];
    for (;;) {
      const last = found.at(-1)?.uuid;
      const marker = last === undefined ? '' : `&marker=${last}`;
      const path = `/v1/nodes?${FIELDS}&limit=${this.#page}${marker}`;
      const { call, answer } = await this.#callKnowingParents(
        (knows) => ({ method: 'GET', path: knows ? `${path}&include_children=true` : path }),
        signal,
      );
      const { nodes, next } = this.#read(pageForm, call, answer);
      found.push(...nodes.map((node) => this.#node(node)));
      if (nodes.length === 0 || next === undefined) return found;
    }
  }

  /** Null where Ironic has no such node. Throws `IRONIC_FAILED`. */
  async node(uuid: string, signal?: AbortSignal): Promise<IronicNode | null> {
    const call: IronicCall = { method: 'GET', path: `/v1/nodes/${encodeURIComponent(uuid)}?${FIELDS}` };
    const answer = await this.#http.call(call, signal);
    return answer.status === 404 ? null : this.#node(this.#read(nodeForm, call, answer));
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
    const { call, answer } = await this.#callKnowingParents(
      () => ({ method: 'PATCH', path, body, hidden }),
      signal,
    );
    // Locked, or something is under way; or the node was deleted since.
    if (answer.status === 409 || answer.status === 404) return false;
    if (answer.status !== 200) throw this.#http.failed(call, answer);
    this.#lookForHarm(uuid, answer.body);
    return true;
  }

  /** In the way of an older Ironic where this one does not know the newer one. */
  async #callKnowingParents(
    make: (knows: boolean) => IronicCall,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly call: IronicCall; readonly answer: IronicAnswer }> {
    if (this.#knowsParents) {
      const call = { ...make(true), apiVersion: WITH_PARENTS };
      const answer = await this.#http.call(call, signal);
      if (answer.status !== 406) return { call, answer };
      this.#knowsParents = false;
    }
    const call = make(false);
    return { call, answer: await this.#http.call(call, signal) };
  }

  /** Debian's Ironic 1:29.0.5: ironic/api/controllers/v1/utils.py, authorize_node_link_patch. */
  #lookForHarm(uuid: string, body: unknown): void {
    const { parent_node: parent } = (body ?? {}) as { readonly parent_node?: unknown };
    if (parent !== uuid) return;
    this.#harm =
      `${this.#http.shown} made node ${uuid} its own parent when it was changed, so that it cannot be powered off; ` +
      'no other node is changed. Mend Ironic (Debian 1:29.0.5-0+deb13u3 has this) and that node (parent_node), or use agent keys or certificates instead of nonces';
  }

  #read<T>(form: z.ZodType<T>, call: IronicCall, answer: IronicAnswer): T {
    if (answer.status !== 200) throw this.#http.failed(call, answer);
    const read = form.safeParse(answer.body);
    if (read.success) return read.data;
    const message = `${this.#http.shown} answers ${call.method} ${call.path} with something else; check its URL`;
    throw new BmvError('IRONIC_FAILED', message);
  }

  #node({ uuid, name, provision_state, driver_info }: z.infer<typeof nodeForm>): IronicNode {
    const { [KEY]: nonce, content } = driver_info;
    if (typeof content === 'string' && /redacted/i.test(content)) {
      const message = `${this.#http.shown} hides driver_info; its user needs baremetal:node:get:driver_info`;
      throw new BmvError('IRONIC_FAILED', message);
    }
    // Null: the name of `available` before version 1.2.
    const provisionState = provision_state ?? 'available';
    return { uuid, name: name ?? '', provisionState, nonce: typeof nonce === 'string' ? nonce : null };
  }
}
