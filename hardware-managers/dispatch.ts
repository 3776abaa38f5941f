import { BmvError } from '../proto/error.ts';
import type { DiskInfo } from './disk.ts';
import { notADisk, pathKind } from './linux/path-kind.ts';
import { type HardwareManager, SUPPORT } from './manager.ts';

/**
 * The manager that can handle `path` best. Errors: `NOT_A_DISK` for what is neither a block device nor
 * a file; `NO_HARDWARE_MANAGER` when nobody, or more than one equally, claims it.
 */
export async function pickManager(
  managers: readonly HardwareManager[],
  path: string,
): Promise<HardwareManager> {
  const levels = await Promise.all(
    managers.map(async (manager) => ({ manager, level: await manager.evaluateSupport(path) })),
  );
  const highest = Math.max(SUPPORT.none, ...levels.map(({ level }) => level));
  const best = levels
    .filter(({ level }) => level === highest && level !== SUPPORT.none)
    .map(({ manager }) => manager);
  const [first, second] = best;
  if (first && !second) return first;
  if (first && second) {
    throw new BmvError(
      'NO_HARDWARE_MANAGER',
      `${path} is claimed equally by ${best.map(({ name }) => name).join(' and ')}; remove one of them`,
      { device: path },
    );
  }
  const kind = await pathKind(path);
  if (kind.kind !== 'block' && kind.kind !== 'file') throw notADisk(path, kind);
  throw new BmvError('NO_HARDWARE_MANAGER', `no hardware manager supports ${path}`, { device: path });
}

/** Every disk that any manager finds by itself, in the order of the managers. */
export async function listAllDisks(managers: readonly HardwareManager[]): Promise<DiskInfo[]> {
  const lists = await Promise.all(managers.map(async (manager) => await manager.listDisks()));
  return lists.flat();
}
