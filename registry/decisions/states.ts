import type { VolumeState } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Actor, NewEvent, Volume } from '../model.ts';

/** What moves a volume from one state to another, and the event that tells of it. */
const EVENTS = {
  reserve: 'volume.reserved',
  adopt: 'volume.adopting',
  cancel: 'volume.cancelled',
  created: 'volume.created',
  adopted: 'volume.adopted',
  attach: 'volume.attached',
  detach: 'volume.detached',
  extend: 'volume.extending',
  extended: 'volume.extended',
  release: 'volume.releasing',
  released: 'volume.released',
  lost: 'volume.missing',
  found: 'volume.found',
  doubt: 'volume.quarantined',
  accept: 'volume.accepted',
} as const;
export type Cause = keyof typeof EVENTS;

export interface Arrow {
  /** Null: there was no volume. */
  readonly from: VolumeState | null;
  readonly cause: Cause;
  readonly to: VolumeState;
}

/** States of a volume that is on a disk. Nothing leads to `error` yet. */
const ON_DISK = ['available', 'in-use', 'extending', 'releasing', 'error'] as const;
/** States of one that its agent has yet to make or to adopt. */
const TO_BE_MADE = ['reserved', 'creating'] as const;

/** What an agent does by a step of Ironic, also where nobody asked the registry for it. */
export const MADE_BY_STEP = ['created', 'adopted'] as const;

/** All that there are, as in registry/README.md. */
export const ARROWS: readonly Arrow[] = [
  { from: null, cause: 'reserve', to: 'reserved' },
  { from: null, cause: 'adopt', to: 'creating' },
  ...MADE_BY_STEP.map((cause): Arrow => ({ from: null, cause, to: 'available' })),
  { from: null, cause: 'doubt', to: 'quarantined' },
  { from: 'reserved', cause: 'created', to: 'available' },
  { from: 'creating', cause: 'adopted', to: 'available' },
  { from: 'available', cause: 'attach', to: 'in-use' },
  { from: 'in-use', cause: 'detach', to: 'available' },
  { from: 'reserved', cause: 'cancel', to: 'released' },
  { from: 'creating', cause: 'cancel', to: 'released' },
  { from: 'available', cause: 'extend', to: 'extending' },
  { from: 'extending', cause: 'extended', to: 'available' },
  { from: 'extending', cause: 'cancel', to: 'available' },
  { from: 'available', cause: 'release', to: 'releasing' },
  { from: 'releasing', cause: 'released', to: 'released' },
  ...ON_DISK.flatMap((state): Arrow[] => [
    { from: state, cause: 'lost', to: 'missing' },
    { from: 'missing', cause: 'found', to: state },
  ]),
  ...[...TO_BE_MADE, ...ON_DISK, 'missing' as const].map(
    (from): Arrow => ({ from, cause: 'doubt', to: 'quarantined' }),
  ),
  ...[...TO_BE_MADE, ...ON_DISK].map((to): Arrow => ({ from: 'quarantined', cause: 'accept', to })),
  { from: 'quarantined', cause: 'release', to: 'releasing' },
];

export function isArrow({ from, cause, to }: Arrow): boolean {
  return ARROWS.some((arrow) => arrow.from === from && arrow.cause === cause && arrow.to === to);
}

export function isOnDisk(state: VolumeState): boolean {
  return ON_DISK.some((item) => item === state);
}

export function isToBeMade(state: VolumeState): boolean {
  return TO_BE_MADE.some((item) => item === state);
}

/** Who does it, and when by the database's clock. */
export interface By {
  readonly actor: Actor;
  readonly nowMs: number;
}

/** A volume on its way along arrows, and what is to be told of it. */
export interface Way {
  readonly volume: Volume;
  readonly events: readonly NewEvent[];
}

type Details = NewEvent['details'];

/** What happened to a volume, for the audit. */
export function volumeEvent(kind: string, volume: Volume, actor: Actor, details: Details): NewEvent {
  const { id, node, project } = volume;
  return { kind, node, volume: id, project, actor, details };
}

function stateBefore({ state, stateBefore }: Volume, to: VolumeState): VolumeState | null {
  if (to !== 'missing' && to !== 'quarantined') return null;
  return state === 'missing' ? stateBefore : state;
}

/** Takes a volume along an arrow. `changes`: what else becomes of it. Throws `INTERNAL` where there is no such arrow. */
export function go(
  { volume, events }: Way,
  { cause, to }: Pick<Arrow, 'cause' | 'to'>,
  { actor, nowMs }: By,
  { changes = {}, details = {} }: { readonly changes?: Partial<Volume>; readonly details?: Details } = {},
): Way {
  const from = volume.state;
  if (!isArrow({ from, cause, to }))
    throw new BmvError(
      'INTERNAL',
      `volume ${volume.id} cannot go from ${from} to ${to} by ${cause}; report it`,
      {
        volume: volume.id,
      },
    );
  const moved = {
    ...volume,
    stateBefore: stateBefore(volume, to),
    ...changes,
    state: to,
    updatedAtMs: nowMs,
  };
  return {
    volume: moved,
    events: [...events, volumeEvent(EVENTS[cause], moved, actor, { ...details, from, to })],
  };
}

/** The way of a volume that there was not. Throws `INTERNAL` where nothing leads there. */
export function begin(volume: Volume, cause: Cause, { actor }: By, details: Details = {}): Way {
  const { state: to } = volume;
  if (!isArrow({ from: null, cause, to }))
    throw new BmvError('INTERNAL', `no volume begins in state ${to} by ${cause}; report it`, {
      volume: volume.id,
    });
  return { volume, events: [volumeEvent(EVENTS[cause], volume, actor, { ...details, from: null, to })] };
}

/** The state that counts for what may be done: of a missing volume, the one before. */
export function underlyingState({ state, stateBefore }: Volume): VolumeState {
  return state === 'missing' ? (stateBefore ?? 'missing') : state;
}
