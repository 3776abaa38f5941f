import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../hardware-managers/linux/command.ts';

const REMOVE_MS = 5 * 60_000;

async function cacheFolder(): Promise<string> {
  const folder = process.env.BMV_CACHE ?? join(homedir(), '.cache', 'baremetal-volumes');
  await mkdir(folder, { recursive: true });
  return folder;
}

/** HAZARD: the tree of a build that was killed may have the machine's own /dev mounted in it. */
async function removeTree(path: string): Promise<void> {
  await runCommand(['rm', '-rf', '--one-file-system', path], { timeoutMs: REMOVE_MS });
}

/** Runs `work` with the path of a folder that is gone afterwards; it is not made yet. */
export async function withScratch<T>(name: string, work: (path: string) => Promise<T>): Promise<T> {
  const path = join(await cacheFolder(), `${name}.${randomUUID()}.making`);
  try {
    return await work(path);
  } finally {
    await removeTree(path);
  }
}

/**
 * The folder that `make` fills, from the cache when the same `recipe` was made before. It is there whole or not
 * at all, also when several make it at once. `BMV_CACHE` names the cache, else it is in the user's own.
 */
export async function cached(
  name: string,
  recipe: unknown,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12);
  const folder = join(await cacheFolder(), `${name}-${key}`);
  const isThere = async () =>
    await access(folder).then(
      () => true,
      () => false,
    );
  if (await isThere()) return folder;
  return await withScratch(name, async (making) => {
    await mkdir(making);
    await make(making);
    await rename(making, folder).catch(async (error: unknown) => {
      // Somebody else was faster with the same.
      if (!(await isThere())) throw error;
    });
    return folder;
  });
}
