import { dirname, join } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import { notADisk, pathKind } from './path-kind.ts';
import type { LinuxRoots } from './roots.ts';
import { blockFolder, nodePath, readNumber, resolveLink } from './sysfs.ts';

/** A whole disk in the kernel's terms. */
export interface BlockDisk {
  /** Kernel name: `sda`, `nvme0n1`, `cciss!c0d0`. */
  readonly name: string;
  /** Its folder in sysfs, links resolved. */
  readonly folder: string;
  readonly majorMinor: string;
  /** Canonical path of its node. */
  readonly path: string;
}

/**
 * The disk that a path leads to, through however many links. Errors: `NOT_A_DISK` for anything that is
 * not a block device, and for a partition (names its whole disk).
 */
export async function findBlockDisk(roots: LinuxRoots, path: string): Promise<BlockDisk> {
  const kind = await pathKind(path);
  if (kind.kind !== 'block') throw notADisk(path, kind);
  const { majorMinor } = kind;
  const found = await blockFolder(roots, majorMinor);
  if (found === null) {
    throw new BmvError('NOT_A_DISK', `${path} (${majorMinor}) is a device node without a disk behind it`, {
      device: path,
    });
  }
  const number = await readNumber(join(found.folder, 'partition'));
  if (number !== null) {
    const whole = nodePath(roots, dirname(found.folder).split('/').at(-1) ?? '');
    throw new BmvError(
      'NOT_A_DISK',
      `${path} is partition ${number} of ${whole}; give the whole disk ${whole}`,
      { device: path },
    );
  }
  const node = nodePath(roots, found.name);
  const nodeKind = await pathKind(node);
  const isNode = nodeKind.kind === 'block' && nodeKind.majorMinor === majorMinor;
  return { ...found, majorMinor, path: isNode ? node : ((await resolveLink(path)) ?? path) };
}
