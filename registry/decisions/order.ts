/** Compares ids and keys by their code units: the same order everywhere. */
export function inOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
