const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes for people, three digits that matter: `447 GiB`, `1.82 TiB`, `64 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // Not 1024: what would be rounded to it is the next unit's.
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${Number(value.toFixed(digits))} ${UNITS[unit]}`;
}

/** Where something begins: exact to a hundredth of a GiB, so that places can be told apart: `1,788.47 GiB`. */
export function formatPosition(bytes: number): string {
  if (bytes < 1024 ** 3) return formatBytes(bytes);
  const gib = (bytes / 1024 ** 3).toLocaleString('en-US', { maximumFractionDigits: 2 });
  return `${gib} GiB`;
}

/** All digits, in groups of three: `1,920,383,410,176 bytes`. */
export function exactBytes(bytes: number): string {
  return `${formatCount(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
}

/** A number in groups of three digits. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 node`, `2,000 nodes`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** How much of a whole, in percent, without a part of one; null where the whole is not known. */
export function percent(done: number, total: number | null): number | null {
  if (total === null) return null;
  if (total <= 0) return 100;
  return Math.min(100, Math.floor((done / total) * 100));
}
