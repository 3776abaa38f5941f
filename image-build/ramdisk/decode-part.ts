import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import { constants, crc32, createInflateRaw, createZstdDecompress, type InflateRaw } from 'node:zlib';
import { toolEnvironment, toolMissing } from '../../hardware-managers/linux/command.ts';
import type { PartFormat } from './format.ts';
import { ArchiveError } from './newc-names.ts';
import { xzEnd, zstdEnd } from './part-end.ts';
import type { PartReader } from './part-reader.ts';

/** Takes decoded bytes, in order. */
type Sink = (piece: Uint8Array) => void;

/** What Linux allows for an initramfs (lib/decompress_unzstd.c). */
const ZSTD_WINDOW_LOG = 27;
const GZIP_FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;
const GZIP_HEADER_MAX = 64 * 1024;
const GZIP_TRAILER_BYTES = 8;
const CHUNK_BYTES = 1024 * 1024;

/** RFC 1952 2.3: bytes before the compressed data. */
function gzipHeaderBytes(head: Buffer): number {
  const flags = head[3] ?? 0;
  let at = 10;
  if (flags & GZIP_FLAG.extra) at += 2 + (head.byteLength >= at + 2 ? head.readUInt16LE(at) : 0);
  for (const flag of [GZIP_FLAG.name, GZIP_FLAG.comment]) {
    if (!(flags & flag)) continue;
    const end = head.indexOf(0, at);
    at = end < 0 ? head.byteLength : end + 1;
  }
  if (flags & GZIP_FLAG.headerCrc) at += 2;
  return at;
}

/** Gives pieces to a decoder until it takes no more: it ends by itself where the data ends. */
async function feed(decoder: InflateRaw, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  let onClose = () => {};
  decoder.once('close', () => onClose());
  for await (const piece of pieces) {
    const isTaken = await new Promise<boolean>((resolve) => {
      // HAZARD: a stream that is destroyed while a write waits for room never calls that write back.
      onClose = () => resolve(false);
      decoder.write(piece, (error) => resolve(!error));
    });
    if (!isTaken || decoder.readableEnded || decoder.destroyed) return;
  }
  decoder.end();
}

/** Decodes one member; what follows it is not touched. */
async function decodeGzip(reader: PartReader, offset: number, sink: Sink): Promise<number> {
  const start = offset + gzipHeaderBytes(await reader.read(offset, GZIP_HEADER_MAX));
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  const fed = feed(inflate, reader.pieces(start)).catch((error: unknown) => {
    inflate.destroy(error instanceof Error ? error : undefined);
  });
  let [sum, size] = [0, 0];
  try {
    for await (const piece of inflate as AsyncIterable<Uint8Array>) {
      sum = crc32(piece, sum);
      size = (size + piece.byteLength) % 2 ** 32;
      sink(piece);
    }
  } finally {
    inflate.destroy();
    await fed;
  }
  const end = start + inflate.bytesWritten;
  const trailer = await reader.read(end, GZIP_TRAILER_BYTES);
  if (trailer.byteLength < GZIP_TRAILER_BYTES) throw new ArchiveError('the compressed data is cut off');
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== size)
    throw new ArchiveError('the compressed data is damaged');
  return end + GZIP_TRAILER_BYTES;
}

async function decodeZstd(reader: PartReader, offset: number, sink: Sink): Promise<number> {
  const end = await zstdEnd(reader, offset);
  const decoder = createZstdDecompress({
    chunkSize: CHUNK_BYTES,
    params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG },
  });
  await pipeline(reader.pieces(offset, end), decoder, async (output: AsyncIterable<Uint8Array>) => {
    for await (const piece of output) sink(piece);
  });
  return end;
}

async function decodeXz(reader: PartReader, offset: number, sink: Sink): Promise<number> {
  const end = await xzEnd(reader, offset);
  const child = spawn('xz', ['-dc'], { stdio: ['pipe', 'pipe', 'ignore'], env: toolEnvironment() });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  try {
    const [code] = await Promise.all([
      exit,
      pipeline(reader.pieces(offset, end), child.stdin),
      (async () => {
        for await (const piece of child.stdout) sink(piece as Uint8Array);
      })(),
    ]);
    if (code !== 0) throw new ArchiveError('the compressed data is damaged');
    return end;
  } catch (error) {
    await exit.catch(() => {});
    throw error;
  } finally {
    child.kill('SIGKILL');
  }
}

const DECODERS = { gzip: decodeGzip, zstd: decodeZstd, xz: decodeXz } as const;

/** Errors of Node's decoders and of programs as what they mean. */
function meaningOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ArchiveError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT') return toolMissing('xz');
  if (code === 'Z_BUF_ERROR') return new ArchiveError('the compressed data is cut off', { cause: error });
  const isData = /^(Z_|ZSTD_|ERR__?ZSTD|ERR_ZLIB|EPIPE)/.test(code) || error.message.includes('zstd');
  return isData ? new ArchiveError('the compressed data is damaged', { cause: error }) : error;
}

/**
 * Decodes the compressed part at `offset` and returns where it ends. Throws `ArchiveError`, or `TOOL_MISSING`
 * without xz.
 */
export async function decodePart(
  format: Exclude<PartFormat, 'plain'>,
  reader: PartReader,
  offset: number,
  sink: Sink,
): Promise<number> {
  try {
    return await DECODERS[format](reader, offset, sink);
  } catch (error) {
    throw meaningOf(error);
  }
}
