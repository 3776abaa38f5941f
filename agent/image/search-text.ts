import type { ImageSource } from './types.ts';

const GUID_CHARACTERS = 36;

/**
 * Which of these GUIDs occur in the decoded image as text, in either case: boot files name partitions so.
 * Reads the whole image once.
 */
export async function findGuidsInText(
  source: ImageSource,
  guids: readonly string[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const found = new Set<string>();
  const needles = guids.flatMap((guid) =>
    [guid.toLowerCase(), guid.toUpperCase()].map((text) => ({ guid, bytes: Buffer.from(text) })),
  );
  let tail = Buffer.alloc(0);
  for await (const chunk of source.stream(signal)) {
    if (chunk.kind !== 'data') {
      tail = Buffer.alloc(0);
      continue;
    }
    const bytes = Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.byteLength);
    const border = Buffer.concat([tail, bytes.subarray(0, GUID_CHARACTERS)]);
    for (const needle of needles)
      if (bytes.includes(needle.bytes) || border.includes(needle.bytes)) found.add(needle.guid);
    tail = Buffer.from(bytes.subarray(Math.max(0, bytes.byteLength - GUID_CHARACTERS)));
    chunk.release();
  }
  return found;
}
