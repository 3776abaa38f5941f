import type { Ending } from './connection.ts';
import type { Session, SessionHost } from './session.ts';

/** How many there are, and were, in this replica: for metrics. */
export interface SessionCounts {
  /** Open, somebody vouched for them. */
  readonly trusted: number;
  readonly untrusted: number;
  /** Sockets without a welcome yet, or not gone yet. */
  readonly others: number;
  /** Since the start. */
  readonly accepted: number;
  readonly endings: Readonly<Partial<Record<Ending, number>>>;
}

/** The sessions of this replica. */
export class SessionRegistry implements SessionHost {
  readonly #all = new Set<Session>();
  readonly #byNode = new Map<string, Session>();
  readonly #endings: Partial<Record<Ending, number>> = {};
  #accepted = 0;
  #untrusted = 0;
  #whenEmpty: (() => void) | null = null;

  /** All whose sockets are not gone. */
  get size(): number {
    return this.#all.size;
  }

  /** Of these, those that nobody vouched for. */
  get untrusted(): number {
    return this.#untrusted;
  }

  get all(): Iterable<Session> {
    return this.#all;
  }

  /** Trusted, and open. */
  get open(): readonly Session[] {
    return [...this.#byNode.values()].filter((session) => session.isOpen);
  }

  ofNode(node: string): Session | undefined {
    return this.#byNode.get(node);
  }

  add(session: Session): void {
    this.#all.add(session);
    this.#accepted += 1;
    if (session.trust === 'untrusted') this.#untrusted += 1;
  }

  opened(session: Session): boolean {
    const { identity } = session;
    if (!identity) return true;
    const older = this.#byNode.get(identity.node);
    if ((older?.identity?.epoch ?? 0) > identity.epoch) return false;
    this.#byNode.set(identity.node, session);
    older?.fence();
    return true;
  }

  ended(session: Session, ending: Ending): void {
    this.#endings[ending] = (this.#endings[ending] ?? 0) + 1;
    const node = session.identity?.node;
    if (node !== undefined && this.#byNode.get(node) === session) this.#byNode.delete(node);
  }

  gone(session: Session): void {
    if (!this.#all.delete(session)) return;
    if (session.trust === 'untrusted') this.#untrusted -= 1;
    if (this.#all.size === 0) this.#whenEmpty?.();
  }

  /** Resolves when no socket is left. */
  async empty(): Promise<void> {
    if (this.#all.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenEmpty = resolve;
    });
  }

  get counts(): SessionCounts {
    const open = [...this.#all].filter((session) => session.isOpen);
    const untrusted = open.filter(({ trust }) => trust === 'untrusted').length;
    return {
      trusted: open.length - untrusted,
      untrusted,
      others: this.#all.size - open.length,
      accepted: this.#accepted,
      endings: { ...this.#endings },
    };
  }
}
