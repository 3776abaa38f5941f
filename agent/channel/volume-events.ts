import type { DiskReport, Inventory, VolumeChange, VolumeEvent, VolumeReport } from '../../proto/report.ts';
import type { ReleasedEffect, VolumeEffect } from '../volumes/volume-effect.ts';

/** What a run has done to a volume. */
export type RunEffect = VolumeEffect & { readonly run: string };

/** What happened between two inventories. */
export interface Between {
  /** In their order. */
  readonly effects: readonly RunEffect[];
  /** The newest run that ended; empty for none. */
  readonly run: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** A volume where it was seen. */
interface Seen {
  readonly volume: VolumeReport;
  readonly disk: DiskReport;
}

/** A volume in both inventories, and what was done to it. */
interface Story {
  readonly was: Seen | undefined;
  readonly is: Seen | undefined;
  readonly effects: readonly RunEffect[];
  /** Its disk may be there and cannot be read. */
  readonly isHidden: boolean;
  /** Nobody has looked before. */
  readonly isFirstLook: boolean;
}

function allOf(inventory: Inventory | null): readonly Seen[] {
  return (inventory?.disks ?? []).flatMap((disk) => disk.volumes.map((volume) => ({ volume, disk })));
}

/** Whether the table lists it at its place. */
function isThere(seen: Seen | undefined): seen is Seen {
  return seen !== undefined && seen.volume.state !== 'missing';
}

/** Whether two reports are of one disk. Its path may change; a GUID changes with the table, and is copied with it. */
function isSameDisk(one: DiskReport, other: DiskReport): boolean {
  for (const name of ['wwn', 'serial'] as const) {
    const [a, b] = [one.identity[name], other.identity[name]];
    if (a !== null && b !== null) return a === b;
  }
  return one.device === other.device;
}

function sameIn(seen: readonly Seen[], { volume, disk }: Seen): Seen | undefined {
  return seen.find((other) => other.volume.id === volume.id && isSameDisk(disk, other.disk));
}

/** Whether a disk that is not shown now may be one that cannot be read now and could be before, under whichever path. */
function mayBeUnreadable(disk: DiskReport, before: Inventory | null, after: Inventory): boolean {
  if (after.disks.some((other) => isSameDisk(disk, other))) return false;
  const unreadableBefore = before?.unreadable.map(({ device }) => device) ?? [];
  return after.unreadable.some(({ device }) => device === disk.device || !unreadableBefore.includes(device));
}

function event(change: VolumeChange, { volume, disk }: Seen, run: string, atMs: number): VolumeEvent {
  return { change, atMs, volume, disk: disk.identity, run, erasure: null };
}

/** As it was last. */
function releasedEvent({ claim, disk, run, erasure }: ReleasedEffect & RunEffect, atMs: number): VolumeEvent {
  const { entry, ...rest } = claim;
  const volume: VolumeReport = { ...rest, state: 'released', number: entry.number };
  return { change: 'released', atMs, volume, disk, run, erasure };
}

/** Its place: what was made of it, or where it went. */
function placeEvents({ was, is, effects, isHidden, isFirstLook }: Story, between: Between): VolumeEvent[] {
  const { run, atMs } = between;
  const released = effects.findLast((effect) => effect.change === 'released');
  const made = effects.findLast(({ change }) => change === 'created' || change === 'adopted');
  const extended = effects.findLast(({ change }) => change === 'extended');
  const end = released ? [releasedEvent(released, atMs)] : [];
  if (!is) {
    if (released) return end;
    return isThere(was) && !isHidden ? [event('lost', was, '', atMs)] : [];
  }
  if (!isThere(is)) return isThere(was) ? [event('lost', is, '', atMs)] : [];
  if (made && (released || !was)) return [...end, event(made.change, is, made.run, atMs)];
  if (!was && !isFirstLook) return [event('found', is, '', atMs)];
  if (was && !isThere(was)) return [event('recovered', is, run, atMs)];
  const [old, now] = [was?.volume, is.volume];
  if (old && (old.offset !== now.offset || now.length < old.length))
    return [event('lost', was ?? is, '', atMs), event('found', is, '', atMs)];
  const isLarger = old ? now.length > old.length : extended !== undefined;
  return isLarger ? [event('extended', is, extended?.run ?? run, atMs)] : [];
}

/** What was found out of its bytes. One that became faulty differs from what it was before an operation. */
function proofEvents({ was, is, effects, isFirstLook }: Story, { run, atMs }: Between): VolumeEvent[] {
  if (!isThere(is)) return [];
  const found = effects.findLast((effect) => 'proof' in effect);
  const isFaulty = is.volume.state === 'error' && was?.volume.state !== 'error' && !isFirstLook;
  if (isFaulty) return [event('altered', is, found?.run ?? run, atMs)];
  if (!found) return [];
  return [event(found.change, { ...is, volume: { ...is.volume, proof: found.proof } }, found.run, atMs)];
}

/** Volumes that came and went in between, or that went before anybody had looked. */
function unseenEvents(stories: readonly Story[], { effects, atMs }: Between): VolumeEvent[] {
  return effects.flatMap((effect) => {
    const { id, device } = effect;
    if (effect.change !== 'released' || stories.some((story) => story.effects.includes(effect))) return [];
    const gone = releasedEvent(effect, atMs);
    const made = effects.find(
      (other) => other.id === id && other.device === device && other.change === 'created',
    );
    if (!made) return [gone];
    const volume = { ...gone.volume, state: effect.claim.state };
    return [{ ...gone, change: 'created', volume, run: made.run, erasure: null } as const, gone];
  });
}

/**
 * What became of each volume from one inventory to the next, by what they show and what runs have told. What ended comes
 * first, for it made room for the rest. Without an inventory before, only what runs have told is news.
 */
export function volumeEvents(
  before: Inventory | null,
  after: Inventory,
  between: Between,
): readonly VolumeEvent[] {
  const [old, now] = [allOf(before), allOf(after)];
  const seen = [...old, ...now.filter((item) => !sameIn(old, item))];
  const stories = seen.map((item): Story => {
    const [was, is] = [sameIn(old, item), sameIn(now, item)];
    const devices = [was?.disk.device, is?.disk.device];
    return {
      was,
      is,
      // Two disks may show one id.
      effects: between.effects.filter(({ id, device }) => id === item.volume.id && devices.includes(device)),
      isHidden: was !== undefined && mayBeUnreadable(was.disk, before, after),
      isFirstLook: before === null,
    };
  });
  const places = stories.flatMap((story) => placeEvents(story, between));
  const isEnd = ({ change }: VolumeEvent) => change === 'released' || change === 'lost';
  return [
    ...places.filter(isEnd),
    ...unseenEvents(stories, between),
    ...places.filter((item) => !isEnd(item)),
    ...stories.flatMap((story) => proofEvents(story, between)),
  ];
}
