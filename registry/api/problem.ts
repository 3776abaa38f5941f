import { STATUS_CODES } from 'node:http';
import { BmvError, type ErrorCode } from '../../proto/error.ts';
import type { ProblemJson } from './schemas/common.ts';

/** HTTP status of codes that say more than their kind does. */
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  ROUTE_UNKNOWN: 404,
  NODE_UNKNOWN: 404,
  VOLUME_UNKNOWN: 404,
  ALARM_UNKNOWN: 404,
  SET_UNKNOWN: 404,
  KEY_UNKNOWN: 404,
  METHOD_UNKNOWN: 405,
  UPGRADE_REQUIRED: 426,
  GENERATION_DIFFERS: 412,
  BODY_TOO_LARGE: 413,
  BODY_UNSUPPORTED: 415,
  RATE_LIMITED: 429,
  REGISTRY_FULL: 503,
  REQUEST_TIMEOUT: 503,
  STORE_FAILED: 503,
  STORE_CONFLICT: 503,
  KEYSTONE_FAILED: 503,
  IRONIC_FAILED: 503,
};

/** Of what is wrong for now. */
const RETRY_AFTER_S = 5;

export function statusOf({ code, kind }: BmvError): number {
  return STATUS[code] ?? { usage: 400, refused: 409, failed: 500 }[kind];
}

/** A part of a request that has not its form. */
export type InvalidPart = NonNullable<ProblemJson['errors']>[number];

/** A request that has not the form that its route expects. */
export class InvalidRequest extends BmvError {
  readonly errors: readonly InvalidPart[];

  constructor(message: string, errors: readonly InvalidPart[] = [], code: ErrorCode = 'REQUEST_INVALID') {
    super(code, message);
    this.errors = errors;
  }
}

/** An answer that is a problem document. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ProblemJson;
}

/**
 * RFC 9457. HAZARD: what this program did wrong may have anything in its message, so that goes to the log alone;
 * `requestId` finds it there.
 */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  const known = error instanceof BmvError && error.code !== 'INTERNAL' ? error : null;
  const status = known ? statusOf(known) : 500;
  const errors = error instanceof InvalidRequest && error.errors.length > 0 ? [...error.errors] : null;
  const fields = Object.entries(known?.fields ?? {}).filter(([, value]) => value !== undefined);
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 429 || status === 503 ? { 'retry-after': String(RETRY_AFTER_S) } : {}),
    },
    body: {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? '',
      status,
      code: known?.code ?? 'INTERNAL',
      detail:
        known?.message ?? `this is a defect of the registry; its log says more under request ${requestId}`,
      ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
      ...(errors ? { errors } : {}),
    },
  };
}
