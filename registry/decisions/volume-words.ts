import { type Filesystem, TELL_WAYS, type TellWay } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { checkTell, type Mountable } from '../../proto/tell-words.ts';
import { checkProject as checkProjectText, checkText, usageOf } from '../../proto/volume-words.ts';
import type { OnInstanceDelete, OnRelease, ReleaseErasure } from '../model.ts';
import { alignUp, MIB } from './extent.ts';

const MAX_SET = 255;
/** The smallest filesystem that mkfs makes, bytes. */
const MIN_BYTES: Readonly<Record<Filesystem, number>> = { none: MIB, ext4: MIB, xfs: 300 * MIB, swap: MIB };
const ERASURES: readonly ReleaseErasure[] = ['metadata', 'zero', 'discard', 'crypto'];

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

/** Throws `USAGE` for ways in which no instance can be told of the volume. Left out or empty: the default. */
export function tellCalled(names: readonly string[] = [], volume: Mountable): readonly TellWay[] {
  const unknown = names.find((name) => !TELL_WAYS.some((way) => way === name));
  if (unknown !== undefined) throw usageOf('tell', unknown, `is unknown; choose of ${TELL_WAYS.join(', ')}`);
  const ways = TELL_WAYS.filter((way) => names.includes(way));
  if (ways.length !== names.length) throw usageOf('tell', names.join(), 'names a way twice');
  checkTell(ways.length === 0 ? undefined : ways, volume);
  return ways;
}

/** Words of a volume's policy, as they are asked for. Left out: `erase`, and `keep` when an instance goes. */
export interface PolicyWords {
  readonly onRelease?: string | undefined;
  readonly onInstanceDelete?: string | undefined;
}

const ON_RELEASE: readonly OnRelease[] = ['erase', 'keep'];
const ON_INSTANCE_DELETE: readonly OnInstanceDelete[] = ['keep', 'release'];

/** Throws `USAGE`, also for what contradicts itself. */
export function policyCalled({ onRelease = 'erase', onInstanceDelete = 'keep' }: PolicyWords): {
  readonly onRelease: OnRelease;
  readonly onInstanceDelete: OnInstanceDelete;
} {
  const release = ON_RELEASE.find((item) => item === onRelease);
  const onDelete = ON_INSTANCE_DELETE.find((item) => item === onInstanceDelete);
  if (!release) throw usageOf('on_release', onRelease, `is unknown; choose one of ${ON_RELEASE.join(', ')}`);
  if (!onDelete)
    throw usageOf(
      'on_instance_delete',
      onInstanceDelete,
      `is unknown; choose one of ${ON_INSTANCE_DELETE.join(', ')}`,
    );
  if (release === 'keep' && onDelete === 'release')
    throw usageOf(
      'on_instance_delete',
      onDelete,
      'contradicts on_release keep, which refuses it; choose one of them',
    );
  return { onRelease: release, onInstanceDelete: onDelete };
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

/** Throws `BAD_SIZE` for a volume of `bytes` that its filesystem does not fit into. `inside`: what of it that would have. */
export function checkFits(filesystem: Filesystem, inside: number, bytes: number): void {
  const least = MIN_BYTES[filesystem] + bytes - inside;
  if (bytes >= least) return;
  const what = inside === bytes ? filesystem : `${filesystem} behind the header of an encrypted volume`;
  throw new BmvError(
    'BAD_SIZE',
    `${what} needs ${least / MIB} MiB, and the volume would have ${bytes / MIB}; make it larger, or choose another filesystem`,
  );
}
