import { signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext, useEffect, useMemo } from 'preact/hooks';
import type { AlarmListJson } from '../../api/schemas/alarms.ts';
import { Client } from './api/client.ts';
import type { Problem } from './api/problem.ts';
import { Resource } from './api/resource.ts';
import { LIMITS } from './limits.ts';
import { Clock } from './live/clock.ts';
import { EventFeed, type FeedState } from './live/feed.ts';

/** How things stand with the registry. */
export interface Connection {
  readonly state: FeedState;
  /** Why it is not live; null where it is, or nobody knows. */
  readonly problem: Problem | null;
}

/** What the views read from, one of each for the page. */
export class Services {
  readonly clock = new Clock();
  readonly client = new Client(
    (url, options) => fetch(url, options),
    (serverMs) => this.clock.learn(serverMs),
  );
  readonly connection = signal<Connection>({ state: 'connecting', problem: null });
  readonly feed = new EventFeed(this.client, {
    maxSilenceMs: LIMITS.maxSilenceMs,
    settledMs: LIMITS.settledMs,
    random: Math.random,
    onState: (state, problem) => {
      this.connection.value = { state, problem };
    },
  });
  /** The first page of them. */
  readonly openAlarms = new Resource<AlarmListJson>((signal) =>
    this.client.alarms({ open: true, limit: LIMITS.pageItems }, signal),
  );

  start(): void {
    this.clock.start();
    this.feed.subscribe({
      event: ({ kind }) => {
        if (kind.startsWith('alarm.')) this.openAlarms.touch();
      },
      reset: () => this.openAlarms.reload(),
    });
    this.feed.start();
    void this.feed.begun.then(() => this.openAlarms.reload());
    this.#pauseWhileHidden();
    addEventListener('online', () => this.feed.retryNow());
  }

  #pauseWhileHidden(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    document.addEventListener('visibilitychange', () => {
      clearTimeout(timer);
      if (document.visibilityState === 'hidden') timer = setTimeout(() => this.feed.pause(), LIMITS.hiddenMs);
      else this.feed.start();
    });
  }
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('there are no services around this part of the page');
  return services;
}

/** Something that lives as long as the part of the page that uses it, and is made anew when `key` changes. */
export function useModel<T extends { dispose(): void }>(make: (services: Services) => T, key: string): T {
  const services = useServices();
  const model = useMemo(() => make(services), [services, key]);
  useEffect(() => () => model.dispose(), [model]);
  return model;
}
