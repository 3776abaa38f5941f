import { tmpdir } from 'node:os';
import { runCommand } from '../../hardware-managers/linux/command.ts';
import type { Filesystem } from '../../proto/catalog.ts';
import { chooseRoom, roomsIn } from './format-room.ts';
import { openUnlisted } from './unlisted-file.ts';

/** Making a filesystem of many TiB takes mkfs a while, even in a sparse file. */
const TIMEOUT_MS = 30 * 60_000;

export interface FormatRequest {
  readonly filesystem: Exclude<Filesystem, 'none'> | 'ext2' | 'ext3' | 'vfat';
  /** Empty for none. */
  readonly label: string;
  readonly uuid: string;
  readonly lengthBytes: number;
  /** The device's unit of atomic writes: its physical sector. */
  readonly sectorBytes: number;
  /**
   * Whether what is not written reads as noise, as behind a cipher, and not as zeros. Then mkfs writes also the zeros that
   * it counts on: they are data of the file, no holes. Not for vfat, ext2, ext3.
   */
  readonly onNoise?: boolean;
}

/** A tool's name for the file that it inherits. */
const INHERITED = '/proc/self/fd/3';

/** A filesystem in a sparse temporary file of the volume's size. */
export interface FilesystemFile {
  /** Names the file until it is removed. */
  readonly path: string;
  remove(): Promise<void>;
}

type Command = (request: FormatRequest, path: string) => [string, ...string[]];

function labelled(label: string): string[] {
  return label === '' ? [] : ['-L', label];
}

const ext: Command = ({ filesystem, label, uuid, onNoise = false }, path) => {
  // Where the extent reads as zeros, inode tables need no writing, now or later; else the kernel does it. Of a journal
  // that is not zeroed only what an older filesystem left in it could do harm, and no noise is that.
  const extended = `lazy_itable_init=1${onNoise ? ',lazy_journal_init=1' : ''},nodiscard`;
  const options = ['-b', '4096', '-U', uuid, '-E', extended];
  return ['mkfs.ext4', '-t', filesystem, '-F', '-q', ...options, ...labelled(label), path];
};

const COMMANDS: Readonly<Record<FormatRequest['filesystem'], Command>> = {
  ext2: ext,
  ext3: ext,
  ext4: ext,
  // A FAT has no UUID but 32 bits. It counts in the device's sectors, which a file does not have.
  vfat: ({ label, uuid, sectorBytes }, path) => {
    const name = label === '' ? [] : ['-n', label];
    return ['mkfs.vfat', '-S', `${sectorBytes}`, '-i', uuid.slice(0, 8), ...name, path];
  },
  xfs: ({ label, uuid, sectorBytes, onNoise = false }, path) => {
    // All of the log is zeroed: where zeros have to be written, it has the least size of a log.
    const log = onNoise ? ['-l', 'size=64m'] : [];
    const options = ['-m', `uuid=${uuid}`, '-s', `size=${sectorBytes}`, ...log];
    return ['mkfs.xfs', '-q', '-f', '-K', ...options, ...labelled(label), path];
  },
  swap: ({ label, uuid }, path) => ['mkswap', '-q', '-U', uuid, ...labelled(label), path],
};

/**
 * Runs mkfs on a temporary file: no tool of another project ever has the disk. Throws `NO_SPACE` where mkfs would
 * take more memory than there is, or no folder takes a file of that size, `TOOL_MISSING`, `COMMAND_FAILED`; nothing is left behind then.
 */
export async function makeFilesystem(request: FormatRequest, signal: AbortSignal): Promise<FilesystemFile> {
  const { folder, kind } = chooseRoom(request, await roomsIn([tmpdir(), '/dev/shm'], request.lengthBytes));
  const file = await openUnlisted(folder);
  const { onNoise = false } = request;
  // HAZARD: mke2fs zeroes by making holes, which on noise are none, unless it is told not to.
  const environment: Readonly<Record<string, string>> = onNoise ? { UNIX_IO_NOZEROOUT: '1' } : {};
  const options = { timeoutMs: TIMEOUT_MS, signal, inheritFds: [file.fd], environment };
  try {
    await file.truncate(request.lengthBytes);
    await runCommand(COMMANDS[request.filesystem](request, INHERITED), options);
    // The log of XFS: up to 2 GiB of zeros, which would stay in memory while the volume is zeroed.
    if (kind === 'tmpfs' && !onNoise) await runCommand(['fallocate', '--dig-holes', INHERITED], options);
    return { path: `/proc/${process.pid}/fd/${file.fd}`, remove: async () => await file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}
