import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../hardware-managers/linux/command.ts';

/** Bytes that a pipe takes at once, whatever its size (PIPE_BUF). */
const MAX_BYTES = 4096;

async function openPipe(signal: AbortSignal): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'bmv-pipe-'));
  try {
    const path = join(folder, 'pipe');
    await runCommand(['mkfifo', '-m', '600', path], { signal });
    // For both directions, so that it waits for nobody.
    return await open(path, 'r+');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Gives a secret to a tool: as a pipe that no folder lists, whose descriptor the tool inherits. So it is in the kernel's
 * memory alone: in no file, no argument and no variable. HAZARD: a reader must know the length, for the pipe has no end.
 */
export async function withSecret<T>(
  secret: Uint8Array,
  signal: AbortSignal,
  use: (fd: number) => Promise<T>,
): Promise<T> {
  if (secret.byteLength > MAX_BYTES) throw new TypeError(`a secret has ${secret.byteLength} bytes`);
  const pipe = await openPipe(signal);
  try {
    await pipe.write(secret);
    return await use(pipe.fd);
  } finally {
    await pipe.close();
  }
}
