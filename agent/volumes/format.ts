import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../hardware-managers/linux/command.ts';
import type { Filesystem } from '../../proto/catalog.ts';

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
}

/** A filesystem in a sparse temporary file of the volume's size. */
export interface FilesystemFile {
  readonly path: string;
  remove(): Promise<void>;
}

type Command = (request: FormatRequest, path: string) => [string, ...string[]];

function labelled(label: string): string[] {
  return label === '' ? [] : ['-L', label];
}

const ext: Command = ({ filesystem, label, uuid }, path) => {
  // The extent reads as zeros, so inode tables need no writing, now or later.
  const options = ['-b', '4096', '-U', uuid, '-E', 'lazy_itable_init=1,nodiscard'];
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
  xfs: ({ label, uuid, sectorBytes }, path) => {
    const options = ['-m', `uuid=${uuid}`, '-s', `size=${sectorBytes}`];
    return ['mkfs.xfs', '-q', '-f', '-K', ...options, ...labelled(label), path];
  },
  swap: ({ label, uuid }, path) => ['mkswap', '-q', '-U', uuid, ...labelled(label), path],
};

/**
 * Runs mkfs on a temporary file: no tool of another project ever has the disk. Throws `TOOL_MISSING`,
 * `COMMAND_FAILED`; nothing is left behind then.
 */
export async function makeFilesystem(request: FormatRequest, signal: AbortSignal): Promise<FilesystemFile> {
  const folder = await mkdtemp(join(tmpdir(), 'bmv-format-'));
  const remove = async () => await rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'filesystem');
    const file = await open(path, 'wx', 0o600);
    await file.truncate(request.lengthBytes).finally(() => file.close());
    await runCommand(COMMANDS[request.filesystem](request, path), { timeoutMs: TIMEOUT_MS, signal });
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
