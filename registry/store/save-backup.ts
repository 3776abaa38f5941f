import { randomUUID } from 'node:crypto';
import { link, lstat, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BmvError } from '../../proto/error.ts';

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function alreadyThere(path: string): BmvError {
  return new BmvError('OUTPUT_EXISTS', `${path} is there already; give another name, or remove it`, { path });
}

/** Lets a file be written beside its place and puts it there when it is whole. Throws `OUTPUT_EXISTS`. */
export async function saveBackup(path: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    // Before the work, and again behind it.
    if (await lstat(path).catch(() => null)) throw alreadyThere(path);
    // For its owner alone, as it holds secrets.
    await (await open(partial, 'wx', 0o600)).close();
    await write(partial);
    await sync(partial);
    // Not a renaming, which would replace a file that is there.
    await link(partial, path);
    await sync(dirname(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof BmvError) throw error;
    if (code === 'EEXIST') throw alreadyThere(path);
    throw new BmvError('IO_ERROR', `writing backup ${path}: ${message}`, { path, cause: error });
  } finally {
    for (const end of ['', '-wal', '-shm']) await rm(`${partial}${end}`, { force: true });
  }
}
