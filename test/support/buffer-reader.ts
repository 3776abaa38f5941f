import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';

/** Reads a buffer as a disk, and remembers what was read. A range outside is an error. */
export class BufferReader implements ByteReader {
  readonly bytes: Buffer;
  readonly reads: { readonly offset: number; readonly length: number }[] = [];

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get sizeBytes(): number {
    return this.bytes.byteLength;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset < 0 || length < 0 || offset + length > this.bytes.byteLength) {
      throw new Error(`read of ${length} at ${offset} leaves the disk`);
    }
    this.reads.push({ offset, length });
    return Uint8Array.from(this.bytes.subarray(offset, offset + length));
  }
}

/** The code of the BmvError that a promise ends with; `none` when it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && 'code' in error && !error.message.includes('\n')) return String(error.code);
    throw error;
  }
  return 'none';
}
