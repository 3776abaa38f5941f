import { checkVolumeName } from '../../proto/volume-words.ts';
import type { Volume } from '../model.ts';
import type { RequestDecision } from './decision.ts';
import { erasureFor } from './encryption-words.ts';
import {
  decided,
  expectFree,
  type NewVolumeInput,
  stateRefusal,
  unchangedVolume,
  volumeCalled,
} from './request.ts';
import { underlyingState, volumeEvent } from './states.ts';
import { checkSet, type PolicyWords, policyCalled } from './volume-words.ts';

/** What is kept of a volume in the registry alone, and may be changed while it is used. */
export interface VolumeWordsChange extends PolicyWords {
  readonly name?: string | undefined;
  /** Empty for none. */
  readonly set?: string | undefined;
  /** How it is erased when it is released. */
  readonly erase?: string | undefined;
}

type Word = keyof VolumeWordsChange;

/** What a release that is under way has been asked for with. */
const OF_RELEASE: readonly Word[] = ['erase', 'onRelease', 'onInstanceDelete'];

/** Words that were given. Throws `USAGE`. */
function checkedChanges(asked: VolumeWordsChange, volume: Volume): Partial<Volume> {
  const { name, set, erase, onRelease, onInstanceDelete } = asked;
  if (name !== undefined) checkVolumeName(name);
  if (set !== undefined) checkSet(set);
  if (erase !== undefined) erasureFor(erase, volume.encryption);
  policyCalled({
    onRelease: onRelease ?? volume.onRelease,
    onInstanceDelete: onInstanceDelete ?? volume.onInstanceDelete,
  });
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** Throws `VOLUME_STATE` for what has no owner who could say so, or is gone. */
function expectChangeable(volume: Volume, words: readonly Word[]): void {
  if (volume.state === 'released') throw stateRefusal(volume, 'changed', 'it is gone; reserve another one');
  if (volume.project === '')
    throw stateRefusal(volume, 'changed', 'it is nobody’s; accept it first (`bmv volumes resolve`)');
  if (underlyingState(volume) === 'releasing' && words.some((word) => OF_RELEASE.includes(word)))
    throw stateRefusal(
      volume,
      'given another policy',
      'it is being released; another erasure is asked for by its release',
    );
}

/**
 * Changes words that only the registry has. HAZARD: a new name is the registry's; its disk goes on to show the name that
 * it was made with. `namesakes`: those of the new name.
 *
 * Throws `USAGE`, `VOLUME_UNKNOWN`, `VOLUME_STATE`, `VOLUME_EXISTS`.
 */
export function updateVolume(id: string, asked: VolumeWordsChange, input: NewVolumeInput): RequestDecision {
  const { state, by, namesakes } = input;
  const volume = volumeCalled(id, state);
  const given = checkedChanges(asked, volume);
  const words = (Object.keys(given) as Word[]).filter((word) => given[word] !== volume[word]);
  if (words.length === 0) return unchangedVolume(volume, input);
  expectChangeable(volume, words);
  const policySinceMs = words.includes('onInstanceDelete') ? by.nowMs : volume.policySinceMs;
  const updated: Volume = { ...volume, ...given, policySinceMs, updatedAtMs: by.nowMs };
  if (words.includes('name'))
    expectFree(
      id,
      { ...updated },
      namesakes.filter((other) => other.id !== id),
    );
  const details = Object.fromEntries(words.map((word) => [word, { from: volume[word], to: updated[word] }]));
  const event = volumeEvent('volume.updated', updated, by.actor, details);
  return decided({ volume: updated, events: [event] }, input);
}
