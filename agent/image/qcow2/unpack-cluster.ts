import { promisify } from 'node:util';
import { constants, inflateRaw, type ZlibOptions, type ZstdOptions, zstdDecompress } from 'node:zlib';
import { BmvError } from '../../../proto/error.ts';
import { freeOwn } from '../own-memory.ts';
import type { Qcow2Header } from './header.ts';
import { zstdFrameBytes } from './zstd-frame.ts';

const inflate = promisify(inflateRaw);
const unzstd = promisify(zstdDecompress);

/** Room behind a cluster, so that zlib finds its end without asking for a second buffer. */
const SPARE = 64;

/** Of what libuv's pool decompresses at once: some more than it has threads. */
const POOL_CAPACITY = 17;
/** Of all clusters that are decompressed at once. */
const CAPACITY_BYTES = 6 * 1024 * 1024;
const LEAST_CAPACITY = 3;

export const NO_FRAME = 'there is no whole zstd frame';

/** Memory that a zstd frame may ask for, as a power of 2: what every decoder should have (RFC 8878, 3.1.1.1.2). */
const ZSTD_WINDOW_LOG = 23;

/** A compressed cluster and where it stands in the file. */
export interface PackedCluster {
  /** They may go on behind the cluster's end. */
  readonly bytes: Buffer;
  readonly host: number;
}

/** A cluster's bytes in lent memory. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  /** Gives the memory back. */
  readonly release: () => void;
}

/** Decompresses several clusters at once. */
export interface Unpacker {
  /** So many may be asked for and not given back. */
  readonly capacity: number;
  /** Throws `IMAGE_CORRUPT`. `cluster` must not change before the promise settles. */
  unpack(cluster: PackedCluster): Promise<Unpacked>;
  /** Whatever is not done is given up. */
  close(): Promise<void>;
}

/** What of an image is decompressed. */
interface About {
  readonly name: string;
  readonly host: number;
}

export function unreadable({ name, host }: About, why: string, cause: unknown): BmvError {
  return new BmvError(
    'IMAGE_CORRUPT',
    `${name} cannot be decompressed at ${host}: ${why.split('\n')[0]}; get it again`,
    { path: name, offset: host, cause },
  );
}

export function wrongLength(about: About, length: number, { clusterBytes }: Qcow2Header): BmvError {
  return unreadable(about, `${length} bytes are no cluster of ${clusterBytes}`, null);
}

/** What of a cluster's bytes its decompressor takes; null where they cannot be one. */
export function exactBytes(bytes: Buffer, { compression }: Qcow2Header): Buffer | null {
  if (compression === 'zlib') return bytes;
  const length = zstdFrameBytes(bytes);
  return length === null ? null : bytes.subarray(0, length);
}

/** Of the decompressor; damage gives some error of its own, or a wrong length. */
export function unpackOptions({ compression, clusterBytes }: Qcow2Header): ZlibOptions & ZstdOptions {
  const options = { chunkSize: clusterBytes + SPARE, maxOutputLength: clusterBytes };
  if (compression === 'zlib') return options;
  return { ...options, params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } };
}

/** How many clusters may be decompressed at once; `most` where they are small. */
export function capacityFor({ clusterBytes }: Qcow2Header, most: number): number {
  return Math.min(most, Math.max(LEAST_CAPACITY, Math.floor(CAPACITY_BYTES / clusterBytes)));
}

/** Decompresses on libuv's pool. */
export class OwnUnpacker implements Unpacker {
  readonly capacity: number;
  readonly #header: Qcow2Header;
  readonly #name: string;

  constructor(header: Qcow2Header, name: string) {
    this.#header = header;
    this.#name = name;
    this.capacity = capacityFor(header, POOL_CAPACITY);
  }

  async unpack({ bytes, host }: PackedCluster): Promise<Unpacked> {
    const about = { name: this.#name, host };
    const unpacked = await this.#unpack(bytes).catch((error: unknown) => {
      throw unreadable(about, error instanceof Error ? error.message : String(error), error);
    });
    const release = () => freeOwn(unpacked);
    if (unpacked.byteLength === this.#header.clusterBytes) return { bytes: unpacked, release };
    throw wrongLength(about, unpacked.byteLength, this.#header);
  }

  async close(): Promise<void> {}

  async #unpack(bytes: Buffer): Promise<Uint8Array> {
    const options = unpackOptions(this.#header);
    if (this.#header.compression === 'zlib') return await inflate(bytes, options);
    const frame = exactBytes(bytes, this.#header);
    if (!frame) throw new Error(NO_FRAME);
    return await unzstd(frame, options);
  }
}
