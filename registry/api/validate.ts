import type { ZodType } from 'zod';
import { type InvalidPart, InvalidRequest } from './problem.ts';

/** Parts of a request, as they came. */
export interface RawParts {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

type Place = keyof RawParts;

/** Parts that are told: more help nobody. */
const MAX_TOLD = 20;

function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** HAZARD: messages of zod name keys and what is expected, never values, which may be anything. */
function check(schema: ZodType | undefined, value: unknown, place: Place, invalid: InvalidPart[]): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues)
    invalid.push({ in: place, path: pointer(path), message: message.slice(0, 500) });
  return undefined;
}

/** `"<generation>"`; `*` and nothing at all: any. */
function ifMatchOf(header: string | undefined, invalid: InvalidPart[]): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const text = /^"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (text !== undefined) return Number(text);
  invalid.push({ in: 'headers', path: '/if-match', message: 'one generation in quotes is expected, or *' });
  return null;
}

/** A request in the form that its route expects. Throws `REQUEST_INVALID` with all that is wrong. */
export function parseRequest(
  schemas: { readonly path?: ZodType; readonly query?: ZodType; readonly body?: ZodType },
  raw: RawParts,
  ifMatch: string | undefined,
): {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly ifMatch: number | null;
} {
  const invalid: InvalidPart[] = [];
  const path = check(schemas.path, raw.path, 'path', invalid);
  const query = check(schemas.query, raw.query, 'query', invalid);
  const body = check(schemas.body, raw.body, 'body', invalid);
  const seen = ifMatchOf(ifMatch, invalid);
  const [first, ...more] = invalid;
  if (!first) return { path, query, body, ifMatch: seen };
  const rest = more.length > 0 ? `, and ${more.length} more` : '';
  throw new InvalidRequest(
    `${first.in} ${first.path || 'as a whole'}: ${first.message}${rest}`,
    invalid.slice(0, MAX_TOLD),
  );
}
