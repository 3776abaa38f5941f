import type { EventJson } from '../../../api/schemas/events.ts';

/** Two parts of a history as one, newest first, each event once; of more than `most` the oldest go. */
export function mergeEvents(
  known: readonly EventJson[],
  more: readonly EventJson[],
  most = Number.POSITIVE_INFINITY,
): readonly EventJson[] {
  const bySeq = new Map([...known, ...more].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, most);
}
