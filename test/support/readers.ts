import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';
import type { SyncReader } from './linux-gpt.ts';

/** Bytes in memory as a disk. A range outside is an error, as with a real one. */
export function bufferReader(bytes: Buffer): SyncReader {
  return {
    sizeBytes: bytes.byteLength,
    read: (offset, length) => {
      if (offset < 0 || length < 0 || offset + length > bytes.byteLength)
        throw outside(offset, length, bytes.byteLength);
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** Runs `use` with a file as a disk. */
export async function withFileReader<T>(
  path: string,
  use: (reader: SyncReader) => T | Promise<T>,
): Promise<T> {
  const fd = openSync(path, 'r');
  try {
    const sizeBytes = fstatSync(fd).size;
    const read = (offset: number, length: number) => {
      if (offset < 0 || offset + length > sizeBytes) throw outside(offset, length, sizeBytes);
      const bytes = Buffer.alloc(length);
      readSync(fd, bytes, 0, length, offset);
      return bytes;
    };
    return await use({ sizeBytes, read });
  } finally {
    closeSync(fd);
  }
}

/** The same bytes for the product's interface. */
export function byteReader({ sizeBytes, read }: SyncReader): ByteReader {
  return { sizeBytes, read: async (offset, length) => read(offset, length) };
}

function outside(offset: number, length: number, sizeBytes: number): Error {
  return new Error(`read of ${length} bytes at ${offset} leaves a disk of ${sizeBytes} bytes`);
}
