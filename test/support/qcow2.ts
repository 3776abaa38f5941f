import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { type ImageOptions, openImage } from '../../agent/image/open-image.ts';
import type { ImageHead } from '../../agent/layout/types.ts';
import { readImage, type StreamedBytes } from './read-image.ts';
import { seededBytes } from './seeded-bytes.ts';

const MIB = 1024 * 1024;

/** HAZARD: qemu measures how fast it derives a key, and gives up where the clock shows nothing: a busy machine. */
const NOT_MEASURED = 'Unable to get accurate CPU usage';
const TRIES = 20;

/** Runs a tool of qemu-utils; what it says is in the error. */
export function qemu(tool: 'qemu-img' | 'qemu-io', ...args: readonly string[]): string {
  for (let left = TRIES - 1; ; left -= 1)
    try {
      return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        throw new Error(`${tool} is missing; install qemu-utils`);
      const mayTryAgain = left > 0 && error instanceof Error && error.message.includes(NOT_MEASURED);
      if (!mayTryAgain) throw error;
    }
}

/** The guest's bytes of an image as qemu reads them; null for one that it refuses. */
export function bytesByQemu(path: string): Buffer | null {
  const raw = `${path}.raw`;
  try {
    qemu('qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', path, raw);
    return readFileSync(raw);
  } catch {
    return null;
  } finally {
    rmSync(raw, { force: true });
  }
}

/** A disk of random bytes, text and holes of many lengths. */
export function makeGuestDisk(path: string, sizeBytes: number, seed: number): string {
  closeSync(openSync(path, 'w'));
  truncateSync(path, sizeBytes);
  const file = openSync(path, 'r+');
  const random = seededBytes(seed, sizeBytes);
  for (let at = 0, run = 0; at < sizeBytes; run += 1) {
    const length = Math.min(sizeBytes - at, 512 * (1 + ((run * 37 + seed * 11) % 401)));
    if (run % 3 === 0) writeSync(file, random, at, length, at);
    if (run % 3 === 1) writeSync(file, Buffer.alloc(length, `line ${run}\n`), 0, length, at);
    at += length;
  }
  closeSync(file);
  return path;
}

/** Converts a raw file. `options`: of `-o`; `flags`: `-c`, `-W`, ... */
export function convert(raw: string, path: string, options = '', ...flags: readonly string[]): string {
  const chosen = options === '' ? [] : ['-o', options];
  qemu('qemu-img', 'convert', '-q', '-f', 'raw', '-O', 'qcow2', ...chosen, ...flags, raw, path);
  return path;
}

/** Writes a raw file into an image that is there, whose clusters keep their places. */
export function convertInto(raw: string, path: string): void {
  qemu('qemu-img', 'convert', '-q', '-n', '-f', 'raw', '-O', 'qcow2', raw, path);
}

export function makeQcow2(path: string, size: string, options = ''): string {
  const chosen = options === '' ? [] : ['-o', options];
  qemu('qemu-img', 'create', '-q', '-f', 'qcow2', ...chosen, path, size);
  return path;
}

/** Runs commands of qemu-io on an image. */
export function change(path: string, ...commands: readonly string[]): string {
  qemu('qemu-io', '-f', 'qcow2', ...commands.flatMap((command) => ['-c', command]), path);
  return path;
}

/** A copy of a file with some bytes changed. */
export function edited(path: string, copy: string, edit: (bytes: Buffer) => void): string {
  const bytes = readFileSync(path);
  edit(bytes);
  writeFileSync(copy, bytes);
  return copy;
}

/** Head and stream of an image that need not be a disk. */
export async function readWhole(
  location: string,
  options: ImageOptions = {},
): Promise<StreamedBytes & { readonly head: ImageHead }> {
  const source = await openImage(location, { expect: 'filesystem', ...options });
  try {
    const head = await source.readHead();
    return { head, ...(await readImage(source)) };
  } finally {
    await source.close();
  }
}

export { MIB };
