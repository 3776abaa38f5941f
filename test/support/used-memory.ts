import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const COLLECTIONS = 10;
const PAUSE_MS = 50;

/** All memory of this process that is in use, bytes; garbage does not count. */
function usedNow(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * The least of several looks. What sockets and streams have let go is garbage only when their last callbacks have run, and
 * V8 frees the memory behind buffers on another thread.
 */
export async function usedBytes(): Promise<number> {
  let least = usedNow();
  for (let times = 1; times < COLLECTIONS; times += 1) {
    await sleep(PAUSE_MS);
    least = Math.min(least, usedNow());
  }
  return least;
}
