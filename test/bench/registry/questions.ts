import type { FleetNode } from './fleet.ts';
import { PROJECTS } from './fleet.ts';
import type { ServerProcess } from './server-process.ts';
import { percentile } from './statistics.ts';

const MIB = 2 ** 20;
/** Times that each question is asked before any is timed. */
const WARM_UP = 10;

interface Question {
  readonly path: string;
  /** Of a POST; otherwise it is a GET. */
  readonly body?: object;
}

/** How long answers took, milliseconds. */
export interface Answered {
  readonly question: string;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** Of the registry, the mean. */
  readonly cpu: number;
}

function anyOf<T>(items: readonly T[]): T {
  return items[Math.floor(Math.random() * items.length)] as T;
}

/** What people, pages and schedulers ask, about another part of the fleet each time. */
function questionsAbout(fleet: readonly FleetNode[]): Readonly<Record<string, () => Question>> {
  const uuids = fleet.map(({ uuid }) => uuid);
  const ids = fleet.flatMap(({ volumes }) => volumes.map(({ id }) => id));
  const get = (path: string): Question => ({ path });
  const place = (body: object): Question => ({ path: '/v1/placement/candidates', body });
  const project = () => `project-${Math.floor(Math.random() * PROJECTS)}`;
  return {
    'nodes, a page': () => get(`/v1/nodes?after=${anyOf(uuids)}`),
    'nodes, a page of 500': () => get('/v1/nodes?limit=500'),
    'nodes of a project': () => get(`/v1/nodes?project=${project()}`),
    'nodes with a step': () => get('/v1/nodes?running=true'),
    'nodes by a word': () => get(`/v1/nodes?q=${anyOf(uuids).slice(4, 12)}`),
    'nodes by a word that none has': () => get('/v1/nodes?q=nothing'),
    'a node': () => get(`/v1/nodes/${anyOf(uuids)}`),
    'volumes, a page': () => get(`/v1/volumes?after=${anyOf(ids)}`),
    'volumes, a page of 500': () => get(`/v1/volumes?limit=500&after=${anyOf(ids)}`),
    'volumes of a project': () => get(`/v1/volumes?project=${project()}`),
    'volumes of a node': () => get(`/v1/volumes?node=${anyOf(uuids)}`),
    'volumes of a set': () => get(`/v1/volumes?set=set-${Math.floor(Math.random() * 1000)}`),
    'volumes in a rare state': () => get('/v1/volumes?state=quarantined'),
    'volumes by the start of an id': () => get(`/v1/volumes?q=${anyOf(ids).slice(0, 8)}`),
    'volumes by a word': () => get(`/v1/volumes?q=ume-${Math.floor(Math.random() * fleet.length)}-`),
    'volumes by a word that none has': () => get('/v1/volumes?q=nothing'),
    'a volume': () => get(`/v1/volumes/${anyOf(ids)}`),
    'events, the newest': () => get('/v1/events?newest=true'),
    'events of a volume': () => get(`/v1/events?volume=${anyOf(ids)}`),
    'events of a rare kind': () => get('/v1/events?kind=alarm'),
    'placement by a volume': () => place({ project: 'project-0', volumes: [anyOf(ids)] }),
    'placement by a set': () => place({ project: 'project-7', set: 'set-7' }),
    'placement by size': () => place({ project: project(), size_bytes: 500_000 * MIB }),
    'placement by size, ready': () => place({ project: project(), size_bytes: MIB, ready: true }),
    'placement by size, of 1,000': () =>
      place({ project: project(), size_bytes: MIB, candidates: uuids.slice(0, 1000) }),
  };
}

async function ask({ address }: ServerProcess, { path, body }: Question): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const options = body && { method: 'POST', headers: json, body: JSON.stringify(body) };
  const answer = await fetch(address + path, options);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
}

/** Asks each question so often, one behind the other. */
export async function askAll(
  registry: ServerProcess,
  fleet: readonly FleetNode[],
  times: number,
): Promise<readonly Answered[]> {
  const questions = Object.entries(questionsAbout(fleet));
  // Registries run for months: what is compiled at first is in nobody's answer.
  for (let time = 0; time < WARM_UP; time += 1) for (const [, next] of questions) await ask(registry, next());
  const answered: Answered[] = [];
  for (const [question, next] of questions) {
    const took: number[] = [];
    const cpuBefore = registry.cpuSeconds();
    for (let time = 0; time < times; time += 1) {
      const began = performance.now();
      await ask(registry, next());
      took.push(performance.now() - began);
    }
    const cpu = ((registry.cpuSeconds() - cpuBefore) * 1000) / times;
    const at = (part: number) => percentile(took, part);
    answered.push({ question, p50: at(0.5), p99: at(0.99), longest: at(1), cpu });
  }
  return answered;
}
