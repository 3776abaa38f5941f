import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { readTable } from '../../hardware-managers/partition-table/read-table.ts';
import type { ByteReader, TableReading } from '../../hardware-managers/partition-table/types.ts';
import type { FilesystemSignature, ImageHead } from '../layout/types.ts';
import { probeFilesystem } from '../volumes/filesystem-probe.ts';
import { type ImageFormat, refuseNoDisk } from './format.ts';

/** Decoded bytes that are read to plan with. */
export const HEAD_BYTES = 1024 * 1024;

interface HeadInput {
  /** Path or URL without credentials. */
  readonly name: string;
  readonly format: ImageFormat;
  /** Decoded; null when it is known only at the end of the stream. */
  readonly sizeBytes: number | null;
  /** The first `HEAD_BYTES` decoded, or the whole image. */
  readonly bytes: Uint8Array;
  readonly expect: 'disk' | 'filesystem';
  /** Reads decoded bytes at any place; null where that cannot be. */
  readonly reader: ByteReader | null;
}

/**
 * Reads tables and, where the image can be read at any place, filesystems. Throws `IMAGE_NOT_A_DISK` where a disk is
 * expected.
 */
export async function readImageHead(input: HeadInput): Promise<ImageHead> {
  const { name, format, sizeBytes, bytes, reader } = input;
  const { table, sectorBytes } = await findTable(bytes, sizeBytes);
  if (input.expect === 'disk') refuseNoDisk(bytes, table.kind !== 'none', name);
  const common = { name, format, sizeBytes, bytes, sectorBytes, table, guidsInText: null };
  if (!reader || sectorBytes === null) return { ...common, filesystems: null };

  const filesystems = new Map<number, FilesystemSignature>();
  for (const entry of table.gpt?.entries ?? []) {
    const extent = entryExtent(entry, sectorBytes);
    const found = extent.length > 0 ? await probeFilesystem(reader, extent) : null;
    if (found) filesystems.set(entry.number, found);
  }
  return { ...common, filesystems };
}

async function findTable(
  bytes: Uint8Array,
  sizeBytes: number | null,
): Promise<{ table: TableReading; sectorBytes: 512 | 4096 | null }> {
  const reader: ByteReader = {
    sizeBytes: bytes.byteLength,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
  const options = { headOnly: true, diskSizeBytes: sizeBytes };
  for (const sectorBytes of [512, 4096] as const) {
    const table = await readTable(reader, sectorBytes, options);
    if (table.gpt) return { table, sectorBytes };
  }
  return { table: await readTable(reader, 512, options), sectorBytes: null };
}
