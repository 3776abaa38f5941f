import { CHANNEL_PROTOCOL, type Envelope } from '../../proto/channel.ts';
import type { Connection } from './connection.ts';
import { type Conversation, checkFrame, isReport } from './conversation.ts';
import type { SessionContext } from './session-context.ts';

export interface UntrustedOptions {
  readonly boot: string;
  /** What the machine says of itself. */
  readonly key: string;
  readonly connection: Connection;
  readonly context: SessionContext;
  onFailure(error: unknown): void;
}

/** Of every untrusted session: it takes no epoch, since it could fence the node that it claims to be. */
const EPOCH = 1;

/** Inventories that are being stored; beyond it, nothing more is read. */
const MAX_IN_FLIGHT = 2;

const NOT_VOUCHED_FOR =
  'the registry does not know whose agent this is; let Ironic bring the nonce of the node (driver_info.bmv_nonce), or ' +
  'give the agent a key';

/**
 * With an agent that nobody vouched for: its inventory is kept apart, nothing else is kept, and it is told nothing.
 * An inventory is acknowledged, so that the next one is sent; no agent forgets a report for that.
 */
export class UntrustedConversation implements Conversation {
  readonly #options: UntrustedOptions;
  #inFlight = 0;
  #last: Promise<void> = Promise.resolve();
  readonly planRevision = 0;

  constructor(options: UntrustedOptions) {
    this.#options = options;
  }

  get settled(): Promise<void> {
    return this.#last;
  }

  async welcome(): Promise<void> {
    const { boot, connection, context } = this.#options;
    const nowMs = await context.clock.nowMs();
    connection.identify(boot, EPOCH);
    connection.send({
      type: 'welcome',
      protocol: CHANNEL_PROTOCOL,
      epoch: EPOCH,
      trust: 'untrusted',
      acked: 0,
      wantsInventory: true,
      heartbeatMs: context.limits.heartbeatMs,
      maxFrameBytes: context.limits.maxUntrustedFrameBytes,
      nowMs,
      credential: '',
    });
  }

  receive(envelope: Envelope, bytes: number): void {
    const { boot, connection } = this.#options;
    checkFrame(envelope, { boot, epoch: EPOCH });
    const { body } = envelope;
    isReport(envelope, bytes);
    if (body.type === 'inventory') this.#keep(envelope);
    else if (body.type === 'permission-request') {
      const answer = { id: body.id, allowed: false, reason: NOT_VOUCHED_FOR, desired: null };
      connection.send({ type: 'permission-answer', ...answer });
    } else if (body.type === 'key-request') {
      const answer = { id: body.id, allowed: false, reason: NOT_VOUCHED_FOR, key: new Uint8Array() };
      connection.send({ type: 'key-answer', ...answer });
    } else if (body.type === 'refusal')
      connection.terminate('peer', `the agent refused: ${body.code.slice(0, 64)}`);
  }

  pushPlan(): void {}

  tick(): void {}

  #keep(envelope: Envelope): void {
    const { key, connection, context, onFailure } = this.#options;
    this.#inFlight += 1;
    if (this.#inFlight >= MAX_IN_FLIGHT) connection.intake.hold('reports');
    const kept = context.ingest
      .storeUntrusted(key, envelope)
      .then(() => connection.send({ type: 'ack', sequence: envelope.sequence }))
      .catch(onFailure)
      .finally(() => {
        this.#inFlight -= 1;
        if (this.#inFlight < MAX_IN_FLIGHT) connection.intake.release('reports');
      });
    this.#last = this.#last.then(() => kept);
  }
}
