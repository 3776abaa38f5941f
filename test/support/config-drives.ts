import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tool } from './blkid.ts';

function inFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-drive-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As Ironic's conductor makes a config drive (ironic/conductor/configdrive_utils.py). */
export const IRONIC = [
  '-ldots',
  '-allow-lowercase',
  '-allow-multidot',
  '-l',
  '-publisher',
  'ironic',
  '-J',
  '-r',
];

/** An ISO 9660 image that genisoimage makes of files by path. */
export function genisoimage(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: readonly string[] = IRONIC,
): Buffer {
  return inFolder((folder) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, 'in', path)), { recursive: true });
      writeFileSync(join(folder, 'in', path), content);
    }
    const image = join(folder, 'drive.iso');
    tool('genisoimage', 'genisoimage', [
      '-quiet',
      '-V',
      'config-2',
      '-o',
      image,
      ...options,
      join(folder, 'in'),
    ]);
    return readFileSync(image);
  });
}

/** The files of an image as bsdtar reads them. */
export function unpackDrive(image: Uint8Array): ReadonlyMap<string, Buffer> {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'drive.iso'), image);
    mkdirSync(join(folder, 'out'));
    tool('bsdtar', 'libarchive-tools', ['-xf', join(folder, 'drive.iso'), '-C', join(folder, 'out')]);
    const entries = readdirSync(join(folder, 'out'), { recursive: true, withFileTypes: true });
    return new Map(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path.slice(join(folder, 'out').length + 1), readFileSync(path)]),
    );
  });
}

/** A FAT filesystem, as Nova once made config drives. */
export function fatDrive(): Buffer {
  return inFolder((folder) => {
    const image = join(folder, 'drive.img');
    execFileSync('truncate', ['-s', '1M', image]);
    tool('mkfs.vfat', 'dosfstools', ['-n', 'config-2', image]);
    return readFileSync(image);
  });
}
