import { join } from 'node:path';
import type { LinuxRoots } from './roots.ts';
import { listNames, resolveLink } from './sysfs.ts';

/**
 * The links of /dev/disk/by-id or by-path that lead to a device node, sorted. Empty where udev does not
 * run; nothing may be concluded from that.
 */
export async function linksTo(
  roots: LinuxRoots,
  folder: 'by-id' | 'by-path',
  node: string,
): Promise<readonly string[]> {
  const base = join(roots.dev, 'disk', folder);
  const found: string[] = [];
  for (const name of await listNames(base)) {
    const link = join(base, name);
    if ((await resolveLink(link)) === node) found.push(link);
  }
  return found;
}
