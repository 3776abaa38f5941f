import { expect } from 'chai';
import { BmvError } from '../../proto/error.ts';
import type { ErasureMethod, Inventory, VolumeEvent } from '../../proto/report.ts';
import { applyVolumeEvent } from '../../registry/decisions/apply-volume-event.ts';
import type { Decision } from '../../registry/decisions/decision.ts';
import { extendVolume } from '../../registry/decisions/extend-volume.ts';
import { roomOn } from '../../registry/decisions/free-space.ts';
import type { NodeState } from '../../registry/decisions/node-state.ts';
import { planOf } from '../../registry/decisions/plan.ts';
import {
  acceptVolume,
  ignoreVolume,
  quarantineVolume,
  releaseQuarantined,
  resolveAlarm,
} from '../../registry/decisions/quarantine-volume.ts';
import { reconcileInventory } from '../../registry/decisions/reconcile-inventory.ts';
import { cancelVolume, releaseVolume } from '../../registry/decisions/release-volume.ts';
import type { NewVolumeInput } from '../../registry/decisions/request.ts';
import { reserveVolume } from '../../registry/decisions/reserve-volume.ts';
import { isArrow } from '../../registry/decisions/states.ts';
import type { Volume } from '../../registry/model.ts';
import { applied } from './registry-applied.ts';
import { expectDisjoint, expectKept, expectOneTenant } from './registry-invariants.ts';
import { alarmIds, aNode, MIB, NODE, OPERATOR, OTHER_NODE, volumeId } from './registry-records.ts';
import { TestServer } from './registry-server.ts';

export const PROJECTS = ['web', 'db'] as const;
export const REQUESTS = [
  'extend',
  'release',
  'cancel',
  'quarantine',
  'accept',
  'end',
  'ignore',
  'resolve',
] as const;
type Request = (typeof REQUESTS)[number];
const ERASURES = ['metadata', 'discard', 'zero'] as const;

/** Two servers, the registry's idea of them, and what happens in between. */
export class Fleet {
  readonly servers = [new TestServer(NODE, ['a', 'b'], 60), new TestServer(OTHER_NODE, ['c', 'd'], 60)];
  readonly states = new Map<string, NodeState>();
  readonly #newAlarm = alarmIds();
  readonly #adoptUnknownClaims: boolean;
  #volumes = 0;
  #now = OPERATOR.nowMs;
  /** How often what, to see that the life is not a dull one. */
  readonly seen = new Map<string, number>();

  constructor(adoptUnknownClaims: boolean) {
    this.#adoptUnknownClaims = adoptUnknownClaims;
    for (const { uuid } of this.servers)
      this.states.set(uuid, {
        ...{ node: aNode({ uuid, inventoryAtMs: null }) },
        disks: [],
        claims: [],
        volumes: [],
        alarms: [],
      });
  }

  server(at: number): TestServer {
    const server = this.servers[at % this.servers.length];
    if (!server) throw new Error('no server');
    return server;
  }

  state(node: string): NodeState {
    const state = this.states.get(node);
    if (!state) throw new Error(`no node ${node}`);
    return state;
  }

  get volumes(): readonly Volume[] {
    return [...this.states.values()].flatMap(({ volumes }) => volumes);
  }

  #commit(node: string, decision: Decision, mayChangeProject: boolean): void {
    const before = this.state(node);
    const after = applied(before, decision);
    expectKept(before, after, mayChangeProject);
    expectOneTenant(after);
    expectDisjoint(after);
    for (const { kind, details } of decision.events) {
      this.seen.set(kind, (this.seen.get(kind) ?? 0) + 1);
      // A release that is asked for again is no arrow.
      if (kind.startsWith('volume.') && 'to' in details && details.from !== details.to)
        expect(isSomeArrow(details), JSON.stringify({ kind, ...details })).to.equal(true);
    }
    for (const volume of decision.volumes) this.#expectProvenEnd(node, before, volume);
    this.states.set(node, after);
    expect(new Set(this.volumes.map(({ id }) => id)).size, 'ids').to.equal(this.volumes.length);
  }

  #expectProvenEnd(node: string, before: NodeState, { id, state, erase }: Volume): void {
    const was = before.volumes.find((volume) => volume.id === id)?.state;
    if (state !== 'released' || was === 'reserved' || was === 'creating') return;
    const server = this.servers.find(({ uuid }) => uuid === node);
    expect(server?.hasErased(id, erase), `${id} was ${was} and is released`).to.equal(true);
  }

  /** A request by a person, which may be refused in good order. */
  #ask(node: string, request: (input: NewVolumeInput) => Decision): void {
    this.#now += 1;
    const state = this.state(node);
    const by = { actor: OPERATOR.actor, nowMs: this.#now };
    try {
      const decision = request({ state, by, newId: this.#newAlarm, namesakes: this.volumes });
      this.#commit(node, decision, true);
    } catch (error) {
      if (!(error instanceof BmvError) || error.kind === 'failed') throw error;
      this.seen.set(error.code, (this.seen.get(error.code) ?? 0) + 1);
    }
  }

  reserve(at: number, project: string, mib: number, name: number): void {
    const { uuid } = this.server(at);
    this.#volumes += 1;
    const id = volumeId(this.#volumes);
    const texts = { name: `v${name}`, set: '', mountPoint: '', label: '', filesystem: 'none', erase: 'zero' };
    this.#ask(uuid, (input) =>
      reserveVolume(
        { ...texts, id, project, sizeBytes: mib * MIB, disks: [] },
        { ...input, namesakes: namesakes(input, id, texts.name, project) },
      ),
    );
    this.#expectRoom(uuid, id);
  }

  /** What was just given out fits, with all that was given out before. */
  #expectRoom(node: string, id: string): void {
    const state = this.state(node);
    const volume = state.volumes.find((item) => item.id === id);
    if (!volume || !['reserved', 'extending'].includes(volume.state)) return;
    const key = volume.disk ?? volume.allowedDisks[0];
    const disk = state.disks.find((item) => item.key === key);
    expect(disk && roomOn(disk, state), `room on ${key} for ${id}`).to.be.an('array');
  }

  #pick(at: number): Volume | undefined {
    const { volumes } = this;
    return volumes[at % Math.max(1, volumes.length)];
  }

  request(at: number, what: Request, mib: number, choice: number): void {
    const volume = this.#pick(at);
    if (!volume) return;
    const { id, node, name } = volume;
    const before = volume.state;
    const erase = ERASURES[choice % ERASURES.length] ?? null;
    const project = [...PROJECTS, null][choice % 3] ?? null;
    const alarm = this.state(node).alarms[0]?.id ?? '';
    this.#ask(node, (input) => {
      if (what === 'extend') return extendVolume({ id, sizeBytes: mib * MIB }, input);
      if (what === 'release') return releaseVolume({ id, erase: choice % 2 ? erase : null }, input);
      if (what === 'cancel') return cancelVolume(id, input);
      if (what === 'quarantine') return quarantineVolume(id, 'by chance', input);
      if (what === 'accept') {
        const others = namesakes(input, id, name, project ?? volume.project);
        return acceptVolume({ id, project }, { ...input, namesakes: others });
      }
      if (what === 'end') return releaseQuarantined({ id, erase }, input);
      if (what === 'ignore') return ignoreVolume(id, input);
      return resolveAlarm(alarm, 'seen', input);
    });
    if (before === 'available') this.#expectRoom(node, id);
  }

  /** The agent gets the newest plan. */
  fetchPlan(at: number): void {
    const server = this.server(at);
    server.plan = planOf(this.state(server.uuid), server.plan.revision + 1);
  }

  /** A report arrives: any that was sent, and perhaps not for the last time. */
  deliver(at: number, which: number, staysQueued: boolean): void {
    const { uuid, queue } = this.server(at);
    const index = which % Math.max(1, queue.length);
    const report = queue[index];
    if (!report) return;
    if (!staysQueued) queue.splice(index, 1);
    this.#now += 1;
    const input = {
      ...{ state: this.state(uuid), elsewhere: this.volumes.filter(({ node }) => node !== uuid) },
      ...{
        policy: { adoptUnknownClaims: this.#adoptUnknownClaims, defaultProject: '' },
        nowMs: this.#now,
        newId: this.#newAlarm,
      },
    };
    this.#commit(
      uuid,
      isEvent(report) ? applyVolumeEvent(report, input) : reconcileInventory(report, input),
      false,
    );
  }

  /** What an agent in order does: all of its plan, and a report of how it is then. */
  step(at: number, how: ErasureMethod): void {
    this.fetchPlan(at);
    const server = this.server(at);
    for (const index of server.plan.volumes.keys()) server.carryOut(index, how);
    server.takeInventory();
    while (server.queue.length > 0) this.deliver(at, 0, false);
  }

  /** An id and a project for a claim that nobody asked for; the id may be that of a volume. */
  strayClaim(at: number): { readonly id: string; readonly name: string; readonly project: string } {
    const volume = at % 3 === 0 ? this.#pick(at) : undefined;
    const project = PROJECTS[at % 2] ?? 'web';
    return volume ?? { id: volumeId(1_000 + (at % 5)), name: `stray${at % 5}`, project };
  }
}

function isEvent(report: Inventory | VolumeEvent): report is VolumeEvent {
  return 'change' in report;
}

const CAUSES = [
  'reserve',
  'adopt',
  'cancel',
  'created',
  'adopted',
  'extend',
  'extended',
  'release',
  'released',
  'lost',
  'found',
  'doubt',
  'accept',
] as const;

function isSomeArrow({ from, to }: Readonly<Record<string, unknown>>): boolean {
  return CAUSES.some((cause) =>
    isArrow({ from: from as Volume['state'] | null, cause, to: to as Volume['state'] }),
  );
}

function namesakes(
  { namesakes: all }: NewVolumeInput,
  id: string,
  name: string,
  project: string,
): readonly Volume[] {
  return all.filter((volume) => volume.id === id || (volume.name === name && volume.project === project));
}
