import type { Qcow2Header } from './header.ts';
import { type HostRuns, KIND, WHOLE } from './host-runs.ts';
import { damaged, endsEarly } from './refusals.ts';

const SECTOR = 512;
const SUBCLUSTERS = 32;

const WHAT: Readonly<Record<number, string>> = {
  [KIND.standard]: 'data',
  [KIND.compressed]: 'compressed data',
  [KIND.frame]: 'the L1 table',
  [KIND.table]: 'an L2 table',
};

/** First byte of the file behind what is needed of a run: its end may be no part of the guest's disk, or of no subcluster. */
export function neededEnd(runs: HostRuns, index: number, { clusterBytes, sizeBytes }: Qcow2Header): number {
  const kind = runs.kind(index);
  // All but one byte of its last sector may be behind it.
  if (kind === KIND.compressed)
    return Math.max(runs.host(index), runs.end(index) - (runs.end(index) % SECTOR || SECTOR)) + 1;
  if (kind !== KIND.standard) return runs.end(index);
  const mask = runs.mask(index);
  const used = mask === WHOLE ? SUBCLUSTERS : SUBCLUSTERS - Math.clz32(mask);
  const unused = clusterBytes - (used * clusterBytes) / SUBCLUSTERS;
  const guestEnd = (runs.guest(index) + runs.clusters(index)) * clusterBytes;
  return runs.end(index) - Math.max(unused, guestEnd - sizeBytes);
}

/**
 * Sorts the runs by their place in the file and refuses two that share a byte. A compressed run counts whole sectors,
 * the last of which may be shared with the one that follows: it is made to end there. `fileBytes`: null when it is
 * not known. Throws `IMAGE_CORRUPT`, `IMAGE_TRUNCATED`.
 */
export function settleRuns(
  runs: HostRuns,
  header: Qcow2Header,
  name: string,
  fileBytes: number | null,
): void {
  const twice = runs.sort();
  if (twice !== null) throw damaged(name, `two entries name the same place ${twice}`, twice);
  for (let index = 0; index < runs.count; index += 1) {
    const [host, end] = [runs.host(index), runs.end(index)];
    const hasNext = index + 1 < runs.count;
    const next = hasNext ? runs.host(index + 1) : Number.POSITIVE_INFINITY;
    if (next < end) {
      const isPacked = runs.kind(index) === KIND.compressed && runs.kind(index + 1) === KIND.compressed;
      if (!isPacked || next <= end - SECTOR) {
        const [one, other] = [WHAT[runs.kind(index)], WHAT[runs.kind(index + 1)]];
        throw damaged(name, `${one} at ${host} and ${other} at ${next} overlap`, next);
      }
      runs.shorten(index, next - host);
    }
    if (fileBytes !== null && neededEnd(runs, index, header) > fileBytes)
      throw endsEarly(name, `the end of ${WHAT[runs.kind(index)]}`, host);
  }
}
