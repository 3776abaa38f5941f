import { BmvError } from './error.ts';

/** Raised for bytes that are protobuf but not a message of ours. */
export function damaged(what: string, cause?: unknown): BmvError {
  return new BmvError('CATALOG_DAMAGED', `the catalog cannot be used: ${what}`, { cause });
}

/** A 64-bit wire value (Long, or a number when it is small) as a safe integer of `least` or more. */
export function safeInteger(
  value: { toString(): string } | null | undefined,
  what: string,
  least = 0,
): number {
  const number = Number(value ?? 0);
  if (!Number.isSafeInteger(number) || number < least) throw damaged(`${what} is ${value ?? 'missing'}`);
  return number;
}

/** A message that our own encoder always writes. */
export function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw damaged(`${what} is missing`);
  return value;
}

/** Lower-case text of a GUID. */
export function guid(value: string | null | undefined, what: string): string {
  return matching(value, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, what);
}

/** Lower-case hex of a SHA-256. */
export function sha256(value: string | null | undefined, what: string): string {
  return matching(value, /^[0-9a-f]{64}$/, what);
}

function matching(value: string | null | undefined, pattern: RegExp, what: string): string {
  const text = value ?? '';
  if (!pattern.test(text))
    throw damaged(`${what} is ${text === '' ? 'missing' : JSON.stringify(text.slice(0, 64))}`);
  return text;
}

/**
 * Pairs the numbers of a protobuf enum with the strings of the domain. The compiler demands an entry for
 * every string; a number without one is damage (a newer writer raises the format version instead).
 */
export class EnumMap<Domain extends string> {
  readonly #toWire: Readonly<Record<Domain, number>>;
  readonly #what: string;

  constructor(what: string, toWire: Readonly<Record<Domain, number>>) {
    this.#what = what;
    this.#toWire = toWire;
  }

  encode(value: Domain): number {
    return this.#toWire[value];
  }

  decode(number: number | null | undefined): Domain {
    for (const name of Object.keys(this.#toWire) as Domain[]) if (this.#toWire[name] === number) return name;
    throw damaged(`${this.#what} is ${number}`);
  }
}
