// The other end of hash-thread.ts: hashes what it is told, in order, and says when each piece is done. Plain
// JavaScript, alone: to strip types would take a thread more memory than all else.
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

const ZEROS = Buffer.alloc(64 * 1024);
const hash = createHash(String(workerData));

/** @param {import('./hash-thread.ts').HashRequest} request */
function carryOut(request) {
  if (request.kind === 'bytes') {
    hash.update(request.bytes);
    return { kind: 'done' };
  }
  if (request.kind === 'digest') return { kind: 'digest', hex: hash.digest('hex') };
  for (let left = request.length; left > 0; left -= ZEROS.byteLength)
    hash.update(ZEROS.subarray(0, Math.min(left, ZEROS.byteLength)));
  return null;
}

parentPort?.on('message', (request) => {
  const reply = carryOut(request);
  if (reply) parentPort?.postMessage(reply);
});
