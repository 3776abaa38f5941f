import type { Erasure, ErasureMethod } from '../../proto/report.ts';
import type { Volume } from '../model.ts';
import type { Doubt } from './decision.ts';
import { hasKey, LUKS_HEADER_BYTES } from './encryption-words.ts';
import { type Judgement, judgeAbsence, unchanged } from './judge-sighting.ts';
import { type By, go, isOnDisk, underlyingState, type Way } from './states.ts';

/** What is left of the bytes, worst first. A discarded range reads as its device chooses. */
const STRENGTHS: readonly ErasureMethod[] = ['unknown', 'none', 'metadata', 'discard', 'crypto', 'zero'];

type Erased = Pick<Volume, 'erase' | 'length' | 'encryption'>;

/** Of an erasure by crypto: all that the key is needed with has to be gone, and looked at. */
function whyStillOpens({ bytesErased, bytesReadBack }: Erasure, volume: Erased): string | null {
  if (!hasKey(volume)) return 'erasure by crypto leaves all there is of a volume without encryption luks2';
  const least = Math.min(volume.length, LUKS_HEADER_BYTES);
  if (bytesErased < least) return `only ${bytesErased} of the ${least} bytes of its header were erased`;
  if (bytesReadBack < least)
    return `only ${bytesReadBack} of the ${least} bytes of its header were read back`;
  return null;
}

/** Why an erasure is not the one that was asked for; null where it is, or more. */
function whyUnproven(erasure: Erasure | null, volume: Erased): string | null {
  if (!erasure) return 'its agent does not say that it was erased';
  const { method, bytesErased, bytesReadBack } = erasure;
  if (STRENGTHS.indexOf(method) < STRENGTHS.indexOf(volume.erase))
    return `erasure by ${volume.erase} was asked for, and ${method} is what was done`;
  const isCrypto = method === 'crypto' && (volume.erase !== 'discard' || !hasKey(volume));
  if (isCrypto) return whyStillOpens(erasure, volume);
  // Of metadata only a few places are erased, and how many is the agent's business.
  if (volume.erase !== 'metadata' && bytesErased < volume.length)
    return `only ${bytesErased} of its ${volume.length} bytes were erased`;
  if (bytesReadBack === 0) return 'nothing of it was read back afterwards';
  return null;
}

/** A volume is gone from its disk, and nobody knows what became of its bytes. */
function unproven({ id, name, node }: Volume, why: string): Doubt {
  const message = `volume ${JSON.stringify(name)} (${id}) of node ${node} is gone from its disk, but ${why}; its space is not given to anybody: erase the node's free space with a clean step, then quarantine the volume and ignore it`;
  return { kind: 'erasure-unproven', volume: id, message };
}

/** Nobody knows from which of several disks the agent released it. */
export function judgeReleaseSomewhere(volume: Volume): Judgement {
  const isAsked = underlyingState(volume) === 'releasing';
  const why = 'that disk cannot be told apart from another, which may still have it';
  return { ...unchanged(volume), doubts: isAsked ? [unproven(volume, why)] : [] };
}

/**
 * What follows when the agent says that the volume is no longer on its disk. Released is only what was asked to be, and
 * was erased as asked; a step of Ironic that releases an available volume has asked for it.
 */
export function judgeRelease(volume: Volume, erasure: Erasure | null, by: By): Judgement {
  const { state } = volume;
  if (!isOnDisk(state) && state !== 'missing') return unchanged(volume);
  const before = underlyingState(volume);
  if (before !== 'releasing' && before !== 'available')
    return state === 'missing'
      ? unchanged(volume)
      : judgeAbsence(volume, `a step released it although it was ${state}`, by);
  if (before === 'available' && volume.onRelease === 'keep')
    return state === 'missing'
      ? unchanged(volume)
      : judgeAbsence(volume, 'a step released it although its policy is to keep it', by);
  let way: Way = { volume, events: [] };
  if (state === 'missing') way = go(way, { cause: 'found', to: before }, by);
  if (before === 'available')
    way = go(way, { cause: 'release', to: 'releasing' }, by, { details: { askedBy: 'step' } });
  const why = whyUnproven(erasure, volume);
  if (why === null)
    return { way: go(way, { cause: 'released', to: 'released' }, by, { details: { erasure } }), doubts: [] };
  return { way, doubts: [unproven(volume, why)] };
}
