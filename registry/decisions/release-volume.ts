import type { Volume } from '../model.ts';
import type { RequestDecision } from './decision.ts';
import { erasureFor } from './encryption-words.ts';
import {
  decided,
  expectReleasable,
  type RequestInput,
  stateRefusal,
  unchangedVolume,
  volumeCalled,
} from './request.ts';
import { go, underlyingState, volumeEvent, type Way } from './states.ts';

export interface ReleaseRequest {
  readonly id: string;
  /** How its bytes are to be erased; null: as was said when it was made. */
  readonly erase: string | null;
}

const WAYS_OUT: Readonly<Partial<Record<Volume['state'], string>>> = {
  reserved: 'it is not made yet: cancel it',
  creating: 'it is not adopted yet: cancel it',
  'in-use': 'detach it first',
  extending: 'cancel the extension first',
  missing: 'quarantine it and decide there',
  quarantined: 'decide in quarantine, which can release it too (`bmv volumes resolve`)',
  error: 'quarantine it and decide there',
};

/** What is asked for changes, and no state: another erasure, or a release that waits until the volume is shown again. */
function askedAnew(volume: Volume, changes: Partial<Volume>, input: RequestInput): Way {
  const { actor, nowMs } = input.by;
  const asked: Volume = { ...volume, ...changes, updatedAtMs: nowMs };
  const details = { from: volume.state, to: volume.state, erase: asked.erase };
  return { volume: asked, events: [volumeEvent('volume.releasing', asked, actor, details)] };
}

/**
 * Asks for a volume to be erased and ended; the node's next step does it. Its space is free when the agent has proven
 * the erasure. What is being released, or was, is no error; another erasure may be asked for until it is done.
 *
 * Throws `VOLUME_UNKNOWN`, `USAGE`, `VOLUME_STATE`, `VOLUME_KEPT`.
 */
export function releaseVolume({ id, erase }: ReleaseRequest, input: RequestInput): RequestDecision {
  const volume = volumeCalled(id, input.state);
  const method = erase === null ? volume.erase : erasureFor(erase, volume.encryption);
  const before = underlyingState(volume);
  const changes = { erase: method };
  if (before === 'released' || (before === 'releasing' && method === volume.erase))
    return unchangedVolume(volume, input);
  if (before === 'releasing') return decided(askedAnew(volume, changes, input), input);
  expectReleasable(volume);
  if (volume.state === 'missing' && before === 'available')
    return decided(askedAnew(volume, { ...changes, stateBefore: 'releasing' }, input), input);
  if (volume.state !== 'available')
    throw stateRefusal(volume, 'released', WAYS_OUT[volume.state] ?? 'look at it first');
  const way = go({ volume, events: [] }, { cause: 'release', to: 'releasing' }, input.by, {
    ...{ changes, details: { erase: method } },
  });
  return decided(way, input);
}

const CANCELLED: Readonly<Partial<Record<Volume['state'], Volume['state']>>> = {
  reserved: 'released',
  creating: 'released',
  extending: 'available',
};

/**
 * Takes back a reservation, an adoption or an extension that no step has carried out yet. Should one do so at this
 * moment, the claim that it leaves is an alarm. What was taken back is no error.
 *
 * Throws `VOLUME_UNKNOWN`, `VOLUME_STATE`.
 */
export function cancelVolume(id: string, input: RequestInput): RequestDecision {
  const volume = volumeCalled(id, input.state);
  if (volume.state === 'released') return unchangedVolume(volume, input);
  const to = CANCELLED[volume.state];
  if (!to) throw stateRefusal(volume, 'cancelled', 'only what is not made yet can be; release it instead');
  const changes = { wantedLength: volume.length };
  return decided(go({ volume, events: [] }, { cause: 'cancel', to }, input.by, { changes }), input);
}
