import type { DiskOp } from './memory-disk.ts';

type Write = Extract<DiskOp, { op: 'write' }>;

/** A small seeded generator (mulberry32), so that a failure can be repeated. Values are in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface CrashOptions {
  readonly sectorBytes: number;
  readonly seed: number;
  /** Random subsets of sectors tried in each interval between two flushes. */
  readonly subsetsPerInterval: number;
  /** Writes of more sectors than this are cut at sampled sectors only. */
  readonly everySectorUpTo: number;
}

/** One state that power loss can leave. `bytes` is reused: it is valid only until the next state. */
export interface CrashState {
  readonly bytes: Buffer;
  /** For the failure message: which operation, how far. */
  readonly what: string;
}

/** The writes between one flush and the next. */
function intervalsOf(log: readonly DiskOp[]): Write[][] {
  const intervals: Write[][] = [[]];
  for (const op of log) {
    if (op.op === 'flush') intervals.push([]);
    else intervals.at(-1)?.push(op);
  }
  return intervals.filter((writes) => writes.length > 0);
}

/** Sectors of a write at which a cut is tried. */
function cutsOf(write: Write, options: CrashOptions, random: () => number): number[] {
  const sectors = write.bytes.byteLength / options.sectorBytes;
  if (sectors <= options.everySectorUpTo) return Array.from({ length: sectors }, (_, index) => index + 1);
  const cuts = Array.from({ length: options.everySectorUpTo - 1 }, () => 1 + Math.floor(random() * sectors));
  return [...new Set([...cuts, sectors])].sort((a, b) => a - b);
}

/**
 * Every state that a power cut during `log` can leave on a disk that began as `base`, as far as it is
 * tried: all prefixes by sectors, and for each interval between flushes seeded subsets of its sectors in
 * which one sector may be torn (only its first bytes are new).
 */
export function* crashStates(
  base: Buffer,
  log: readonly DiskOp[],
  options: CrashOptions,
): Generator<CrashState> {
  const random = seededRandom(options.seed);
  const bytes = Buffer.from(base);
  const intervals = intervalsOf(log);
  yield { bytes, what: 'before the first write' };
  for (const [index, writes] of intervals.entries()) {
    const undo = writes.map((write) =>
      Buffer.from(bytes.subarray(write.offset, write.offset + write.bytes.byteLength)),
    );
    const revert = () => {
      for (const [at, write] of [...writes.entries()].reverse()) bytes.set(undo[at] ?? [], write.offset);
    };

    for (let subset = 0; subset < options.subsetsPerInterval; subset += 1) {
      applySubset(bytes, writes, options, random);
      yield {
        bytes,
        what: `interval ${index} of ${intervals.length}, subset ${subset} of its ${writes.length} writes`,
      };
      revert();
    }
    for (const [at, write] of writes.entries()) {
      let done = 0;
      for (const cut of cutsOf(write, options, random)) {
        bytes.set(write.bytes.subarray(done, cut * options.sectorBytes), write.offset + done);
        done = cut * options.sectorBytes;
        yield {
          bytes,
          what: `interval ${index} of ${intervals.length}, write ${at} at ${write.offset}, ${cut} sectors of it`,
        };
      }
    }
  }
}

/** Applies each sector with a probability of its own drawing; tears one of them. */
function applySubset(
  bytes: Buffer,
  writes: readonly Write[],
  options: CrashOptions,
  random: () => number,
): void {
  const chance = random();
  const torn = Math.floor(random() * writes.length);
  for (const [at, write] of writes.entries()) {
    // Long writes lose runs of sectors, not single ones, so that a subset stays quick to make.
    const unit =
      write.bytes.byteLength / options.sectorBytes > 64 ? write.bytes.byteLength / 16 : options.sectorBytes;
    const step = Math.ceil(unit / options.sectorBytes) * options.sectorBytes;
    for (let offset = 0; offset < write.bytes.byteLength; offset += step) {
      if (random() > chance) continue;
      const length = at === torn && random() < 0.2 ? Math.floor(random() * options.sectorBytes) : step;
      bytes.set(
        write.bytes.subarray(offset, Math.min(offset + length, write.bytes.byteLength)),
        write.offset + offset,
      );
    }
  }
}
