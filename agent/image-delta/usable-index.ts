import type { Checksum } from '../image/checksum.ts';
import type { ImageIndex } from '../image-index/image-index.ts';

/** The image that an index was found for. */
export interface IndexedImage {
  /** `raw`, `zstd`, ... */
  readonly format: string;
  /** Of the file as stored; null when the server does not say. */
  readonly sizeBytes: number | null;
  /** Any part of the file can be read alone. */
  readonly seekable: boolean;
  /** What the file must hash to. */
  readonly checksum: Checksum | null;
  /** The caller gave a checksum of the index itself. */
  readonly isVouched: boolean;
}

const SERVER = 'its server does not answer ranges';

/**
 * Why there can be no index to go by, whatever it says; null where there can. HAZARD: what an index says is nobody's
 * word. The image's checksum tells, where it is of the raw content; else somebody must vouch for the index.
 */
export function whyNoIndex({ format, seekable, checksum, isVouched }: IndexedImage): string | null {
  if (!seekable) return SERVER;
  if (isVouched) return null;
  if (format !== 'raw')
    return `its checksum is not of the raw content, and the index has none (--index-checksum)`;
  if (!checksum) return 'neither the image nor the index has a checksum (--checksum, --index-checksum)';
  if (['sha256', 'sha512'].includes(checksum.algorithm)) return null;
  return `an index cannot be compared with a ${checksum.algorithm}; give a sha256 or sha512`;
}

/** Why this index is none to go by; null where it is. */
export function whyNotUsable(index: ImageIndex, image: IndexedImage): string | null {
  const { file, frames, digests } = index.parts;
  const { format, checksum } = image;
  if (format === 'raw') {
    if (frames) return 'it is of a file in frames';
    const named = Object.entries(digests).find(([algorithm]) => algorithm === checksum?.algorithm);
    const isOther = named !== undefined && named[1] !== checksum?.value;
    if (isOther || image.sizeBytes !== index.rawBytes)
      return 'it is of another image, perhaps of an older one';
    return null;
  }
  if (!frames) return `parts of a ${format} file cannot be read alone; make it by bmv image prepare`;
  if (format !== 'zstd' || image.sizeBytes !== file.sizeBytes) return 'it is of another file';
  return null;
}
