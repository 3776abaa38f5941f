import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { toolEnvironment, toolMissing } from './command.ts';

/** Without these no disk can be read, locked or partitioned. */
const REQUIRED = ['lsblk', 'flock', 'partx', 'resizepart', 'blkdiscard', 'fallocate', 'sync'];

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** One line for each tool that this machine lacks; empty when disks can be worked with. */
export async function missingTools(tools: readonly string[] = REQUIRED): Promise<readonly string[]> {
  const folders = (toolEnvironment().PATH ?? '').split(':').filter((folder) => folder !== '');
  const missing: string[] = [];
  for (const tool of tools) {
    const found = await Promise.all(folders.map((folder) => isExecutable(join(folder, tool))));
    if (!found.includes(true)) missing.push(toolMissing(tool).message);
  }
  return missing;
}
