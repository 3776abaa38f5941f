import type { Envelope, Hello } from '../../proto/channel.ts';
import type { QuotaLimits } from '../decisions/quota.ts';
import type { ReportPolicy } from '../decisions/report-input.ts';
import type { Stored } from '../sessions/ports.ts';
import { describeNodes } from '../store/nodes.ts';
import type { Tx } from '../store/tx.ts';
import { type Admission, admit, type Incoming } from './admit.ts';
import { applyReports } from './apply-reports.ts';
import { moveSessions, readSessions } from './session-rows.ts';

export interface BatchOptions {
  /** Of projects of which nothing is said. Default: unlimited. */
  readonly defaultQuota?: QuotaLimits;
  readonly policy: ReportPolicy;
  /**
   * An inventory that says what the one before said is compared with what is known of its node again after so long,
   * milliseconds; before that only where something about the node was decided.
   */
  readonly reconcileAgainMs: number;
}

/** What became of a report: stored now or before, or of a session that a newer one has taken the place of. */
export type Outcome = { readonly stored: Stored } | 'fenced';

/** What machines say of themselves, by node. */
function hellosOf(reports: readonly Incoming[]): ReadonlyMap<string, Hello> {
  const said = reports.flatMap(({ session, envelope: { body } }): [string, Hello][] =>
    body.type === 'hello' ? [[session.node, body]] : [],
  );
  return new Map(said);
}

/** Stores reports of many nodes in one transaction; returns what became of each, in their order. */
export async function storeBatch(
  tx: Tx,
  reports: readonly Incoming[],
  options: BatchOptions,
): Promise<readonly Outcome[]> {
  const byNode = Map.groupBy(reports, ({ session }) => session.node);
  const rows = await readSessions(tx, [...byNode.keys()]);
  const admissions = new Map<string, Admission<Incoming>>();
  for (const [node, some] of byNode) admissions.set(node, admit(some, rows.get(node) ?? null));
  const moves = [...rows.values()].flatMap((row) => {
    const admission = admissions.get(row.node);
    return admission && admission.accepted.length > 0 ? [{ row, admission }] : [];
  });
  await moveSessions(tx, moves);
  await describeNodes(tx, hellosOf(moves.flatMap(({ admission }) => admission.accepted)));
  const accepted = new Set(moves.flatMap(({ admission }) => admission.accepted));
  await applyReports(
    tx,
    moves,
    reports.filter((report) => accepted.has(report)),
    options,
  );
  const fenced = new Set([...admissions.values()].flatMap((admission) => admission.fenced));
  return reports.map((report): Outcome => {
    const admission = admissions.get(report.session.node);
    if (!admission || fenced.has(report)) return 'fenced';
    return { stored: { acked: admission.acked, wantsInventory: admission.wantsInventory } };
  });
}

/**
 * Counts a report as stored that cannot be, and keeps that it was given up: otherwise it would stop all that come behind
 * it for ever.
 */
export async function rejectReport(tx: Tx, { session, envelope }: Incoming, why: string): Promise<Outcome> {
  const { node } = session;
  const row = (await readSessions(tx, [node])).get(node) ?? null;
  const admission = admit([{ session, envelope }], row);
  if (!row || admission.fenced.length > 0) return 'fenced';
  if (admission.accepted.length > 0) {
    await moveSessions(tx, [{ row, admission: { ...admission, wantsInventory: true, accepted: [] } }]);
    tx.record({
      ...{ kind: 'report.rejected', node, volume: '', project: '' },
      actor: { kind: 'registry', id: '', project: '' },
      details: rejection(envelope, why),
    });
  }
  return { stored: { acked: admission.acked, wantsInventory: true } };
}

function rejection({ bootId, sequence, body }: Envelope, why: string): Readonly<Record<string, unknown>> {
  return { boot: bootId, sequence, type: body.type, why };
}
