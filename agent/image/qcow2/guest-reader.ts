import type { ByteReader } from '../../../hardware-managers/partition-table/types.ts';
import type { Extent } from '../../layout/extent.ts';
import { neededEnd } from './check-runs.ts';
import { type HostReader, readExtents } from './host-reader.ts';
import { KIND } from './host-runs.ts';
import type { Qcow2Map } from './read-map.ts';
import { blankSubclusters } from './subclusters.ts';
import { OwnUnpacker } from './unpack-cluster.ts';

/** What is read of one run. */
interface Wanted extends Extent {
  readonly index: number;
  /** Where in the run's guest bytes the extent begins. */
  readonly from: number;
}

/** Reads the guest's disk at any place, for what is looked at before it is streamed. */
export class GuestReader implements ByteReader {
  readonly sizeBytes: number;
  readonly #map: Qcow2Map;
  readonly #host: HostReader;
  readonly #unpacker: OwnUnpacker;

  constructor(map: Qcow2Map, host: HostReader, name: string) {
    this.sizeBytes = map.header.sizeBytes;
    this.#map = map;
    this.#host = host;
    this.#unpacker = new OwnUnpacker(map.header, name);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const read = new Uint8Array(Math.max(0, Math.min(length, this.sizeBytes - offset)));
    const { runs, header } = this.#map;
    for await (const { item, bytes } of readExtents(this.#host, this.#wanted(offset, read.byteLength))) {
      const start = runs.guest(item.index) * header.clusterBytes + item.from - offset;
      const isStandard = runs.kind(item.index) === KIND.standard;
      if (isStandard) blankSubclusters(bytes, item.from, runs.mask(item.index), header.clusterBytes);
      const packed = {
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        host: item.offset,
      };
      const found = isStandard ? bytes : (await this.#unpacker.unpack(packed)).bytes;
      const visible = found.subarray(Math.max(0, -start), Math.max(0, read.byteLength - start));
      read.set(visible, Math.max(0, start));
    }
    return read;
  }

  /** In the order of the file. */
  *#wanted(offset: number, length: number): Generator<Wanted> {
    const { runs, header } = this.#map;
    for (let index = 0; index < runs.count; index += 1) {
      const start = runs.guest(index) * header.clusterBytes;
      const end = start + runs.clusters(index) * header.clusterBytes;
      if (start >= offset + length || end <= offset) continue;
      const host = runs.host(index);
      if (runs.kind(index) === KIND.compressed) {
        yield { offset: host, length: runs.bytes(index), index, from: 0 };
        continue;
      }
      const from = Math.max(0, offset - start);
      const stop = Math.min(end, offset + length) - start;
      // The file may end before what is not needed of its last cluster.
      const visible = Math.min(stop, neededEnd(runs, index, header) - host) - from;
      if (visible > 0) yield { offset: host + from, length: visible, index, from };
    }
  }
}
