import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { readAt } from './disk-file.ts';
import { indexBytes, sha256Of } from './indexed-image.ts';
import { applyScript } from './partition-script.ts';
import { seededBytes } from './seeded-bytes.ts';

const MIB = 1024 * 1024;

function addIndex(path: string): void {
  writeFileSync(`${path}.bmvidx`, indexBytes(readFileSync(path)));
}

/** A newer one of `makeSmallImage`'s: a few bytes of its root are others. With an index. */
export function makeUpdatedImage(path: string, older: string): void {
  copyFileSync(older, path);
  const file = openSync(path, 'r+');
  writeSync(file, seededBytes(77, 64 * 1024), 0, 64 * 1024, 2 * MIB + 400 * 1024);
  closeSync(file);
  addIndex(path);
}

/** One of `makeSmallImage`'s with a larger ESP, so that the same root lies 1 MiB further. With an index. */
export function makeMovedImage(path: string, older: string, sectorBytes: 512 | 4096): void {
  closeSync(openSync(path, 'w'));
  truncateSync(path, 6 * MIB);
  const unit = MIB / sectorBytes;
  const script = [
    'label: gpt',
    `start=${unit}, size=${2 * unit}, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=esp3`,
    `start=${3 * unit}, size=${2 * unit}, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name=root3`,
  ];
  applyScript(path, sectorBytes, script);
  const file = openSync(path, 'r+');
  writeSync(file, seededBytes(78, MIB), 0, MIB, MIB);
  writeSync(file, readAt(older, { offset: 2 * MIB, length: 2 * MIB }), 0, 2 * MIB, 3 * MIB);
  closeSync(file);
  addIndex(path);
}

export function checksumOfFile(path: string): string {
  return sha256Of(readFileSync(path));
}
