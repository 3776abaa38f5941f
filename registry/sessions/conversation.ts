import type { DesiredVolumes, Envelope } from '../../proto/channel.ts';
import { encodeEnvelope } from '../../proto/channel-codec.ts';
import { BmvError } from '../../proto/error.ts';

/** What is said on a connection after the hello. */
export interface Conversation {
  /** Throws `MESSAGE_INVALID` for what an agent never says. */
  receive(envelope: Envelope, bytes: number): void;
  /** Does nothing where the agent was told this plan or a newer one. */
  pushPlan(plan: DesiredVolumes): void;
  readonly planRevision: number;
  /** About once a second. */
  tick(): void;
  /** Resolves when all that was received is dealt with. Never rejects. */
  readonly settled: Promise<void>;
}

/** Throws `MESSAGE_INVALID` for a frame of another boot or session than its connection's. */
export function checkFrame(envelope: Envelope, { boot, epoch }: { boot: string; epoch: number }): void {
  if (envelope.bootId === boot && envelope.epoch === epoch) return;
  const { bootId } = envelope;
  throw new BmvError(
    'MESSAGE_INVALID',
    `a frame of boot ${bootId}, epoch ${envelope.epoch} came on a connection of boot ${boot}, epoch ${epoch}`,
  );
}

/**
 * Whether a frame is a report. Throws `MESSAGE_INVALID` for what an agent never sends, or not so. `bytes`: of the frame.
 */
export function isReport(envelope: Envelope, bytes: number): boolean {
  const { sequence, body } = envelope;
  switch (body.type) {
    case 'inventory':
    case 'volume-event':
    case 'step-started':
    case 'step-progress':
    case 'step-finished':
      if (sequence === 0) throw new BmvError('MESSAGE_INVALID', `a ${body.type} has no number`);
      return true;
    case 'unknown':
      // HAZARD: a frame that was cut off behind its header can be read, and would be acknowledged.
      if (encodeEnvelope(envelope).byteLength >= bytes)
        throw new BmvError(
          'MESSAGE_INVALID',
          'a frame says nothing; it was cut off, or its sender is at fault',
        );
      return sequence > 0;
    case 'permission-request':
    case 'key-request':
    case 'refusal':
      if (sequence > 0) throw new BmvError('MESSAGE_INVALID', `a ${body.type} has a number`);
      return false;
    default:
      throw new BmvError('MESSAGE_INVALID', `an agent sends no ${body.type} here`);
  }
}
