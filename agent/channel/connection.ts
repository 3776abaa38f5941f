import type { IncomingMessage } from 'node:http';
import WebSocket from 'ws';
import type { Envelope } from '../../proto/channel.ts';
import { decodeEnvelope } from '../../proto/channel-codec.ts';
import { describeError } from '../describe-error.ts';
import { reasonOf } from '../image/http-client.ts';
import { refusalWords } from './refusal-words.ts';
import type { TlsMaterial } from './tls.ts';

export interface ConnectionOptions {
  readonly url: string;
  /** Value of the header `Authorization`; null for none. */
  readonly authorization: string | null;
  readonly tls: TlsMaterial;
  /** Of the handshake, milliseconds. */
  readonly timeoutMs: number;
  /** Largest message that is taken, bytes. */
  readonly maxFrameBytes: number;
}

/** How a connection came to its end. */
export interface ConnectionEnd {
  /** HTTP status instead of an upgrade; null where there was none. */
  readonly status: number | null;
  /** A few words. */
  readonly why: string;
}

export interface ConnectionListener {
  readonly onOpen: () => void;
  readonly onEnvelope: (envelope: Envelope) => void;
  /** Anything came, be it a pong. */
  readonly onHeard: () => void;
  /** Bytes have left for the network. */
  readonly onRoom: () => void;
  /** Once, whatever happened. */
  readonly onEnd: (end: ConnectionEnd) => void;
}

const GOING_AWAY = 1001;
const UNSUPPORTED_DATA = 1003;
const INVALID_PAYLOAD = 1007;

/** From our last word to the end of it all, whatever the other end does. */
const CLOSE_MS = 1000;

/** One WebSocket, from the attempt to connect to its end. Nothing here throws. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #listener: ConnectionListener;
  #why: string | null = null;
  #status: number | null = null;
  #ended = false;

  constructor(
    { url, authorization, tls, timeoutMs, maxFrameBytes }: ConnectionOptions,
    listener: ConnectionListener,
  ) {
    this.#listener = listener;
    const socket = new WebSocket(url, {
      ...tls,
      headers: authorization === null ? {} : { authorization },
      handshakeTimeout: timeoutMs,
      maxPayload: maxFrameBytes,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.#socket = socket;
    // The channel alone keeps no process alive.
    socket.on('upgrade', (response) => response.socket.unref());
    socket.on('open', () => this.#guard(() => listener.onOpen()));
    socket.on('message', (data, isBinary) => this.#guard(() => this.#onMessage(data as Buffer, isBinary)));
    for (const event of ['ping', 'pong'] as const) socket.on(event, () => listener.onHeard());
    socket.on('unexpected-response', (_request, response) => this.#onRefusal(response));
    socket.on('error', (error) => {
      this.#why ??= reasonOf(error);
    });
    socket.on('close', (code, reason) => this.#onClose(code, reason.toString('utf8')));
  }

  /** Bytes that have not left for the network. */
  get unsentBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.send(frame, { binary: true }, () => {
      if (!this.#ended) this.#guard(() => this.#listener.onRoom());
    });
  }

  ping(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping();
  }

  /** Ends it with the words of a peer that goes away. */
  close(why: string): void {
    this.#end(GOING_AWAY, why);
  }

  /** Ends it without a word. */
  terminate(why: string): void {
    this.#why ??= why;
    this.#socket.terminate();
  }

  /** HAZARD: what is thrown into an event of the socket ends the process, and the step that runs. */
  #guard(handle: () => void): void {
    try {
      handle();
    } catch (error) {
      this.terminate(describeError(error).message);
    }
  }

  #onMessage(data: Buffer, isBinary: boolean): void {
    this.#listener.onHeard();
    // What comes behind the last word is nobody's any more.
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (!isBinary) {
      this.#end(UNSUPPORTED_DATA, 'it sent text instead of a message');
      return;
    }
    const envelope = this.#decode(data);
    // HAZARD: a secret, of which the envelope has a copy.
    if (envelope?.body.type === 'key-answer') data.fill(0);
    if (envelope) this.#listener.onEnvelope(envelope);
  }

  /** Null for what is no message, which ends the connection. */
  #decode(data: Buffer): Envelope | null {
    try {
      return decodeEnvelope(data);
    } catch (error) {
      this.#end(INVALID_PAYLOAD, describeError(error).message);
      return null;
    }
  }

  #end(code: number, why: string): void {
    this.#why ??= why;
    this.#socket.close(code);
    setTimeout(() => this.#socket.terminate(), CLOSE_MS).unref();
  }

  #onRefusal(response: IncomingMessage): void {
    this.#status = response.statusCode ?? 0;
    void refusalWords(response).then((words) => this.terminate(words));
  }

  #onClose(code: number, reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    const words = reason === '' ? '' : `: ${JSON.stringify(reason)}`;
    const why = this.#why ?? `it closed the connection (${code}${words})`;
    this.#listener.onEnd({ status: this.#status, why });
  }
}
