import type { Filesystem } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';

/** UTF-16 units of a GPT entry's name. */
const MAX_NAME = 36;
const MAX_PROJECT = 255;
/** Linux's PATH_MAX, less its NUL. */
const MAX_PATH = 4095;

/** Bytes of UTF-8 that each filesystem's superblock has for a label; mkswap needs one for a NUL. */
const MAX_LABEL: Readonly<Record<Filesystem, number>> = { none: 0, ext4: 16, xfs: 12, swap: 15 };

/** True for text that survives the way to a GPT entry and a catalog: no control characters, no half characters. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}|[\u2028\u2029]/u.test(text);
}

function usage(what: string, text: string, why: string): BmvError {
  return new BmvError('USAGE', `${what} ${JSON.stringify(text)} ${why}`);
}

/** Throws `USAGE` for a name that a GPT entry cannot hold. */
export function checkVolumeName(name: string): void {
  if (name.trim() === '') throw usage('volume name', name, 'is empty; give it one');
  if (name !== name.trim()) throw usage('volume name', name, 'begins or ends with a blank; leave it out');
  if (!isPlainText(name)) throw usage('volume name', name, 'has control characters; leave them out');
  if (name.length > MAX_NAME) {
    throw usage(
      'volume name',
      name,
      `has ${name.length} UTF-16 units; a partition's name has ${MAX_NAME} at most`,
    );
  }
}

/** Throws `USAGE` for a project that is no plain text of moderate length. */
export function checkProject(project: string): void {
  if (!isPlainText(project)) throw usage('project', project, 'has control characters; leave them out');
  if (project.length > MAX_PROJECT) {
    throw usage(
      'project',
      project.slice(0, 40),
      `... has ${project.length} characters; ${MAX_PROJECT} is the limit`,
    );
  }
}

/** Throws `USAGE` unless empty or an absolute, normal path. */
export function checkMountPoint(mountPoint: string): void {
  if (mountPoint === '') return;
  if (!mountPoint.startsWith('/')) throw usage('mount point', mountPoint, 'is not absolute; begin it with /');
  if (!isPlainText(mountPoint))
    throw usage('mount point', mountPoint, 'has control characters; leave them out');
  const parts = mountPoint.split('/').slice(1);
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw usage(
      'mount point',
      mountPoint,
      'is not normal; write it without empty parts, . and .. (and not as / itself)',
    );
  }
  if (mountPoint.length > MAX_PATH) throw usage('mount point', mountPoint.slice(0, 40), '... is too long');
}

/** Throws `USAGE` for a label that the filesystem cannot hold. */
export function checkLabel(label: string, filesystem: Filesystem): void {
  if (label === '') return;
  const limit = MAX_LABEL[filesystem];
  if (limit === 0)
    throw usage('label', label, 'needs a filesystem to be written into; choose one, or leave it out');
  if (label !== label.trim()) throw usage('label', label, 'begins or ends with a blank; leave it out');
  if (!isPlainText(label)) throw usage('label', label, 'has control characters; leave them out');
  const bytes = Buffer.byteLength(label);
  if (bytes > limit)
    throw usage('label', label, `has ${bytes} bytes; a label of ${filesystem} has ${limit} at most`);
}
