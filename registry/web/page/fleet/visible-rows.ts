/** Rows of a long table, the first of them and the one behind the last. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

export interface Viewport {
  /** From the top of the first row to the top of what can be seen; negative where the rows begin further down. */
  readonly scrolled: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
}

/** Rows that are kept ready above and below what can be seen. */
const SPARE_ROWS = 8;

/** The rows that have to be there. The first is an even one, so that stripes do not change while rows come and go. */
export function visibleRows({ scrolled, height, rowHeight, count }: Viewport): RowRange {
  const first = Math.max(0, Math.min(count, Math.floor(scrolled / rowHeight) - SPARE_ROWS));
  const end = Math.ceil((scrolled + height) / rowHeight) + SPARE_ROWS;
  return { first: first - (first % 2), end: Math.max(0, Math.min(count, end)) };
}
