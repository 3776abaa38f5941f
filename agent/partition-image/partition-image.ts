import { readTable } from '../../hardware-managers/partition-table/read-table.ts';
import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';
import type { DiskGround, ImageChunk, ImageResult, ImageSource } from '../image/types.ts';
import { endOf, MIB } from '../layout/extent.ts';
import type { FilesystemSignature, ImageHead } from '../layout/types.ts';
import { fitChunks } from './fit-chunks.ts';
import { frameOf, type ImageFrame } from './image-table.ts';
import { makeParts, type PartContents, type PartMedium, removeParts } from './make-parts.ts';
import type { Parts } from './parts.ts';
import { readRootHead } from './root-head.ts';

export interface PartitionImageOptions extends PartMedium {
  readonly newGuid: () => string;
  readonly signal: AbortSignal;
}

const IGNORE = () => {};

/**
 * A root filesystem as a whole-disk image: a table that lists what Ironic wants, and the partitions at the
 * places that are free for them. So a partition image is planned, written and committed as every other image is.
 */
export class PartitionImage implements ImageSource {
  readonly name: string;
  readonly transferSizeBytes: number | null;
  readonly #root: ImageSource;
  readonly #parts: Parts;
  readonly #contents: readonly PartContents[];
  readonly #frame: ImageFrame;
  readonly #sectorBytes: 512 | 4096;

  private constructor(
    root: ImageSource,
    parts: Parts,
    contents: readonly PartContents[],
    { sectorBytes, newGuid }: PartitionImageOptions,
  ) {
    this.name = root.name;
    this.transferSizeBytes = root.transferSizeBytes;
    this.#root = root;
    this.#parts = parts;
    this.#contents = contents;
    this.#frame = frameOf(parts, sectorBytes, newGuid);
    this.#sectorBytes = sectorBytes;
  }

  /**
   * Looks at the root, then makes everything else. `close` removes that again; the root's source stays its
   * owner's. Throws `IMAGE_NOT_A_FILESYSTEM`, `ROOT_TOO_SMALL`, `TOOL_MISSING`, `COMMAND_FAILED`.
   */
  static async open(
    root: ImageSource,
    parts: Parts,
    options: PartitionImageOptions,
  ): Promise<PartitionImage> {
    await readRootHead(root, parts.root.extent.length, options.signal);
    const contents = await makeParts(parts.made, options, options.newGuid, options.signal);
    return new PartitionImage(root, parts, contents, options);
  }

  get transferredBytes(): number {
    return this.#root.transferredBytes;
  }

  async readHead(signal: AbortSignal = new AbortController().signal): Promise<ImageHead> {
    const { root } = this.#parts;
    const { head, filesystem } = await readRootHead(this.#root, root.extent.length, signal);
    const found = [...this.#contents, { part: root, filesystem }];
    const { head: bytes, sizeBytes } = this.#frame;
    const reader: ByteReader = {
      sizeBytes: bytes.byteLength,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
    };
    const sectorBytes = this.#sectorBytes;
    return {
      name: this.name,
      format: head.format,
      sizeBytes,
      bytes,
      sectorBytes,
      table: await readTable(reader, sectorBytes, { headOnly: true, diskSizeBytes: sizeBytes }),
      filesystems: new Map(
        found.flatMap(({ part, filesystem }): [number, FilesystemSignature][] =>
          filesystem ? [[part.number, filesystem]] : [],
        ),
      ),
      made: new Set(this.#parts.made.map(({ number }) => number)),
      guidsInText: null,
    };
  }

  /** The root is the part that comes from elsewhere. */
  async prepare(ground: DiskGround, signal: AbortSignal): Promise<void> {
    const { offset } = this.#parts.root.extent;
    const segments = ground.segments.map((segment) => ({
      ...segment,
      imageOffset: segment.imageOffset - offset,
    }));
    await this.#root.prepare?.({ ...ground, segments }, signal);
  }

  async *stream(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    const { head, tail, sizeBytes } = this.#frame;
    const { made, root } = this.#parts;
    let image: ImageResult = { sizeBytes, transferredBytes: 0, checksum: null };
    yield { kind: 'data', offset: 0, bytes: head, release: IGNORE };
    let end = MIB;
    for (const part of [...made, root].sort((a, b) => a.extent.offset - b.extent.offset)) {
      const { extent } = part;
      if (extent.offset > end) yield { kind: 'unset', offset: end, length: extent.offset - end };
      end = endOf(extent);
      const source = this.#contents.find((contents) => contents.part === part)?.source;
      if (part === root) image = yield* fitChunks(this.#root, extent, signal);
      else if (source) yield* fitChunks(source, extent, signal);
      else yield { kind: 'zero', ...extent };
    }
    yield { kind: 'data', offset: sizeBytes - MIB, bytes: tail, release: IGNORE };
    return { ...image, sizeBytes };
  }

  async close(): Promise<void> {
    await removeParts(this.#contents);
  }
}
