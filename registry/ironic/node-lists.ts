import type { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import type { IronicAnswer, IronicCall, IronicHttp } from './http.ts';

/** Since OpenStack 2023.2 nodes may have a parent, are then left out of lists, and answers tell of it. */
const WITH_PARENTS = '1.83';

/** How many nodes are asked for at a time; Ironic's own limit is 1,000. */
export const PAGE = 1000;

/** Of one list of nodes. `next`: there are more. */
interface NodePage<Node> {
  readonly nodes: readonly Node[];
  readonly next?: string | undefined;
}

/** Lists of nodes, in the way that this Ironic knows. */
export class NodeLists {
  readonly #http: IronicHttp;
  readonly #page: number;
  #knowsParents = true;

  constructor(http: IronicHttp, page = PAGE) {
    this.#http = http;
    this.#page = page;
  }

  /** All nodes, those too that have a parent. `query`: fields and filters. Throws `IRONIC_FAILED`. */
  async all<Node extends { readonly uuid: string }>(
    query: string,
    form: z.ZodType<NodePage<Node>>,
    signal?: AbortSignal,
  ): Promise<readonly Node[]> {
    const found: Node[] = [];
    for (;;) {
      const last = found.at(-1)?.uuid;
      const marker = last === undefined ? '' : `&marker=${last}`;
      const path = `/v1/nodes?${query}&limit=${this.#page}${marker}`;
      const { call, answer } = await this.callKnowingParents(
        (knows) => ({ method: 'GET', path: knows ? `${path}&include_children=true` : path }),
        signal,
      );
      const { nodes, next } = this.read(form, call, answer);
      found.push(...nodes);
      if (nodes.length === 0 || next === undefined) return found;
    }
  }

  /** In the way of an older Ironic where this one does not know the newer one. */
  async callKnowingParents(
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

  /** Throws `IRONIC_FAILED` for an answer of another form. */
  read<T>(form: z.ZodType<T>, call: IronicCall, answer: IronicAnswer): T {
    if (answer.status !== 200) throw this.#http.failed(call, answer);
    const read = form.safeParse(answer.body);
    if (read.success) return read.data;
    const message = `${this.#http.shown} answers ${call.method} ${call.path} with something else; check its URL`;
    throw new BmvError('IRONIC_FAILED', message);
  }
}
