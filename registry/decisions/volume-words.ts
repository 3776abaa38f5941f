import { FILESYSTEMS, type Filesystem } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { ReleaseErasure } from '../model.ts';
import { alignUp, MIB } from './extent.ts';

/** UTF-16 units of a GPT entry's name. */
const MAX_NAME = 36;
const MAX_PROJECT = 255;
const MAX_SET = 255;
/** Linux's PATH_MAX, less its NUL. */
const MAX_PATH = 4095;
/** Bytes of UTF-8 that each filesystem's superblock has for a label; mkswap needs one for a NUL. */
const MAX_LABEL: Readonly<Record<Filesystem, number>> = { none: 0, ext4: 16, xfs: 12, swap: 15 };
/** The smallest filesystem that mkfs makes, bytes. */
const MIN_BYTES: Readonly<Record<Filesystem, number>> = { none: MIB, ext4: MIB, xfs: 300 * MIB, swap: MIB };
const ERASURES: readonly ReleaseErasure[] = ['metadata', 'zero', 'discard'];

function usage(what: string, text: string, why: string): BmvError {
  return new BmvError('USAGE', `${what} ${JSON.stringify(text.slice(0, 64))} ${why}`);
}

/** Throws `USAGE` for text that does not survive the way to a GPT entry and a catalog. */
function checkText(what: string, text: string, limit: number): void {
  if (!text.isWellFormed() || /\p{Cc}|[\u2028\u2029]/u.test(text))
    throw usage(what, text, 'has control or half characters; leave them out');
  if (text !== text.trim()) throw usage(what, text, 'begins or ends with a blank; leave it out');
  if (text.length > limit) throw usage(what, text, `has ${text.length} characters; ${limit} is the limit`);
}

/** Throws `USAGE`. */
export function checkName(name: string): void {
  if (name === '') throw usage('volume name', name, 'is empty; give it one');
  checkText('volume name', name, MAX_NAME);
}

/** Throws `USAGE`, also for none: a volume is always somebody's. */
export function checkProject(project: string): void {
  if (project === '') throw usage('project', project, 'is empty; name the project that the volume is for');
  checkText('project', project, MAX_PROJECT);
}

/** Throws `USAGE`. Empty: of no set. */
export function checkSet(set: string): void {
  checkText('set', set, MAX_SET);
}

/** Throws `USAGE` unless empty or an absolute, normal path. */
export function checkMountPoint(path: string): void {
  if (path === '') return;
  if (!path.startsWith('/')) throw usage('mount point', path, 'is not absolute; begin it with /');
  checkText('mount point', path, MAX_PATH);
  if (
    path
      .split('/')
      .slice(1)
      .some((part) => ['', '.', '..'].includes(part))
  )
    throw usage(
      'mount point',
      path,
      'is not normal; write it without empty parts, . and .. (and not as / itself)',
    );
}

/** Throws `USAGE`. */
export function filesystemCalled(name: string): Filesystem {
  const filesystem = FILESYSTEMS.find((item) => item === name);
  if (filesystem) return filesystem;
  throw usage('filesystem', name, `is unknown; choose one of ${FILESYSTEMS.join(', ')}`);
}

/** Throws `USAGE`. */
export function erasureCalled(name: string): ReleaseErasure {
  const erasure = ERASURES.find((item) => item === name);
  if (erasure) return erasure;
  throw usage('erasure', name, `is unknown; choose one of ${ERASURES.join(', ')}`);
}

/** Throws `USAGE` for a label that the filesystem cannot hold. */
export function checkLabel(label: string, filesystem: Filesystem): void {
  if (label === '') return;
  const limit = MAX_LABEL[filesystem];
  if (limit === 0)
    throw usage('label', label, 'needs a filesystem to be written into; choose one, or leave it out');
  checkText('label', label, limit);
  const bytes = Buffer.byteLength(label);
  if (bytes > limit)
    throw usage('label', label, `has ${bytes} bytes; a label of ${filesystem} has ${limit} at most`);
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
