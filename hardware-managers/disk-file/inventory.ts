import { constants } from 'node:fs';
import { access, type FileHandle, open, stat } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import type { DiskInfo } from '../disk.ts';
import { cannotOpen } from '../linux/open-error.ts';
import { notADisk, pathKind } from '../linux/path-kind.ts';
import type { LinuxRoots } from '../linux/roots.ts';
import { resolveLink } from '../linux/sysfs.ts';
import type { OpenOptions } from '../manager.ts';
import { openerUses, readFileUses } from './usage.ts';

export const MANAGER = 'disk-file';

const SECTOR_SIZES = [512, 4096] as const;
type SectorBytes = (typeof SECTOR_SIZES)[number];

const SIGNATURE = 'EFI PART';

const ANY_WRITE_BIT = 0o222;

async function hasSignature(handle: FileHandle, offset: number): Promise<boolean> {
  if (offset < 0) return false;
  const { buffer, bytesRead } = await handle.read(
    Buffer.alloc(SIGNATURE.length),
    0,
    SIGNATURE.length,
    offset,
  );
  return buffer.toString('latin1', 0, bytesRead) === SIGNATURE;
}

/**
 * Sector sizes for which the file has a GPT header: the primary one in the second sector or, where none
 * is, the backup in the last. The backup matters: a disk whose head is lost must not pass for one without
 * a table.
 */
async function sectorSizesOf(handle: FileHandle, sizeBytes: number): Promise<readonly SectorBytes[]> {
  const primaries: SectorBytes[] = [];
  const backups: SectorBytes[] = [];
  for (const sectorBytes of SECTOR_SIZES) {
    if (await hasSignature(handle, sectorBytes)) primaries.push(sectorBytes);
    if (await hasSignature(handle, sizeBytes - sectorBytes)) backups.push(sectorBytes);
  }
  return primaries.length > 0 ? primaries : backups;
}

/** The sector size to go by. Errors: `SECTOR_SIZE_UNKNOWN` where the file's tables say two, or another one. */
function decideSectorSize(
  path: string,
  found: readonly SectorBytes[],
  asked: SectorBytes | undefined,
): SectorBytes {
  const [only] = found;
  if (found.length > 1 && asked === undefined) {
    throw new BmvError(
      'SECTOR_SIZE_UNKNOWN',
      `${path} has partition tables for 512-byte and for 4096-byte sectors; say which is right with --sector-size 512 or --sector-size 4096`,
      { device: path },
    );
  }
  if (asked !== undefined && only !== undefined && !found.includes(asked)) {
    throw new BmvError(
      'SECTOR_SIZE_UNKNOWN',
      `${path} has a partition table for ${only}-byte sectors, not ${asked}; give --sector-size ${only}, or remove that table first (wipefs --all)`,
      { device: path },
    );
  }
  return asked ?? only ?? 512;
}

async function isReadOnly(path: string, mode: number): Promise<boolean> {
  // Root may write a file whose owner took all write permissions away; we take that as write protection.
  if ((mode & ANY_WRITE_BIT) === 0) return true;
  return await access(path, constants.W_OK).then(
    () => false,
    () => true,
  );
}

/** The file that a path leads to, links resolved. Errors: `NOT_A_DISK` for anything but a plain file. */
export async function findDiskFile(path: string): Promise<string> {
  const kind = await pathKind(path);
  if (kind.kind !== 'file') throw notADisk(path, kind);
  return (await resolveLink(path)) ?? path;
}

function refuseSize(path: string, sizeBytes: number, sectorBytes: number): void {
  if (sizeBytes === 0) {
    throw new BmvError(
      'NOT_A_DISK',
      `${path} is empty; give it a size first, for example \`truncate -s 8G ${path}\``,
      { device: path },
    );
  }
  if (sizeBytes % sectorBytes === 0) return;
  throw new BmvError(
    'NOT_A_DISK',
    `${path} has ${sizeBytes} bytes, which are not whole sectors of ${sectorBytes} bytes; if it is a disk file, enlarge it with \`truncate -s %${sectorBytes} ${path}\``,
    { device: path },
  );
}

/** What is known of a disk file. `path` comes from `findDiskFile`. Errors: `NOT_A_DISK`, `SECTOR_SIZE_UNKNOWN`, `PERMISSION_DENIED`. */
export async function inspectDiskFile(
  roots: LinuxRoots,
  path: string,
  options: OpenOptions,
  { withOpeners }: { readonly withOpeners: boolean },
): Promise<DiskInfo> {
  const { size: sizeBytes, mode } = await stat(path);
  const handle = await open(path, constants.O_RDONLY).catch((error: unknown) => {
    throw cannotOpen(path, error);
  });
  try {
    refuseSize(path, sizeBytes, 1);
    const sectorBytes = decideSectorSize(path, await sectorSizesOf(handle, sizeBytes), options.sectorBytes);
    refuseSize(path, sizeBytes, sectorBytes);
    const uses = await readFileUses(roots, path);
    return {
      path,
      manager: MANAGER,
      sizeBytes,
      logicalSectorBytes: sectorBytes,
      physicalSectorBytes: sectorBytes,
      serial: null,
      wwn: null,
      model: null,
      vendor: null,
      transport: 'file',
      hctl: null,
      byId: [],
      byPath: [],
      rotational: null,
      removable: false,
      readOnly: await isReadOnly(path, mode),
      zoned: 'none',
      uses: withOpeners ? [...uses, ...openerUses(roots, path)] : uses,
      restsOn: [],
      partitions: [],
    };
  } finally {
    await handle.close();
  }
}
