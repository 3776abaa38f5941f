import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A loop device on a sparse file of its own. */
export interface LoopDevice {
  readonly path: string;
  readonly backingFile: string;
  /** Removes its partitions, detaches it and removes the file. May be called again. */
  detach(): Promise<void>;
}

export interface LoopOptions {
  readonly sizeBytes: number;
  /** Logical sector size in bytes. Default 512. */
  readonly sectorBytes?: 512 | 4096;
  readonly readOnly?: boolean;
}

/** Runs a tool and returns what it prints; a missing one fails with the Debian package's name. */
function run(tool: string, args: readonly string[], packageName: string): string {
  try {
    return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (missing) throw new Error(`${tool} is missing: install the Debian package ${packageName}`, { cause });
    throw cause;
  }
}

/**
 * Attaches a new loop device. Needs root. HAZARD: the kernel keeps partitions of a loop device that was
 * detached; they would show up on the next one, so `detach` removes them first.
 */
export async function attachLoop({
  sizeBytes,
  sectorBytes = 512,
  readOnly = false,
}: LoopOptions): Promise<LoopDevice> {
  if (process.getuid?.() !== 0) throw new Error('this test needs root: it attaches loop devices');
  const folder = mkdtempSync(join(tmpdir(), 'bmv-loop-'));
  const backingFile = join(folder, 'disk.img');
  const file = openSync(backingFile, 'w');
  ftruncateSync(file, sizeBytes);
  closeSync(file);

  let path = '';
  try {
    const options = ['--sector-size', `${sectorBytes}`, ...(readOnly ? ['--read-only'] : [])];
    path = run('losetup', ['--find', '--show', ...options, backingFile], 'mount');
    run('partx', ['--delete', path], 'util-linux');
  } catch (error) {
    // partx fails where there is nothing to delete.
    if (path === '') {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  let attached = true;
  const detach = async (): Promise<void> => {
    if (!attached) return;
    attached = false;
    try {
      run('partx', ['--delete', path], 'util-linux');
    } catch {
      // Nothing to delete.
    }
    run('losetup', ['--detach', path], 'mount');
    rmSync(folder, { recursive: true, force: true });
  };
  return { path, backingFile, detach };
}
