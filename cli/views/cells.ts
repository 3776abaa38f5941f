import { oneLine } from '../output.ts';
import { formatTable } from '../table.ts';

/** Longest cell of a table; a UUID has 36 characters. */
const MOST = 40;

/** Text of others as a cell: one line, nothing that steers a terminal, cut where it is long. */
export function cell(text: string, most = MOST): string {
  const characters = [...oneLine(text)];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
}

/** `2026-11-29 18:54:04Z`; empty for null. */
export function timeText(atMs: number | null): string {
  if (atMs === null) return '';
  return new Date(atMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
}

/** `1 volume`, `3 volumes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A record as lines of name and value; those without a value are left out. */
export function fieldsText(fields: readonly (readonly [string, string])[]): string {
  // Values are set to the left, whatever they look like.
  const shown = fields.filter(([, value]) => value !== '');
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(value)}`).join('\n');
}

/** A table below its heading; `none` where there are no rows, and a line where there are more of them. */
export function listText(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  { none, more }: { readonly none: string; readonly more: boolean },
): string {
  if (rows.length === 0) return none;
  const table = formatTable([heading, ...rows.map((row) => row.map((text) => cell(text)))]);
  return more ? `${table}\nthere are more; --limit shows them, or choose fewer` : table;
}
