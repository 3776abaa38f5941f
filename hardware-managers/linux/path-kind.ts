import { stat } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import { systemCode } from './system-error.ts';

/** What a path leads to, links followed. */
export type PathKind =
  | { readonly kind: 'block'; readonly majorMinor: string }
  | { readonly kind: 'file'; readonly majorMinor: string }
  | { readonly kind: 'missing' | 'directory' | 'character device' | 'pipe' | 'socket' | 'unreachable' };

/** glibc's encoding of a device number (sysmacros.h). */
function majorMinorOf(device: bigint): string {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn);
  const minor = (device & 0xffn) | ((device >> 12n) & ~0xffn & 0xffffffffn);
  return `${major}:${minor}`;
}

/** Never throws for what a path leads to. */
export async function pathKind(path: string): Promise<PathKind> {
  try {
    const stats = await stat(path, { bigint: true });
    if (stats.isBlockDevice()) return { kind: 'block', majorMinor: majorMinorOf(stats.rdev) };
    if (stats.isFile()) return { kind: 'file', majorMinor: majorMinorOf(stats.dev) };
    if (stats.isDirectory()) return { kind: 'directory' };
    if (stats.isCharacterDevice()) return { kind: 'character device' };
    return { kind: stats.isFIFO() ? 'pipe' : 'socket' };
  } catch (error) {
    return { kind: ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '') ? 'missing' : 'unreachable' };
  }
}

/** The refusal of a path that is neither a block device nor a plain file, with the way out. */
export function notADisk(path: string, { kind }: PathKind): BmvError {
  const fields = { device: path };
  if (kind === 'missing' && path.startsWith('/dev/')) {
    return new BmvError(
      'NOT_A_DISK',
      `${path} does not exist; \`bmv disks\` lists the disks there are`,
      fields,
    );
  }
  if (kind === 'missing') {
    return new BmvError(
      'NOT_A_DISK',
      `${path} does not exist; to use a disk file, make one first, for example \`truncate -s 8G ${path}\``,
      fields,
    );
  }
  if (kind === 'unreachable') {
    return new BmvError(
      'NOT_A_DISK',
      `${path} cannot be looked at; check the path and your permissions`,
      fields,
    );
  }
  return new BmvError('NOT_A_DISK', `${path} is a ${kind}; give a block device or a disk file`, fields);
}
