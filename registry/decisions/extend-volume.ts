import type { Disk, Volume } from '../model.ts';
import type { RequestDecision } from './decision.ts';
import { alignDown, contains, type Extent, endOf, MIB } from './extent.ts';
import { freeOf, roomOn, whyNotOn } from './free-space.ts';
import type { NodeState } from './node-state.ts';
import {
  decided,
  expectDecided,
  type RequestInput,
  refusal,
  stateRefusal,
  unchangedVolume,
  volumeCalled,
} from './request.ts';
import { go } from './states.ts';
import { roundSize } from './volume-words.ts';

export interface ExtendRequest {
  readonly id: string;
  /** Of the whole volume afterwards. Rounded up to whole MiB, unless it is what the volume has. */
  readonly sizeBytes: number;
}

const WAYS_OUT: Readonly<Partial<Record<Volume['state'], string>>> = {
  reserved: 'cancel it and reserve a larger one',
  creating: 'wait until its node has adopted it',
  'in-use': 'detach it first',
  extending: 'wait for that, or cancel it',
  releasing: 'reserve another one',
  released: 'reserve another one',
  missing: 'bring its disk back first',
  quarantined: 'accept it first (`bmv volumes resolve`)',
  error: 'quarantine it and accept it, if it is sound',
};

/** The volume's disk. Throws `DISK_UNKNOWN`. */
function diskOf(volume: Volume, { disks }: NodeState): Disk {
  const disk = disks.find(({ key }) => key === volume.disk);
  const why = disk ? whyNotOn(disk, disks) : 'is not known';
  if (disk && why === null) return disk;
  throw refusal('DISK_UNKNOWN', volume, `is on disk ${volume.disk}, which ${why}; bring it back first`);
}

/** Throws `NO_SPACE` unless the bytes right behind the volume are free, and all that is reserved still fits. */
function expectRoom(volume: Volume, added: Extent, disk: Disk, state: NodeState): void {
  const behind = freeOf(disk, state).find((extent) => contains(extent, { ...added, length: 1 }));
  const most = behind ? Math.max(0, alignDown(endOf(behind)) - added.offset) : 0;
  if (added.length > most)
    throw refusal(
      'NO_SPACE',
      volume,
      `would need ${added.length / MIB} MiB right behind it, and ${most / MIB} are free there; make another volume, or release what is in the way`,
    );
  if (roomOn(disk, state, [added]) === null)
    throw refusal(
      'NO_SPACE',
      volume,
      `would need ${added.length / MIB} MiB right behind it, which other volumes that are reserved on ${disk.key} need; cancel one of them, or make another volume`,
    );
}

/**
 * Asks for a volume to become larger, at its end; the node's next step does it. What has the size already is no error.
 *
 * Throws `VOLUME_UNKNOWN`, `BAD_SIZE`, `VOLUME_STATE`, `NODE_UNDECIDED`, `DISK_UNKNOWN`, `NO_SPACE`.
 */
export function extendVolume({ id, sizeBytes }: ExtendRequest, input: RequestInput): RequestDecision {
  const { state, by } = input;
  const volume = volumeCalled(id, state);
  const { length, wantedLength, offset } = volume;
  const { bytes, notes } = sizeBytes === length ? { bytes: length, notes: [] } : roundSize(sizeBytes);
  const isAsked = volume.state === 'extending' && bytes === wantedLength;
  if (isAsked || (volume.state === 'available' && bytes === length)) return unchangedVolume(volume, input);
  if (volume.state !== 'available' || offset === null)
    throw stateRefusal(volume, 'extended', WAYS_OUT[volume.state] ?? 'look at it first');
  if (bytes < length)
    throw refusal(
      'BAD_SIZE',
      volume,
      `has ${length} bytes, and volumes do not shrink to ${bytes}; ask for more, or reserve another one`,
    );
  expectDecided(state);
  const disk = diskOf(volume, state);
  expectRoom(volume, { offset: offset + length, length: bytes - length }, disk, state);
  const details = { lengthBefore: length, askedBytes: sizeBytes, bytes };
  const way = go({ volume, events: [] }, { cause: 'extend', to: 'extending' }, by, {
    ...{ changes: { wantedLength: bytes }, details },
  });
  return decided(way, input, { notes });
}
