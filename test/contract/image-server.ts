import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeSmallImage } from '../support/small-image.ts';

const PATH = '/image.raw';

/** A server for one small image, and what a conductor would say of it. */
export interface ContractImage {
  readonly bytes: Buffer;
  readonly info: Readonly<Record<string, unknown>>;
  /** Resolves when half of the image was sent. */
  readonly half: Promise<void>;
  /** Lets the other half out; until then every whole download stops there, and the newest one goes on. */
  readonly release: () => void;
  readonly stop: () => Promise<void>;
}

/** A whole-disk image of 5 MiB. */
export function diskImage(folder: string): Buffer {
  const path = join(folder, 'image.raw');
  makeSmallImage(path, 512, 1);
  return readFileSync(path);
}

export interface ServeOptions {
  /** A whole download stops at its half until it is released. */
  readonly held?: boolean;
  /** By default the loopback. */
  readonly host?: string;
}

/** Serves an image. */
export async function serveImage(
  bytes: Buffer,
  { held = false, host = '127.0.0.1' }: ServeOptions = {},
): Promise<ContractImage> {
  let isHeld = held;
  let tellHalf: () => void = () => {};
  let sendRest: () => void = () => {};
  const half = new Promise<void>((resolve) => {
    tellHalf = resolve;
  });
  const server = createServer((request, response) => {
    if (request.url !== PATH) {
      response.writeHead(404).end();
      return;
    }
    const wanted = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const [start, end] = wanted ? [Number(wanted[1]), Number(wanted[2]) + 1] : [0, bytes.byteLength];
    const body = bytes.subarray(start, Math.min(end, bytes.byteLength));
    response.setHeader('etag', '"one"').setHeader('content-length', body.byteLength);
    if (wanted)
      response.setHeader(
        'content-range',
        `bytes ${start}-${start + body.byteLength - 1}/${bytes.byteLength}`,
      );
    response.writeHead(wanted ? 206 : 200);
    if (wanted || !isHeld) response.end(body);
    else {
      const half = body.byteLength / 2;
      response.write(body.subarray(0, half), tellHalf);
      sendRest = () => response.end(body.subarray(half));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    bytes,
    info: {
      id: 'image.raw',
      urls: [`http://${host}:${port}${PATH}`],
      disk_format: 'raw',
      container_format: 'bare',
      stream_raw_images: true,
      node_uuid: '11111111-2222-4333-8444-555555555555',
      os_hash_algo: 'sha256',
      os_hash_value: createHash('sha256').update(bytes).digest('hex'),
    },
    half,
    release: () => {
      isHeld = false;
      sendRest();
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
