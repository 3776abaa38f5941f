import type { WebSocket } from 'ws';
import type { Body, Envelope, Refusal } from '../../proto/channel.ts';
import { decodeEnvelope, encodeEnvelope } from '../../proto/channel-codec.ts';
import { BmvError } from '../../proto/error.ts';
import { Intake } from './intake.ts';
import type { SessionLimits } from './limits.ts';

/** Why a connection ended. Labels of a metric: never renamed. */
export type Ending =
  /** By the agent, or the network. */
  | 'peer'
  | 'silent'
  | 'no-hello'
  /** What it sent makes no sense. */
  | 'invalid'
  | 'protocol'
  | 'node-differs'
  | 'unauthenticated'
  | 'fenced'
  | 'store'
  | 'slow-reader'
  | 'stopping'
  /** A fault of this program. */
  | 'error';

/** Codes of RFC 6455: policy violation; going away. */
const POLICY = 1008;
const GOING_AWAY = 1001;

const FAULT: Refusal = {
  code: 'INTERNAL',
  message: 'the registry failed; its log says why',
  mayRetry: true,
};

const ARRIVED = Buffer.from('arrived?');

/** Of a frame to an agent whose boot is not known yet. */
const NO_BOOT = '00000000-0000-0000-0000-000000000000';

export interface ConnectionOptions {
  readonly isTrusted: boolean;
  readonly limits: SessionLimits;
  /** Milliseconds of a clock that does not go back. */
  readonly monotonicMs: () => number;
  /** Milliseconds since the epoch, for people. */
  readonly wallMs: () => number;
}

/** What a connection tells. */
export interface ConnectionEvents {
  onFrame(envelope: Envelope, bytes: number): void;
  /** Once. `detail`: one line, without secrets. */
  onEnd(ending: Ending, detail: string): void;
  /** The socket is gone; always after `onEnd`. */
  onGone(): void;
}

/**
 * One WebSocket: frames that can be read, in their order, at the pace that `intake` allows, and the ways it ends. Knows
 * nothing of what frames mean. Has no timers of its own: `tick` is called about once a second.
 */
export class Connection {
  readonly intake: Intake;
  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  #bootId = NO_BOOT;
  #epoch = 0;
  #heardAtMs: number;
  #pingedAtMs: number;
  #endedAtMs: number | null = null;
  #onArrival: (() => void) | null = null;

  constructor(socket: WebSocket, options: ConnectionOptions, events: ConnectionEvents) {
    const { isTrusted, limits, monotonicMs } = options;
    this.#socket = socket;
    this.#options = options;
    this.#events = events;
    this.#heardAtMs = monotonicMs();
    this.#pingedAtMs = this.#heardAtMs;
    this.intake = new Intake(socket, {
      frames: isTrusted ? limits.frames : limits.untrustedFrames,
      bytes: isTrusted ? limits.bytes : limits.untrustedBytes,
      monotonicMs,
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => this.guard(() => this.#take(data, isBinary)));
    socket.on('ping', (data: Buffer) => this.#heard(data.byteLength));
    socket.on('pong', (data: Buffer) => this.guard(() => this.#pong(data)));
    // HAZARD: without a listener, an error of a socket ends the process.
    socket.on('error', (error: Error & { code?: string }) =>
      this.#end(error.code?.startsWith('WS_ERR') ? 'invalid' : 'peer', error.message),
    );
    socket.on('close', (code) => {
      this.#end('peer', `closed with ${code}`);
      events.onGone();
    });
  }

  get hasEnded(): boolean {
    return this.#endedAtMs !== null;
  }

  /** What frames to the agent carry from now on. */
  identify(bootId: string, epoch: number): void {
    this.#bootId = bootId;
    this.#epoch = epoch;
  }

  /** Does nothing once the connection has ended. */
  send(body: Body): void {
    if (this.hasEnded) return;
    const unsent = this.#socket.bufferedAmount;
    // HAZARD: all that an agent does not read would be kept here.
    if (unsent > this.#options.limits.maxUnsentBytes) {
      this.terminate('slow-reader', `${unsent} bytes wait to be read by the agent`);
      return;
    }
    const envelope = { sequence: 0, follows: 0, bootId: this.#bootId, epoch: this.#epoch };
    const frame = encodeEnvelope({ ...envelope, sentAtMs: this.#options.wallMs(), body });
    // An error of sending is one of the socket, which tells it by itself.
    this.#socket.send(frame, () => {});
  }

  /** Calls back when the agent has all that was sent before. Never, where the connection ends first. */
  whenArrived(callback: () => void): void {
    if (this.hasEnded) return;
    this.#onArrival = callback;
    this.#socket.ping(ARRIVED);
  }

  /** Tells the agent why, and closes. `detail`: for the log. */
  refuse(ending: Ending, refusal: Refusal, detail = refusal.message): void {
    this.send({ type: 'refusal', ...refusal });
    this.#close(ending, POLICY, detail);
  }

  /**
   * Ends the connection for an error that handling a frame threw. The agent may try again: what is damaged on the way
   * once need not be so a second time, and its reports wait for it.
   */
  fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof BmvError && error.code === 'MESSAGE_INVALID')
      this.refuse('invalid', { code: error.code, message, mayRetry: true });
    else this.refuse('error', FAULT, message);
  }

  /** The process ends. */
  goAway(): void {
    this.#close('stopping', GOING_AWAY, 'the registry ends');
  }

  /** The agent's side is not told. */
  terminate(ending: Ending, detail: string): void {
    this.#end(ending, detail);
    this.#socket.terminate();
  }

  /** Pings, and ends what is silent. */
  tick(): void {
    const nowMs = this.#options.monotonicMs();
    const { heartbeatMs, closeMs } = this.#options.limits;
    if (this.#endedAtMs !== null) {
      if (nowMs - this.#endedAtMs >= closeMs) this.#socket.terminate();
      return;
    }
    // Who is not read from cannot be heard.
    if (this.intake.isHeld) this.#heardAtMs = nowMs;
    if (nowMs - this.#heardAtMs >= heartbeatMs) {
      this.terminate('silent', `nothing was heard for ${Math.round(nowMs - this.#heardAtMs)} ms`);
    } else if (nowMs - this.#pingedAtMs >= heartbeatMs / 3) {
      this.#pingedAtMs = nowMs;
      this.#socket.ping();
    }
  }

  #take(data: Buffer, isBinary: boolean): void {
    this.#heard(data.byteLength);
    if (this.hasEnded) return;
    if (!isBinary)
      throw new BmvError('MESSAGE_INVALID', 'frames of this channel are binary, and this is text');
    this.#events.onFrame(decodeEnvelope(data), data.byteLength);
  }

  #heard(bytes: number): void {
    this.#heardAtMs = this.#options.monotonicMs();
    if (!this.hasEnded) this.intake.took(bytes);
  }

  #pong(data: Buffer): void {
    this.#heard(data.byteLength);
    if (!this.#onArrival || !data.equals(ARRIVED)) return;
    const callback = this.#onArrival;
    this.#onArrival = null;
    callback();
  }

  /** Whatever goes wrong in it ends this connection, and nothing else. */
  guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.fail(error);
    }
  }

  #close(ending: Ending, code: number, detail: string): void {
    if (this.hasEnded) return;
    this.#end(ending, detail);
    this.#socket.close(code, ending);
  }

  #end(ending: Ending, detail: string): void {
    if (this.hasEnded) return;
    this.#endedAtMs = this.#options.monotonicMs();
    this.#onArrival = null;
    this.intake.end();
    this.#events.onEnd(ending, detail);
  }
}
