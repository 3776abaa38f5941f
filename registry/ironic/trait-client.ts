import { z } from 'zod';
import { IronicHttp, type IronicOptions } from './http.ts';
import { NodeLists, PAGE } from './node-lists.ts';

/** A node, and what Ironic tells schedulers of it. */
export interface TraitedNode {
  readonly uuid: string;
  readonly traits: readonly string[];
}

const FIELDS = 'fields=uuid,traits';
const nodeForm = z.object({ uuid: z.string(), traits: z.array(z.string()).nullish() });
const pageForm = z.object({ nodes: z.array(nodeForm), next: z.string().optional() });
const instanceForm = z.object({
  nodes: z.array(z.object({ uuid: z.string(), instance_uuid: z.string().nullish() })),
  next: z.string().optional(),
});

function nodeOf({ uuid, traits }: z.output<typeof nodeForm>): TraitedNode {
  return { uuid, traits: traits ?? [] };
}

/** What schedulers go by, in Ironic's API. */
export class TraitClient {
  readonly #http: IronicHttp;
  readonly #lists: NodeLists;

  /** Throws `CONFIG_INVALID`. */
  constructor(options: IronicOptions, page = PAGE) {
    this.#http = new IronicHttp(options);
    this.#lists = new NodeLists(this.#http, page);
  }

  /** Throws `IRONIC_FAILED`. */
  async nodes(signal?: AbortSignal): Promise<readonly TraitedNode[]> {
    return (await this.#lists.all(FIELDS, pageForm, signal)).map(nodeOf);
  }

  /** Null where Ironic has no such node. Throws `IRONIC_FAILED`. */
  async node(uuid: string, signal?: AbortSignal): Promise<TraitedNode | null> {
    const call = { method: 'GET', path: `/v1/nodes/${encodeURIComponent(uuid)}?${FIELDS}` } as const;
    const answer = await this.#http.call(call, signal);
    return answer.status === 404 ? null : nodeOf(this.#lists.read(nodeForm, call, answer));
  }

  /** The node that an instance of Nova is on; null for none. Throws `IRONIC_FAILED`. */
  async nodeOfInstance(instance: string, signal?: AbortSignal): Promise<string | null> {
    const query = `fields=uuid,instance_uuid&instance_uuid=${encodeURIComponent(instance)}`;
    const nodes = await this.#lists.all(query, instanceForm, signal);
    return nodes.find((node) => node.instance_uuid === instance)?.uuid ?? null;
  }

  /** Beside those that the node has. False where it is locked, or gone. Throws `IRONIC_FAILED`. */
  async add(uuid: string, trait: string, signal?: AbortSignal): Promise<boolean> {
    return await this.#change('PUT', uuid, trait, signal);
  }

  /** This one alone. False where the node is locked, or gone, or has it not. Throws `IRONIC_FAILED`. */
  async remove(uuid: string, trait: string, signal?: AbortSignal): Promise<boolean> {
    return await this.#change('DELETE', uuid, trait, signal);
  }

  async close(): Promise<void> {
    await this.#http.close();
  }

  async #change(
    method: 'PUT' | 'DELETE',
    uuid: string,
    trait: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    // HAZARD: without a trait behind it, the path would mean all traits of the node.
    if (trait === '') throw new Error('a change of traits names none');
    const path = `/v1/nodes/${encodeURIComponent(uuid)}/traits/${encodeURIComponent(trait)}`;
    const call = { method, path };
    const answer = await this.#http.call(call, signal);
    if (answer.status === 409 || answer.status === 404) return false;
    if (answer.status !== 204) throw this.#http.failed(call, answer);
    return true;
  }
}
