// The other end of block-hasher.ts: hashes blocks of the memory that it was told of. Plain JavaScript, alone: to strip
// types would take a thread more memory than all else.
import { hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

/** @type {Uint8Array[]} */
const memories = [];

/** @param {import('./block-hasher.ts').HashJob} job */
function digests({ added, memory, offset, length, blockBytes }) {
  memories.push(...added);
  const bytes = memories[memory]?.subarray(offset, offset + length) ?? new Uint8Array();
  const found = new Uint8Array(32 * Math.ceil(length / blockBytes));
  for (let at = 0, block = 0; at < length; at += blockBytes, block += 1)
    found.set(hash('sha256', bytes.subarray(at, at + blockBytes), 'buffer'), 32 * block);
  return found;
}

parentPort?.on('message', (job) => parentPort?.postMessage(digests(job)));
