import { randomUUID } from 'node:crypto';
import { copyFile, type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { BmvError } from '../proto/error.ts';

/** Tells an abort in the middle of `work` as what it is. Throws `ABORTED`. */
export async function orAborted<T>(out: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new BmvError('ABORTED', `interrupted; ${out} was not made`, { path: out, cause: error });
  }
}

/** Refuses to replace anything. Throws `OUTPUT_EXISTS`. */
export async function checkFree(out: string, input: string | null): Promise<void> {
  const there = await stat(out).catch(() => null);
  if (there === null) return;
  const source = input === null ? null : await stat(input).catch(() => null);
  const same = source !== null && source.dev === there.dev && source.ino === there.ino;
  throw new BmvError(
    'OUTPUT_EXISTS',
    same
      ? `${out} is the ramdisk itself, which is not changed; name another file by --out`
      : `${out} exists and is not replaced; remove it or name another file by --out`,
    { path: out },
  );
}

async function append(file: FileHandle, pieces: readonly Uint8Array[], signal: AbortSignal): Promise<void> {
  for (const piece of pieces) {
    signal.throwIfAborted();
    await file.writeFile(piece);
  }
}

/**
 * Makes the file `out` of a copy of `base` (null: of nothing) and the pieces behind it. It appears whole or not
 * at all. Throws `OUTPUT_EXISTS`, `IO_ERROR`.
 */
export async function publish(
  out: string,
  base: string | null,
  pieces: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<void> {
  const making = `${out}.${randomUUID()}.making`;
  try {
    if (base !== null) await copyFile(base, making);
    const file = await open(making, 'a', 0o644);
    try {
      await append(file, pieces, signal);
      await file.chmod(0o644);
      await file.sync();
    } finally {
      await file.close();
    }
    await checkFree(out, base);
    await rename(making, out);
  } catch (error) {
    await rm(making, { force: true });
    if (error instanceof BmvError || signal.aborted) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new BmvError('IO_ERROR', `${out} cannot be written: ${why}; check the folder and its free space`, {
      path: out,
      cause: error,
    });
  }
}
