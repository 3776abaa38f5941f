import { WHOLE } from './host-runs.ts';

const SUBCLUSTERS = 32;

/**
 * Makes zeros of the subclusters that hold no data. `bytes` are of clusters that lie one behind another, from byte
 * `from` of the first one on.
 */
export function blankSubclusters(bytes: Uint8Array, from: number, mask: number, clusterBytes: number): void {
  if (mask === WHOLE) return;
  const length = clusterBytes / SUBCLUSTERS;
  for (let at = from; at < from + bytes.byteLength; ) {
    const index = Math.floor(at / length);
    const end = Math.min((index + 1) * length, from + bytes.byteLength);
    if ((mask & (1 << (index % SUBCLUSTERS))) === 0) bytes.fill(0, at - from, end - from);
    at = end;
  }
}
