/** Of `JSON`, which TypeScript does not know yet; Node 24 has both. */
interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
  isRawJSON(value: unknown): boolean;
}

const exact = JSON as unknown as ExactJson;

/**
 * JSON whose numbers stay as they were written when it is written again: those of 2^53 and more too, and 1.0. Throws
 * `SyntaxError`, whose message quotes the text: not for logs.
 */
export function parseJson(text: string): unknown {
  return exact.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value,
  );
}

export function toJson(value: unknown): string {
  return JSON.stringify(value);
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** True for an object of the text; a number is one in memory only. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !exact.isRawJSON(value);
}
