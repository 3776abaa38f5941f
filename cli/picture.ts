import { styleText } from 'node:util';
import { MIB } from '../agent/layout/extent.ts';
import { formatTable } from './table.ts';
import { formatBytes, formatPosition } from './units.ts';

/** What happens to a part of the disk; each has a letter of its own, so that it reads without colour. */
export type PartKind =
  | 'kept'
  | 'new'
  | 'moved'
  | 'erased'
  | 'existing'
  | 'catalog'
  | 'damaged'
  /** Tables and gaps. */
  | 'unused'
  | 'free';

/** A run of the disk. Bytes. */
export interface Part {
  readonly kind: PartKind;
  readonly offset: number;
  readonly length: number;
  /** Partition number; null for free space. */
  readonly number: number | null;
  readonly name: string;
  readonly type: string;
}

const LOOKS = {
  kept: { letter: 'K', colour: 'green', says: 'kept' },
  new: { letter: 'N', colour: 'cyan', says: 'new' },
  moved: { letter: 'M', colour: 'blue', says: 'new, moved' },
  erased: { letter: 'x', colour: 'red', says: 'erased' },
  existing: { letter: 'P', colour: 'white', says: '' },
  catalog: { letter: 'c', colour: 'magenta', says: 'catalog' },
  damaged: { letter: '!', colour: 'red', says: 'damaged' },
  unused: { letter: '-', colour: 'gray', says: 'unused' },
  free: { letter: '.', colour: 'gray', says: 'free' },
} as const;

/** What is there only because nothing else is. */
function isGap({ kind }: Part): boolean {
  return kind === 'free' || kind === 'unused';
}

export interface PictureOptions {
  /** Columns of the bar, without its two borders. */
  readonly width: number;
  readonly colour: boolean;
}

/** Free runs between parts are filled in; parts must not overlap. */
function withFree(parts: readonly Part[], sizeBytes: number): Part[] {
  const all: Part[] = [];
  let offset = 0;
  const free = (end: number) => {
    if (end > offset)
      all.push({ kind: 'free', offset, length: end - offset, number: null, name: '', type: '' });
  };
  for (const part of [...parts].sort((a, b) => a.offset - b.offset)) {
    free(part.offset);
    all.push(part);
    offset = Math.max(offset, part.offset + part.length);
  }
  free(sizeBytes);
  return all;
}

/**
 * Columns for each part: one at least for a partition, the rest by size (largest remainder), exactly
 * `width` in all. With more partitions than columns the last ones go without.
 */
function columnsOf(parts: readonly Part[], sizeBytes: number, width: number): number[] {
  const columns = parts.map((part): number => (isGap(part) ? 0 : 1));
  let left = width - columns.reduce((sum, count) => sum + count, 0);
  for (let at = columns.length - 1; left < 0 && at >= 0; at -= 1) {
    if (columns[at] === 1) {
      columns[at] = 0;
      left += 1;
    }
  }
  const ideal = parts.map(({ length }, at) => Math.max(0, (length / sizeBytes) * width - (columns[at] ?? 0)));
  const total = ideal.reduce((sum, share) => sum + share, 0);
  if (total === 0 || left === 0) {
    if (columns.length > 0) columns[columns.length - 1] = (columns.at(-1) ?? 0) + left;
    return columns;
  }
  const shares = ideal.map((share) => (share / total) * left);
  for (const [at, share] of shares.entries()) columns[at] = (columns[at] ?? 0) + Math.floor(share);
  const order = shares
    .map((share, at) => ({ at, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  let missing = width - columns.reduce((sum, count) => sum + count, 0);
  for (const { at } of order) {
    if (missing === 0) break;
    columns[at] = (columns[at] ?? 0) + 1;
    missing -= 1;
  }
  return columns;
}

/** The bar alone: `[KKKK....NN]`, `width` columns between its borders. */
export function diskBar(parts: readonly Part[], sizeBytes: number, options: PictureOptions): string {
  const all = withFree(parts, sizeBytes);
  const columns = columnsOf(all, sizeBytes, options.width);
  const cells = all.map(({ kind }, at) => {
    const { letter, colour } = LOOKS[kind];
    const text = letter.repeat(columns[at] ?? 0);
    return options.colour ? styleText(colour, text, { validateStream: false }) : text;
  });
  return `[${cells.join('')}]`;
}

/** Bar and legend: each partition with its letter, number, name, type, place and fate. */
export function diskPicture(parts: readonly Part[], sizeBytes: number, options: PictureOptions): string {
  const rows = withFree(parts, sizeBytes)
    // What the table itself and alignment take is not shown as free.
    .filter((part) => !isGap(part) || part.length > MIB)
    .map((part) => {
      const { letter, says } = LOOKS[part.kind];
      return [
        letter,
        part.number === null ? '' : String(part.number),
        part.name,
        part.type,
        formatPosition(part.offset),
        formatBytes(part.length),
        says,
      ];
    });
  const table = formatTable([['', '#', 'name', 'type', 'at', 'size', ''], ...rows]);
  return `${diskBar(parts, sizeBytes, options)}\n${table}`;
}
