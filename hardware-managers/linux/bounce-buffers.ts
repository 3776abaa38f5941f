import { allocateAligned } from './aligned-memory.ts';

/** Bytes of one bounce buffer. */
export const BOUNCE_BYTES = 1024 * 1024;

/** As many as libuv has threads: more could not be in flight. */
const COUNT = 4;

const idle: Uint8Array[] = [];
const waiting: ((buffer: Uint8Array) => void)[] = [];
let made = 0;

async function take(): Promise<Uint8Array> {
  const buffer = idle.pop();
  if (buffer) return buffer;
  if (made < COUNT) {
    made += 1;
    return allocateAligned(BOUNCE_BYTES);
  }
  return await new Promise((resolve) => waiting.push(resolve));
}

function give(buffer: Uint8Array): void {
  const next = waiting.shift();
  if (next) next(buffer);
  else idle.push(buffer);
}

/**
 * Lends `use` one aligned buffer of `BOUNCE_BYTES`, for O_DIRECT with memory that is not aligned itself.
 * The whole process shares four of them, so that memory stays bounded; `use` must not ask for a second.
 */
export async function withBounceBuffer<T>(use: (buffer: Uint8Array) => Promise<T>): Promise<T> {
  const buffer = await take();
  try {
    return await use(buffer);
  } finally {
    give(buffer);
  }
}
