const MAGIC = 0xfd2fb528;
const RLE_BLOCK = 1;
const RESERVED_BLOCK = 3;
const CHECKSUM_BYTES = 4;

/** Bytes of a frame's header, by its descriptor (RFC 8878, 3.1.1.1). */
function headerBytes(descriptor: number): number {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const size = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0;
  return 4 + 1 + (isSingleSegment ? 0 : 1) + dictionary + size;
}

/**
 * Length in bytes of the zstd frame that `bytes` begin with; null where no whole frame is there. Found by the
 * headers of its blocks: Node refuses bytes behind a frame, and in a qcow2 file there are some.
 */
export function zstdFrameBytes(bytes: Buffer): number | null {
  if (bytes.byteLength < 5 || bytes.readUInt32LE(0) !== MAGIC) return null;
  const descriptor = bytes.readUInt8(4);
  let at = headerBytes(descriptor);
  for (let isLast = false; !isLast; ) {
    if (at + 3 > bytes.byteLength) return null;
    const block = bytes.readUIntLE(at, 3);
    const type = (block >>> 1) & 3;
    if (type === RESERVED_BLOCK) return null;
    isLast = (block & 1) !== 0;
    at += 3 + (type === RLE_BLOCK ? 1 : block >>> 3);
  }
  if ((descriptor & 4) !== 0) at += CHECKSUM_BYTES;
  return at <= bytes.byteLength ? at : null;
}
