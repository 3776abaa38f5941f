import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Body, Envelope } from '../../proto/channel.ts';
import type { NewEvent } from '../../registry/model.ts';
import type { Ingest, SessionIdentity, SessionStore, Stored } from '../../registry/sessions/ports.ts';
import { readEvents } from '../../registry/store/events.ts';
import type { Store } from '../../registry/store/store.ts';

/** What an agent talks to: one replica of the registry. */
export interface Replica {
  readonly sessions: SessionStore;
  readonly ingest: Ingest;
}

const PAUSE_MS = 20;
const LEASE = { replica: 'test', leaseMs: 60_000 };

/** An agent without a network: it numbers reports, and sends again what is not acknowledged. */
export class ReportingAgent {
  readonly node: string;
  readonly boot: string;
  /** All reports up to this one were acknowledged. */
  acked = 0;
  /** Why sessions ended. */
  readonly endings: string[] = [];
  session: SessionIdentity;

  constructor(node: string = randomUUID(), boot: string = randomUUID()) {
    this.node = node;
    this.boot = boot;
    this.session = { node, boot, epoch: 0 };
  }

  async begin({ sessions }: Replica): Promise<void> {
    const start = await sessions.begin({ node: this.node, boot: this.boot, ...LEASE });
    this.session = start;
    this.acked = Math.max(this.acked, start.acked);
  }

  envelope(body: Body, sequence: number, follows = sequence - 1): Envelope {
    const { boot: bootId, epoch } = this.session;
    return { sequence, follows, bootId, epoch, sentAtMs: 1, body };
  }

  /** Sends one report in the session. */
  async send({ ingest }: Replica, body: Body, sequence: number, follows = sequence - 1): Promise<Stored> {
    return await ingest.store(this.session, this.envelope(body, sequence, follows));
  }

  /** Sends reports 1 to `count`, each of which is an event, until all are acknowledged. */
  async reportSteps(replica: () => Replica, count: number, window = 16): Promise<void> {
    while (this.acked < count) {
      try {
        await this.begin(replica());
        await this.#sendFrom(this.acked + 1, count, replica(), window);
      } catch (error) {
        this.endings.push((error as { code?: string }).code ?? String(error));
        await sleep(PAUSE_MS * (0.5 + Math.random()));
      }
    }
  }

  /** What the events of a store should say of this agent's reports, in their order. */
  expectedEvents(count: number): readonly string[] {
    return Array.from({ length: count }, (_, index) => index + 1).map((sequence) => {
      const { run } = this.stepReport(sequence);
      return `${sequence % 2 === 1 ? 'step.started' : 'step.finished'} ${run}`;
    });
  }

  /** Odd ones begin a step, even ones end it. */
  stepReport(sequence: number): Extract<Body, { type: 'step-started' | 'step-finished' }> {
    const number = Math.ceil(sequence / 2);
    const run = `${this.node.slice(0, 24)}${number.toString(16).padStart(12, '0')}`;
    const started = { run, step: 'write_image', kind: 'deploy', atMs: 1 } as const;
    return sequence % 2 === 1
      ? { type: 'step-started', ...started }
      : {
          type: 'step-finished',
          ...started,
          failure: null,
          durationMs: 1,
          bytesWritten: 0,
          bytesDownloaded: 0,
        };
  }

  async #sendFrom(first: number, last: number, replica: Replica, window: number): Promise<void> {
    const inFlight = new Set<Promise<void>>();
    let failure: unknown = null;
    for (let sequence = first; sequence <= last && !failure; sequence += 1) {
      const sent = this.send(replica, this.stepReport(sequence), sequence)
        .then(({ acked }) => {
          this.acked = Math.max(this.acked, acked);
        })
        .catch((error: unknown) => {
          failure ??= error;
        })
        .finally(() => inFlight.delete(sent));
      inFlight.add(sent);
      if (inFlight.size >= window) await Promise.race(inFlight);
    }
    await Promise.all(inFlight);
    if (failure) throw failure;
  }
}

/** What the events of a node say, in their order. */
export async function toldOf(store: Store, node: string): Promise<readonly string[]> {
  const told: string[] = [];
  for (let after = 0; ; ) {
    const events = await store.read((view) => readEvents(view, { node, after, limit: 500 }));
    told.push(...events.map(said));
    const last = events.at(-1);
    if (!last) return told;
    after = last.seq;
  }
}

function said({ kind, details }: Pick<NewEvent, 'kind' | 'details'>): string {
  return 'run' in details ? `${kind} ${details.run}` : kind;
}
