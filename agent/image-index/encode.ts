import { createHash } from 'node:crypto';
import type { FrameTable } from './frame-table.ts';
import type { IndexedFile, IndexShape, RawDigests } from './image-index.ts';
import { AT, FRAME_BYTES, HEADER_BYTES, MAGIC, MAX_NAME_BYTES, RUN_BYTES, VERSION } from './layout.ts';

/** All of an index but what follows from it. */
export interface EncodeInput extends IndexShape {
  readonly rawBytes: number;
  readonly digests: RawDigests;
  readonly file: IndexedFile;
  /** Numbers of blocks: data, zeros, data, ... */
  readonly runs: readonly number[];
  /** SHA-256 of each data block. */
  readonly blockDigests: Uint8Array;
  /** CRC-32 of each sub-block of data blocks, little-endian. */
  readonly crcs: Uint8Array;
  readonly frames: FrameTable | null;
}

function nameOf(name: string): Buffer {
  const characters = [...name];
  while (Buffer.byteLength(characters.join('')) > MAX_NAME_BYTES) characters.pop();
  return Buffer.from(characters.join(''));
}

function encodeFrames(frames: FrameTable | null): Buffer {
  const bytes = Buffer.alloc((frames?.count ?? 0) * FRAME_BYTES);
  for (let number = 0; frames && number < frames.count; number += 1) {
    const { rawLength, fileLength } = frames.frame(number);
    bytes.writeUInt32LE(rawLength, number * FRAME_BYTES);
    bytes.writeUInt32LE(fileLength, number * FRAME_BYTES + 4);
  }
  return bytes;
}

/** An index as it is stored; see format.md. */
export function encodeIndex(input: EncodeInput): Buffer {
  const name = nameOf(input.file.name);
  const runs = Buffer.alloc(input.runs.length * RUN_BYTES);
  for (const [at, count] of input.runs.entries()) runs.writeUInt32LE(count, at * RUN_BYTES);
  const frames = encodeFrames(input.frames);
  const header = Buffer.alloc(HEADER_BYTES);
  const parts = [header, name, runs, input.blockDigests, input.crcs, frames];
  const totalBytes = parts.reduce((sum, { byteLength }) => sum + byteLength, 32);
  MAGIC.copy(header);
  header.writeUInt32LE(VERSION, AT.version);
  header.writeUInt32LE(name.byteLength, AT.nameBytes);
  header.writeBigUInt64LE(BigInt(input.rawBytes), AT.rawBytes);
  header.writeBigUInt64LE(BigInt(input.file.sizeBytes), AT.fileBytes);
  header.writeUInt32LE(input.blockBytes, AT.blockBytes);
  header.writeUInt32LE(input.subBlockBytes, AT.subBlockBytes);
  header.writeUInt32LE(input.runs.length, AT.runs);
  header.writeUInt32LE(input.blockDigests.byteLength / 32, AT.dataBlocks);
  header.writeUInt32LE(input.frames?.count ?? 0, AT.frames);
  Buffer.from(input.digests.sha256, 'hex').copy(header, AT.sha256);
  Buffer.from(input.digests.sha512, 'hex').copy(header, AT.sha512);
  header.writeBigUInt64LE(BigInt(totalBytes), AT.totalBytes);
  const body = Buffer.concat(parts);
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}
