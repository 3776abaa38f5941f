import { createHash } from 'node:crypto';
import { BmvError } from '../../proto/error.ts';
import { FrameTable, MAX_FRAME_FILE_BYTES, MAX_FRAME_RAW_BYTES, MAX_FRAMES } from './frame-table.ts';
import {
  crcOfZeros,
  ImageIndex,
  MAX_BLOCK_BYTES,
  MAX_BLOCKS,
  MAX_SUB_BLOCK_BYTES,
  MAX_SUB_BLOCKS,
  MIN_BLOCK_BYTES,
  SUB_BLOCK_BYTES,
} from './image-index.ts';
import {
  AT,
  CRC_BYTES,
  DIGEST_BYTES,
  FRAME_BYTES,
  HEADER_BYTES,
  MAGIC,
  MAX_INDEX_BYTES,
  MAX_NAME_BYTES,
  RUN_BYTES,
  VERSION,
} from './layout.ts';

/** The header's numbers. Bytes and counts. */
interface Header {
  readonly nameBytes: number;
  readonly rawBytes: number;
  readonly fileBytes: number;
  readonly blockBytes: number;
  readonly subBlockBytes: number;
  readonly runs: number;
  readonly dataBlocks: number;
  readonly frames: number;
}

/** Thrown within; what is wrong in a few words. */
class Malformed extends Error {}

function expectThat(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Malformed(otherwise);
}

/** Reads an index strictly. `name`: of the index, for errors. Throws `IMAGE_INDEX_INVALID`. */
export function decodeIndex(bytes: Uint8Array, name: string): ImageIndex {
  try {
    return decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new BmvError(
      'IMAGE_INDEX_INVALID',
      `${name} is no sound index of an image: ${error.message}; make it anew (bmv image index)`,
      { path: name, cause: error },
    );
  }
}

function decode(bytes: Buffer): ImageIndex {
  expectThat(
    bytes.byteLength >= MAGIC.byteLength && bytes.subarray(0, 8).equals(MAGIC),
    'it begins otherwise',
  );
  expectThat(bytes.byteLength >= HEADER_BYTES + DIGEST_BYTES, 'it is too short');
  expectThat(bytes.byteLength <= MAX_INDEX_BYTES, 'it is too long');
  const version = bytes.readUInt32LE(AT.version);
  expectThat(version === VERSION, `it is of version ${version}, which this bmv does not know`);
  expectThat(big(bytes, AT.totalBytes) === bytes.byteLength, 'it is truncated, or longer than it says');
  const end = bytes.byteLength - DIGEST_BYTES;
  const digest = createHash('sha256').update(bytes.subarray(0, end)).digest();
  expectThat(digest.equals(bytes.subarray(end)), 'its own checksum does not match');
  return body(bytes.subarray(0, end), headerOf(bytes));
}

/** HAZARD: numbers that sizes of memory follow from are checked here, before any is taken. */
function headerOf(bytes: Buffer): Header {
  const header = {
    nameBytes: bytes.readUInt32LE(AT.nameBytes),
    rawBytes: big(bytes, AT.rawBytes),
    fileBytes: big(bytes, AT.fileBytes),
    blockBytes: bytes.readUInt32LE(AT.blockBytes),
    subBlockBytes: bytes.readUInt32LE(AT.subBlockBytes),
    runs: bytes.readUInt32LE(AT.runs),
    dataBlocks: bytes.readUInt32LE(AT.dataBlocks),
    frames: bytes.readUInt32LE(AT.frames),
  };
  const { rawBytes, fileBytes, blockBytes, subBlockBytes } = header;
  expectThat(header.nameBytes <= MAX_NAME_BYTES, 'its name is too long');
  expectThat(bytes.readUInt32LE(AT.reserved) === 0, 'a reserved field is not 0');
  expectThat(Number.isSafeInteger(rawBytes) && rawBytes > 0, 'the raw size is out of range');
  expectThat(Number.isSafeInteger(fileBytes) && fileBytes > 0, 'the file size is out of range');
  expectThat(isPower(blockBytes, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES), 'the block size is out of range');
  expectThat(
    isPower(subBlockBytes, SUB_BLOCK_BYTES, Math.min(blockBytes, MAX_SUB_BLOCK_BYTES)),
    'the sub-block size is out of range',
  );
  expectThat(Math.ceil(rawBytes / blockBytes) <= MAX_BLOCKS, 'it has too many blocks');
  expectThat(Math.ceil(rawBytes / subBlockBytes) <= MAX_SUB_BLOCKS, 'it has too many sub-blocks');
  expectThat(header.runs <= MAX_BLOCKS && header.dataBlocks <= MAX_BLOCKS, 'it has too many runs');
  expectThat(header.frames <= MAX_FRAMES, 'it has too many frames');
  return header;
}

function body(bytes: Buffer, header: Header): ImageIndex {
  const { rawBytes, fileBytes, blockBytes, subBlockBytes } = header;
  let at = HEADER_BYTES;
  const take = (length: number): Buffer => {
    expectThat(at + length <= bytes.byteLength, 'it ends too early');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const name = take(header.nameBytes);
  expectThat(Buffer.from(name.toString('utf8')).equals(name), 'its name is no UTF-8');
  const blockCount = Math.ceil(rawBytes / blockBytes);
  const ordinals = ordinalsOf(take(header.runs * RUN_BYTES), blockCount);
  const hasLast = ordinals[blockCount - 1] !== -1;
  expectThat(countData(ordinals) === header.dataBlocks, 'its runs and its blocks disagree');
  const blockDigests = Uint8Array.from(take(header.dataBlocks * DIGEST_BYTES));
  const perBlock = blockBytes / subBlockBytes;
  const inLast = Math.ceil((rawBytes - (blockCount - 1) * blockBytes) / subBlockBytes);
  const stored = header.dataBlocks * perBlock - (hasLast ? perBlock - inLast : 0);
  const crcs = crcsOf(take(stored * CRC_BYTES), ordinals, { rawBytes, blockBytes, subBlockBytes });
  const frames = framesOf(take(header.frames * FRAME_BYTES), rawBytes, fileBytes);
  expectThat(at === bytes.byteLength, 'something stands behind its end');
  return new ImageIndex({
    rawBytes,
    blockBytes,
    subBlockBytes,
    digests: {
      sha256: bytes.toString('hex', AT.sha256, AT.sha512),
      sha512: bytes.toString('hex', AT.sha512, AT.totalBytes),
    },
    file: { name: name.toString('utf8'), sizeBytes: fileBytes },
    ordinals,
    blockDigests,
    crcs,
    frames,
  });
}

function ordinalsOf(runs: Buffer, blockCount: number): Int32Array {
  const ordinals = new Int32Array(blockCount);
  let [block, data] = [0, 0];
  for (let at = 0; at < runs.byteLength; at += RUN_BYTES) {
    const count = runs.readUInt32LE(at);
    expectThat(count > 0 || at === 0, 'it has an empty run');
    expectThat(block + count <= blockCount, 'its runs are longer than the image');
    const isData = (at / RUN_BYTES) % 2 === 0;
    for (const end = block + count; block < end; block += 1) ordinals[block] = isData ? data++ : -1;
  }
  expectThat(block === blockCount, 'its runs are shorter than the image');
  return ordinals;
}

function countData(ordinals: Int32Array): number {
  return ordinals.reduce((sum, ordinal) => (ordinal < 0 ? sum : sum + 1), 0);
}

/** Of all sub-blocks, those of zeros too. */
function crcsOf(
  stored: Buffer,
  ordinals: Int32Array,
  shape: { readonly rawBytes: number; readonly blockBytes: number; readonly subBlockBytes: number },
): Uint32Array {
  const count = Math.ceil(shape.rawBytes / shape.subBlockBytes);
  const perBlock = shape.blockBytes / shape.subBlockBytes;
  const crcs = new Uint32Array(count).fill(crcOfZeros(shape.subBlockBytes));
  crcs[count - 1] = crcOfZeros(shape.rawBytes - (count - 1) * shape.subBlockBytes);
  let at = 0;
  for (let sub = 0; sub < count; sub += 1) {
    if (ordinals[Math.floor(sub / perBlock)] === -1) continue;
    crcs[sub] = stored.readUInt32LE(at);
    at += CRC_BYTES;
  }
  return crcs;
}

function framesOf(stored: Buffer, rawBytes: number, fileBytes: number): FrameTable | null {
  const count = stored.byteLength / FRAME_BYTES;
  if (count === 0) return null;
  const [raw, file] = [new Uint32Array(count), new Uint32Array(count)];
  for (let number = 0; number < count; number += 1) {
    const rawLength = stored.readUInt32LE(number * FRAME_BYTES);
    const fileLength = stored.readUInt32LE(number * FRAME_BYTES + 4);
    expectThat(
      rawLength > 0 && rawLength <= MAX_FRAME_RAW_BYTES,
      'the raw length of a frame is out of range',
    );
    expectThat(fileLength > 0 && fileLength <= MAX_FRAME_FILE_BYTES, 'the length of a frame is out of range');
    raw[number] = rawLength;
    file[number] = fileLength;
  }
  const frames = new FrameTable(raw, file);
  expectThat(
    frames.rawBytes === rawBytes && frames.fileBytes === fileBytes,
    'its frames do not cover the file',
  );
  return frames;
}

function big(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}

function isPower(value: number, min: number, max: number): boolean {
  return value >= min && value <= max && (value & (value - 1)) === 0;
}
