import { alignUp } from '../layout/extent.ts';
import { bareRecord, both16, both32, directoryBytes, SECTOR } from './iso-records.ts';
import { directoriesOf, filesOf, type IsoNode, isoTree } from './iso-tree.ts';

/** The first sector that has a volume descriptor. */
const DESCRIPTORS = 16;
/** Both path tables, one sector each: room for over a hundred folders. */
const TABLES = { little: 18, big: 19 } as const;
const FIRST_DATA = 20;
/** libarchive takes nothing smaller for an image. */
const MIN_SECTORS = 32;

/** Gives everything its place. Returns the number of sectors. */
function place(root: IsoNode): number {
  let next = FIRST_DATA;
  for (const directory of directoriesOf(root)) {
    directory.size = directoryBytes(directory).byteLength;
    directory.sector = next;
    next += directory.size / SECTOR;
  }
  for (const file of filesOf(root)) {
    file.sector = next;
    next += Math.max(1, Math.ceil(file.size / SECTOR));
  }
  return Math.max(next, MIN_SECTORS);
}

/** ECMA-119 9.4: a record per directory, parents first. */
function pathTable(directories: readonly IsoNode[], order: keyof typeof TABLES): Buffer {
  const records = directories.map((directory) => {
    const name = Buffer.from(directory.isoName, 'latin1');
    const record = Buffer.alloc(8 + alignUp(name.byteLength, 2));
    const parent = directories.indexOf(directory.parent ?? directory) + 1;
    record[0] = name.byteLength;
    if (order === 'little') {
      record.writeUInt32LE(directory.sector, 2);
      record.writeUInt16LE(parent, 6);
    } else {
      record.writeUInt32BE(directory.sector, 2);
      record.writeUInt16BE(parent, 6);
    }
    name.copy(record, 8);
    return record;
  });
  return Buffer.concat(records);
}

function descriptor(type: number): Buffer {
  const bytes = Buffer.alloc(SECTOR);
  bytes[0] = type;
  bytes.write('CD001\x01', 1, 'latin1');
  return bytes;
}

/** ECMA-119 8.4. Its times are left open, so that equal contents make equal bytes. */
function primaryDescriptor(label: string, root: IsoNode, sectors: number, tableBytes: number): Buffer {
  const bytes = descriptor(1);
  bytes.fill(' ', 8, 72);
  bytes.write(label, 40, 32, 'latin1');
  both32(bytes, 80, sectors);
  both16(bytes, 120, 1);
  both16(bytes, 124, 1);
  both16(bytes, 128, SECTOR);
  both32(bytes, 132, tableBytes);
  bytes.writeUInt32LE(TABLES.little, 140);
  bytes.writeUInt32BE(TABLES.big, 148);
  bareRecord(root).copy(bytes, 156);
  bytes.fill(' ', 190, 813);
  for (const time of [813, 830, 847, 864]) bytes.write('0'.repeat(16), time, 'latin1');
  bytes[881] = 1;
  return bytes;
}

/**
 * An ISO 9660 image with this label and these files, by path with slashes; their names are in Rock Ridge
 * entries. Equal contents make equal bytes. Sources: ECMA-119 (4th edition), SUSP 1.12, RRIP 1.12. Throws
 * `CONFIG_DRIVE_INVALID` for names that have no place in it.
 */
export function writeIso(label: string, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const root = isoTree(files);
  const sectors = place(root);
  const directories = directoriesOf(root);
  const table = pathTable(directories, 'little');
  const image = Buffer.alloc(sectors * SECTOR);
  primaryDescriptor(label, root, sectors, table.byteLength).copy(image, DESCRIPTORS * SECTOR);
  descriptor(255).copy(image, (DESCRIPTORS + 1) * SECTOR);
  table.copy(image, TABLES.little * SECTOR);
  pathTable(directories, 'big').copy(image, TABLES.big * SECTOR);
  for (const directory of directories) directoryBytes(directory).copy(image, directory.sector * SECTOR);
  for (const file of filesOf(root)) image.set(file.bytes, file.sector * SECTOR);
  return image;
}
