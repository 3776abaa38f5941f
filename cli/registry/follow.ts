import { setTimeout as pause } from 'node:timers/promises';
import { type BackOffLimits, backOffMs } from '../../agent/channel/back-off.ts';
import { BmvError } from '../../proto/error.ts';
import { type EventJson, eventSchema } from '../../registry/api/schemas/events.ts';
import { type RunJson, runSchema } from '../../registry/api/schemas/runs.ts';
import type { Query, RegistryClient } from './client.ts';
import { type ServerEvent, SseParser } from './sse.ts';

/** What a stream tells. */
export type News =
  | { readonly type: 'event'; readonly event: EventJson }
  /** How far a step is that runs. May be left out or come late. */
  | { readonly type: 'progress'; readonly run: RunJson };

export interface FollowOptions {
  /** Filters of the stream. */
  readonly query: Query;
  /** From the event behind this one. */
  readonly after: number;
  readonly signal: AbortSignal;
  /** The connection is lost, and is taken up again; once until it is back. */
  readonly onLost: (why: Error) => void;
  readonly onBack: () => void;
  /** Default: 500 ms doubled up to 30 s. */
  readonly backOff?: BackOffLimits;
}

const BACK_OFF: BackOffLimits = { firstMs: 500, mostMs: 30_000 };

/** Refusals that pass. */
const PASSING: ReadonlySet<string> = new Set(['RATE_LIMITED', 'REGISTRY_FULL']);

function passes(error: unknown): error is BmvError {
  if (!(error instanceof BmvError)) return false;
  return PASSING.has(error.code) || (error.kind === 'failed' && error.code !== 'REGISTRY_ANSWER');
}

function newsOf({ type, data }: ServerEvent, { shown }: RegistryClient): News | null {
  try {
    if (type === 'event') return { type, event: eventSchema.parse(JSON.parse(data)) };
    if (type === 'progress') return { type, run: runSchema.parse(JSON.parse(data)) };
    // What a newer registry tells besides.
    return null;
  } catch (cause) {
    throw new BmvError(
      'REGISTRY_ANSWER',
      `the stream of ${shown} has ${type === 'event' ? 'an event' : 'progress'} that does not fit; check that --registry is one of this bmv's version`,
      { url: shown, cause },
    );
  }
}

/**
 * What happens from an event on, for as long as `signal` lets it: over as many connections as it takes, each event once and
 * in order. Throws what does not pass by waiting, such as `UNAUTHENTICATED`.
 */
export async function* follow(client: RegistryClient, options: FollowOptions): AsyncGenerator<News> {
  const { query, signal, onLost, onBack, backOff = BACK_OFF } = options;
  let { after } = options;
  let failures = 0;
  const call = () => ({
    ...({ method: 'GET', path: '/v1/events/stream', query: { ...query, after } } as const),
    headers: { 'last-event-id': String(after) },
  });
  while (!signal.aborted) {
    const parser = new SseParser();
    try {
      for await (const bytes of client.stream(call(), signal)) {
        if (failures > 0) onBack();
        failures = 0;
        for (const event of parser.push(bytes)) {
          const news = newsOf(event, client);
          // What comes again was told before.
          if (!news || (news.type === 'event' && news.event.seq <= after)) continue;
          yield news;
          if (news.type === 'event') after = news.event.seq;
        }
      }
      // The registry ends a stream now and then, which is no failure; but not so that it is asked without a pause.
      await pause(backOffMs(1, backOff, Math.random()), undefined, { signal }).catch(() => {});
    } catch (error) {
      if (signal.aborted) return;
      if (!passes(error)) throw error;
      failures += 1;
      if (failures === 1) onLost(error);
      await pause(backOffMs(failures, backOff, Math.random()), undefined, { signal }).catch(() => {});
    }
  }
}
