import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildOsImage } from '../../cli/demo/os-image.ts';
import { encodeCpio } from '../../image-build/cpio.ts';
import type { DebianIpa } from '../../image-build/debian-ipa/build.ts';
import { completeTree, type TreeEntry } from '../../image-build/tree.ts';
import { bootLoader, bootTools } from '../support/grub.ts';
import { makeSmallImage } from '../support/small-image.ts';

/** Drivers that Debian's kernel for virtual machines has as modules only. */
const DRIVERS = ['virtio_blk', 'virtio_scsi', 'sd_mod', 'xfs'];
const GRUB_CONFIG = `search --no-floppy --set=root --label ESP
linux /vmlinuz console=ttyS0 quiet panic=1
initrd /initrd
boot
`;

/** An image of a disk. */
export interface DiskImage {
  readonly bytes: Buffer;
  /** What the `direct` interface gives to `write_image`. */
  info(url: string): object;
}

/** A system that can be deployed and started. */
export interface BootableImage extends DiskImage {
  readonly name: string;
  readonly path: string;
  /** What a tenant of the `custom-agent` interface asks for. */
  instance(url: string): object;
}

/** Paths of the drivers, relative to the folder of the kernel's modules, in the order of their loading. */
function loadingOrder(dependencies: string, wanted: readonly string[]): readonly string[] {
  const needs = new Map<string, readonly string[]>();
  for (const line of dependencies.trim().split('\n')) {
    const [path = '', others = ''] = line.split(':');
    needs.set(
      path,
      others.split(' ').filter((other) => other !== ''),
    );
  }
  const order = new Set<string>();
  const add = (path: string) => {
    for (const other of needs.get(path) ?? []) if (!order.has(other)) add(other);
    order.add(path);
  };
  for (const driver of wanted) {
    const path = [...needs.keys()].find((item) => basename(item).startsWith(`${driver}.ko`));
    if (path === undefined) throw new Error(`the kernel has no module ${driver}`);
    add(path);
  }
  return [...order];
}

function file(path: string, content: Buffer): TreeEntry {
  return { kind: 'file', path, mode: 0o755, content };
}

/** The kernel's drivers, unpacked, under names that sort as they have to be loaded. */
function drivers(folder: string, ramdisk: string, wanted: readonly string[]): TreeEntry[] {
  const unpack =
    'cd "$1"; zstd -dc "$2" | cpio -id --quiet "usr/lib/modules/*"; mv usr/lib/modules/* modules';
  execFileSync('bash', ['-ec', unpack, 'unpack', folder, ramdisk]);
  const modules = join(folder, 'modules');
  const order = loadingOrder(readFileSync(join(modules, 'modules.dep'), 'utf8'), wanted);
  return order.map((path, index) => {
    const packed = join(modules, path);
    const bytes = path.endsWith('.xz')
      ? execFileSync('xz', ['-dc', packed], { maxBuffer: 2 ** 26 })
      : readFileSync(packed);
    return file(`modules/${String(index).padStart(2, '0')}.ko`, bytes);
  });
}

/** What a system does when it boots. */
export interface InitParts {
  /** Its first process, of this folder. */
  readonly script: string;
  /** Drivers besides the usual ones. */
  readonly drivers: readonly string[];
  /** Files besides busybox and blkid. */
  readonly files: readonly TreeEntry[];
}

const USUAL: InitParts = { script: 'boot-init.sh', drivers: [], files: [] };

/** A system that tells what it finds: `boot-init.sh`, if not another. `folder`: for files on their way. */
export function initrd(
  folder: string,
  name: string,
  ramdisk: string,
  root: string,
  parts: InitParts = USUAL,
): Buffer {
  const script = readFileSync(join(import.meta.dirname, parts.script), 'utf8');
  const own = script.replaceAll('@NAME@', name).replaceAll('@ROOT@', `${name}-root`);
  const from = (path: string, source = path) => file(path, readFileSync(join(root, source)));
  const libraries = 'usr/lib/x86_64-linux-gnu';
  const tree = completeTree([
    file('init', Buffer.from(own)),
    from('bin/busybox', 'usr/bin/busybox'),
    from('usr/sbin/blkid'),
    from('lib64/ld-linux-x86-64.so.2', `${libraries}/ld-linux-x86-64.so.2`),
    ...['libblkid.so.1', 'libc.so.6'].map((library) => from(`${libraries}/${library}`)),
    ...['dev', 'mnt', 'proc', 'sys'].map((path): TreeEntry => ({ kind: 'folder', path })),
    ...drivers(folder, ramdisk, [...DRIVERS, ...parts.drivers]),
    ...parts.files,
  ]);
  return gzipSync(Buffer.concat(encodeCpio(tree, 0)));
}

function describeImage(name: string, path: string): DiskImage & { readonly digest: string } {
  const bytes = readFileSync(path);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const info = (url: string) => ({
    id: name,
    urls: [url],
    disk_format: 'raw',
    container_format: 'bare',
    os_hash_algo: 'sha256',
    os_hash_value: digest,
    stream_raw_images: true,
  });
  return { bytes, info, digest };
}

/** Partitions of a few MiB with nothing that boots, for disks of either sector size. */
export function makeSmallDiskImage(folder: string, sectorSize: number, generation: number): DiskImage {
  const path = join(folder, `small-${sectorSize}-${generation}.raw`);
  makeSmallImage(path, sectorSize === 4096 ? 4096 : 512, generation);
  return describeImage(`small-${generation}`, path);
}

/**
 * A disk image that boots with UEFI and tells on the serial console what it finds: see `boot-init.sh`. Its
 * kernel and drivers are those of the ramdisk, which must be one of Debian alone.
 */
export async function makeBootableImage(
  folder: string,
  name: string,
  { kernel, ramdisk }: DebianIpa,
  parts: InitParts = USUAL,
): Promise<BootableImage> {
  const scratch = mkdtempSync(join(folder, `${name}-`));
  const root = await bootTools();
  const path = await buildOsImage(folder, {
    name,
    partitions: [
      {
        name: 'esp',
        filesystem: 'vfat',
        sizeMib: 64,
        files: {
          'EFI/BOOT/BOOTX64.EFI': await bootLoader(scratch, GRUB_CONFIG),
          vmlinuz: readFileSync(kernel),
          initrd: initrd(scratch, name, ramdisk, root, parts),
        },
      },
      {
        name: `${name}-root`,
        filesystem: 'ext4',
        sizeMib: 64,
        files: { 'os-release': `NAME=${name}\n`, program: Buffer.alloc(8 * 1024 * 1024, `${name} `) },
      },
    ],
  });
  rmSync(scratch, { recursive: true });
  const { bytes, info, digest } = describeImage(name, path);
  const instance = (url: string) => ({
    image_source: url,
    image_disk_format: 'raw',
    image_os_hash_algo: 'sha256',
    image_os_hash_value: digest,
  });
  return { name, path, bytes, info, instance };
}
