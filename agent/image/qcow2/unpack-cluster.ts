import { promisify } from 'node:util';
import { constants, inflateRaw, zstdDecompress } from 'node:zlib';
import { BmvError } from '../../../proto/error.ts';
import type { Qcow2Header } from './header.ts';
import { zstdFrameBytes } from './zstd-frame.ts';

const inflate = promisify(inflateRaw);
const unzstd = promisify(zstdDecompress);

/** Room behind a cluster, so that zlib finds its end without asking for a second buffer. */
const SPARE = 64;

/** Memory that a zstd frame may ask for, as a power of 2: what every decoder should have (RFC 8878, 3.1.1.1.2). */
const ZSTD_WINDOW_LOG = 23;

/** `bytes` may go on behind the cluster's end. Damage gives some error of zlib's, or a wrong length. */
async function unpack(bytes: Buffer, { compression, clusterBytes }: Qcow2Header): Promise<Uint8Array> {
  const options = { chunkSize: clusterBytes + SPARE, maxOutputLength: clusterBytes };
  if (compression === 'zlib') return await inflate(bytes, options);
  const length = zstdFrameBytes(bytes);
  if (length === null) throw new Error('there is no whole zstd frame');
  const params = { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG };
  return await unzstd(bytes.subarray(0, length), { ...options, params });
}

/** A compressed cluster and where it stands in the file. */
export interface PackedCluster {
  readonly bytes: Buffer;
  readonly host: number;
}

/** The bytes of a compressed cluster, on a thread of libuv's pool. Throws `IMAGE_CORRUPT`. */
export async function unpackCluster(
  { bytes, host }: PackedCluster,
  header: Qcow2Header,
  name: string,
): Promise<Uint8Array> {
  const { clusterBytes } = header;
  const failure = (why: string, cause: unknown) =>
    new BmvError(
      'IMAGE_CORRUPT',
      `${name} cannot be decompressed at ${host}: ${why.split('\n')[0]}; get it again`,
      { path: name, offset: host, cause },
    );
  const unpacked = await unpack(bytes, header).catch((error: unknown) => {
    throw failure(error instanceof Error ? error.message : String(error), error);
  });
  if (unpacked.byteLength === clusterBytes) return unpacked;
  throw failure(`${unpacked.byteLength} bytes are no cluster of ${clusterBytes}`, null);
}
