import { createDiskFileManager } from './disk-file/manager.ts';
import { createLinuxBlockManager } from './linux-block/manager.ts';
import type { HardwareManager } from './manager.ts';

/** Every hardware manager there is. */
export function createManagers(): HardwareManager[] {
  return [createLinuxBlockManager(), createDiskFileManager()];
}
