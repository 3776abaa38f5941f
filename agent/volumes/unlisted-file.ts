import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A new file that no folder lists: its memory is given back when the last process that has it ends, however that
 * ends. What is killed right here leaves an empty folder.
 */
export async function openUnlisted(parent: string): Promise<FileHandle> {
  const folder = await mkdtemp(join(parent, 'bmv-format-'));
  try {
    return await open(join(folder, 'filesystem'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
