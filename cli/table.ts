/** Columns whose cells look like sizes are set to the right. */
const NUMERIC = /^[\d.,]+( [KMGTP]?i?B)?$/;

/** Rows as aligned text, the first one the heading; no line ends in blanks. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? '').length));
  const right = (column: number) =>
    rows.length > 1 && rows.slice(1).every((row) => NUMERIC.test(row[column] ?? ''));
  const layout = Array.from({ length: columns }, (_, column) => ({
    width: width(column),
    right: right(column),
  }));
  return rows
    .map((row) =>
      layout
        .map((column, index) => {
          const cell = row[index] ?? '';
          return column.right ? cell.padStart(column.width) : cell.padEnd(column.width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
