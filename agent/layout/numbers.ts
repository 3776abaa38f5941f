/** Linux shows no partition above this number (DISK_MAX_PARTS), however many slots a table has. */
const MAX_SHOWN = 255;

/** The highest free partition number that Linux shows, of a table with `count` slots: where new volumes go. */
export function takeNumberFromEnd(used: ReadonlySet<number>, count: number): number | null {
  for (let number = Math.min(count, MAX_SHOWN); number >= 1; number -= 1)
    if (!used.has(number)) return number;
  return null;
}

/** `wanted` when it is free, else the next free number above it, else the lowest free one. */
export function takeNumberUpward(used: ReadonlySet<number>, wanted: number, count: number): number | null {
  const last = Math.min(count, MAX_SHOWN);
  for (let number = wanted; number <= last; number += 1) if (!used.has(number)) return number;
  for (let number = 1; number < wanted && number <= last; number += 1) if (!used.has(number)) return number;
  return null;
}
