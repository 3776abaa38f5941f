import type { Logger } from 'pino';
import type { SessionLimits } from './limits.ts';
import type { Ingest, Judge, KeyGiver, SessionStore } from './ports.ts';
import type { StoreClock } from './store-clock.ts';

/** All that a session works with. */
export interface SessionContext {
  readonly store: SessionStore;
  readonly ingest: Ingest;
  readonly judge: Judge;
  readonly keys: KeyGiver;
  readonly clock: StoreClock;
  readonly logger: Logger;
  /** Name of this process among those of one store. */
  readonly replica: string;
  readonly limits: SessionLimits;
  /** Of a session's credential, milliseconds. */
  readonly credentialLifeMs: number;
  /** Milliseconds of a clock that does not go back. */
  readonly monotonicMs: () => number;
  /** Milliseconds since the epoch, for people. */
  readonly wallMs: () => number;
}
