import type { Filesystem } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { checkProject as checkProjectText, checkText, usageOf } from '../../proto/volume-words.ts';
import type { ReleaseErasure } from '../model.ts';
import { alignUp, MIB } from './extent.ts';

const MAX_SET = 255;
/** The smallest filesystem that mkfs makes, bytes. */
const MIN_BYTES: Readonly<Record<Filesystem, number>> = { none: MIB, ext4: MIB, xfs: 300 * MIB, swap: MIB };
const ERASURES: readonly ReleaseErasure[] = ['metadata', 'zero', 'discard'];

/** Throws `USAGE`, also for none: a volume is always somebody's. */
export function checkProject(project: string): void {
  if (project === '') throw usageOf('project', project, 'is empty; name the project that the volume is for');
  checkProjectText(project);
}

/** Throws `USAGE`. Empty: of no set. */
export function checkSet(set: string): void {
  checkText('set', set, MAX_SET);
}

/** Throws `USAGE`. */
export function erasureCalled(name: string): ReleaseErasure {
  const erasure = ERASURES.find((item) => item === name);
  if (erasure) return erasure;
  throw usageOf('erasure', name, `is unknown; choose one of ${ERASURES.join(', ')}`);
}

/** Bytes as agents make them, and what is to be said where these are others than asked for. */
export interface RoundedSize {
  readonly bytes: number;
  readonly notes: readonly string[];
}

/** Rounds up to whole MiB. Throws `BAD_SIZE`. */
export function roundSize(bytes: number): RoundedSize {
  const rounded = alignUp(bytes);
  if (!Number.isSafeInteger(bytes) || bytes <= 0 || !Number.isSafeInteger(rounded))
    throw new BmvError('BAD_SIZE', `size ${bytes} is no number of bytes; give a whole number above 0`);
  const notes =
    rounded === bytes ? [] : [`the size was rounded up from ${bytes} to ${rounded} bytes, whole MiB`];
  return { bytes: rounded, notes };
}

/** Throws `BAD_SIZE` for a volume that its filesystem does not fit into. */
export function checkFits(filesystem: Filesystem, bytes: number): void {
  const least = MIN_BYTES[filesystem];
  if (bytes >= least) return;
  throw new BmvError(
    'BAD_SIZE',
    `${filesystem} needs ${least / MIB} MiB, and the volume would have ${bytes / MIB}; make it larger, or choose another filesystem`,
  );
}
