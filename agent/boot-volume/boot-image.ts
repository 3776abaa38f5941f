import { readTable } from '../../hardware-managers/partition-table/read-table.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';
import { CHUNK_ALIGNMENT, type ImageChunk, type ImageResult, type ImageSource } from '../image/types.ts';
import { alignUp, endOf, MIB } from '../layout/extent.ts';
import type { FilesystemSignature, ImageHead } from '../layout/types.ts';
import { frameOf, type ImageFrame } from '../partition-image/image-table.ts';
import { ESP_MB, ESP_NAME, type Part } from '../partition-image/parts.ts';
import { fatImage } from './fat-image.ts';

/** What the EFI system partition is made of. */
export interface EspRequest {
  /** Of what it boots, for people. */
  readonly name: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly sectorBytes: 512 | 4096;
  readonly newGuid: () => string;
}

const IGNORE = () => {};

/** Number of the partition in the table of the image. */
const ESP_NUMBER = 1;
const ESP: Part = {
  role: 'efi system partition',
  number: ESP_NUMBER,
  name: ESP_NAME,
  typeGuid: TYPE_GUIDS.esp,
  extent: { offset: MIB, length: ESP_MB * MIB },
  filesystem: 'vfat',
};

/** As blkid prints the 32 bits of a FAT. */
function shownId(id: number): string {
  const hex = id.toString(16).toUpperCase().padStart(8, '0');
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}

/**
 * A disk image of nothing but an EFI system partition, so that a volume is made to boot as every image is deployed:
 * planned, journalled, sealed, written, committed. It is small, and all of it is in memory.
 */
export class BootImage implements ImageSource {
  readonly name: string;
  readonly transferSizeBytes = 0;
  readonly transferredBytes = 0;
  readonly #sectorBytes: 512 | 4096;
  readonly #frame: ImageFrame;
  readonly #esp: Uint8Array;
  readonly #filesystem: FilesystemSignature;

  constructor({ name, files, sectorBytes, newGuid }: EspRequest) {
    this.name = name;
    this.#sectorBytes = sectorBytes;
    this.#frame = frameOf({ made: [], root: ESP }, sectorBytes, newGuid);
    const id = Number.parseInt(newGuid().slice(0, 8), 16);
    this.#esp = fatImage({ sizeBytes: ESP.extent.length, sectorBytes, id, label: ESP_NAME, files });
    this.#filesystem = { type: 'vfat', label: ESP_NAME, uuid: shownId(id) };
  }

  async readHead(): Promise<ImageHead> {
    const { head: bytes, sizeBytes } = this.#frame;
    const reader: ByteReader = {
      sizeBytes: bytes.byteLength,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
    };
    const sectorBytes = this.#sectorBytes;
    return {
      name: this.name,
      format: 'raw',
      sizeBytes,
      bytes,
      sectorBytes,
      table: await readTable(reader, sectorBytes, { headOnly: true, diskSizeBytes: sizeBytes }),
      filesystems: new Map([[ESP_NUMBER, this.#filesystem]]),
      made: new Set([ESP_NUMBER]),
      guidsInText: null,
    };
  }

  async *stream(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    const { head, tail, sizeBytes } = this.#frame;
    const { offset } = ESP.extent;
    yield { kind: 'data', offset: 0, bytes: head, release: IGNORE };
    const end = alignUp(this.#esp.byteLength, CHUNK_ALIGNMENT);
    for (let at = 0; at < end; at += MIB) {
      signal.throwIfAborted();
      const bytes = new Uint8Array(Math.min(MIB, end - at));
      bytes.set(this.#esp.subarray(at, at + MIB));
      yield { kind: 'data', offset: offset + at, bytes, release: IGNORE };
    }
    yield { kind: 'zero', offset: offset + end, length: ESP.extent.length - end };
    yield { kind: 'data', offset: endOf(ESP.extent), bytes: tail, release: IGNORE };
    return { sizeBytes, transferredBytes: 0, checksum: null };
  }

  async close(): Promise<void> {}
}
