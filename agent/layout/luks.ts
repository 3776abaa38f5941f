import { type Extent, endOf, MIB, subtract, union } from './extent.ts';

/** Of a LUKS2 volume that we make: both headers and all places for keys. Bytes. */
export const LUKS_HEADER_BYTES = 16 * MIB;

/** For a label, before its NUL: bytes of UTF-8. */
const MAX_LABEL_BYTES = 47;

/** The label of a header: the volume's name. Empty where the filesystem inside has it already, which is the one to be found by it. */
export function luksLabel({ name, label }: { readonly name: string; readonly label: string }): string {
  if (name.toLowerCase() === label.toLowerCase()) return '';
  let cut = '';
  for (const character of name) {
    if (Buffer.byteLength(cut + character) > MAX_LABEL_BYTES) break;
    cut += character;
  }
  return cut.trimEnd();
}

/** Of the first of the two headers, with its metadata, in a volume that we make. Bytes. */
const FIRST_HEADER_BYTES = 16 * 1024;

/** As much of a header as nothing tells any more what stood there once it is zeros. Bytes. */
const MAGIC_BYTES = 4096;

/** Where the parts of a LUKS2 volume are. Bytes. */
export interface LuksShape {
  /** The first header, with its metadata. */
  readonly headerBytes: number;
  /** From the volume's start to its data. */
  readonly dataOffset: number;
}

/** As we make one. */
export const LUKS_SHAPE: LuksShape = { headerBytes: FIRST_HEADER_BYTES, dataOffset: LUKS_HEADER_BYTES };

/** What is erased in three steps. */
export interface CryptoPlaces {
  /**
   * First all but the first header, then its metadata, last its magic: until nothing else is left, the disk says where
   * that is.
   */
  readonly steps: readonly (readonly Extent[])[];
  /** All of them, sorted and disjoint. */
  readonly all: readonly Extent[];
}

/**
 * What of a LUKS2 volume has to go so that nobody reads the rest again: both headers, every place for a key, and the
 * first MiB of the data behind them; its last MiB too.
 */
export function cryptoPlaces(volume: Extent, { headerBytes, dataOffset }: LuksShape): CryptoPlaces {
  const part = (from: number, to: number): Extent => {
    const [start, end] = [Math.max(0, from), Math.min(volume.length, to)];
    return { offset: volume.offset + start, length: Math.max(0, end - start) };
  };
  const last = { offset: Math.max(volume.offset, endOf(volume) - MIB), length: Math.min(MIB, volume.length) };
  const all = union([part(0, Math.max(dataOffset, LUKS_HEADER_BYTES) + MIB), last]);
  const [header, magic] = [part(0, headerBytes), part(0, MAGIC_BYTES)];
  return { steps: [subtract(all, [header]), subtract([header], [magic]), union([magic])], all };
}
