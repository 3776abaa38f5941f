import type { ImageSource } from './types.ts';

const GUID_CHARACTERS = 36;

/** One way to write one GUID. */
interface Needle {
  readonly guid: string;
  readonly bytes: Buffer;
}

/** GUIDs that are cut by borders between chunks, which come in any order. */
class Borders {
  readonly #needles: readonly Needle[];
  /** By a border's offset: needles that begin before it, and end behind it, with so many characters before it. */
  readonly #before = new Map<number, Set<string>>();
  readonly #behind = new Map<number, Set<string>>();

  constructor(needles: readonly Needle[]) {
    this.#needles = needles;
  }

  /** GUIDs that this chunk completes, with chunks that came before it. */
  found(offset: number, bytes: Buffer): string[] {
    const [ends, begins] = [new Set<string>(), new Set<string>()];
    for (const [number, { bytes: needle }] of this.#needles.entries())
      for (let cut = 1; cut < GUID_CHARACTERS; cut += 1) {
        const [before, behind] = [needle.subarray(0, cut), needle.subarray(cut)];
        if (bytes.subarray(Math.max(0, bytes.byteLength - cut)).equals(before)) ends.add(`${number} ${cut}`);
        if (bytes.subarray(0, behind.byteLength).equals(behind)) begins.add(`${number} ${cut}`);
      }
    const end = offset + bytes.byteLength;
    if (ends.size > 0) this.#before.set(end, ends);
    if (begins.size > 0) this.#behind.set(offset, begins);
    return [...this.#whole(offset), ...this.#whole(end)];
  }

  #whole(border: number): string[] {
    const behind = this.#behind.get(border);
    const whole = [...(this.#before.get(border) ?? [])].filter((cut) => behind?.has(cut));
    return whole.flatMap((cut) => this.#needles[Number(cut.split(' ')[0])]?.guid ?? []);
  }
}

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
  const borders = new Borders(needles);
  for await (const chunk of source.stream(signal)) {
    if (chunk.kind !== 'data') continue;
    const bytes = Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.byteLength);
    for (const needle of needles) if (bytes.includes(needle.bytes)) found.add(needle.guid);
    for (const guid of borders.found(chunk.offset, bytes)) found.add(guid);
    chunk.release();
  }
  return found;
}
