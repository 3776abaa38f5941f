import type { Envelope } from '../../proto/channel.ts';
import type { SessionIdentity } from '../sessions/ports.ts';

/** A report that waits to be stored. */
export interface Incoming {
  readonly session: SessionIdentity;
  readonly envelope: Envelope;
}

/** What the store knows of a node's newest session. */
export interface KnownSession {
  readonly epoch: number;
  readonly boot: string;
  readonly acked: number;
  readonly wantsInventory: boolean;
}

/** What becomes of the reports of one node. */
export interface Admission<Report extends Incoming> {
  /** To be stored, in their order. */
  readonly accepted: readonly Report[];
  /** Of a session that a newer one has taken the place of. */
  readonly fenced: readonly Report[];
  /** What is known of the session when the accepted ones are stored. */
  readonly acked: number;
  readonly wantsInventory: boolean;
}

/**
 * Sorts the reports of one node, in the order in which they came. One that was stored before is neither accepted nor
 * fenced. A report that follows one which never came is stored, and an inventory is wanted until one comes behind it.
 */
export function admit<Report extends Incoming>(
  reports: readonly Report[],
  known: KnownSession | null,
): Admission<Report> {
  const accepted: Report[] = [];
  const fenced: Report[] = [];
  let { acked, wantsInventory } = known ?? { acked: 0, wantsInventory: false };
  for (const report of reports) {
    const { session, envelope } = report;
    if (session.epoch !== known?.epoch || session.boot !== known.boot) {
      fenced.push(report);
      continue;
    }
    const { sequence, follows, body } = envelope;
    // What has no number is no report, but the agent's hello says what the machine is.
    if (sequence === 0 && body.type === 'hello') accepted.push(report);
    if (sequence <= acked) continue;
    accepted.push(report);
    wantsInventory = body.type !== 'inventory' && (wantsInventory || follows > acked);
    acked = sequence;
  }
  return { accepted, fenced, acked, wantsInventory };
}
