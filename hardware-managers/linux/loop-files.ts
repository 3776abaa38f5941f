import { join } from 'node:path';
import type { LinuxRoots } from './roots.ts';
import { listNames, nodePath, readAttribute, resolveLink } from './sysfs.ts';

/** A loop device with the file or device behind it. */
export interface LoopFile {
  readonly device: string;
  readonly name: string;
  /** Links resolved where the path can be reached from here. */
  readonly backing: string;
}

/** Every attached loop device (what `losetup --list` shows), without root. */
export async function readLoopFiles(roots: LinuxRoots): Promise<readonly LoopFile[]> {
  const loops: LoopFile[] = [];
  for (const name of (await listNames(join(roots.sys, 'block'))).filter((entry) =>
    entry.startsWith('loop'),
  )) {
    const backing = await readAttribute(join(roots.sys, 'block', name, 'loop/backing_file'));
    if (backing === null) continue;
    loops.push({ name, device: nodePath(roots, name), backing: (await resolveLink(backing)) ?? backing });
  }
  return loops;
}
