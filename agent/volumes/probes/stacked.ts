import { ascii, type Probe, signature, text, uuid } from './probe.ts';

/** LUKS 2 keeps a second header at one of these offsets, by the size of the first. */
const SECOND_HEADERS = [0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000, 0x400000];

/** LUKS 1 and 2 (cryptsetup's on-disk format documents). */
const luks: Probe = {
  magics: [
    { offset: 0, bytes: ascii('LUKS\xba\xbe') },
    ...SECOND_HEADERS.map((offset) => ({ offset, bytes: ascii('SKUL\xba\xbe') })),
  ],
  read: async (reader, at) => {
    const block = await reader.read(at, 512);
    if (!block) return null;
    const version = block.readUInt16BE(6);
    if (version < 1 || version > 2) return null;
    // A second header names its own offset, so that one of another container is not taken for it.
    if (at > 0 && (version !== 2 || block.readBigUInt64BE(256) !== BigInt(at))) return null;
    return signature(
      'crypto_LUKS',
      version === 2 ? text(block.subarray(24, 72)) : '',
      text(block.subarray(168, 208)),
    );
  },
};

/** LVM2 physical volume: label in one of the first four sectors (lib/label/label.h of LVM2). */
const lvm: Probe = {
  magics: [{ offset: 0, bytes: ascii('LABELONE'), step: 512, count: 4 }],
  read: async (reader, at) => {
    const block = await reader.read(at, 512);
    if (block?.toString('latin1', 24, 32) !== 'LVM2 001' || block.readBigUInt64LE(8) !== BigInt(at / 512))
      return null;
    const header = block.readUInt32LE(20);
    const id = block.toString('latin1', header, header + 32);
    const borders = [0, 6, 10, 14, 18, 22, 26, 32];
    return signature(
      'LVM2_member',
      '',
      borders
        .slice(1)
        .map((end, index) => id.slice(borders[index], end))
        .join('-'),
    );
  },
};

const MD_MAGIC = Buffer.from([0xfc, 0x4e, 0x2b, 0xa9]);

/** Linux MD superblocks 1.1, 1.2 and 1.0 (drivers/md/md_p.h). */
const md1: Probe = {
  magics: [
    { offset: 0, bytes: MD_MAGIC },
    { offset: 4096, bytes: MD_MAGIC },
    { offset: (size) => Math.floor((Math.floor(size / 512) * 512 - 8192) / 4096) * 4096, bytes: MD_MAGIC },
  ],
  read: async (reader, at) => {
    const block = await reader.read(at, 256);
    // A superblock names its own sector, so that one of an array inside this one is not taken for it.
    if (block?.readUInt32LE(4) !== 1 || block.readBigUInt64LE(144) !== BigInt(at / 512)) return null;
    return signature('linux_raid_member', text(block.subarray(32, 64)), uuid(block.subarray(16, 32)));
  },
};

/** Linux MD superblock 0.90, in the byte order of its writer, in the last whole 64 KiB but one. */
const md090: Probe = {
  magics: [MD_MAGIC, Buffer.from(MD_MAGIC).reverse()].map((bytes) => ({
    offset: (size) => Math.floor(size / 65536) * 65536 - 65536,
    bytes,
  })),
  read: async (reader, at) => {
    const block = await reader.read(at, 128);
    if (block?.readUInt32LE(4) !== 0) return null;
    const id = Buffer.concat([block.subarray(20, 24), block.subarray(52, 64)]);
    // Four numbers, printed with the most significant byte first.
    return signature('linux_raid_member', '', uuid(MD_MAGIC.equals(block.subarray(0, 4)) ? id.swap32() : id));
  },
};

/** bcache: superblock at 4096 (include/uapi/linux/bcache.h). */
const bcache: Probe = {
  magics: [{ offset: 4096 + 24, bytes: Buffer.from('c68573f64e1a45ca8265f57f48ba6d81', 'hex') }],
  read: async (reader) => {
    const block = await reader.read(4096, 128);
    return block && signature('bcache', '', uuid(block.subarray(40, 56)));
  },
};

/** Of members of arrays (MD). */
export const ARRAY_PROBES: readonly Probe[] = [md1, md090];

export const STACKED_PROBES: readonly Probe[] = [...ARRAY_PROBES, lvm, luks, bcache];
