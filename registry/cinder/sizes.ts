/** What Cinder counts in. */
export const GIB = 1024 ** 3;

/** Whole GiB, rounded up: a volume is never shown smaller than it is. */
export function gibOf(bytes: number): number {
  return Math.ceil(bytes / GIB);
}
