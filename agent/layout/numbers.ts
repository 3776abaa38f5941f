/** The highest free partition number of a table with `count` slots: where new volumes go. */
export function takeNumberFromEnd(used: ReadonlySet<number>, count: number): number | null {
  for (let number = count; number >= 1; number -= 1) if (!used.has(number)) return number;
  return null;
}

/** `wanted` when it is free, else the next free number above it, else the lowest free one. */
export function takeNumberUpward(used: ReadonlySet<number>, wanted: number, count: number): number | null {
  for (let number = wanted; number <= count; number += 1) if (!used.has(number)) return number;
  for (let number = 1; number < wanted && number <= count; number += 1) if (!used.has(number)) return number;
  return null;
}
