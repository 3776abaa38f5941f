import type { Extent } from './extent.ts';
import type { Conflict, ConflictCode } from './types.ts';

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size for people: `10 GiB`, `1.5 MiB`; what does not fit two decimals has its bytes too. */
export function sizeWords(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const rounded = Number(value.toFixed(2));
  const text = `${rounded} ${UNITS[unit]}`;
  return rounded === value ? text : `${text} (${bytes} bytes)`;
}

/** `10 GiB at 1048576`: an extent with its byte offset. */
export function extentWords(extent: Extent): string {
  return `${sizeWords(extent.length)} at ${extent.offset}`;
}

/** `partition 3 "root"`; names come from the disk, so control characters are shown escaped. */
export function partitionWords(entry: { readonly number: number; readonly name: string }): string {
  return entry.name === ''
    ? `partition ${entry.number}`
    : `partition ${entry.number} ${JSON.stringify(entry.name)}`;
}

/** What a conflict's `objects` calls a partition. */
export function partitionObject(entry: { readonly number: number; readonly name: string }): string {
  return entry.name === '' ? `${entry.number}` : entry.name;
}

export function conflict(
  code: ConflictCode,
  message: string,
  wayOut: string,
  objects: readonly string[] = [],
): Conflict {
  return { code, message, wayOut, objects };
}
