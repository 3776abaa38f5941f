/** Thrown within codecs for bytes that are no message of ours; each says in its own words what that means. */
export class Unreadable extends Error {}

/** A 64-bit wire value (Long, or a number when it is small) as a safe integer of `least` or more. */
export function safeInteger(
  value: { toString(): string } | null | undefined,
  what: string,
  least = 0,
): number {
  const number = Number(value ?? 0);
  if (!Number.isSafeInteger(number) || number < least)
    throw new Unreadable(`${what} is ${value ?? 'missing'}`);
  return number;
}

/** A message that our own encoder always writes. */
export function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Unreadable(`${what} is missing`);
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
    throw new Unreadable(`${what} is ${text === '' ? 'missing' : JSON.stringify(text.slice(0, 64))}`);
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

  has(value: string): value is Domain {
    return Object.hasOwn(this.#toWire, value);
  }

  decode(number: number | null | undefined): Domain {
    for (const name of Object.keys(this.#toWire) as Domain[]) if (this.#toWire[name] === number) return name;
    throw new Unreadable(`${this.#what} is ${number}`);
  }

  /** For messages whose sender may be newer: `fallback` for a number without a name. */
  decodeOr<Fallback extends string>(
    number: number | null | undefined,
    fallback: Fallback,
  ): Domain | Fallback {
    const names = Object.keys(this.#toWire) as Domain[];
    return names.find((name) => this.#toWire[name] === number) ?? fallback;
  }
}
