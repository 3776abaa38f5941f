import { realpath } from 'node:fs/promises';
import type { DiskInfo } from '../../hardware-managers/disk.ts';

/** Everything that a disk may be called by: path, serial, WWN, links of udev and their last parts. */
export function namesOf({ path, serial, wwn, byId, byPath }: DiskInfo): readonly string[] {
  const links = [...byId, ...byPath].flatMap((link) => [link, link.split('/').at(-1) ?? link]);
  return [path, serial, wwn, ...links].filter((name) => name !== null);
}

/** A name as an operator gave it and, where it is a link, what it leads to. */
export async function spellingsOf(name: string): Promise<readonly string[]> {
  if (!name.startsWith('/')) return [name];
  return [name, await realpath(name).catch(() => name)];
}
