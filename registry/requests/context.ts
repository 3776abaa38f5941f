import type { Logger } from 'pino';
import type { QuotaLimits } from '../decisions/quota.ts';
import type { KeyWrapper } from '../keys/key-wrapper.ts';
import type { Store } from '../store/store.ts';

/** What requests of people work with. */
export interface RequestContext {
  readonly store: Store;
  readonly logger: Logger;
  readonly newId: () => string;
  /** Of projects of which nothing is said. Default: unlimited. */
  readonly defaultQuota?: QuotaLimits;
  /** Of volumes' keys. Default none: no volume gets one. */
  readonly wrapper?: KeyWrapper | null;
  /** The plan of a node changed: whoever is connected to its agent tells it at once. */
  readonly poke: (node: string) => Promise<void>;
}

/** Who asks. */
export interface Asking {
  readonly id: string;
  /** The project that they act for; empty for none. */
  readonly project: string;
  /** Null: they may change volumes of any project. */
  readonly onlyProject: string | null;
}

/** Never rejects: what is lost is seen with the next look at all plans. */
export async function pokeSafely({ poke, logger }: RequestContext, node: string): Promise<void> {
  try {
    await poke(node);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    logger.warn({ node, error: why }, 'an agent was not told of its new plan; it is in a moment');
  }
}
