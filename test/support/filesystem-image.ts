import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyScript } from './partition-script.ts';

const MIB = 1024 * 1024;

/** Where the root filesystem of `makeFilesystemImage` lies. */
const ROOT_EXTENT = { offset: 65 * MIB, length: 94 * MIB };

/**
 * A disk image of 160 MiB like that of a small system: ESP (FAT, 64 MiB at 1 MiB) and an ext4 root with
 * `/etc/os-release` that names the generation. Made without root by mkfs.vfat, mcopy and mke2fs -d.
 */
export function makeFilesystemImage(
  path: string,
  folder: string,
  sectorBytes: 512 | 4096,
  generation: number,
): void {
  const tree = join(folder, `tree${generation}`);
  mkdirSync(join(tree, 'etc'), { recursive: true });
  writeFileSync(join(tree, 'etc/os-release'), `NAME=test\nGENERATION=${generation}\n`);
  writeFileSync(join(tree, 'payload'), Buffer.alloc(3 * MIB, `generation ${generation} `));

  closeSync(openSync(path, 'w'));
  truncateSync(path, 160 * MIB);
  const unit = MIB / sectorBytes;
  const script = [
    'label: gpt',
    `start=${unit}, size=${64 * unit}, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=esp`,
    `start=${65 * unit}, size=${94 * unit}, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name=root`,
  ];
  applyScript(path, sectorBytes, script);

  const esp = join(folder, `esp${generation}.img`);
  closeSync(openSync(esp, 'w'));
  truncateSync(esp, 64 * MIB);
  execFileSync('mkfs.vfat', ['-F', '16', '-S', String(sectorBytes), '-n', `ESP${generation}`, esp], {
    stdio: 'ignore',
  });
  execFileSync('mcopy', ['-i', esp, join(tree, 'etc/os-release'), '::/os-release']);
  execFileSync('dd', [`if=${esp}`, `of=${path}`, 'bs=1M', 'seek=1', 'conv=notrunc,sparse', 'status=none']);

  const root = ['-F', '-q', '-t', 'ext4', '-b', '4096', '-L', `root${generation}`, '-d', tree];
  execFileSync(
    'mke2fs',
    [...root, '-E', `offset=${ROOT_EXTENT.offset}`, path, `${ROOT_EXTENT.length / 1024}k`],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
}
