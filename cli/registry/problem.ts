import { BmvError, ERROR_CODES, type ErrorCode, type ErrorFields } from '../../proto/error.ts';
import type { ProblemJson } from '../../registry/api/schemas/common.ts';

const FIELDS: ReadonlySet<string> = new Set([
  'device',
  'volume',
  'offset',
  'length',
  'path',
  'url',
  'command',
  'tool',
  'step',
]);

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}

/** What the registry says it is about, of which this program knows the meaning. */
function fieldsOf({ fields = {} }: ProblemJson): ErrorFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => FIELDS.has(name)));
}

function wayOut(status: number, hasCredentials: boolean): string {
  if (status !== 401) return '';
  return hasCredentials
    ? '; check user and password, or the token'
    : '; give --user with BMV_REGISTRY_PASSWORD or --password-file, or a token by OS_TOKEN or --os-token-file';
}

/** The error that a problem document tells. A code of a newer registry is named in the message. */
export function problemError(problem: ProblemJson, hasCredentials: boolean): BmvError {
  const { code, status, detail, errors = [] } = problem;
  const parts = errors
    .filter(({ message, path }) => !(detail.includes(message) && detail.includes(path)))
    .map(({ in: place, path, message }) => `; ${place}${path && ` ${path}`}: ${message}`);
  const message = `${detail}${parts.join('')}${wayOut(status, hasCredentials)}`;
  if (isKnown(code)) return new BmvError(code, message, fieldsOf(problem));
  const general = status < 500 ? 'REGISTRY_REFUSED' : 'REGISTRY_ANSWER';
  return new BmvError(general, `${message} (the registry calls it ${code})`, fieldsOf(problem));
}
