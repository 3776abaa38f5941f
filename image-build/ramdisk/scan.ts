import { open } from 'node:fs/promises';
import type { Progress } from '../../agent/context.ts';
import { BmvError } from '../../proto/error.ts';
import { CPIO_ALIGNMENT } from '../cpio.ts';
import { decodePart } from './decode-part.ts';
import { formatOf, isReadable, type PartFormat } from './format.ts';
import { ArchiveError, NewcNames } from './newc-names.ts';
import { PartReader } from './part-reader.ts';

/** What a ramdisk holds. */
export interface RamdiskScan {
  readonly path: string;
  readonly sizeBytes: number;
  /** Of the parts, in their order. */
  readonly formats: readonly PartFormat[];
  /** Name (without a leading slash) -> `st_mode`; of names given twice the last one counts. */
  readonly names: ReadonlyMap<string, number>;
}

interface Options {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

function checkAligned(offset: number): void {
  if (offset % CPIO_ALIGNMENT !== 0) throw new ArchiveError('an archive does not begin at a multiple of 4');
}

class Scanner {
  readonly #reader: PartReader;
  readonly names = new Map<string, number>();
  readonly formats: PartFormat[] = [];

  constructor(reader: PartReader) {
    this.#reader = reader;
  }

  /** The loop of unpack_to_rootfs in the kernel's init/initramfs.c. */
  async scan(): Promise<void> {
    let offset = await this.#behindZeros(0);
    while (offset < this.#reader.size) {
      const format = formatOf(await this.#reader.read(offset, 8));
      if (!isReadable(format))
        throw new ArchiveError(
          format === null
            ? 'no archive and no compressed data of a known kind begins here'
            : `data compressed by ${format} cannot be read; build the ramdisk with gzip, zstd or xz`,
        );
      this.formats.push(format);
      offset = await this.#behindZeros(await this.#part(format, offset));
    }
  }

  async #part(format: PartFormat, offset: number): Promise<number> {
    const names = new NewcNames((name, mode) => {
      // An entry that comes again moves to the end.
      this.names.delete(name);
      this.names.set(name, mode);
    });
    const end =
      format === 'plain'
        ? await this.#plain(names, offset)
        : await decodePart(format, this.#reader, offset, (piece) => {
            names.take(piece);
          });
    if (!names.isComplete) throw new ArchiveError('an archive ends before its last file');
    return end;
  }

  async #plain(names: NewcNames, offset: number): Promise<number> {
    checkAligned(offset);
    let at = offset;
    for await (const piece of this.#reader.pieces(offset)) {
      const taken = names.take(piece, true);
      at += taken;
      if (taken < piece.byteLength) {
        // Also of compressed data, after a plain archive.
        checkAligned(at);
        return at;
      }
    }
    return at;
  }

  async #behindZeros(offset: number): Promise<number> {
    let at = offset;
    for await (const piece of this.#reader.pieces(offset)) {
      const found = piece.findIndex((byte) => byte !== 0);
      if (found >= 0) return at + found;
      at += piece.byteLength;
    }
    return at;
  }
}

/**
 * Reads the names of all files of a ramdisk as the kernel would unpack them: concatenated archives, each plain
 * or compressed. Nothing is written. Throws `RAMDISK_DAMAGED`, `TOOL_MISSING`, `IO_ERROR`.
 */
export async function scanRamdisk(path: string, options: Options): Promise<RamdiskScan> {
  const file = await open(path).catch((cause: unknown) => {
    throw new BmvError('IO_ERROR', `ramdisk ${path} cannot be opened; check the path`, { path, cause });
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile())
      throw new BmvError('IO_ERROR', `ramdisk ${path} is no file; check the path`, { path });
    const { onProgress, signal } = options;
    const totalBytes = stat.size;
    const reader = new PartReader(file, totalBytes, (doneBytes) => {
      signal.throwIfAborted();
      onProgress({ phase: 'read ramdisk', doneBytes, totalBytes });
    });
    const scanner = new Scanner(reader);
    await scanner.scan();
    if (scanner.names.size === 0) throw new ArchiveError('it holds no files');
    return { path, sizeBytes: stat.size, formats: scanner.formats, names: scanner.names };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new BmvError(
      'RAMDISK_DAMAGED',
      `${path} is no whole ramdisk: ${error.message}; get it again or build it anew`,
      { path, cause: error },
    );
  } finally {
    await file.close();
  }
}
