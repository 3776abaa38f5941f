import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Body } from '../proto/channel.ts';
import { BmvError } from '../proto/error.ts';
import { NotAuthenticated } from './auth/authenticator.ts';
import type { IngestCounts } from './ingest/ingest.ts';
import type { StoreCounts } from './metrics-store.ts';
import type { SessionCounts } from './sessions/session-registry.ts';

/** What is looked at when metrics are asked for. */
export interface MetricSources {
  readonly sessions: () => SessionCounts;
  /** Refused upgrades and challenges, by status. */
  readonly denied: () => Readonly<Partial<Record<number, number>>>;
  readonly ingest: () => IngestCounts & { readonly waiting: number };
  readonly permissions: () => { readonly granted: number; readonly refused: number };
  /** Answers to agents, and to people. */
  readonly keys: () => { readonly delivered: number; readonly refused: number; readonly read: number };
  readonly streams: () => number;
  readonly retries: () => { readonly lost: number; readonly busy: number };
  /** Null where the store does not answer. */
  readonly store: () => Promise<StoreCounts | null>;
}

/** Seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** All metrics of a registry's process. Their names and meanings are in README.md, and never change. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #reports: Counter;
  readonly #reportSeconds: Histogram;
  readonly #refusedCallers: Counter;
  readonly #requests: Counter;
  readonly #requestSeconds: Histogram;
  readonly #collectors: ((sources: MetricSources) => void)[] = [];
  readonly #storeCollectors: ((counts: StoreCounts | null) => void)[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    const register = { registers: [this.#registry] };
    this.#reports = new Counter({
      ...{ name: 'bmv_reports_total', help: 'Reports of agents that were stored, by what they say.' },
      ...{ labelNames: ['kind'], ...register },
    });
    this.#reportSeconds = new Histogram({
      ...{ name: 'bmv_report_store_seconds', help: 'From a report that was read to its being stored.' },
      ...{ buckets: BUCKETS, ...register },
    });
    this.#refusedCallers = new Counter({
      ...{ name: 'bmv_api_callers_refused_total', help: 'Callers of the API that were not let in.' },
      ...{ labelNames: ['reason'], ...register },
    });
    this.#requests = new Counter({
      ...{ name: 'bmv_api_requests_total', help: 'Requests to the API that were answered.' },
      ...{ labelNames: ['route', 'status'], ...register },
    });
    this.#requestSeconds = new Histogram({
      ...{ name: 'bmv_api_request_seconds', help: 'From a request to its answer, without streams.' },
      ...{ labelNames: ['route'], buckets: BUCKETS, ...register },
    });
    this.#addAgents();
    this.#addIngest();
    this.#addStore();
  }

  /** A report was stored. */
  stored(kind: Body['type'], seconds: number): void {
    this.#reports.inc({ kind });
    this.#reportSeconds.observe(seconds);
  }

  /** A request to the API was answered. `route`: empty for none. */
  answered({
    route,
    status,
    ms,
  }: {
    readonly route: string;
    readonly status: number;
    readonly ms: number;
  }): void {
    const label = route || 'none';
    this.#requests.inc({ route: label, status });
    this.#requestSeconds.observe({ route: label }, ms / 1000);
  }

  /** A caller of the API was not let in. */
  refused(error: unknown): void {
    const code = error instanceof BmvError ? error.code.toLowerCase().replaceAll('_', '-') : 'internal';
    this.#refusedCallers.inc({ reason: error instanceof NotAuthenticated ? error.reason : code });
  }

  /** In the text format of Prometheus. */
  async text(sources: MetricSources): Promise<string> {
    for (const collect of this.#collectors) collect(sources);
    const counts = await sources.store();
    for (const collect of this.#storeCollectors) collect(counts);
    return await this.#registry.metrics();
  }

  #gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  /** A counter whose values are counted elsewhere. */
  #counter(
    name: string,
    help: string,
    label: string,
    read: (sources: MetricSources) => Readonly<Partial<Record<string, number>>>,
  ): void {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.#registry] });
    this.#collectors.push((sources) => {
      counter.reset();
      for (const [value, count] of Object.entries(read(sources))) counter.inc({ [label]: value }, count ?? 0);
    });
  }

  #addAgents(): void {
    const sessions = this.#gauge('bmv_sessions', 'Connections of agents; `other`: begins, or ends.', [
      'trust',
    ]);
    this.#collectors.push(({ sessions: read }) => {
      const { trusted, untrusted, others } = read();
      sessions.set({ trust: 'trusted' }, trusted);
      sessions.set({ trust: 'untrusted' }, untrusted);
      sessions.set({ trust: 'other' }, others);
    });
    const accepted = new Counter({
      ...{ name: 'bmv_sessions_accepted_total', help: 'Connections of agents that were let in.' },
      registers: [this.#registry],
    });
    this.#collectors.push(({ sessions: read }) => {
      accepted.reset();
      accepted.inc(read().accepted);
    });
    this.#counter(
      'bmv_session_endings_total',
      'Connections of agents that ended.',
      'ending',
      ({ sessions: read }) => read().endings,
    );
    this.#counter(
      'bmv_agents_refused_total',
      'Upgrades and challenges that were refused.',
      'status',
      ({ denied }) => Object.fromEntries(Object.entries(denied())),
    );
    this.#counter(
      'bmv_permissions_total',
      'Answers to agents that asked whether they may write.',
      'decision',
      (all) => ({
        ...all.permissions(),
      }),
    );
    this.#counter(
      'bmv_key_answers_total',
      'Keys of volumes: delivered to agents, refused to them, read by people.',
      'answer',
      ({ keys }) => ({ ...keys() }),
    );
    const streams = this.#gauge('bmv_event_streams', 'Streams of events that are open.');
    this.#collectors.push(({ streams: read }) => streams.set(read()));
  }

  #addIngest(): void {
    const waiting = this.#gauge('bmv_ingest_waiting', 'Reports that wait to be stored.');
    this.#collectors.push(({ ingest }) => waiting.set(ingest().waiting));
    this.#counter(
      'bmv_ingest_reports_total',
      'Reports by what became of them: failed ones are sent again, rejected ones cannot be stored and were given up.',
      'outcome',
      ({ ingest }) => {
        const { stored, fenced, rejected, failed } = ingest();
        return { stored, fenced, rejected, failed };
      },
    );
    const batches = new Counter({
      ...{ name: 'bmv_ingest_batches_total', help: 'Transactions that stored reports.' },
      registers: [this.#registry],
    });
    this.#collectors.push(({ ingest }) => {
      batches.reset();
      batches.inc(ingest().batches);
    });
  }

  #addStore(): void {
    const up = this.#gauge('bmv_store_up', '1 where the store answers.');
    const nodes = this.#gauge('bmv_nodes', 'Nodes that are known.');
    const volumes = this.#gauge('bmv_volumes', 'Volumes by state.', ['state']);
    const alarms = this.#gauge('bmv_open_alarms', 'Alarms that nobody has resolved.');
    const keys = this.#gauge(
      'bmv_volume_keys',
      'Wrapped keys of volumes; `missing`: what wrapped them is not here.',
      ['kek'],
    );
    const events = this.#gauge('bmv_events', 'Number of the newest event.');
    this.#storeCollectors.push((counts) => {
      up.set(counts ? 1 : 0);
      for (const gauge of [nodes, volumes, keys, alarms, events]) gauge.reset();
      // What is not known is left out, rather than shown as 0.
      for (const gauge of [nodes, alarms, events]) if (!counts) gauge.remove();
      if (!counts) return;
      nodes.set(counts.nodes);
      alarms.set(counts.openAlarms);
      events.set(counts.events);
      keys.set({ kek: 'here' }, counts.keys.openable);
      keys.set({ kek: 'missing' }, counts.keys.missing);
      for (const [state, count] of counts.volumes) volumes.set({ state }, count);
    });
    this.#counter(
      'bmv_store_retries_total',
      'Attempts of transactions that were made again.',
      'reason',
      ({ retries }) => retries(),
    );
  }
}
