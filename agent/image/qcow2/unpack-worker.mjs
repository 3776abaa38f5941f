// The other end of unpack-threads.ts: decompresses clusters into the memory that it was told of. Plain JavaScript,
// alone: to strip types would take a thread more memory than all else.
import { parentPort, workerData } from 'node:worker_threads';
import { inflateRawSync, zstdDecompressSync } from 'node:zlib';

/** @type {import('./unpack-threads.ts').UnpackSetting} */
const { compression, options, clusterBytes, slots } = workerData;
const decompress = compression === 'zlib' ? inflateRawSync : zstdDecompressSync;
/** @type {Uint8Array[]} */
const memories = [];

/**
 * What is wrong with a cluster; null for nothing.
 * @param {Uint8Array} bytes
 * @param {number} slot
 */
function unpack(bytes, slot) {
  try {
    const found = decompress(bytes, options);
    const { byteLength } = found;
    if (byteLength === clusterBytes) slots.set(found, slot * clusterBytes);
    // Else V8 would let hundreds of such buffers come together. Small ones share theirs with others.
    if (found.buffer.byteLength > Buffer.poolSize) found.buffer.transfer(0);
    return byteLength === clusterBytes ? null : { length: byteLength };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

/** @param {import('./unpack-threads.ts').UnpackBatch} batch */
function carryOut({ added, own, jobs }) {
  memories.push(...added);
  const outcomes = [];
  for (let at = 0; at < jobs.length; at += 4) {
    const [memory = 0, offset = 0, length = 0, slot = 0] = jobs.subarray(at, at + 4);
    const bytes = memory < 0 ? own[-1 - memory] : memories[memory]?.subarray(offset, offset + length);
    outcomes.push(unpack(bytes ?? new Uint8Array(), slot));
  }
  return outcomes.every((outcome) => outcome === null) ? null : outcomes;
}

parentPort?.on('message', (batch) => parentPort?.postMessage(carryOut(batch)));
