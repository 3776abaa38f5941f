import type { ClaimRecord, DiskKey } from '../model.ts';
import type { ReportDecision } from './decision.ts';
import type { ReportInput } from './report-input.ts';
import { claimOf, isSameClaim, type Sighting } from './sighting.ts';

/** Claims by disk and volume; where a disk shows one twice, the first. */
function claimsNow(sightings: readonly Sighting[], { state, nowMs }: ReportInput): readonly ClaimRecord[] {
  const records = new Map<string, ClaimRecord>();
  for (const sighting of sightings) {
    const record = claimOf(sighting, state.node.uuid, nowMs);
    const name = `${record.volume} ${record.disk}`;
    if (!records.has(name)) records.set(name, record);
  }
  return [...records.values()];
}

/**
 * What an inventory changes of the claims. Those of a disk that was not read stay: it may come back, and what an operator
 * accepted of it is not asked again.
 */
export function reconcileClaims(
  sightings: readonly Sighting[],
  input: ReportInput,
  isRead: (disk: DiskKey) => boolean,
): ReportDecision['claims'] {
  const now = claimsNow(sightings, input);
  const known = input.state.claims;
  const find = (records: readonly ClaimRecord[], { disk, volume }: ClaimRecord) =>
    records.find((record) => record.disk === disk && record.volume === volume);
  return {
    write: now.filter((record) => {
      const before = find(known, record);
      return !before || !isSameClaim(before, record);
    }),
    remove: known.filter((record) => isRead(record.disk) && !find(now, record)),
  };
}
