/** The Debian package that brings a tool. */
const PACKAGES: Readonly<Record<string, string>> = {
  addpart: 'util-linux',
  'aarch64-linux-gnu-strip': 'binutils-aarch64-linux-gnu',
  blkdiscard: 'util-linux',
  blkid: 'util-linux',
  bzip2: 'bzip2',
  cryptsetup: 'cryptsetup-bin',
  df: 'coreutils',
  dmsetup: 'dmsetup',
  e2fsck: 'e2fsprogs',
  fallocate: 'util-linux',
  filefrag: 'e2fsprogs',
  flock: 'util-linux',
  gzip: 'gzip',
  losetup: 'mount',
  lsblk: 'util-linux',
  mkfifo: 'coreutils',
  'mkfs.ext4': 'e2fsprogs',
  'mkfs.vfat': 'dosfstools',
  'mkfs.xfs': 'xfsprogs',
  mkswap: 'util-linux',
  mount: 'mount',
  partx: 'util-linux',
  resizepart: 'util-linux',
  sfdisk: 'fdisk',
  sgdisk: 'gdisk',
  strip: 'binutils',
  sync: 'coreutils',
  umount: 'mount',
  unshare: 'util-linux',
  wipefs: 'util-linux',
  'x86_64-linux-gnu-strip': 'binutils-x86-64-linux-gnu',
  xfs_io: 'xfsprogs',
  xz: 'xz-utils',
  zstd: 'zstd',
};

/** Name of the Debian package to install for a tool; null when it is not known. */
export function packageOf(tool: string): string | null {
  return PACKAGES[tool] ?? null;
}
