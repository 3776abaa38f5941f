import { batch, signal } from '@preact/signals';
import type { EventJson } from '../../../api/schemas/events.ts';
import type { NodeDetailJson, NodeJson, NodeListJson } from '../../../api/schemas/nodes.ts';
import type { RunJson } from '../../../api/schemas/runs.ts';
import type { Client } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { LIMITS } from '../limits.ts';
import type { EventFeed, FeedListener } from '../live/feed.ts';
import { withProgress } from '../live/progress.ts';
import { type FleetFilter, filterQuery, matches } from './filter.ts';
import { NodeRows } from './node-rows.ts';

export interface FleetParts {
  readonly client: Pick<Client, 'nodes' | 'node'>;
  readonly feed: Pick<EventFeed, 'begun' | 'subscribe'>;
}

function withoutDetails({ disks, runs, plan_revision, ...node }: NodeDetailJson): NodeJson {
  return node;
}

/**
 * The nodes that a filter lets through: read in pages, the first of them small, and kept up to date by events. What no
 * event tells, such as when a node was seen last, is read again a page at a time.
 */
export class Fleet implements FeedListener {
  readonly rows = new NodeRows();
  /** `cut`: there are more nodes than the list holds. */
  readonly extent = signal<'loading' | 'complete' | 'cut'>('loading');
  readonly problem = signal<Problem | null>(null);
  readonly #parts: FleetParts;
  readonly #filter: FleetFilter;
  readonly #end = new AbortController();
  readonly #unsubscribe: () => void;
  /** Nodes that changed since they were read. */
  readonly #changed = new Set<string>();
  #visible: readonly string[] = [];
  #readTimer: ReturnType<typeof setTimeout> | undefined;
  #pageTimer: ReturnType<typeof setTimeout> | undefined;
  /** The last node of the page that was read last; null before the first page. */
  #after: string | null = null;

  constructor(parts: FleetParts, filter: FleetFilter) {
    this.#parts = parts;
    this.#filter = filter;
    this.#unsubscribe = parts.feed.subscribe(this);
    void parts.feed.begun.then(() => this.#readPage());
  }

  dispose(): void {
    this.#end.abort();
    this.#unsubscribe();
    clearTimeout(this.#readTimer);
    clearTimeout(this.#pageTimer);
  }

  /** Which rows can be seen: those of them that changed are read first, others when they come into sight. */
  show(uuids: readonly string[]): void {
    this.#visible = uuids;
    if (this.#changed.size > 0) this.#readSoon();
  }

  event({ node, kind }: EventJson): void {
    if (node === '' || (kind !== 'node.seen' && !this.rows.row(node))) return;
    this.#changed.add(node);
    this.#readSoon();
  }

  progress(run: RunJson): void {
    const node = this.rows.row(run.node)?.peek();
    if (!node) return;
    const running = withProgress(node.running, run);
    if (running !== node.running) this.rows.put({ ...node, running });
  }

  reset(): void {
    clearTimeout(this.#pageTimer);
    this.#after = null;
    void this.#readPage();
  }

  async #readPage(): Promise<void> {
    const { signal } = this.#end;
    const limit = this.#after === null && this.rows.size === 0 ? LIMITS.firstNodes : LIMITS.maxPage;
    try {
      const query = { ...filterQuery(this.#filter), after: this.#after, limit };
      this.#take(await this.#parts.client.nodes(query, signal));
    } catch (error) {
      if (signal.aborted) return;
      const problem = asProblem(error);
      this.problem.value = problem;
      if (!problem.isFinal) this.#readPageIn(Math.max(LIMITS.retryMs, problem.retryAfterMs ?? 0));
    }
  }

  #take({ nodes, next }: NodeListJson): void {
    batch(() => {
      const added = nodes.filter((node) => this.rows.put(node));
      if (added.length > 0) this.rows.arrange();
      this.problem.value = null;
      this.#after = this.rows.size < LIMITS.maxNodes ? next : null;
      if (this.#after === null) this.extent.value = next === null ? 'complete' : 'cut';
    });
    this.#readPageIn(this.extent.value === 'loading' ? 0 : LIMITS.refreshMs);
  }

  #readPageIn(ms: number): void {
    if (!this.#end.signal.aborted) this.#pageTimer = setTimeout(() => void this.#readPage(), ms);
  }

  #readSoon(): void {
    this.#readTimer ??= setTimeout(() => {
      this.#readTimer = undefined;
      void this.#readChanged();
    }, LIMITS.settleMs);
  }

  async #readChanged(): Promise<void> {
    // Those that there is no row for yet are new.
    const due = [...this.#changed].filter((uuid) => this.#visible.includes(uuid) || !this.rows.row(uuid));
    const now = due.slice(0, LIMITS.maxSingleReads);
    for (const uuid of now) this.#changed.delete(uuid);
    await Promise.all(now.map((uuid) => this.#readNode(uuid)));
    if (due.length > now.length) this.#readSoon();
  }

  async #readNode(uuid: string): Promise<void> {
    try {
      const node = withoutDetails(await this.#parts.client.node(uuid, this.#end.signal));
      if (!matches(this.#filter, node)) this.rows.remove(uuid);
      else if (this.rows.put(node)) this.rows.arrange();
    } catch (error) {
      if (this.#end.signal.aborted || asProblem(error).isFinal) return;
      this.#changed.add(uuid);
      setTimeout(() => this.#readSoon(), LIMITS.retryMs);
    }
  }
}
