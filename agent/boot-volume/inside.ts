import { constants } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** More links on the way to a file are a circle. */
const MAX_LINKS = 40;

/**
 * Where a path of somebody else's system lies on this one; null when nothing is there. HAZARD: a link of that
 * system is followed as that system would: none leads out of `root`, to a file of the ramdisk.
 */
async function resolveInside(root: string, path: string): Promise<string | null> {
  const pending = path.split('/');
  let at: string[] = [];
  let links = 0;
  for (let part = pending.shift(); part !== undefined; part = pending.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      at.pop();
      continue;
    }
    const found = join(root, ...at, part);
    const stats = await lstat(found).catch(() => null);
    if (!stats) return null;
    if (!stats.isSymbolicLink()) {
      at.push(part);
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) return null;
    const target = await readlink(found);
    if (target.startsWith('/')) at = [];
    pending.unshift(...target.split('/'));
  }
  return join(root, ...at);
}

/** A regular file's bytes; null where there is none, or one of more than `maxBytes`. */
export async function readInside(root: string, path: string, maxBytes: number): Promise<Buffer | null> {
  const found = await resolveInside(root, path);
  if (found === null) return null;
  const file = await open(found, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => null,
  );
  if (!file) return null;
  try {
    const stats = await file.stat();
    return stats.isFile() && stats.size <= maxBytes ? await file.readFile() : null;
  } finally {
    await file.close();
  }
}

/** Names in a folder, sorted; empty where there is none. */
export async function namesInside(root: string, path: string): Promise<readonly string[]> {
  const found = await resolveInside(root, path);
  if (found === null) return [];
  return (await readdir(found).catch(() => [])).sort((a, b) => (a < b ? -1 : 1));
}

/** Whether a regular file is there. */
export async function isFileInside(root: string, path: string): Promise<boolean> {
  const found = await resolveInside(root, path);
  return found !== null && (await lstat(found)).isFile();
}
