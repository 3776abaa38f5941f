import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MIB } from '../../agent/layout/extent.ts';
import { runCommand } from '../../hardware-managers/linux/command.ts';

/** A partition of a demo image. Sizes in MiB. */
interface ImagePartition {
  readonly name: string;
  readonly filesystem: 'vfat' | 'ext4';
  readonly sizeMib: number;
  /** Path -> contents. */
  readonly files: Readonly<Record<string, string | Buffer>>;
}

export interface OsImage {
  readonly name: string;
  readonly partitions: readonly ImagePartition[];
}

const TYPES = { vfat: 'U', ext4: 'L' } as const;

async function sparseFile(path: string, sizeBytes: number): Promise<void> {
  const file = await open(path, 'w');
  await file.truncate(sizeBytes).finally(() => file.close());
}

async function writeTree(folder: string, files: ImagePartition['files']): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, contents] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), contents);
  }
}

/** Puts a filesystem with files into the image at an offset, without mounting anything. */
async function makePartition(
  image: string,
  offsetMib: number,
  partition: ImagePartition,
  tree: string,
): Promise<void> {
  const { filesystem, sizeMib, name, files } = partition;
  await writeTree(tree, files);
  if (filesystem === 'ext4') {
    const at = `offset=${offsetMib * MIB}`;
    await runCommand([
      'mkfs.ext4',
      '-q',
      '-F',
      '-b',
      '4096',
      '-L',
      name,
      '-d',
      tree,
      '-E',
      at,
      image,
      `${sizeMib}M`,
    ]);
    return;
  }
  const file = `${tree}.fat`;
  await sparseFile(file, sizeMib * MIB);
  await runCommand(['mkfs.vfat', '-n', name.toUpperCase(), file]);
  await runCommand([
    'mcopy',
    '-s',
    '-i',
    file,
    ...new Set(Object.keys(files).map((path) => join(tree, path.split('/')[0] ?? ''))),
    '::/',
  ]);
  await runCommand([
    'dd',
    `if=${file}`,
    `of=${image}`,
    'bs=1M',
    `seek=${offsetMib}`,
    'conv=notrunc,sparse',
    'status=none',
  ]);
  await rm(file);
}

/**
 * Builds a disk image like those that a cloud hands out: GPT, EFI system partition, ext4 root. Needs no
 * root and no loop device; `sfdisk`, `mkfs.ext4 -d`, `mkfs.vfat` and `mcopy` do the work.
 */
export async function buildOsImage(folder: string, image: OsImage): Promise<string> {
  const path = join(folder, `${image.name}.raw`);
  const total = image.partitions.reduce((sum, { sizeMib }) => sum + sizeMib, 2);
  await sparseFile(path, total * MIB);
  let offsetMib = 1;
  const placed = image.partitions.map((partition) => {
    const start = offsetMib;
    offsetMib += partition.sizeMib;
    return { partition, start };
  });
  const script = placed.map(
    ({ partition: { name, filesystem, sizeMib }, start }) =>
      `start=${start}MiB, size=${sizeMib}MiB, type=${TYPES[filesystem]}, name=${name}`,
  );
  await runCommand(['sfdisk', '-q', path], { input: ['label: gpt', ...script, ''].join('\n') });
  for (const [index, { partition, start }] of placed.entries()) {
    const tree = join(folder, `${image.name}-${index}`);
    await makePartition(path, start, partition, tree);
    await rm(tree, { recursive: true });
  }
  return path;
}

function osRelease(name: string, version: string): string {
  return `NAME="${name}"\nVERSION="${version}"\nPRETTY_NAME="${name} ${version}"\n`;
}

/** Contents that no compression and no hole swallows. */
function program(seed: string): Buffer {
  return Buffer.alloc(24 * MIB, `${seed} is a program of some size. `);
}

/** Two systems with different layouts: what an operator has before and after an upgrade. */
export const DEMO_IMAGES: readonly OsImage[] = [
  {
    name: 'alder-1',
    partitions: [
      {
        name: 'esp',
        filesystem: 'vfat',
        sizeMib: 64,
        files: { 'EFI/BOOT/BOOTX64.EFI': 'boot loader of alder' },
      },
      {
        name: 'alder-root',
        filesystem: 'ext4',
        sizeMib: 1024,
        files: { 'etc/os-release': osRelease('Alder', '1'), 'usr/bin/server': program('alder 1') },
      },
    ],
  },
  {
    name: 'birch-2',
    partitions: [
      {
        name: 'esp',
        filesystem: 'vfat',
        sizeMib: 64,
        files: { 'EFI/BOOT/BOOTX64.EFI': 'boot loader of birch' },
      },
      {
        name: 'birch-boot',
        filesystem: 'ext4',
        sizeMib: 128,
        files: { vmlinuz: program('birch kernel').subarray(0, 8 * MIB) },
      },
      {
        name: 'birch-root',
        filesystem: 'ext4',
        sizeMib: 1536,
        files: { 'etc/os-release': osRelease('Birch', '2'), 'usr/bin/server': program('birch 2') },
      },
    ],
  },
];
