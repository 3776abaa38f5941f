import type { Logger } from 'pino';
import type { Envelope } from '../../proto/channel.ts';
import { frameWithin } from './frame.ts';
import type { Spool } from './spool.ts';

/** Where frames go. */
export interface Line {
  readonly send: (frame: Uint8Array) => void;
  /** Bytes that have not left for the network. */
  readonly unsentBytes: () => number;
}

export interface SenderOptions {
  readonly epoch: number;
  /** False: only inventories are sent, and nothing is taken for stored. */
  readonly isTrusted: boolean;
  /** The newest report that the registry has, as its welcome says. */
  readonly acked: number;
  readonly maxFrameBytes: number;
  /** Reports that may be under way. */
  readonly window: number;
  readonly maxUnsentBytes: number;
  readonly logger: Logger;
}

/**
 * Sends what the spool has over one session, in its order: everything that the registry does not have, so many reports
 * at a time as it has not acknowledged. HAZARD: an untrusted session's reports are kept apart by the registry, and an
 * acknowledgement of one says nothing of those before it: they stay in the spool for a trusted one.
 */
export class ReportSender {
  readonly #spool: Spool;
  readonly #line: Line;
  readonly #options: SenderOptions;
  /** The newest report that was given to the line, or that the registry had before. */
  #sent: number;
  /** Numbers of reports that are under way. */
  #underWay: number[] = [];

  constructor(spool: Spool, line: Line, options: SenderOptions) {
    this.#spool = spool;
    this.#line = line;
    this.#options = options;
    // The registry may have stored what its acknowledgement did not reach.
    if (options.isTrusted) spool.ack(options.acked);
    this.#sent = spool.acked;
  }

  /** The registry has all reports up to this one. */
  ack(sequence: number): void {
    const known = Math.min(sequence, this.#sent);
    this.#underWay = this.#underWay.filter((number) => number > known);
    if (this.#options.isTrusted) this.#spool.ack(known);
    this.pump();
  }

  /** Sends as much as may be sent now. */
  pump(): void {
    const { window, maxUnsentBytes } = this.#options;
    while (this.#underWay.length < window && this.#line.unsentBytes() < maxUnsentBytes) {
      const envelope = this.#next();
      if (!envelope) return;
      this.#sent = envelope.sequence;
      this.#send(envelope);
    }
  }

  #next(): Envelope | null {
    const { epoch, isTrusted } = this.#options;
    return isTrusted ? this.#spool.after(this.#sent, epoch) : this.#spool.inventoryAfter(this.#sent, epoch);
  }

  #send(envelope: Envelope): void {
    const { maxFrameBytes, logger } = this.#options;
    const { sequence, body } = envelope;
    const frame = frameWithin(envelope, maxFrameBytes);
    const about = { sequence, type: body.type, maxFrameBytes };
    if (!frame) {
      logger.error(about, 'a report is larger than the registry takes, and is given up');
      this.#spool.giveUp(sequence);
      return;
    }
    if (frame.isShortened)
      logger.error(about, 'a report is larger than the registry takes, and is shortened');
    this.#underWay.push(sequence);
    this.#line.send(frame.bytes);
  }
}
