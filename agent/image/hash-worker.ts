/** The other end of `hash-thread.ts`: hashes what it is told, in order, and says when each piece is done. */
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { HashReply, HashRequest } from './hash-thread.ts';
import { hashZeros } from './hasher.ts';

const hash = createHash(String(workerData));

parentPort?.on('message', (request: HashRequest) => {
  const reply = (message: HashReply) => parentPort?.postMessage(message);
  if (request.kind === 'bytes') {
    hash.update(request.bytes);
    reply({ kind: 'done' });
  } else if (request.kind === 'zeros') hashZeros(hash, request.length);
  else reply({ kind: 'digest', hex: hash.digest('hex') });
});
