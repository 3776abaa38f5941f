import type { Envelope } from '../proto/channel.ts';
import type { Metrics } from './metrics.ts';
import type { Ingest, SessionIdentity, Stored } from './sessions/ports.ts';

/** An ingest whose reports are counted, with the time from each to its being stored. */
export class MeteredIngest implements Ingest {
  readonly #ingest: Ingest;
  readonly #metrics: Pick<Metrics, 'stored'>;

  constructor(ingest: Ingest, metrics: Pick<Metrics, 'stored'>) {
    this.#ingest = ingest;
    this.#metrics = metrics;
  }

  async store(session: SessionIdentity, envelope: Envelope): Promise<Stored> {
    const beganMs = performance.now();
    const stored = await this.#ingest.store(session, envelope);
    this.#metrics.stored(envelope.body.type, (performance.now() - beganMs) / 1000);
    return stored;
  }

  async storeUntrusted(key: string, envelope: Envelope): Promise<void> {
    await this.#ingest.storeUntrusted(key, envelope);
  }
}
