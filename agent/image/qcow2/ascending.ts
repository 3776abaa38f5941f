/** Index of the first key that is not below `wanted`. */
function lowerBound(keys: Float64Array, wanted: number): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Distinct keys in ascending order. */
export interface Ascending {
  readonly sorted: Float64Array;
  /** Where each key of the input stands in `sorted`. */
  readonly places: Uint32Array;
}

/** Sorts keys without one object for each of them. Returns the key itself when it is there twice. */
export function ascending(keys: Float64Array): Ascending | { readonly twice: number } {
  const sorted = Float64Array.from(keys).sort();
  for (let at = 1; at < sorted.length; at += 1)
    if (sorted[at] === sorted[at - 1]) return { twice: sorted[at] ?? 0 };
  const places = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) places[at] = lowerBound(sorted, keys[at] ?? 0);
  return { sorted, places };
}
