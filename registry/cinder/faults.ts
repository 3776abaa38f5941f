import { BmvError, type ErrorCode } from '../../proto/error.ts';
import { ownError } from '../api/errors.ts';
import { statusOf } from '../api/problem.ts';

/** What Cinder calls an answer of a status. */
const NAMES: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'itemNotFound',
  405: 'badMethod',
  406: 'notAcceptable',
  409: 'conflictingRequest',
  413: 'overLimit',
  415: 'badMediaType',
  429: 'overLimit',
  503: 'serviceUnavailable',
};

/** Where Cinder answers with another status than the registry's own API. */
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  QUOTA_EXCEEDED: 413,
  VOLUME_STATE: 400,
  VOLUME_KEPT: 400,
  GENERATION_DIFFERS: 409,
};

/** An answer of this door alone. */
export class CinderFault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function notFound(what: string, id: string): CinderFault {
  return new CinderFault(404, `${what} ${id} could not be found.`);
}

interface FaultAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, { readonly code: number; readonly message: string }>>;
  /** By a defect of this program. */
  readonly isDefect: boolean;
}

/** An error in Cinder's form. HAZARD: what this program did wrong may have anything in its message. */
export function faultOf(error: unknown, requestId: string): FaultAnswer {
  const own = error instanceof CinderFault ? error : ownError(error);
  const isKnown = own instanceof CinderFault || (own instanceof BmvError && own.code !== 'INTERNAL');
  if (!isKnown) {
    const message = `this is a defect; the log of the registry has it as ${requestId}`;
    return { status: 500, body: { computeFault: { code: 500, message } }, isDefect: true };
  }
  const status = own instanceof CinderFault ? own.status : (STATUS[own.code] ?? statusOf(own));
  const name = NAMES[status] ?? 'computeFault';
  return { status, body: { [name]: { code: status, message: own.message } }, isDefect: false };
}
