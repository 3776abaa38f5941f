import { BmvError } from '../../proto/error.ts';
import { type EntryName, joliet, plain, rockRidge } from './iso-names.ts';
import { SECTOR } from './iso-records.ts';

const DESCRIPTORS = 16;
const MAX_DESCRIPTORS = 64;
const MAX_DEPTH = 16;
const MAX_FILES = 10_000;
/** Of the contents together: files may share sectors, so the image's own size is no limit. */
const MAX_BYTES = 64 * 1024 * 1024;

const FLAG = { directory: 0x02, associated: 0x04, multiExtent: 0x80 } as const;

/** What an ISO 9660 image holds. */
export interface IsoContents {
  readonly label: string;
  /** By path, with slashes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** ECMA-119 9.1. */
interface DirectoryRecord {
  readonly identifier: Buffer;
  readonly systemUse: Buffer;
  readonly flags: number;
  readonly data: Buffer;
  readonly sector: number;
}

export function unreadable(why: string): BmvError {
  return new BmvError('CONFIG_DRIVE_INVALID', `the config drive cannot be read: ${why}`);
}

class IsoReader {
  readonly #image: Buffer;
  readonly #files = new Map<string, Uint8Array>();
  readonly #seen = new Set<number>();
  #bytes = 0;

  constructor(image: Uint8Array) {
    this.#image = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  }

  read(): IsoContents {
    const descriptors = this.#descriptors();
    const primary = descriptors.find((descriptor) => descriptor[0] === 1);
    if (!primary) throw unreadable('it is no ISO 9660 image');
    if (primary.readUInt16LE(128) !== SECTOR) throw unreadable(`its sectors are not of ${SECTOR} bytes`);
    const { root, name } = this.#tree(primary, descriptors);
    this.#walk(root, '', name, 0);
    return { label: primary.toString('latin1', 40, 72).trimEnd(), files: this.#files };
  }

  /** As Linux chooses: Rock Ridge, else Joliet, else plain names. */
  #tree(primary: Buffer, descriptors: readonly Buffer[]): { root: DirectoryRecord; name: EntryName } {
    const root = this.#record(primary.subarray(156, 190));
    const [self] = this.#records(root);
    const use = self?.systemUse;
    if (use && use.byteLength >= 7 && use.toString('latin1', 0, 2) === 'SP' && use.readUInt16BE(4) === 0xbeef)
      return {
        root,
        name: rockRidge(use.readUInt8(6), (sector, offset, length) => this.#slice(sector, offset, length)),
      };
    const unicode = descriptors.find(
      (descriptor) => descriptor[0] === 2 && /^%\/[@CE]/.test(descriptor.toString('latin1', 88, 91)),
    );
    if (unicode) return { root: this.#record(unicode.subarray(156, 190)), name: joliet };
    return { root, name: plain };
  }

  #descriptors(): readonly Buffer[] {
    const found: Buffer[] = [];
    for (let index = 0; index < MAX_DESCRIPTORS; index += 1) {
      const descriptor = this.#slice(DESCRIPTORS + index, 0, SECTOR);
      if (descriptor.toString('latin1', 1, 6) !== 'CD001') throw unreadable('it is no ISO 9660 image');
      if (descriptor[0] === 255) return found;
      found.push(descriptor);
    }
    throw unreadable('its volume descriptors have no end');
  }

  #slice(sector: number, offset: number, length: number): Buffer {
    const start = sector * SECTOR + offset;
    if (start + length > this.#image.byteLength) throw unreadable('it ends before its contents do');
    return this.#image.subarray(start, start + length);
  }

  #record(bytes: Buffer): DirectoryRecord {
    const nameBytes = bytes[32] ?? 0;
    const head = 33 + nameBytes + (nameBytes % 2 === 0 ? 1 : 0);
    if (bytes.byteLength < 33 + nameBytes) throw unreadable('a record of a folder is torn');
    if (bytes[1] !== 0 || bytes[26] !== 0 || bytes[27] !== 0)
      throw unreadable('it has files with extended attributes or interleaved ones');
    const sector = bytes.readUInt32LE(2);
    return {
      identifier: bytes.subarray(33, 33 + nameBytes),
      systemUse: bytes.subarray(Math.min(head, bytes.byteLength)),
      flags: bytes[25] ?? 0,
      data: this.#slice(sector, 0, bytes.readUInt32LE(10)),
      sector,
    };
  }

  /** Those of a folder, itself and its parent first. No record crosses a sector's end. */
  #records({ data }: DirectoryRecord): readonly DirectoryRecord[] {
    const records: DirectoryRecord[] = [];
    for (let at = 0; at < data.byteLength; ) {
      const length = data[at] ?? 0;
      if (length === 0) {
        at = (Math.floor(at / SECTOR) + 1) * SECTOR;
        continue;
      }
      if (length < 34 || (at % SECTOR) + length > SECTOR || at + length > data.byteLength)
        throw unreadable('a record of a folder is torn');
      records.push(this.#record(data.subarray(at, at + length)));
      at += length;
    }
    return records;
  }

  #walk(folder: DirectoryRecord, path: string, nameOf: EntryName, depth: number): void {
    if (depth > MAX_DEPTH || this.#seen.has(folder.sector))
      throw unreadable('its folders lie in a circle, or too deep');
    this.#seen.add(folder.sector);
    for (const record of this.#records(folder).slice(2)) {
      if (record.flags & FLAG.associated) continue;
      if (record.flags & FLAG.multiExtent) throw unreadable('it has a file in several pieces');
      const name = nameOf(record.identifier, record.systemUse);
      if (name === null) throw unreadable('it has a link, or an entry that is neither file nor folder');
      if (['', '.', '..'].includes(name) || /[/\0\ufffd]/.test(name))
        throw unreadable('it has an unusable name');
      if (record.flags & FLAG.directory) this.#walk(record, `${path}${name}/`, nameOf, depth + 1);
      else this.#add(`${path}${name}`, record.data);
    }
  }

  #add(path: string, data: Buffer): void {
    this.#bytes += data.byteLength;
    if (this.#files.has(path)) throw unreadable('it has two files of one name');
    if (this.#files.size >= MAX_FILES || this.#bytes > MAX_BYTES) throw unreadable('it holds too much');
    this.#files.set(path, data);
  }
}

/**
 * The files of an ISO 9660 image, under their names of Rock Ridge, else of Joliet. Sources as for `writeIso`. Times,
 * modes and empty folders are lost. Throws `CONFIG_DRIVE_INVALID` for what it does not understand, and never quotes it.
 */
export function readIso(image: Uint8Array): IsoContents {
  return new IsoReader(image).read();
}
