import type { Context } from '../agent/context.ts';
import { type Compression, compress } from './compress.ts';
import { CPIO_ALIGNMENT, encodeCpio, paddingTo } from './cpio.ts';
import type { Architecture } from './node-binary.ts';
import { buildPayload, type Payload, type PayloadRequest } from './payload.ts';
import { checkFree, orAborted, publish } from './publish.ts';
import { examineRamdisk, type RamdiskFacts } from './ramdisk/examine.ts';
import type { PartFormat } from './ramdisk/format.ts';
import { type RamdiskScan, scanRamdisk } from './ramdisk/scan.ts';

export interface EmbedRequest extends Omit<PayloadRequest, 'arch' | 'pythonPath'> {
  readonly ramdisk: string;
  readonly out: string;
  /** Null: the ramdisk's own; null for both where it is not to be seen is this machine's. */
  readonly arch: Architecture | null;
  /** Null: found in the ramdisk. */
  readonly pythonPath: string | null;
  /** Null: as the ramdisk is. */
  readonly compression: Compression | null;
  /** Seconds; of all files of the payload. */
  readonly mtime: number;
}

export interface Embedded {
  readonly scan: RamdiskScan;
  readonly facts: RamdiskFacts;
  readonly arch: Architecture;
  readonly payload: Payload;
  readonly compression: Compression;
  /** What the ramdisk grew by. */
  readonly addedBytes: number;
}

type Effects = Pick<Context, 'onProgress' | 'signal'>;

/**
 * The ramdisk's last format, which its kernel can surely read; for xz, gzip.
 * HAZARD: Ironic's conductor decompresses a ramdisk that begins with zstd, which fails for anything but zstd
 * behind it.
 */
export function compressionFor(formats: readonly PartFormat[]): Compression {
  const last = formats.at(-1);
  if (last === 'zstd') return 'zstd';
  return last === 'plain' ? 'none' : 'gzip';
}

/** Copies a ramdisk with the payload behind it. The ramdisk is only read. */
export async function embedPayload(request: EmbedRequest, effects: Effects): Promise<Embedded> {
  return await orAborted(request.out, effects.signal, async () => await embed(request, effects));
}

async function embed(request: EmbedRequest, effects: Effects): Promise<Embedded> {
  const { ramdisk, out } = request;
  await checkFree(out, ramdisk);
  const scan = await scanRamdisk(ramdisk, effects);
  const facts = examineRamdisk(scan, request);
  const arch = facts.arch ?? (process.arch === 'arm64' ? 'arm64' : 'x64');
  const payload = await buildPayload({ ...request, arch, pythonPath: facts.pythonPath }, effects.signal);
  const compression = request.compression ?? compressionFor(scan.formats);
  const packed = await compress(encodeCpio(payload.tree, request.mtime), compression, effects);
  // Plain archives and what follows them must be aligned; gzip and zstd themselves would stop at padding.
  const isAligned = compression === 'none' || scan.formats.at(-1) === 'plain';
  const padding = isAligned ? paddingTo(CPIO_ALIGNMENT, scan.sizeBytes) : 0;
  const pieces = [...(padding > 0 ? [Buffer.alloc(padding)] : []), ...packed];
  await publish(out, ramdisk, pieces, effects.signal);
  const addedBytes = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  return { scan, facts, arch, payload, compression, addedBytes };
}
