import { ascii, type Probe, signature, text, uuid } from './probe.ts';

/** ext2, ext3, ext4 and their journal devices: superblock at 1024 (fs/ext4/ext4.h); told apart as blkid does. */
const ext: Probe = {
  magics: [{ offset: 1024 + 0x38, bytes: Buffer.from([0x53, 0xef]) }],
  read: async (reader) => {
    const block = await reader.read(1024, 1024);
    if (!block) return null;
    const [compatible, incompatible, readOnly] = [
      block.readUInt32LE(0x5c),
      block.readUInt32LE(0x60),
      block.readUInt32LE(0x64),
    ];
    const HAS_JOURNAL = 0x4;
    const JOURNAL_DEVICE = 0x8;
    const EXT3_INCOMPATIBLE = 0x2 | 0x4 | 0x10;
    const EXT3_READ_ONLY = 0x1 | 0x2 | 0x4;
    const isExt4 = (incompatible & ~EXT3_INCOMPATIBLE) !== 0 || (readOnly & ~EXT3_READ_ONLY) !== 0;
    const type =
      incompatible & JOURNAL_DEVICE ? 'jbd' : isExt4 ? 'ext4' : compatible & HAS_JOURNAL ? 'ext3' : 'ext2';
    return signature(type, text(block.subarray(0x78, 0x88)), uuid(block.subarray(0x68, 0x78)));
  },
};

/** XFS: superblock at 0 (fs/xfs/libxfs/xfs_format.h). */
const xfs: Probe = {
  magics: [{ offset: 0, bytes: ascii('XFSB') }],
  read: async (reader) => {
    const block = await reader.read(0, 512);
    return block && signature('xfs', text(block.subarray(108, 120)), uuid(block.subarray(32, 48)));
  },
};

/** Btrfs: superblock at 64 KiB (fs/btrfs/ctree.h). */
const btrfs: Probe = {
  magics: [{ offset: 65536 + 64, bytes: ascii('_BHRfS_M') }],
  read: async (reader) => {
    const block = await reader.read(65536, 1024);
    return (
      block && signature('btrfs', text(block.subarray(0x12b, 0x12b + 256)), uuid(block.subarray(32, 48)))
    );
  },
};

/** F2FS: superblock at 1024 (include/linux/f2fs_fs.h). */
const f2fs: Probe = {
  magics: [{ offset: 1024, bytes: Buffer.from([0x10, 0x20, 0xf5, 0xf2]) }],
  read: async (reader) => {
    const block = await reader.read(1024, 124 + 1024);
    return block && signature('f2fs', text(block.subarray(124), 'utf16le'), uuid(block.subarray(108, 124)));
  },
};

/** The last ten bytes of the first page, whatever the page size (mm/swapfile.c). */
function endOfFirstPage(...marks: string[]) {
  return [4096, 8192, 16384, 32768, 65536].flatMap((page) =>
    marks.map((mark) => ({ offset: page - 10, bytes: ascii(mark) })),
  );
}

/** Label and UUID of swap stand behind 1024 bytes of boot block. */
const swap: Probe = {
  magics: endOfFirstPage('SWAPSPACE2'),
  read: async (reader) => {
    const header = await reader.read(1024, 44);
    return header && signature('swap', text(header.subarray(28, 44)), uuid(header.subarray(12, 28)));
  },
};

const oldSwap: Probe = { magics: endOfFirstPage('SWAP-SPACE'), read: async () => signature('swap') };

/** Swap that holds a hibernated system. */
const hibernated: Probe = {
  magics: endOfFirstPage('S1SUSPEND', 'S2SUSPEND', 'ULSUSPEND', 'LINHIB0001'),
  read: async (reader) => {
    const header = await reader.read(1024, 44);
    return header && signature('swsuspend', text(header.subarray(28, 44)), uuid(header.subarray(12, 28)));
  },
};

/** Squashfs: superblock at 0 (fs/squashfs/squashfs_fs.h); before version 4 in either byte order. */
const squashfs: Probe = {
  magics: [
    { offset: 0, bytes: ascii('hsqs') },
    { offset: 0, bytes: ascii('sqsh') },
  ],
  read: async (reader) => {
    const block = await reader.read(0, 32);
    if (!block) return null;
    const isCurrent = block.toString('latin1', 0, 4) === 'hsqs' && block.readUInt16LE(28) >= 4;
    return signature(isCurrent ? 'squashfs' : 'squashfs3');
  },
};

export const LINUX_PROBES: readonly Probe[] = [xfs, ext, btrfs, f2fs, swap, oldSwap, hibernated, squashfs];
