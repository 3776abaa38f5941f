import type { DiskReport } from '../../proto/report.ts';
import type { ClaimRecord, Disk } from '../model.ts';
import type { View } from './backend.ts';
import type { Tables } from './tables.ts';
import type { Tx } from './tx.ts';

function diskOf(row: Tables['disks']): Disk {
  return {
    key: row.disk,
    node: row.node,
    report: JSON.parse(row.report) as DiskReport,
    isPresent: row.is_present !== 0,
    seenAtMs: row.seen_at_ms,
    generation: row.generation,
  };
}

function claimOf({ offset_bytes, length_bytes, seen_at_ms, ...row }: Tables['claims']): ClaimRecord {
  return {
    ...row,
    state: row.state as ClaimRecord['state'],
    ...{ offset: offset_bytes, length: length_bytes, seenAtMs: seen_at_ms },
  };
}

/** Of nodes, at least one; absent ones too, in the order of their keys. */
export async function readDisks({ db, list }: View, nodes: readonly string[]): Promise<readonly Disk[]> {
  const rows = await db
    .selectFrom('disks')
    .selectAll()
    .where('node', 'in', list(nodes))
    .orderBy('node')
    .orderBy('disk')
    .execute();
  return rows.map(diskOf);
}

/** Of nodes, at least one. */
export async function readClaims(
  { db, list }: View,
  nodes: readonly string[],
): Promise<readonly ClaimRecord[]> {
  const rows = await db
    .selectFrom('claims')
    .selectAll()
    .where('node', 'in', list(nodes))
    .orderBy('node')
    .orderBy('disk')
    .orderBy('volume')
    .execute();
  return rows.map(claimOf);
}

/** Wherever it is claimed. */
export async function readClaimsOf({ db }: View, volume: string): Promise<readonly ClaimRecord[]> {
  const rows = await db.selectFrom('claims').selectAll().where('volume', '=', volume).execute();
  return rows.map(claimOf);
}

/** HAZARD: for one who has counted a decision about the node (`bumpNodes`), so that nobody else writes them. */
export async function writeDisks({ bulk }: Tx, disks: readonly Disk[]): Promise<void> {
  if (disks.length === 0) return;
  const rows = disks.map(({ key, node, report, isPresent, seenAtMs, generation }) => ({
    ...{ node, disk: key, report: JSON.stringify(report), is_present: isPresent ? 1 : 0 },
    ...{ seen_at_ms: seenAtMs, generation: generation + 1 },
  }));
  await bulk.put('disks', ['node', 'disk'], rows);
}

/** HAZARD: as `writeDisks`. */
export async function writeClaims({ bulk }: Tx, claims: readonly ClaimRecord[]): Promise<void> {
  if (claims.length === 0) return;
  const rows = claims.map(({ node, disk, volume, name, project, state, offset, length, seenAtMs }) => ({
    ...{ node, disk, volume, name, project, state },
    ...{ offset_bytes: offset, length_bytes: length, seen_at_ms: seenAtMs },
  }));
  await bulk.put('claims', ['node', 'disk', 'volume'], rows);
}

/** HAZARD: as `writeDisks`. */
export async function removeClaims({ db }: Tx, claims: readonly ClaimRecord[]): Promise<void> {
  for (const { node, disk, volume } of claims)
    await db
      .deleteFrom('claims')
      .where('node', '=', node)
      .where('disk', '=', disk)
      .where('volume', '=', volume)
      .execute();
}
