import { randomUUID } from 'node:crypto';
import type { Body } from '../../proto/channel.ts';
import type { ReportIngest } from '../../registry/ingest/ingest.ts';
import type { SessionIdentity, SessionStore, Stored } from '../../registry/sessions/ports.ts';

/** A node whose agent reports straight into the store, without a network between. */
export class ReportingNode {
  readonly uuid: string;
  readonly session: SessionIdentity;
  readonly #ingest: ReportIngest;
  #sequence = 0;

  private constructor(session: SessionIdentity, ingest: ReportIngest) {
    this.uuid = session.node;
    this.session = session;
    this.#ingest = ingest;
  }

  /** A node that the registry may not have heard of before. */
  static async begin(
    sessions: SessionStore,
    ingest: ReportIngest,
    uuid: string = randomUUID(),
  ): Promise<ReportingNode> {
    const boot = randomUUID();
    const { epoch } = await sessions.begin({ node: uuid, boot, replica: 'test', leaseMs: 60_000 });
    return new ReportingNode({ node: uuid, boot, epoch }, ingest);
  }

  async report(body: Body): Promise<Stored> {
    this.#sequence += 1;
    const envelope = { sequence: this.#sequence, follows: this.#sequence - 1, sentAtMs: Date.now(), body };
    const { boot: bootId, epoch } = this.session;
    return await this.#ingest.store(this.session, { ...envelope, bootId, epoch });
  }
}
