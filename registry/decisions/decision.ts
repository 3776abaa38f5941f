import type { Alarm, AlarmKind, ClaimRecord, Disk, NewEvent, Node, Volume } from '../model.ts';
import type { By } from './states.ts';

/**
 * What a decision changes, all of it in one transaction. Records are whole and have the generation that was seen, new
 * ones 0: the store compares and sets. HAZARD: rules about several volumes of a node (who holds it, what is free) hold
 * only where decisions about one node come one after another: whoever applies one also compares and sets the generation
 * of the node that it was made from.
 */
export interface Decision {
  readonly volumes: readonly Volume[];
  /** New ones, and open ones that are resolved. */
  readonly alarms: readonly Alarm[];
  /** In the order of their happening. */
  readonly events: readonly NewEvent[];
  /** The plan of the node is another one now, and gets the next revision. */
  readonly planChanges: boolean;
}

/** What a report changes. */
export interface ReportDecision extends Decision {
  /** Written whole, by node, disk and volume. */
  readonly claims: { readonly write: readonly ClaimRecord[]; readonly remove: readonly ClaimRecord[] };
}

/** What an inventory changes. */
export interface InventoryDecision extends ReportDecision {
  readonly node: Node;
  /** Those that are not as they were. */
  readonly disks: readonly Disk[];
  /** Devices of disks that nothing tells apart, so that they are not recorded and nothing is placed on them. */
  readonly unnamedDevices: readonly string[];
}

/** What a person's request changes. */
export interface RequestDecision extends Decision {
  /** As it is afterwards. */
  readonly volume: Volume;
  /** What was understood in another way than it was asked for, a line each. */
  readonly notes: readonly string[];
}

/** Something that a person has to look at. */
export interface Doubt {
  readonly kind: AlarmKind;
  readonly volume: string;
  readonly message: string;
}

/** Alarms for what is not known to be doubtful yet, with their events. `open`: those of the node. */
export function raise(
  doubts: readonly Doubt[],
  open: readonly Alarm[],
  { node, by, newId }: { readonly node: string; readonly by: By; readonly newId: () => string },
): { readonly alarms: readonly Alarm[]; readonly events: readonly NewEvent[] } {
  const nameOf = ({ kind, volume }: Pick<Alarm, 'kind' | 'volume'>) => `${kind} ${volume}`;
  const known = new Set(open.map(nameOf));
  const alarms: Alarm[] = [];
  for (const doubt of doubts) {
    if (known.has(nameOf(doubt))) continue;
    known.add(nameOf(doubt));
    alarms.push({
      ...{ id: newId(), ...doubt, node, raisedAtMs: by.nowMs },
      ...{ resolvedAtMs: null, resolution: '' },
    });
  }
  const events = alarms.map(
    ({ id, kind, volume, message }): NewEvent => ({
      ...{ kind: 'alarm.raised', node, volume, project: '', actor: by.actor },
      details: { alarm: id, kind, message },
    }),
  );
  return { alarms, events };
}

/** An open alarm that an operator is done with, and its event. */
export function resolved(
  alarm: Alarm,
  how: string,
  { actor, nowMs }: By,
): { readonly alarm: Alarm; readonly event: NewEvent } {
  const { id, kind, node, volume } = alarm;
  return {
    alarm: { ...alarm, resolvedAtMs: nowMs, resolution: `${how} by ${actor.id || actor.kind}` },
    event: {
      ...{ kind: 'alarm.resolved', node, volume, project: '', actor },
      details: { alarm: id, kind, how },
    },
  };
}
