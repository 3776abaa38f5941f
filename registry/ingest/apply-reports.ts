import { randomUUID } from 'node:crypto';
import type { Body } from '../../proto/channel.ts';
import type { Volume } from '../model.ts';
import { applyDecisions } from '../store/apply-decision.ts';
import { readNodeStates } from '../store/node-states.ts';
import { readRunning, readRuns, writeRuns } from '../store/runs.ts';
import type { Tx } from '../store/tx.ts';
import type { Admission, Incoming } from './admit.ts';
import { tellExcess } from './excess.ts';
import { inventoryDigest } from './inventory-digest.ts';
import { type Deciding, NodeWork } from './node-work.ts';
import { RunWork, type StepReport } from './run-work.ts';
import { noteReconciled, type SessionRow } from './session-rows.ts';
import type { BatchOptions } from './store-batch.ts';

interface Move {
  readonly row: SessionRow;
  readonly admission: Admission<Incoming>;
}

function isStep(body: Body): body is StepReport {
  return body.type === 'step-started' || body.type === 'step-progress' || body.type === 'step-finished';
}

function isDeciding(body: Body): body is Deciding {
  return body.type === 'inventory' || body.type === 'volume-event';
}

/** A report that changes more than when its node was seen. */
interface Task {
  readonly node: string;
  readonly body: StepReport | Deciding;
}

/** An inventory that says nothing new, of a node about which nothing was decided since, needs no look at what is known. */
function isUnchanged(
  body: Body,
  row: SessionRow,
  nowMs: number,
  { reconcileAgainMs }: BatchOptions,
): boolean {
  const isRecent =
    row.reconciledGeneration === row.generation && nowMs - row.reconciledAtMs < reconcileAgainMs;
  return isRecent && body.type === 'inventory' && inventoryDigest(body) === row.inventoryDigest;
}

/** Nodes with a report that has to be compared with what is known of them. */
function decidingNodes(moves: readonly Move[], nowMs: number, options: BatchOptions): ReadonlySet<string> {
  const decides = ({ row, admission }: Move) =>
    admission.accepted.some(
      ({ envelope: { body } }) => isDeciding(body) && !isUnchanged(body, row, nowMs, options),
    );
  return new Set(moves.filter(decides).map(({ row }) => row.node));
}

function volumesIn(body: Task['body']): readonly { readonly id: string }[] {
  if (body.type === 'volume-event') return [body.volume];
  return body.type === 'inventory' ? body.disks.flatMap(({ volumes }) => volumes) : [];
}

/** Volumes that reports may be about, wherever they are, as they are with what was decided so far. */
class NamedVolumes {
  readonly #volumes: Map<string, Volume>;

  constructor(volumes: readonly Volume[]) {
    this.#volumes = new Map(volumes.map((volume) => [volume.id, volume]));
  }

  put(volumes: readonly Volume[]): void {
    for (const volume of volumes) this.#volumes.set(volume.id, volume);
  }

  /** Of other nodes. */
  elsewhere(body: Deciding, node: string): readonly Volume[] {
    const named = volumesIn(body).flatMap(({ id }) => this.#volumes.get(id) ?? []);
    return [...new Set(named)].filter((volume) => volume.node !== node);
  }
}

async function readKnown(tx: Tx, tasks: readonly Task[], nodes: ReadonlySet<string>) {
  const named = tasks.flatMap(({ body }) => volumesIn(body));
  const ids = [...new Set(named.map(({ id }) => id))];
  const { states, elsewhere } = await readNodeStates(tx, [...nodes], ids);
  const own = [...states.values()].flatMap(({ volumes }) => volumes);
  const works = new Map([...states].map(([node, state]) => [node, new NodeWork(state)]));
  return { works, volumes: new NamedVolumes([...elsewhere, ...own]) };
}

async function readRunWork(tx: Tx, tasks: readonly Task[]): Promise<RunWork> {
  const steps = tasks.flatMap(({ node, body }) => (isStep(body) ? [{ node, run: body.run }] : []));
  if (steps.length === 0) return new RunWork([]);
  const running = await readRunning(tx, [...new Set(steps.map(({ node }) => node))]);
  const known = new Set(running.map(({ run }) => run));
  const ended = [...new Set(steps.map(({ run }) => run).filter((run) => !known.has(run)))];
  return new RunWork([...running, ...(ended.length > 0 ? await readRuns(tx, ended) : [])]);
}

/**
 * Writes what reports change, in the order in which they came, once their sessions are known not to be fenced.
 * `accepted`: of all moves.
 */
export async function applyReports(
  tx: Tx,
  moves: readonly Move[],
  accepted: readonly Incoming[],
  options: BatchOptions,
): Promise<void> {
  const { nowMs } = tx;
  const { policy } = options;
  const nodes = decidingNodes(moves, nowMs, options);
  const tasks = accepted.flatMap(({ session: { node }, envelope: { body } }): Task[] =>
    isStep(body) || (isDeciding(body) && nodes.has(node)) ? [{ node, body }] : [],
  );
  if (tasks.length === 0) return;
  const runs = await readRunWork(tx, tasks);
  const { works, volumes } = await readKnown(tx, tasks, nodes);
  const digests = new Map<string, string>();
  for (const { node, body } of tasks) {
    if (isStep(body)) {
      tx.record(...runs.decide(body, node, nowMs));
      continue;
    }
    const work = works.get(node);
    if (!work) continue;
    const around = { elsewhere: volumes.elsewhere(body, node), policy, nowMs, newId: randomUUID };
    const { isChange, events } = work.decide(body, around);
    tx.record(...events);
    volumes.put(work.decided.decision.volumes);
    // What an event changed behind it, the next inventory is compared with, whatever it says.
    if (body.type === 'inventory') digests.set(node, inventoryDigest(body));
    else if (isChange && digests.has(node)) digests.set(node, '');
  }
  await writeRuns(tx, runs.changed);
  const generations = await applyDecisions(
    tx,
    [...works.values()].map(({ decided }) => decided),
  );
  const made = [...works.values()].flatMap(({ decided: { decision } }) =>
    decision.volumes.filter(({ generation, project }) => generation === 0 && project !== ''),
  );
  await tellExcess(tx, new Set(made.map(({ project }) => project)), options.defaultQuota);
  await noteReconciled(
    tx,
    [...digests].map(([node, digest]) => ({ node, digest, generation: generations.get(node) ?? 0 })),
  );
}
