import { join } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import type { DiskInfo } from '../disk.ts';
import type { BlockDisk } from '../linux/block-disk.ts';
import { readKernelPartitions } from '../linux/block-partitions.ts';
import { linksTo } from '../linux/device-links.ts';
import { type DiskIdentity, readDiskIdentity } from '../linux/disk-identity.ts';
import { type LsblkDevice, readLsblk } from '../linux/lsblk.ts';
import type { LinuxRoots } from '../linux/roots.ts';
import { readBackingPartitions } from '../linux/slaves.ts';
import { listNames, nodePath, readAttribute, readNumber, resolveLink, SYSFS_SECTOR } from '../linux/sysfs.ts';
import { openerUses, readDiskUses, readSystemUsage, type SystemUsage } from './usage.ts';

export const MANAGER = 'linux-block';

/** Where an inventory looks. */
export interface InventorySources {
  readonly roots: LinuxRoots;
  /** What lsblk says of one path, or of everything. */
  readonly lsblk: (path?: string) => Promise<readonly LsblkDevice[]>;
}

/** Block devices that are no disks of a server: memory, optical and floppy drives, and what is stacked on disks. */
const NOT_DISKS = /^(ram|zram|sr|fd|dm-|md|bcache|mtdblock)/;

const SCSI_ROM = '5';

/** Size and sector sizes from sysfs, bytes. */
async function readGeometry({ folder, path }: BlockDisk) {
  const sectors = await readNumber(join(folder, 'size'));
  const logicalSectorBytes = await readNumber(join(folder, 'queue/logical_block_size'));
  if (sectors === null || logicalSectorBytes === null || !Number.isSafeInteger(sectors * SYSFS_SECTOR)) {
    throw new BmvError(
      'NOT_A_DISK',
      `${path} shows no size or sector size in ${folder}; has it been removed?`,
      { device: path },
    );
  }
  const physical = await readNumber(join(folder, 'queue/physical_block_size'));
  return {
    sizeBytes: sectors * SYSFS_SECTOR,
    logicalSectorBytes,
    physicalSectorBytes: physical ?? logicalSectorBytes,
  };
}

/** udev writes every character that is not in its list of safe ones as `_` (udev_util.c). */
function asUdevWrites(serial: string): string {
  return serial.trim().replace(/[^A-Za-z0-9#+\-.:=@_/]+/g, '_');
}

function sameSerial(sysfs: string, lsblk: string): boolean {
  const [a, b] = [asUdevWrites(sysfs), asUdevWrites(lsblk)];
  // Without ID_SERIAL_SHORT lsblk falls back on udev's ID_SERIAL, `<model>_<serial>`.
  return a === b || b.endsWith(`_${a}`) || a.endsWith(`_${b}`);
}

/**
 * Everything that both sides know and contradict each other in, as text. Silence is no contradiction.
 */
export function disagreements(
  sysfs: {
    readonly sizeBytes: number;
    readonly logicalSectorBytes: number;
    readonly readOnly: boolean;
  } & Pick<DiskIdentity, 'serial' | 'serialIsPlain'>,
  lsblk: Pick<LsblkDevice, 'sizeBytes' | 'logicalSectorBytes' | 'readOnly' | 'serial'>,
): readonly string[] {
  const found: string[] = [];
  const compare = (what: string, a: number | boolean, b: number | boolean | null) => {
    if (b !== null && a !== b) found.push(`${what} is ${a} in sysfs and ${b} in lsblk`);
  };
  compare('the size', sysfs.sizeBytes, lsblk.sizeBytes);
  compare('the sector size', sysfs.logicalSectorBytes, lsblk.logicalSectorBytes);
  compare('read-only', sysfs.readOnly, lsblk.readOnly);
  if (
    sysfs.serial !== null &&
    sysfs.serialIsPlain &&
    lsblk.serial !== null &&
    !sameSerial(sysfs.serial, lsblk.serial)
  ) {
    found.push(`the serial number is ${sysfs.serial} in sysfs and ${lsblk.serial} in lsblk`);
  }
  return found;
}

function zonedOf(text: string | null): DiskInfo['zoned'] {
  return text === 'host-aware' || text === 'host-managed' ? text : 'none';
}

async function describe(
  { roots }: InventorySources,
  disk: BlockDisk,
  listed: LsblkDevice | undefined,
  system: SystemUsage,
): Promise<{ info: DiskInfo; contradictions: readonly string[] }> {
  const { folder, path } = disk;
  const geometry = await readGeometry(disk);
  const identity = await readDiskIdentity(folder);
  const readOnly = (await readNumber(join(folder, 'ro'))) === 1;
  const rotational = await readNumber(join(folder, 'queue/rotational'));
  const removable = await readNumber(join(folder, 'removable'));
  const partitions = await readKernelPartitions(roots, folder);
  const info: DiskInfo = {
    path,
    manager: MANAGER,
    ...geometry,
    serial: identity.serial ?? listed?.serial ?? null,
    wwn: identity.wwn ?? listed?.wwn ?? null,
    model: identity.model ?? listed?.model ?? null,
    vendor:
      identity.vendor ?? (/^0x[0-9a-f]+$/i.test(listed?.vendor ?? '0x0') ? null : (listed?.vendor ?? null)),
    transport: listed?.tran ?? identity.transport,
    hctl: identity.hctl ?? listed?.hctl ?? null,
    byId: await linksTo(roots, 'by-id', path),
    byPath: await linksTo(roots, 'by-path', path),
    rotational: rotational === null ? (listed?.rotational ?? null) : rotational === 1,
    removable: removable === null ? (listed?.removable ?? false) : removable === 1,
    readOnly,
    zoned: zonedOf((await readAttribute(join(folder, 'queue/zoned'))) ?? listed?.zoned ?? null),
    uses: await readDiskUses(roots, disk, partitions, system),
    restsOn: await readBackingPartitions(roots, folder),
    partitions,
  };
  const contradictions = listed ? disagreements({ ...geometry, ...identity, readOnly }, listed) : [];
  return { info, contradictions };
}

/** A disk may change between two looks; a contradiction counts when it is there twice. */
async function describeAgreeing(
  sources: InventorySources,
  disk: BlockDisk,
  listed: LsblkDevice | undefined,
  system: SystemUsage,
): Promise<DiskInfo> {
  const first = await describe(sources, disk, listed, system);
  if (first.contradictions.length === 0) return first.info;
  const again = (await sources.lsblk(disk.path)).find(({ kname }) => kname === disk.name);
  const second = await describe(sources, disk, again, system);
  if (second.contradictions.length === 0) return second.info;
  throw new BmvError(
    'INVENTORY_DISAGREES',
    `${disk.path}: ${second.contradictions.join(', ')}; let udev finish (udevadm settle) or rescan the disk, then try again`,
    { device: disk.path },
  );
}

/**
 * One disk from sysfs, filled up and cross-checked with lsblk. Errors: `NOT_A_DISK` (also for a
 * partition), `INVENTORY_DISAGREES`.
 */
export async function inspectBlockDisk(
  sources: InventorySources,
  disk: BlockDisk,
  options: { readonly withOpeners: boolean } = { withOpeners: false },
): Promise<DiskInfo> {
  const listed = (await sources.lsblk(disk.path)).find(({ kname }) => kname === disk.name);
  const info = await describeAgreeing(sources, disk, listed, await readSystemUsage(sources.roots));
  if (!options.withOpeners) return info;
  return { ...info, uses: [...info.uses, ...openerUses(sources.roots, info.path, info.partitions)] };
}

/** Whether a folder of /sys/block is a disk; loop devices count when something is attached. */
async function isDisk(folder: string, name: string): Promise<boolean> {
  if (NOT_DISKS.test(name)) return false;
  if (name.startsWith('loop') && (await readAttribute(join(folder, 'loop/backing_file'))) === null)
    return false;
  if ((await readAttribute(join(folder, 'device/type'))) === SCSI_ROM) return false;
  // Hidden: one path of a native NVMe multipath, which shows up as a disk of its own.
  if ((await readNumber(join(folder, 'hidden'))) === 1) return false;
  return ((await readNumber(join(folder, 'size'))) ?? 0) > 0;
}

/** Every disk of the machine, in the order of their names. */
export async function listBlockDisks(sources: InventorySources): Promise<readonly DiskInfo[]> {
  const { roots, lsblk } = sources;
  const listed = await lsblk();
  const system = await readSystemUsage(roots);
  const disks: DiskInfo[] = [];
  for (const name of await listNames(join(roots.sys, 'block'))) {
    const folder = await resolveLink(join(roots.sys, 'block', name));
    const majorMinor = folder === null ? null : await readAttribute(join(folder, 'dev'));
    if (folder === null || majorMinor === null || !(await isDisk(folder, name))) continue;
    const disk = { name, folder, majorMinor, path: nodePath(roots, name) };
    const inLsblk = listed.find(({ kname }) => kname === name);
    try {
      disks.push(await describeAgreeing(sources, disk, inLsblk, system));
    } catch (error) {
      // Pulled out while we looked.
      if ((await resolveLink(join(roots.sys, 'block', name))) !== null) throw error;
    }
  }
  return disks;
}

/** The inventory's own sources. */
export function systemSources(roots: LinuxRoots): InventorySources {
  return { roots, lsblk: readLsblk };
}
