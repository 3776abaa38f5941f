export type Parse<T> = (text: string) => T;

/** One option of the agent: the only place where its name, default and meaning are written. */
export interface OptionSpec<T> {
  readonly description: string;
  readonly default: T;
  /** Throws a short reason for a text that is no such value. */
  readonly parse: Parse<T>;
  /**
   * `parse` for the kernel's command line; null where that may not set it. HAZARD: an instance's owner can append to
   * that line (`instance_info.kernel_append_params`): nothing may be set there that trust or protection rests on, or
   * that can make a cleaning fail.
   */
  readonly parseCommandLine: Parse<T> | null;
}

export function absolutePath(value: string): string {
  if (!value.startsWith('/')) throw new Error('must be an absolute path');
  return value;
}

export function optionalPath(value: string): string {
  return value === '' ? value : absolutePath(value);
}

export function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new Error(`must be a whole number from ${min} to ${max}`);
  };
}

export function oneOf<const T extends string>(values: readonly T[]): (value: string) => T {
  return (value) => {
    const found = values.find((item) => item === value);
    if (found !== undefined) return found;
    throw new Error(`must be one of ${values.join(', ')}`);
  };
}

/** By file and environment only. */
export function trusted<T>(description: string, defaultValue: T, parse: Parse<T>): OptionSpec<T> {
  return { description, default: defaultValue, parse, parseCommandLine: null };
}

/** By the kernel's command line too, there perhaps with fewer values. */
export function open<T>(
  description: string,
  defaultValue: T,
  parse: Parse<T>,
  parseCommandLine = parse,
): OptionSpec<T> {
  return { description, default: defaultValue, parse, parseCommandLine };
}
