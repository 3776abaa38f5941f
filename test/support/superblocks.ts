/**
 * Superblocks made by hand from their formats' documents, for kinds whose tools a test machine may lack.
 * Each returns pieces to put into a zeroed extent of `EXTENT_BYTES`; libblkid is asked whether they are right.
 */
export const EXTENT_BYTES = 8 * 1024 * 1024;

export interface Piece {
  readonly offset: number;
  readonly bytes: Buffer;
}

const UUID_BYTES = Buffer.from('0123456789abcdef8123456789abcdef', 'hex');
const UUID_TEXT = '01234567-89ab-cdef-8123-456789abcdef';

/** Puts the pieces into zeros. */
export function build(pieces: readonly Piece[], sizeBytes = EXTENT_BYTES): Buffer {
  const image = Buffer.alloc(sizeBytes);
  for (const { offset, bytes } of pieces) image.set(bytes, offset);
  return image;
}

export function luks1(): Piece[] {
  const header = Buffer.alloc(592);
  header.write('LUKS\xba\xbe', 'latin1');
  header.writeUInt16BE(1, 6);
  header.write('aes', 8);
  header.write('xts-plain64', 40);
  header.write('sha256', 72);
  header.writeUInt32BE(4096, 104);
  header.write(UUID_TEXT, 168);
  return [{ offset: 0, bytes: header }];
}

function luks2Header(magic: string, at: number, label: string): Buffer {
  const header = Buffer.alloc(4096);
  header.write(magic, 'latin1');
  header.writeUInt16BE(2, 6);
  header.writeBigUInt64BE(16384n, 8);
  header.write(label, 24);
  header.write('sha256', 72);
  header.write(UUID_TEXT, 168);
  header.writeBigUInt64BE(BigInt(at), 256);
  return header;
}

export function luks2(): Piece[] {
  return [{ offset: 0, bytes: luks2Header('LUKS\xba\xbe', 0, 'vault') }];
}

/** What is left of a LUKS 2 container after its first header was overwritten. */
export function luks2SecondHeader(): Piece[] {
  return [{ offset: 16384, bytes: luks2Header('SKUL\xba\xbe', 16384, 'vault') }];
}

/** The checksum of LVM2 (lib/misc/crc.c): CRC-32 without the inversions. */
function lvmCrc(bytes: Uint8Array): number {
  let crc = 0xf597a6cf;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return crc >>> 0;
}

export function lvm2(sector = 1): Piece[] {
  const label = Buffer.alloc(512);
  label.write('LABELONE');
  label.writeBigUInt64LE(BigInt(sector), 8);
  label.writeUInt32LE(32, 20);
  label.write('LVM2 001', 24);
  label.write('abcdefGHIJ0123klmn4567OPQRstuv89', 32);
  label.writeUInt32LE(lvmCrc(label.subarray(20)), 16);
  return [{ offset: sector * 512, bytes: label }];
}

/** The checksum of MD superblocks 1.x (drivers/md/md.c, calc_sb_1_csum). */
function mdSum(block: Buffer): number {
  let sum = 0;
  for (let at = 0; at < block.byteLength; at += 4) sum += block.readUInt32LE(at);
  return ((sum % 2 ** 32) + Math.floor(sum / 2 ** 32)) % 2 ** 32;
}

function md1(offset: number): Piece[] {
  const block = Buffer.alloc(256);
  block.writeUInt32LE(0xa92b4efc, 0);
  block.writeUInt32LE(1, 4);
  UUID_BYTES.copy(block, 16);
  block.write('host:data', 32);
  block.writeUInt32LE(1, 72);
  block.writeUInt32LE(2, 92);
  block.writeBigUInt64LE(2048n, 128);
  block.writeBigUInt64LE(BigInt(offset / 512), 144);
  // Newer versions of libblkid look at it.
  block.writeUInt32LE(mdSum(block), 216);
  return [{ offset, bytes: block }];
}

export const md11 = () => md1(0);
export const md12 = () => md1(4096);
/** At least 8 KiB before the end, on a 4 KiB border. */
export const md10 = () => md1(EXTENT_BYTES - 8192);

export function md090(): Piece[] {
  const block = Buffer.alloc(4096);
  block.writeUInt32LE(0xa92b4efc, 0);
  block.writeUInt32LE(0, 4);
  block.writeUInt32LE(90, 8);
  UUID_BYTES.copy(block, 20, 0, 4);
  UUID_BYTES.copy(block, 52, 4, 16);
  return [{ offset: EXTENT_BYTES - 65536, bytes: block }];
}

export function f2fs(): Piece[] {
  const block = Buffer.alloc(1148);
  block.writeUInt32LE(0xf2f52010, 0);
  block.writeUInt16LE(1, 4);
  block.writeUInt16LE(14, 6);
  block.writeUInt32LE(9, 8);
  block.writeUInt32LE(3, 12);
  block.writeUInt32LE(12, 16);
  UUID_BYTES.copy(block, 108);
  block.write('flash é', 124, 'utf16le');
  return [{ offset: 1024, bytes: block }];
}

export function bcache(): Piece[] {
  const block = Buffer.alloc(4096);
  block.writeBigUInt64LE(8n, 8);
  block.writeBigUInt64LE(1n, 16);
  Buffer.from('c68573f64e1a45ca8265f57f48ba6d81', 'hex').copy(block, 24);
  UUID_BYTES.copy(block, 40);
  block.write('cache', 72);
  block.writeBigUInt64LE(bcacheCrc(block.subarray(8, 208)), 0);
  return [{ offset: 4096, bytes: block }];
}

/** CRC-64 of bcache (ECMA polynomial, most significant bit first, inverted before and after). */
function bcacheCrc(bytes: Uint8Array): bigint {
  const mask = 0xffffffffffffffffn;
  let crc = mask;
  for (const byte of bytes) {
    crc ^= BigInt(byte) << 56n;
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc >> 63n ? (crc << 1n) ^ 0x42f0e1eba9ea3693n : crc << 1n) & mask;
  }
  return crc ^ mask;
}

/** Uberblocks of a pool that has been written to a few times, in the first and second label. */
export function zfs(): Piece[] {
  const uberblock = Buffer.alloc(1024);
  uberblock.writeBigUInt64LE(0x00bab10cn, 0);
  uberblock.writeBigUInt64LE(5000n, 8);
  const ring = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => index * 1024);
  return [0, 256 * 1024].flatMap((label) =>
    ring.map((at) => ({ offset: label + 128 * 1024 + at, bytes: uberblock })),
  );
}

export function squashfs(): Piece[] {
  const block = Buffer.alloc(96);
  block.write('hsqs');
  block.writeUInt16LE(4, 28);
  return [{ offset: 0, bytes: block }];
}

function isoDescriptor(type: number, name: Buffer): Buffer {
  const block = Buffer.alloc(2048);
  block.writeUInt8(type, 0);
  block.write('CD001\x01', 1, 'latin1');
  name.copy(block, 40, 0, 32);
  return block;
}

/** `modified` and `created` are 16 digits (ECMA-119, 8.4.26.1); a Joliet name has 16 letters at most. */
export function iso9660(
  modified: string,
  created = '0000000000000000',
  name = 'INSTALL_CD',
  joliet = '',
): Piece[] {
  const primary = isoDescriptor(1, Buffer.from(name.padEnd(32)));
  primary.writeUInt16LE(2048, 128);
  primary.write(created, 813);
  primary.write(modified, 830);
  const supplementary = isoDescriptor(2, Buffer.from(joliet.padEnd(16), 'utf16le').swap16());
  supplementary.write('%/E', 88);
  const descriptors = [primary, ...(joliet ? [supplementary] : []), isoDescriptor(255, Buffer.alloc(0))];
  return descriptors.map((bytes, index) => ({ offset: 32768 + index * 2048, bytes }));
}

export function ntfs(label: string): Piece[] {
  const boot = Buffer.alloc(512);
  boot.write('\xeb\x52\x90NTFS    ', 'latin1');
  boot.writeUInt16LE(512, 11);
  boot.writeUInt8(8, 13);
  boot.writeUInt8(0xf8, 21);
  boot.writeBigUInt64LE(BigInt(EXTENT_BYTES / 512 - 1), 40);
  boot.writeBigUInt64LE(4n, 48);
  boot.writeBigUInt64LE(2n, 56);
  boot.writeInt8(-10, 64);
  boot.writeInt8(1, 68);
  boot.writeBigUInt64LE(0x1122334455667788n, 72);
  boot.writeUInt16LE(0xaa55, 510);
  const name = Buffer.from(label, 'utf16le');
  const record = Buffer.alloc(1024);
  record.write('FILE');
  record.writeUInt16LE(56, 20);
  record.writeUInt32LE(1024, 28);
  record.writeUInt32LE(0x60, 56);
  record.writeUInt32LE(24 + name.byteLength, 60);
  record.writeUInt32LE(name.byteLength, 56 + 16);
  record.writeUInt16LE(24, 56 + 20);
  name.copy(record, 56 + 24);
  record.writeUInt32LE(0xffffffff, 56 + 24 + name.byteLength);
  const table = 4 * 4096;
  const first = Buffer.alloc(1024);
  first.write('FILE');
  return [
    { offset: 0, bytes: boot },
    { offset: table, bytes: first },
    { offset: table + 3 * 1024, bytes: record },
  ];
}
