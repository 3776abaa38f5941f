import type { Logger } from 'pino';
import type {
  Body,
  DesiredVolumes,
  Envelope,
  Hello,
  KeyAnswer,
  KeyRequest,
  PermissionAnswer,
  PermissionRequest,
  Refusal,
  Welcome,
} from '../../proto/channel.ts';
import { encodeEnvelope } from '../../proto/channel-codec.ts';
import { Connection, type ConnectionEnd, type ConnectionOptions } from './connection.ts';
import { LEAST_FRAME_BYTES } from './frame.ts';
import { Questions } from './questions.ts';
import { ReportSender } from './report-sender.ts';
import type { Spool } from './spool.ts';

/** No registry wants a sign of life more often than three times in so long. */
const LEAST_HEARTBEAT_MS = 100;

export interface SessionOptions {
  readonly connection: ConnectionOptions;
  readonly hello: Hello;
  /** Lower-case UUID. */
  readonly bootId: string;
  readonly spool: Spool;
  /** See `ReportSender`. */
  readonly window: number;
  readonly maxUnsentBytes: number;
  readonly now: () => number;
  readonly logger: Logger;
}

/** How a session, or the attempt to begin one, came to its end. */
export interface SessionEnd extends ConnectionEnd {
  /** False where the registry said that trying again makes no sense. */
  readonly mayRetry: boolean;
}

export interface SessionListener {
  readonly onWelcome: (welcome: Welcome) => void;
  /** The registry has missed something. */
  readonly onWantsInventory: () => void;
  readonly onEnd: (end: SessionEnd) => void;
}

/** A conversation with the registry over one connection, from the hello to its end. Nothing here throws. */
export class Session {
  readonly #options: SessionOptions;
  readonly #listener: SessionListener;
  readonly #connection: Connection;
  readonly #questions = new Questions();
  readonly #welcomeTimer: NodeJS.Timeout;
  #welcome: Welcome | null = null;
  #sender: ReportSender | null = null;
  #desired: DesiredVolumes | null = null;
  #refusal: Refusal | null = null;
  #heartbeat: NodeJS.Timeout | undefined;
  #heardAtMs: number;
  #isOver = false;
  #setEnded: () => void = () => {};
  /** Resolves when nothing is left of it. */
  readonly ended = new Promise<void>((resolve) => {
    this.#setEnded = resolve;
  });

  constructor(options: SessionOptions, listener: SessionListener) {
    this.#options = options;
    this.#listener = listener;
    this.#heardAtMs = performance.now();
    const { timeoutMs } = options.connection;
    this.#connection = new Connection(options.connection, {
      onOpen: () => this.#send({ type: 'hello', ...options.hello }),
      onEnvelope: ({ body }) => this.#onBody(body),
      onHeard: () => {
        this.#heardAtMs = performance.now();
      },
      onRoom: () => this.#sender?.pump(),
      onEnd: (end) => this.#onEnd(end),
    });
    // The handshake has the same limit of its own; a peer that drips bytes passes that one.
    this.#welcomeTimer = setTimeout(
      () => this.terminate(`it did not say welcome within ${(2 * timeoutMs) / 1000} s`),
      2 * timeoutMs,
    ).unref();
  }

  /** The node that it is of, as the agent said; empty where it did not. */
  get node(): string {
    return this.#options.hello.nodeUuid;
  }

  /** Whether the registry believes that this is the node, and answers. */
  get isTrusted(): boolean {
    return this.#welcome?.trust === 'trusted';
  }

  /** Nothing more comes of it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** What the registry has pushed last; null for nothing. */
  get desired(): DesiredVolumes | null {
    return this.#desired;
  }

  /** There are new reports. */
  pump(): void {
    this.#sender?.pump();
  }

  /** Null when the session or the signal ends before the registry answers. */
  async ask(question: Omit<PermissionRequest, 'id'>, signal: AbortSignal): Promise<PermissionAnswer | null> {
    const send = (id: number) => this.#send({ type: 'permission-request', id, ...question });
    return await this.#questions.ask('permission', send, signal);
  }

  /** The same for the key of a volume. HAZARD: a secret; the caller zeroes it. */
  async askKey(question: Omit<KeyRequest, 'id'>, signal: AbortSignal): Promise<KeyAnswer | null> {
    const send = (id: number) => this.#send({ type: 'key-request', id, ...question });
    return await this.#questions.ask('key', send, signal);
  }

  close(why: string): void {
    this.#connection.close(why);
  }

  terminate(why: string): void {
    this.#connection.terminate(why);
  }

  #send(body: Body): void {
    const { bootId, now } = this.#options;
    const epoch = this.#welcome?.epoch ?? 0;
    const envelope: Envelope = { sequence: 0, follows: 0, bootId, epoch, sentAtMs: now(), body };
    this.#connection.send(encodeEnvelope(envelope));
  }

  #onBody(body: Body): void {
    if (body.type === 'welcome') this.#onWelcome(body);
    else if (body.type === 'refusal') this.#onRefusal(body);
    else if (!this.#welcome) this.terminate(`it sent ${body.type} before it said welcome`);
    else if (body.type === 'ack') this.#sender?.ack(body.sequence);
    else if (body.type === 'permission-answer') this.#questions.answer('permission', body);
    else if (body.type === 'key-answer') this.#onKey(body);
    else if (body.type === 'desired-volumes' && this.isTrusted) this.#desired = body;
    // Everything else is of a newer registry.
  }

  #onKey(answer: KeyAnswer): void {
    if (!this.#questions.answer('key', answer)) answer.key.fill(0);
  }

  /** The first begins the session; a later one says what the registry has, and whether it has missed something. */
  #onWelcome(welcome: Welcome): void {
    const { maxFrameBytes, wantsInventory, acked } = welcome;
    if (maxFrameBytes < LEAST_FRAME_BYTES) {
      this.terminate(`it takes ${maxFrameBytes} bytes in a frame, fewer than ${LEAST_FRAME_BYTES}`);
      return;
    }
    const isFirst = this.#welcome === null;
    this.#welcome = welcome;
    if (isFirst) this.#begin(welcome);
    else if (acked > 0) this.#sender?.ack(acked);
    this.#listener.onWelcome(welcome);
    if (wantsInventory) this.#listener.onWantsInventory();
    this.#sender?.pump();
  }

  #begin({ epoch, trust, acked, maxFrameBytes, heartbeatMs }: Welcome): void {
    clearTimeout(this.#welcomeTimer);
    const { spool, window, maxUnsentBytes, logger } = this.#options;
    const isTrusted = trust === 'trusted';
    const line = {
      send: (frame: Uint8Array) => this.#connection.send(frame),
      unsentBytes: () => this.#connection.unsentBytes,
    };
    const limits = { window, maxUnsentBytes, maxFrameBytes };
    this.#sender = new ReportSender(spool, line, { epoch, isTrusted, acked, ...limits, logger });
    const silenceMs = Math.max(heartbeatMs, LEAST_HEARTBEAT_MS);
    this.#heartbeat = setInterval(() => this.#beat(silenceMs), silenceMs / 3).unref();
  }

  #beat(silenceMs: number): void {
    if (performance.now() - this.#heardAtMs < silenceMs) this.#connection.ping();
    else this.terminate(`nothing was heard of it for ${silenceMs / 1000} s`);
  }

  #onRefusal(refusal: Refusal): void {
    this.#refusal = refusal;
    const { code, message } = refusal;
    const words = message.replaceAll(/\s+/g, ' ').trim();
    this.close(`it refuses this agent: ${code} ${words}`);
  }

  #onEnd(end: ConnectionEnd): void {
    clearTimeout(this.#welcomeTimer);
    clearInterval(this.#heartbeat);
    this.#sender = null;
    this.#isOver = true;
    this.#questions.end();
    this.#setEnded();
    this.#listener.onEnd({ ...end, mayRetry: this.#refusal?.mayRetry ?? true });
  }
}
