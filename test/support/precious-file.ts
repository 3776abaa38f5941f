import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = 'precious';

/** Runs a tool; returns what it prints. */
export function tool(name: string, ...argv: string[]): string {
  return execFileSync(name, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs `use` with the filesystem of a partition mounted by the kernel. */
export function mounted<T>(partition: string, use: (mountPoint: string) => T): T {
  const mountPoint = mkdtempSync(join(tmpdir(), 'bmv-mounted-'));
  try {
    tool('mount', partition, mountPoint);
    try {
      return use(mountPoint);
    } finally {
      tool('umount', mountPoint);
    }
  } finally {
    rmdirSync(mountPoint);
  }
}

/** SHA-256 of the file in a mounted filesystem, in hexadecimal. */
export function digestIn(mountPoint: string): string {
  return createHash('sha256')
    .update(readFileSync(join(mountPoint, NAME)))
    .digest('hex');
}

/** Makes the file, and returns its digest. */
export function writePrecious(mountPoint: string, bytes: number): string {
  writeFileSync(join(mountPoint, NAME), Buffer.alloc(bytes, 'precious '));
  return digestIn(mountPoint);
}
