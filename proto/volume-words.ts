import { ENCRYPTIONS, type Encryption, FILESYSTEMS, type Filesystem } from './catalog.ts';
import { BmvError } from './error.ts';

/** UTF-16 units of a GPT entry's name. */
const MAX_NAME = 36;
const MAX_PROJECT = 255;
/** Linux's PATH_MAX, less its NUL. */
const MAX_PATH = 4095;
/** Bytes of UTF-8 that each filesystem's superblock has for a label; mkswap needs one for a NUL. */
const MAX_LABEL: Readonly<Record<Filesystem, number>> = { none: 0, ext4: 16, xfs: 12, swap: 15 };
/** Of a wrong text that is shown; characters. */
const SHOWN = 64;

/** What is wrong with a text that a person gave, and the way out. */
export function usageOf(what: string, text: string, why: string): BmvError {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
  return new BmvError('USAGE', `${what} ${JSON.stringify(shown)} ${why}`);
}

/** True for text that survives the way to a GPT entry and a catalog: no control characters, no half characters. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}|[\u2028\u2029]/u.test(text);
}

/** Throws `USAGE` for text with control or half characters, with blanks around it, or longer than `limit` UTF-16 units. */
export function checkText(what: string, text: string, limit: number): void {
  if (!isPlainText(text))
    throw usageOf(what, text, 'has control characters or half characters; leave them out');
  if (text !== text.trim()) throw usageOf(what, text, 'begins or ends with a blank; leave it out');
  if (text.length > limit)
    throw usageOf(what, text, `has ${text.length} UTF-16 units; ${limit} is the limit`);
}

/** Throws `USAGE` for a name that a GPT entry cannot hold. */
export function checkVolumeName(name: string): void {
  if (name.trim() === '') throw usageOf('volume name', name, 'is empty; give it one');
  checkText('volume name', name, MAX_NAME);
}

/** Throws `USAGE`. Empty: of no project. */
export function checkProject(project: string): void {
  checkText('project', project, MAX_PROJECT);
}

/** Throws `USAGE` unless empty or an absolute, normal path. */
export function checkMountPoint(path: string): void {
  if (path === '') return;
  if (!path.startsWith('/')) throw usageOf('mount point', path, 'is not absolute; begin it with /');
  checkText('mount point', path, MAX_PATH);
  const parts = path.split('/').slice(1);
  if (parts.some((part) => ['', '.', '..'].includes(part)))
    throw usageOf(
      'mount point',
      path,
      'is not normal; write it without empty parts, . and .. (and not as / itself)',
    );
}

/** Throws `USAGE`. */
export function filesystemCalled(name: string): Filesystem {
  const filesystem = FILESYSTEMS.find((item) => item === name);
  if (filesystem) return filesystem;
  throw usageOf('filesystem', name, `is unknown; choose one of ${FILESYSTEMS.join(', ')}`);
}

/** Throws `USAGE`. */
export function encryptionCalled(name: string): Encryption {
  const encryption = ENCRYPTIONS.find((item) => item === name);
  if (encryption) return encryption;
  throw usageOf('encryption', name, `is unknown; choose one of ${ENCRYPTIONS.join(', ')}`);
}

/** Throws `USAGE` for a filesystem in a volume into which only its tenant writes. */
export function checkEncryption(encryption: Encryption, filesystem: Filesystem): void {
  if (encryption !== 'opaque' || filesystem === 'none') return;
  throw usageOf(
    'encryption',
    encryption,
    `goes with no filesystem of ours, such as ${filesystem}; leave that out, or choose luks2`,
  );
}

/** Throws `USAGE` for a label that the filesystem cannot hold. */
export function checkLabel(label: string, filesystem: Filesystem): void {
  if (label === '') return;
  const limit = MAX_LABEL[filesystem];
  if (limit === 0)
    throw usageOf('label', label, 'needs a filesystem to be written into; choose one, or leave it out');
  const bytes = Buffer.byteLength(label);
  if (bytes > limit)
    throw usageOf('label', label, `has ${bytes} bytes; a label of ${filesystem} has ${limit} at most`);
  checkText('label', label, limit);
}
