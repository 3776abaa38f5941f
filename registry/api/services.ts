import type { NodeFactsCache } from '../placement/node-facts.ts';
import type { Placement } from '../placement/placement.ts';
import type { QuotaRequests } from '../requests/quota-requests.ts';
import type { VolumeKeys } from '../requests/volume-keys.ts';
import type { VolumeRequests } from '../requests/volume-requests.ts';
import type { AgentUpgrade } from '../sessions/upgrade.ts';
import type { Store } from '../store/store.ts';
import type { Health } from './health.ts';
import type { ApiLimits } from './limits.ts';
import type { EventFeed } from './stream/event-feed.ts';

/** What handlers of routes work with. */
export interface Services {
  readonly store: Store;
  readonly facts: NodeFactsCache;
  readonly placement: Placement;
  readonly requests: VolumeRequests;
  readonly keys: Pick<VolumeKeys, 'read'>;
  readonly quotas: QuotaRequests;
  readonly feed: EventFeed;
  readonly health: Health;
  readonly limits: ApiLimits;
  /** Text of all metrics. */
  readonly metrics: () => Promise<string>;
  /** Of Nova. Rejects with `IRONIC_FAILED` where nobody can say. */
  readonly instances: { readonly nodeOf: (instance: string) => Promise<string | null> };
  /** The door of agents. */
  readonly agents: Pick<AgentUpgrade, 'challenge'>;
  /** The committed OpenAPI document. */
  readonly openapi: () => Promise<string>;
  readonly newId: () => string;
}
