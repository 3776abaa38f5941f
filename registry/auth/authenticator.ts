import type { IncomingHttpHeaders } from 'node:http';
import { BmvError, type ErrorCode } from '../../proto/error.ts';
import type { Caller } from './caller.ts';

/** What a request shows of who sends it. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  /** At the other end of the connection; empty over a unix socket. */
  readonly address: string;
}

/** How callers are known. */
export interface Authenticator {
  readonly kind: 'none' | 'basic' | 'keystone';
  /** Value of the header `WWW-Authenticate` for whoever is not known. */
  readonly challenge: string;
  /** Rejects with `NotAuthenticated`, or `KEYSTONE_FAILED` where nobody can tell. */
  authenticate(credentials: Credentials): Promise<Caller>;
}

/** Somebody is not known, or not now. A stable word says why: a label of a metric, never renamed. */
export class NotAuthenticated extends BmvError {
  readonly reason: 'missing' | 'wrong' | 'too-often' | 'forged-host';

  constructor(reason: NotAuthenticated['reason'], message: string, code: ErrorCode = 'UNAUTHENTICATED') {
    super(code, message);
    this.reason = reason;
  }
}
