/** First bytes of every index: no text, and damaged by whatever changes line ends or the eighth bit. */
export const MAGIC = Buffer.from('\x89BMVIDX\n', 'latin1');
export const VERSION = 1;

/** Offsets in bytes of the header's fields; format.md says what they are. */
export const AT = {
  version: 8,
  nameBytes: 12,
  rawBytes: 16,
  fileBytes: 24,
  blockBytes: 32,
  subBlockBytes: 36,
  runs: 40,
  dataBlocks: 44,
  frames: 48,
  reserved: 52,
  sha256: 56,
  sha512: 88,
  totalBytes: 152,
} as const;
export const HEADER_BYTES = 160;

export const DIGEST_BYTES = 32;
export const RUN_BYTES = 4;
export const CRC_BYTES = 4;
export const FRAME_BYTES = 8;
export const MAX_NAME_BYTES = 255;

/** More than the limits of blocks, sub-blocks, runs and frames allow. */
export const MAX_INDEX_BYTES = 64 * 1024 * 1024;
