import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import { runCommand } from './command.ts';
import { readHolders } from './holders.ts';
import type { LinuxRoots } from './roots.ts';
import { systemCode } from './system-error.ts';

/**
 * Stops the arrays (MD) and logical volumes (LVM) that are stacked on a device, from the top down, as far as nobody
 * uses them: the kernel refuses to stop what is open. Nothing on the disk changes but what the kernel still had to
 * write. Returns the names of what was stopped. `folder`: the device's in sysfs.
 *
 * Source: "clear" in array_state, Documentation/admin-guide/md.rst of Linux; `dmsetup remove` of device-mapper.
 */
export async function stopHolders(
  roots: LinuxRoots,
  { name, folder }: { readonly name: string; readonly folder: string },
  removeMap: (name: string) => Promise<boolean> = removeMapOf,
): Promise<readonly string[]> {
  const stopped: string[] = [];
  // Each is listed before what is stacked on it.
  for (const holder of (await readHolders(roots, name, folder)).toReversed()) {
    const isStopped =
      (holder.kind === 'md' && (await clearArray(roots, holder.name))) ||
      (holder.kind === 'lvm' && (await removeMap(holder.detail)));
    if (isStopped) stopped.push(holder.name);
  }
  return stopped;
}

async function clearArray(roots: LinuxRoots, name: string): Promise<boolean> {
  try {
    await writeFile(join(roots.sys, 'block', name, 'md/array_state'), 'clear');
    return true;
  } catch (error) {
    // In use, or stopped by somebody else in the meantime.
    if (['EBUSY', 'ENOENT', 'ENODEV'].includes(systemCode(error) ?? '')) return false;
    throw error;
  }
}

async function removeMapOf(name: string): Promise<boolean> {
  try {
    await runCommand(['dmsetup', 'remove', name]);
    return true;
  } catch (error) {
    if (error instanceof BmvError && error.code === 'COMMAND_FAILED') return false;
    throw error;
  }
}
