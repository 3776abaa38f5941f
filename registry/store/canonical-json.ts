import { BmvError } from '../../proto/error.ts';

function refuse(what: string): never {
  throw new BmvError('INTERNAL', `${what} has no place in canonical JSON`);
}

/**
 * The one text of a JSON value, as RFC 8785 has it: keys sorted by their UTF-16 code units, no blanks. Throws `INTERNAL`
 * for what JSON would silently make something else of: numbers that are none, `undefined` within arrays, functions, big
 * integers. Keys whose value is `undefined` are left out.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : refuse(String(value));
    case 'object':
      break;
    default:
      return refuse(`a value of type ${typeof value}`);
  }
  if (value === null) return 'null';
  // Not `map`, which leaves out the holes of an array.
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}
