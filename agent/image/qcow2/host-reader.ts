import type { Extent } from '../../layout/extent.ts';
import { endOf } from '../../layout/extent.ts';
import type { Transfer } from '../transfer.ts';

/** Reads of one image file at any place. */
export interface HostReader {
  /** Reads that may be in flight at once. */
  readonly parallel: number;
  /** Up to `length` bytes; fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

const READS_IN_FLIGHT = 4;

/** Neighbours with at most this many bytes between them are read at once. */
const MERGED_GAP = 64 * 1024;
const MERGED_BYTES = 1024 * 1024;

export function hostReader(transfer: Transfer, signal: AbortSignal): HostReader {
  if (!transfer.seekable) return new ForwardReader(transfer, signal);
  return {
    parallel: READS_IN_FLIGHT,
    read: (offset, length) => transfer.readAt(offset, length, signal),
    close: async () => {},
  };
}

/**
 * Reads a file that comes as a stream only: forward as far as it goes, and from its beginning again for what lies
 * behind. One read at a time.
 */
class ForwardReader implements HostReader {
  readonly parallel = 1;
  readonly #transfer: Transfer;
  readonly #signal: AbortSignal;
  #stream: AsyncGenerator<Uint8Array, void, void> | null = null;
  /** Of the first byte of `#rest`. */
  #position = 0;
  #rest: Uint8Array = new Uint8Array();

  constructor(transfer: Transfer, signal: AbortSignal) {
    this.#transfer = transfer;
    this.#signal = signal;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (!this.#stream || offset < this.#position) await this.#restart();
    await this.#take(offset - this.#position, null);
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, await this.#take(length, bytes));
  }

  async close(): Promise<void> {
    await this.#stream?.return();
    this.#stream = null;
  }

  async #restart(): Promise<void> {
    await this.close();
    this.#stream = this.#transfer.stream(this.#signal);
    this.#position = 0;
    this.#rest = new Uint8Array();
  }

  /** Moves on by `length` bytes, and copies them. Returns how many there were. */
  async #take(length: number, into: Uint8Array | null): Promise<number> {
    let done = 0;
    while (done < length) {
      if (this.#rest.byteLength === 0) {
        const next = await this.#stream?.next();
        if (!next || next.done) break;
        this.#rest = next.value;
        continue;
      }
      const part = this.#rest.subarray(0, length - done);
      into?.set(part, done);
      done += part.byteLength;
      this.#position += part.byteLength;
      this.#rest = this.#rest.subarray(part.byteLength);
    }
    return done;
  }
}

/** Extents that are read at once. */
interface Group<Item> {
  readonly items: Item[];
  readonly offset: number;
  length: number;
}

function* grouped<Item extends Extent>(items: Iterable<Item>): Generator<Group<Item>> {
  let group: Group<Item> | null = null;
  for (const item of items) {
    const end = endOf(item);
    if (group && item.offset - endOf(group) <= MERGED_GAP && end - group.offset <= MERGED_BYTES) {
      group.items.push(item);
      group.length = Math.max(group.length, end - group.offset);
      continue;
    }
    if (group) yield group;
    group = { items: [item], offset: item.offset, length: item.length };
  }
  if (group) yield group;
}

/** What was read of an extent; shorter than that at the end of the file. */
export interface ReadExtent<Item> {
  readonly item: Item;
  readonly bytes: Uint8Array;
}

/** Reads extents that are sorted by their offset, neighbours at once and several ahead. Gives them in that order. */
export async function* readExtents<Item extends Extent>(
  reader: HostReader,
  items: Iterable<Item>,
): AsyncGenerator<ReadExtent<Item>, void, void> {
  const groups = grouped(items);
  const ahead: (readonly [Group<Item>, Promise<Uint8Array>])[] = [];
  const readNext = () => {
    const next = groups.next();
    if (next.done) return;
    const reading = reader.read(next.value.offset, next.value.length);
    // Its error is thrown where its turn comes.
    reading.catch(() => {});
    ahead.push([next.value, reading]);
  };
  while (ahead.length < reader.parallel) {
    const before = ahead.length;
    readNext();
    if (ahead.length === before) break;
  }
  for (let first = ahead.shift(); first; first = ahead.shift()) {
    const [group, reading] = first;
    const bytes = await reading;
    readNext();
    for (const item of group.items) {
      const from = item.offset - group.offset;
      yield { item, bytes: bytes.subarray(from, from + item.length) };
    }
  }
}
