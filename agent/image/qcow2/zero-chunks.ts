import { alignDown, alignUp } from '../../layout/extent.ts';
import { CHUNK_ALIGNMENT, type ImageChunk } from '../types.ts';
import type { Qcow2Map } from './read-map.ts';

/** What the file has no data for, in as few chunks as there can be. A page with any data is none of them. */
export function* zeroChunks({ data, header }: Qcow2Map): Generator<ImageChunk> {
  const { clusterBytes, sizeBytes } = header;
  for (const run of data.empty()) {
    const end = (run.offset + run.length) * clusterBytes;
    const offset = alignUp(run.offset * clusterBytes, CHUNK_ALIGNMENT);
    const stop = end >= sizeBytes ? sizeBytes : alignDown(end, CHUNK_ALIGNMENT);
    if (stop > offset) yield { kind: 'zero', offset, length: stop - offset };
  }
}
