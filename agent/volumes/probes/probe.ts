import type { FilesystemSignature } from '../../layout/types.ts';

/** Reads within one extent; null where the range leaves it. */
export interface ProbeReader {
  readonly sizeBytes: number;
  read(offset: number, length: number): Promise<Buffer | null>;
}

/**
 * Bytes that mark a superblock, and where: at `offset` from the start of the extent (or where a rule on
 * its size says), and at `count - 1` more places, each `step` bytes on.
 */
export interface Magic {
  readonly offset: number | ((sizeBytes: number) => number);
  readonly bytes: Buffer;
  readonly step?: number;
  readonly count?: number;
}

/** One kind of superblock. */
export interface Probe {
  readonly magics: readonly Magic[];
  /** Reads the superblock whose magic stands at `at`; null when it is not one after all. */
  readonly read: (reader: ProbeReader, at: number) => Promise<FilesystemSignature | null>;
}

/** The magic's places in the extent that hold it. */
export async function placesOf(magic: Magic, reader: ProbeReader): Promise<number[]> {
  const { bytes, step = 0, count = 1 } = magic;
  const offset = typeof magic.offset === 'number' ? magic.offset : magic.offset(reader.sizeBytes);
  const window = await reader.read(offset, (count - 1) * step + bytes.byteLength);
  if (!window) return [];
  const places = Array.from({ length: count }, (_, index) => index * step);
  return places
    .filter((at) => bytes.equals(window.subarray(at, at + bytes.byteLength)))
    .map((at) => offset + at);
}

export function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

export function signature(type: string, label = '', uuid = ''): FilesystemSignature {
  return { type, label, uuid };
}

/** Text up to the first NUL, without trailing blanks, as blkid prints labels. */
export function text(bytes: Uint8Array, encoding: 'utf8' | 'latin1' | 'utf16le' = 'utf8'): string {
  const all = Buffer.from(bytes).toString(encoding);
  const end = all.indexOf('\0');
  return (end < 0 ? all : all.slice(0, end)).trimEnd();
}

/** 16 bytes as a UUID in the order they stand; empty for zeros. */
export function uuid(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte === 0)) return '';
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
