import { createHash } from 'node:crypto';
import { decodeIndex } from '../../agent/image-index/decode.ts';
import { formatBytes } from '../units.ts';

/** An index as it was written to `path`. Read anew: what cannot be read is not told as made. */
export function indexJson(path: string, bytes: Uint8Array): object {
  const { parts, blockCount } = decodeIndex(bytes, path);
  return {
    index: {
      path,
      size: bytes.byteLength,
      checksum: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      blockSize: parts.blockBytes,
      subBlockSize: parts.subBlockBytes,
      blocks: blockCount,
      dataBlocks: parts.blockDigests.byteLength / 32,
      frames: parts.frames?.count ?? 0,
    },
    image: {
      name: parts.file.name,
      size: parts.file.sizeBytes,
      rawSize: parts.rawBytes,
      sha256: parts.digests.sha256,
      sha512: parts.digests.sha512,
    },
  };
}

export function indexText(path: string, bytes: Uint8Array): string {
  const { parts } = decodeIndex(bytes, path);
  const percent = ((bytes.byteLength / parts.rawBytes) * 100).toFixed(2);
  const isRaw = parts.file.sizeBytes === parts.rawBytes && parts.frames === null;
  const of = isRaw ? parts.file.name : `the raw content of ${parts.file.name}`;
  return [
    `${path}: ${formatBytes(bytes.byteLength)} (${percent} %), of ${of}, ${formatBytes(parts.rawBytes)}`,
    `index checksum sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    ...(isRaw || parts.frames
      ? []
      : ['parts of such a file cannot be downloaded alone; bmv image prepare makes a form of it that can']),
  ].join('\n');
}
