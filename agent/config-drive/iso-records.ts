import { alignUp } from '../layout/extent.ts';
import type { IsoNode } from './iso-tree.ts';

export const SECTOR = 2048;
const FIXED_BYTES = 33;

const MODE_DIRECTORY = 0o040555;
const MODE_FILE = 0o100444;

/** ECMA-119 7.2.3: little-endian, then big-endian. */
export function both16(buffer: Buffer, offset: number, value: number): void {
  buffer.writeUInt16LE(value, offset);
  buffer.writeUInt16BE(value, offset + 2);
}

/** ECMA-119 7.3.3: little-endian, then big-endian. */
export function both32(buffer: Buffer, offset: number, value: number): void {
  buffer.writeUInt32LE(value, offset);
  buffer.writeUInt32BE(value, offset + 4);
}

/** SUSP 4: signature, length, version 1, data. */
function systemUse(signature: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(signature, 'latin1'), Buffer.from([4 + data.byteLength, 1]), data]);
}

/** SUSP 5.3 and 5.5: that there is system use, and that it is Rock Ridge. */
function announcements(): Buffer[] {
  const id = Buffer.from('RRIP_1991A', 'latin1');
  return [
    systemUse('SP', Buffer.from([0xbe, 0xef, 0])),
    systemUse('ER', Buffer.concat([Buffer.from([id.byteLength, 0, 0, 1]), id])),
  ];
}

/** RRIP 4.1.1: mode, links, owner root. */
function posixAttributes({ children }: IsoNode): Buffer {
  const data = Buffer.alloc(32);
  both32(data, 0, children ? MODE_DIRECTORY : MODE_FILE);
  both32(data, 8, children ? 2 + children.filter((child) => child.children).length : 1);
  return systemUse('PX', data);
}

/** RRIP 4.1.4. */
function realName({ name }: IsoNode): Buffer {
  return systemUse('NM', Buffer.concat([Buffer.from([0]), Buffer.from(name, 'utf8')]));
}

/** ECMA-119 9.1. */
function record(node: IsoNode, identifier: string, use: readonly Buffer[]): Buffer {
  const name = Buffer.from(identifier, 'latin1');
  const head = alignUp(FIXED_BYTES + name.byteLength, 2);
  const data = Buffer.concat(use);
  const bytes = Buffer.alloc(alignUp(head + data.byteLength, 2));
  bytes[0] = bytes.byteLength;
  both32(bytes, 2, node.sector);
  both32(bytes, 10, node.size);
  bytes[25] = node.children ? 2 : 0;
  both16(bytes, 28, 1);
  bytes[32] = name.byteLength;
  name.copy(bytes, FIXED_BYTES);
  data.copy(bytes, head);
  return bytes;
}

/** For the volume descriptor, which has no room for system use. */
export function bareRecord(root: IsoNode): Buffer {
  return record(root, '\0', []);
}

/** A directory's records in whole sectors; none crosses a sector's end (ECMA-119 6.8.1.1). */
export function directoryBytes(directory: IsoNode): Buffer {
  const parent = directory.parent ?? directory;
  const records = [
    record(directory, '\0', [...(directory.parent ? [] : announcements()), posixAttributes(directory)]),
    record(parent, '\x01', [posixAttributes(parent)]),
    ...(directory.children ?? []).map((child) =>
      record(child, child.isoName, [posixAttributes(child), realName(child)]),
    ),
  ];
  const parts: Buffer[] = [];
  let used = 0;
  for (const bytes of records) {
    const left = SECTOR - (used % SECTOR);
    const padding = bytes.byteLength > left ? left : 0;
    parts.push(Buffer.alloc(padding), bytes);
    used += padding + bytes.byteLength;
  }
  return Buffer.concat([...parts, Buffer.alloc(alignUp(used, SECTOR) - used)]);
}
