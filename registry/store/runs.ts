import type { StepRun } from '../model.ts';
import type { View } from './backend.ts';
import type { Tables } from './tables.ts';
import type { Tx } from './tx.ts';

function runOf(row: Tables['runs']): StepRun {
  return {
    run: row.run,
    node: row.node,
    step: row.step,
    kind: row.kind,
    state: row.state as StepRun['state'],
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    phase: row.phase,
    doneBytes: row.done_bytes,
    totalBytes: row.total_bytes,
    failureCode: row.failure_code,
    failureMessage: row.failure_message,
    updatedAtMs: row.updated_at_ms,
  };
}

function rowOf(run: StepRun): Tables['runs'] {
  return {
    node: run.node,
    run: run.run,
    step: run.step,
    kind: run.kind,
    state: run.state,
    started_at_ms: run.startedAtMs,
    ended_at_ms: run.endedAtMs,
    phase: run.phase,
    done_bytes: run.doneBytes,
    total_bytes: run.totalBytes,
    failure_code: run.failureCode,
    failure_message: run.failureMessage,
    updated_at_ms: run.updatedAtMs,
  };
}

/** Of nodes, at least one. */
export async function readRunning({ db, list }: View, nodes: readonly string[]): Promise<readonly StepRun[]> {
  const rows = await db
    .selectFrom('runs')
    .selectAll()
    .where('node', 'in', list(nodes))
    .where('state', '=', 'running' satisfies StepRun['state'])
    .execute();
  return rows.map(runOf);
}

/** By UUIDs, at least one. HAZARD: the UUIDs are what agents say, and another node may have said the same. */
export async function readRuns({ db, list }: View, runs: readonly string[]): Promise<readonly StepRun[]> {
  return (await db.selectFrom('runs').selectAll().where('run', 'in', list(runs)).execute()).map(runOf);
}

export interface RunFilter {
  readonly node?: string;
  readonly state?: StepRun['state'];
  /** The last one of the page before; null for the first page. */
  readonly before: Pick<StepRun, 'startedAtMs' | 'run'> | null;
  readonly limit: number;
}

/** The newest first. */
export async function listRuns(
  { db }: View,
  { node, state, before, limit }: RunFilter,
): Promise<readonly StepRun[]> {
  let rows = db
    .selectFrom('runs')
    .selectAll()
    .orderBy('started_at_ms', 'desc')
    .orderBy('run', 'desc')
    .limit(limit);
  if (node !== undefined) rows = rows.where('node', '=', node);
  if (state !== undefined) rows = rows.where('state', '=', state);
  if (before)
    rows = rows.where(({ eb, or, and }) =>
      or([
        eb('started_at_ms', '<', before.startedAtMs),
        and([eb('started_at_ms', '=', before.startedAtMs), eb('run', '<', before.run)]),
      ]),
    );
  return (await rows.execute()).map(runOf);
}

/** HAZARD: for one who stores reports of the node, and has fenced all others. */
export async function writeRuns({ bulk }: Tx, runs: readonly StepRun[]): Promise<void> {
  if (runs.length > 0) await bulk.put('runs', ['node', 'run'], runs.map(rowOf));
}
