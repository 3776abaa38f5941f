import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';

/**
 * The key that all agents share: the file's first line, for a registry's file may have several. Null where the path is
 * empty. One that cannot be read is said in the log, and what else there is to connect with is tried.
 */
export async function readSharedKey(path: string, logger: Logger): Promise<string | null> {
  if (path === '') return null;
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const key = lines.map((line) => line.trim()).find((line) => line !== '') ?? '';
  if (key !== '') return key;
  logger.error({ path }, 'registry_key_file cannot be read, or is empty; check the path');
  return null;
}
