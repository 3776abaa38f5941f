import { readFile, statfs } from 'node:fs/promises';
import { systemCode } from '../../hardware-managers/linux/system-error.ts';
import { BmvError } from '../../proto/error.ts';
import { MIB } from '../layout/extent.ts';
import { sizeWords } from '../layout/wording.ts';
import type { FormatRequest } from './format.ts';
import { openUnlisted } from './unlisted-file.ts';

const TMPFS = 0x01021994;
/** HAZARD: here even reading a hole takes memory, which only removing the file gives back. */
const RAMFS = 0x858458f6;

/** Memory that stays for everything else that runs. */
const RESERVE_BYTES = 128 * MIB;
const BASE_BYTES = 8 * MIB;
const XFS_LOG_BYTES = { min: 64 * MIB, max: 2048 * MIB };

/** Bytes that mkfs writes for so many of a filesystem: measured on a tmpfs, and rounded up. */
const ext3 = (lengthBytes: number) => lengthBytes / 8192;
const WRITTEN: Readonly<Record<FormatRequest['filesystem'], (lengthBytes: number) => number>> = {
  ext2: ext3,
  ext3,
  ext4: (lengthBytes) => lengthBytes / 65536,
  vfat: (lengthBytes) => lengthBytes / 512,
  // Its log, all zeros, which a tmpfs keeps as they were written.
  xfs: (lengthBytes) => Math.min(Math.max(lengthBytes / 2048, XFS_LOG_BYTES.min), XFS_LOG_BYTES.max),
  swap: () => 0,
};

/** What mkfs writes into a file of holes, at most. */
export function writtenBytes({ filesystem, lengthBytes, onNoise = false }: FormatRequest): number {
  if (onNoise && filesystem === 'xfs') return BASE_BYTES + XFS_LOG_BYTES.min;
  return BASE_BYTES + Math.ceil(WRITTEN[filesystem](lengthBytes));
}

/** A folder for temporary files. */
export interface Room {
  readonly folder: string;
  readonly kind: 'disk' | 'tmpfs' | 'ramfs';
  /** For files in it. */
  readonly freeBytes: number;
  /** Whether a file may be as large as the volume, holes included: on ext4 up to 16 TiB. */
  readonly takesSize: boolean;
}

async function availableMemory(): Promise<number> {
  const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(await readFile('/proc/meminfo', 'utf8'))?.[1];
  return kib === undefined ? Number.POSITIVE_INFINITY : Number(kib) * 1024;
}

async function takesFileOf(lengthBytes: number, folder: string): Promise<boolean> {
  const file = await openUnlisted(folder).catch(() => null);
  try {
    await file?.truncate(lengthBytes);
    return true;
  } catch (error) {
    return systemCode(error) !== 'EFBIG';
  } finally {
    await file?.close();
  }
}

/** Null for a folder that is not there. */
async function roomIn(folder: string, lengthBytes: number): Promise<Room | null> {
  const found = await statfs(folder).catch(() => null);
  if (!found) return null;
  const { type, bsize, blocks, bavail } = found;
  const kind = type === TMPFS ? 'tmpfs' : type === RAMFS ? 'ramfs' : 'disk';
  // A tmpfs without a limit has no blocks.
  const limit = blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
  const takesSize = await takesFileOf(lengthBytes, folder);
  if (kind === 'disk') return { folder, kind, freeBytes: limit, takesSize };
  const freeBytes = Math.max(0, Math.min(limit, (await availableMemory()) - RESERVE_BYTES));
  return { folder, kind, freeBytes, takesSize };
}

/** What the folders offer for a file of this size. */
export async function roomsIn(folders: readonly string[], lengthBytes: number): Promise<Room[]> {
  const rooms = await Promise.all(folders.map(async (folder) => await roomIn(folder, lengthBytes)));
  return rooms.filter((room) => room !== null);
}

function roomWords({ folder, kind, freeBytes, takesSize }: Room): string {
  if (kind === 'ramfs') return `${folder} is a ramfs, which keeps holes in memory`;
  if (!takesSize) return `${folder} takes no file as large as the volume`;
  return `${folder} has ${sizeWords(freeBytes)}`;
}

/** A temporary file that is to be written. */
export interface Need {
  /** What is made in it, for people. */
  readonly what: string;
  /** That are written. */
  readonly bytes: number;
  /** Whether it has holes besides. */
  readonly isSparse: boolean;
  readonly wayOut: string;
}

export const MORE_ROOM = 'free memory, or set TMPDIR to a folder with more';

/** The first of the folders that has what is needed. Throws `NO_SPACE`. */
export function findRoom({ what, bytes, isSparse, wayOut }: Need, rooms: readonly Room[]): Room {
  const found = rooms.find(
    ({ kind, freeBytes, takesSize }) => !(isSparse && kind === 'ramfs') && freeBytes >= bytes && takesSize,
  );
  if (found) return found;
  throw new BmvError(
    'NO_SPACE',
    `making ${what} needs ${sizeWords(bytes)} in a temporary file: ${rooms.map(roomWords).join(', ') || 'there is no folder for one'}; ${wayOut}`,
  );
}

/** The first of the folders where a filesystem can be made. Throws `NO_SPACE`. */
export function chooseRoom(request: FormatRequest, rooms: readonly Room[]): Room {
  const { filesystem, lengthBytes } = request;
  const what = `${filesystem} of ${sizeWords(lengthBytes)}`;
  const wayOut =
    filesystem === 'xfs'
      ? 'take ext4, which needs less, or filesystem none and format it in the instance'
      : MORE_ROOM;
  return findRoom({ what, bytes: writtenBytes(request), isSparse: true, wayOut }, rooms);
}
