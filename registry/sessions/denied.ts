import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { BmvError, type ErrorCode } from '../../proto/error.ts';

/** 401: not believed; 403: believed, and not let in; 429: too often; 503: not now. */
export type DeniedStatus = 401 | 403 | 404 | 429 | 503;

/** An agent is not let in. The message goes to the agent: no secrets, and nothing of other nodes. */
export class Denied extends BmvError {
  readonly status: DeniedStatus;

  constructor(status: DeniedStatus, code: ErrorCode, message: string, cause?: unknown) {
    super(code, message, cause === undefined ? {} : { cause });
    this.status = status;
  }
}

/** An answer over HTTP, for whatever server there is. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const RETRY_AFTER_S = 5;

/** RFC 9457, in one line. */
export function problemAnswer({ status, code, message }: Denied): HttpAnswer {
  const title = STATUS_CODES[status] ?? '';
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'BMV-HMAC-SHA256' } : {}),
      ...(status === 429 || status === 503 ? { 'retry-after': String(RETRY_AFTER_S) } : {}),
    },
    body: `${JSON.stringify({ type: 'about:blank', title, status, code, detail: message })}\n`,
  };
}

/** Answers a request for an upgrade that is not granted, and ends its connection. */
export function denyUpgrade(socket: Duplex, denied: Denied): void {
  const { status, headers, body } = problemAnswer(denied);
  const all = { ...headers, connection: 'close', 'content-length': String(Buffer.byteLength(body)) };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const first = `HTTP/1.1 ${status} ${STATUS_CODES[status]}`;
  socket.once('finish', () => socket.destroy());
  socket.end([first, ...head, '', body].join('\r\n'));
}
