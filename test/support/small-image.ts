import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import { applyScript } from './partition-script.ts';
import { seededBytes } from './seeded-bytes.ts';

const MIB = 1024 * 1024;

/**
 * A disk image of 5 MiB with an ESP (1 MiB at 1 MiB) and a root partition (2 MiB at 2 MiB) of seeded
 * bytes, its table made by sfdisk. The generation changes every byte and every GUID.
 */
export function makeSmallImage(path: string, sectorBytes: 512 | 4096, generation: number): void {
  closeSync(openSync(path, 'w'));
  truncateSync(path, 5 * MIB);
  const unit = MIB / sectorBytes;
  const script = [
    'label: gpt',
    `start=${unit}, size=${unit}, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=esp${generation}`,
    `start=${2 * unit}, size=${2 * unit}, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name=root${generation}`,
  ];
  applyScript(path, sectorBytes, script);
  const file = openSync(path, 'r+');
  const data = seededBytes(generation, 3 * MIB).map((byte) => byte || 1);
  // A part of the root is zeros, which a used disk must really get.
  data.fill(0, 2 * MIB, 2 * MIB + 512 * 1024);
  writeSync(file, data, 0, data.byteLength, MIB);
  closeSync(file);
}
