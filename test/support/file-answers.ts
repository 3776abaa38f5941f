import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream';
import type { ServerBehaviour } from './image-server.ts';

const PIECE_BYTES = 1024 * 1024;

/** For `ImageServer`: the files of a folder, read while they are sent; they may be larger than a `Buffer`. */
export function answersFrom(folder: string, { noRanges = false } = {}): ServerBehaviour {
  return { answer: (request, response) => answer(folder, noRanges, request, response) };
}

function answer(folder: string, noRanges: boolean, request: IncomingMessage, response: ServerResponse): void {
  const path = join(folder, basename(request.url ?? ''));
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) {
    response.writeHead(404).end();
    return;
  }
  const wanted = noRanges ? null : /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(wanted?.[1] ?? 0);
  const end = Math.min(size, wanted?.[2] ? Number(wanted[2]) + 1 : size);
  if (wanted) response.setHeader('content-range', `bytes ${start}-${end - 1}/${size}`);
  response.setHeader('etag', `"${size}"`);
  response.writeHead(wanted ? 206 : 200, { 'content-length': end - start });
  // A client that goes away is no error of the server.
  pipeline(createReadStream(path, { start, end: end - 1, highWaterMark: PIECE_BYTES }), response, () => {});
}
