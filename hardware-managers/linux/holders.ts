import { join } from 'node:path';
import type { DiskUse } from '../disk.ts';
import type { LinuxRoots } from './roots.ts';
import { listNames, nodePath, readAttribute, resolveLink } from './sysfs.ts';

/** A block device stacked on another. */
export interface Holder {
  readonly name: string;
  readonly kind: Exclude<DiskUse['kind'], 'mount' | 'swap'>;
  /** Name of the volume, array or map, for people. */
  readonly detail: string;
  /** Of arrays with metadata of BIOSes: it has no data of its own, the arrays in it hold the same disks. */
  readonly isContainer?: true;
}

/** What kind of stacked device this is, by what its driver shows in sysfs. */
async function classify(folder: string, name: string): Promise<Holder> {
  const uuid = await readAttribute(join(folder, 'dm/uuid'));
  const label = await readAttribute(join(folder, 'dm/name'));
  if (uuid !== null || label !== null) {
    const detail = label ?? name;
    if (uuid?.startsWith('LVM-')) return { name, kind: 'lvm', detail };
    if (/^(part\d+-)?mpath-/.test(uuid ?? '')) return { name, kind: 'multipath', detail };
    return { name, kind: 'dm', detail };
  }
  if ((await listNames(join(folder, 'md'))).length > 0) {
    const level = await readAttribute(join(folder, 'md/level'));
    const detail = level === null ? name : `${name} (${level})`;
    return { name, kind: 'md', detail, ...(level === 'container' ? { isContainer: true } : {}) };
  }
  if (name.startsWith('bcache')) return { name, kind: 'bcache', detail: name };
  return { name, kind: 'holder', detail: name };
}

/** Devices that hold a block device, and those that hold them, and so on; each once. */
async function holdersOf(roots: LinuxRoots, folder: string, seen: Set<string>): Promise<Holder[]> {
  const found: Holder[] = [];
  for (const name of await listNames(join(folder, 'holders'))) {
    if (seen.has(name)) continue;
    seen.add(name);
    const holderFolder = (await resolveLink(join(folder, 'holders', name))) ?? join(roots.sys, 'block', name);
    found.push(await classify(holderFolder, name), ...(await holdersOf(roots, holderFolder, seen)));
  }
  return found;
}

/**
 * Who holds a disk or partition: `folder` is its folder in sysfs, `name` its kernel name. A bcache member
 * that waits for its cache has no holder yet and counts as held all the same.
 */
export async function readHolders(
  roots: LinuxRoots,
  name: string,
  folder: string,
): Promise<readonly (Holder & { readonly on: string })[]> {
  const holders = await holdersOf(roots, folder, new Set());
  if (
    !holders.some(({ kind }) => kind === 'bcache') &&
    (await listNames(join(folder, 'bcache'))).length > 0
  ) {
    const state = (await readAttribute(join(folder, 'bcache/state'))) ?? 'cache';
    holders.push({ name, kind: 'bcache', detail: `bcache member (${state})` });
  }
  return holders.map((holder) => ({ ...holder, on: nodePath(roots, name) }));
}
