import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, truncateSync, writeSync } from 'node:fs';
import type { Extent } from '../../agent/layout/extent.ts';
import { encodeSlot, slotExtent } from '../../agent/volumes/catalog-slots.ts';
import { inspectDisk } from '../../agent/volumes/inspect.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import type { Catalog } from '../../proto/catalog.ts';
import { testContext } from './context.ts';
import { dataPiecesOfFile, digestOfPieces } from './data-pieces.ts';

/** Makes an empty (or larger) disk file. */
export function makeDiskFile(path: string, sizeBytes: number): string {
  closeSync(openSync(path, 'w'));
  truncateSync(path, sizeBytes);
  return path;
}

/** What tells all bytes of a disk file or of a run of it, and their number, from others. */
export function digestOfFile(path: string, run: Extent = { offset: 0, length: statSync(path).size }): string {
  return `${digestOfPieces(dataPiecesOfFile(path, run))} ${run.length}`;
}

/** The bytes of a run of a file. */
export function readAt(path: string, { offset, length }: Extent): Buffer {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  const count = readSync(file, bytes, 0, length, offset);
  closeSync(file);
  if (count !== length) throw new Error(`${path} ends before ${offset + length}`);
  return bytes;
}

/** Copies a run of a file into a file of its own, for tools that take no offset; what is zero stays a hole. */
export function copyRun(path: string, run: Extent, copy: string): string {
  makeDiskFile(copy, run.length);
  const file = openSync(copy, 'r+');
  for (const { offset, bytes } of dataPiecesOfFile(path, run))
    writeSync(file, bytes, 0, bytes.byteLength, offset);
  closeSync(file);
  return copy;
}

export function writeAt(path: string, offset: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.byteLength, offset);
  closeSync(file);
}

/** Makes a changed catalog slot's own digest right again (bytes 32 to 63, over everything else). */
export function sealSlot(slot: Buffer): void {
  const end = 64 + Number(slot.readBigUInt64LE(24));
  slot.fill(0, 32, 64);
  createHash('sha256').update(slot.subarray(0, end)).digest().copy(slot, 32);
}

/** Replaces a disk file's catalog, as a program with other ideas might have left it. */
export async function rewriteCatalog(
  path: string,
  change: (catalog: Catalog) => Catalog,
  spoil: (slot: Buffer) => void = () => {},
): Promise<void> {
  const { catalog } = await inspectDisk(testContext(createManagers()), path);
  if (!catalog) throw new Error(`${path} has no catalog`);
  const generation = catalog.generation + 1;
  const slot = Buffer.from(encodeSlot(change(catalog.catalog), generation));
  spoil(slot);
  writeAt(path, slotExtent(catalog.place, generation).offset, slot);
}

/** Damages both slots of a disk's catalog, as a bad cable might: nobody can say any more what was claimed. */
export async function spoilCatalog(path: string): Promise<void> {
  const { catalog } = await inspectDisk(testContext(createManagers()), path);
  if (!catalog) throw new Error(`${path} has no catalog`);
  for (const generation of [catalog.generation, catalog.generation + 1])
    writeAt(path, slotExtent(catalog.place, generation).offset + 32, Buffer.alloc(512, 'damage '));
}
