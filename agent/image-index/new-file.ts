import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import { decodeIndex } from './decode.ts';

/** Refuses to replace anything. Throws `OUTPUT_EXISTS`. */
export async function expectFree(path: string): Promise<void> {
  if ((await stat(path).catch(() => null)) === null) return;
  throw new BmvError(
    'OUTPUT_EXISTS',
    `${path} exists and is not replaced; remove it or name another file by --out`,
    {
      path,
    },
  );
}

/** An index knows its frames from the making of its file only. Throws `OUTPUT_EXISTS` for one that would lose them. */
export async function expectNoFrames(path: string): Promise<void> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes || !hasFrames(bytes)) return;
  throw new BmvError(
    'OUTPUT_EXISTS',
    `${path} is of bmv image prepare and says which parts of its image can be downloaded alone; a new one would not; keep it, or name another file by --out`,
    { path },
  );
}

/**
 * Makes the file `path` of what `fill` writes: beside it first, under its name when it is whole and on the medium. It
 * appears whole or not at all; a file that had the name is replaced then. Throws `ABORTED`, `IO_ERROR`, and what
 * `fill` throws.
 */
export async function makeFile<T>(
  path: string,
  signal: AbortSignal,
  fill: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const making = `${path}.${randomUUID()}.making`;
  try {
    const file = await open(making, 'wx', 0o644);
    let result: T;
    try {
      result = await fill(file);
      await file.sync();
    } finally {
      await file.close();
    }
    signal.throwIfAborted();
    await rename(making, path);
    return result;
  } catch (error) {
    await rm(making, { force: true });
    if (signal.aborted)
      throw new BmvError('ABORTED', `interrupted; ${path} was not made`, { path, cause: error });
    if (!isOfFile(error)) throw error;
    throw new BmvError(
      'IO_ERROR',
      `${path} cannot be written: ${error.message}; check the folder and its free space`,
      {
        path,
        cause: error,
      },
    );
  }
}

function hasFrames(bytes: Uint8Array): boolean {
  try {
    return decodeIndex(bytes, '').parts.frames !== null;
  } catch {
    return false;
  }
}

function isOfFile(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && !(error instanceof BmvError) && 'syscall' in error;
}
