import { randomUUID } from 'node:crypto';
import type { Body } from '../../proto/channel.ts';
import type { ReportPolicy } from '../decisions/report-input.ts';
import type { Volume } from '../model.ts';
import { applyDecisions } from '../store/apply-decision.ts';
import { readNodeStates } from '../store/node-states.ts';
import { readRunning, readRuns, writeRuns } from '../store/runs.ts';
import type { Tx } from '../store/tx.ts';
import { readVolumesNamed } from '../store/volumes.ts';
import type { Admission, Incoming } from './admit.ts';
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

/** Reports of one node that change more than when it was seen. */
interface Task {
  readonly node: string;
  readonly bodies: readonly (StepReport | Deciding)[];
  readonly decides: boolean;
}

/** An inventory that says nothing new, of a node about which nothing was decided since, needs no look at what is known. */
function taskOf({ row, admission }: Move, nowMs: number, { reconcileAgainMs }: BatchOptions): Task {
  const isRecent =
    row.reconciledGeneration === row.generation && nowMs - row.reconciledAtMs < reconcileAgainMs;
  const bodies = admission.accepted.map(({ envelope }) => envelope.body);
  const decides = bodies.some(
    (body) =>
      body.type === 'volume-event' ||
      (body.type === 'inventory' && !(isRecent && inventoryDigest(body) === row.inventoryDigest)),
  );
  const isNews = (body: Body) => isStep(body) || (decides && isDeciding(body));
  return { node: row.node, bodies: bodies.filter(isNews) as Task['bodies'], decides };
}

function volumesIn(body: Task['bodies'][number]): readonly { readonly id: string; readonly name: string }[] {
  if (body.type === 'volume-event') return [body.volume];
  return body.type === 'inventory' ? body.disks.flatMap(({ volumes }) => volumes) : [];
}

/** Volumes that reports may be about, wherever they are, as they are with what was decided so far. */
class NamedVolumes {
  readonly #volumes: Map<string, Volume>;
  readonly #policy: ReportPolicy;

  constructor(volumes: readonly Volume[], policy: ReportPolicy) {
    this.#volumes = new Map(volumes.map((volume) => [volume.id, volume]));
    this.#policy = policy;
  }

  put(volumes: readonly Volume[]): void {
    for (const volume of volumes) this.#volumes.set(volume.id, volume);
  }

  /** Of other nodes. */
  elsewhere(body: Deciding, node: string): readonly Volume[] {
    const named = volumesIn(body);
    const byId = named.flatMap(({ id }) => this.#volumes.get(id) ?? []);
    const names = new Set(this.#policy.adoptUnknownClaims ? named.map(({ name }) => name) : []);
    const byName = names.size === 0 ? [] : [...this.#volumes.values()].filter(({ name }) => names.has(name));
    return [...new Set([...byId, ...byName])].filter((volume) => volume.node !== node);
  }
}

async function readKnown(tx: Tx, tasks: readonly Task[], policy: ReportPolicy) {
  const deciding = tasks.filter(({ decides }) => decides);
  const named = deciding.flatMap(({ bodies }) => bodies.flatMap(volumesIn));
  const ids = [...new Set(named.map(({ id }) => id))];
  const { states, elsewhere } = await readNodeStates(
    tx,
    deciding.map(({ node }) => node),
    ids,
  );
  const names = policy.adoptUnknownClaims ? [...new Set(named.map(({ name }) => name))] : [];
  const namesakes = names.length > 0 ? await readVolumesNamed(tx, names) : [];
  const own = [...states.values()].flatMap(({ volumes }) => volumes);
  return { states, volumes: new NamedVolumes([...namesakes, ...elsewhere, ...own], policy) };
}

async function readRunWork(tx: Tx, tasks: readonly Task[]): Promise<RunWork> {
  const stepping = tasks.filter(({ bodies }) => bodies.some(isStep));
  if (stepping.length === 0) return new RunWork([]);
  const running = await readRunning(
    tx,
    stepping.map(({ node }) => node),
  );
  const known = new Set(running.map(({ run }) => run));
  const others = new Set(stepping.flatMap(({ bodies }) => bodies.filter(isStep).map(({ run }) => run)));
  const ended = [...others].filter((run) => !known.has(run));
  return new RunWork([...running, ...(ended.length > 0 ? await readRuns(tx, ended) : [])]);
}

/** Writes what reports change, once their sessions are known not to be fenced. */
export async function applyReports(tx: Tx, moves: readonly Move[], options: BatchOptions): Promise<void> {
  const { nowMs } = tx;
  const { policy } = options;
  const tasks = moves.map((move) => taskOf(move, nowMs, options)).filter(({ bodies }) => bodies.length > 0);
  if (tasks.length === 0) return;
  const runs = await readRunWork(tx, tasks);
  const { states, volumes } = await readKnown(tx, tasks, policy);
  const works: NodeWork[] = [];
  const digests = new Map<string, string>();
  for (const { node, bodies } of tasks) {
    const state = states.get(node);
    const work = state ? new NodeWork(state) : null;
    if (work) works.push(work);
    for (const body of bodies) {
      if (isStep(body)) {
        const events = runs.decide(body, node, nowMs);
        if (work) work.tell(events);
        else tx.record(...events);
        continue;
      }
      if (!work) continue;
      const elsewhere = volumes.elsewhere(body, node);
      const isChange = work.decide(body, { elsewhere, policy, nowMs, newId: randomUUID });
      volumes.put(work.decided.decision.volumes);
      // What an event changed behind it, the next inventory is compared with, whatever it says.
      if (body.type === 'inventory') digests.set(node, inventoryDigest(body));
      else if (isChange && digests.has(node)) digests.set(node, '');
    }
  }
  await writeRuns(tx, runs.changed);
  const generations = await applyDecisions(
    tx,
    works.map(({ decided }) => decided),
  );
  await noteReconciled(
    tx,
    [...digests].map(([node, digest]) => ({ node, digest, generation: generations.get(node) ?? 0 })),
  );
}
