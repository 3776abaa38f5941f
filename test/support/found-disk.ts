import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type DeployResult, deploy } from '../../agent/deployment/deploy.ts';
import type { DeployOptions } from '../../agent/deployment/preview.ts';
import type { DeltaMode } from '../../agent/image/delta-choice.ts';
import { openImage } from '../../agent/image/open-image.ts';
import type { ConflictError } from '../../agent/layout/conflict-error.ts';
import type { Extent } from '../../agent/layout/extent.ts';
import { parseSelector } from '../../agent/layout/selector.ts';
import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { readTable } from '../../hardware-managers/partition-table/read-table.ts';
import { MIB } from '../fixtures/base-disk.ts';
import type { SectorBytes } from '../fixtures/disk-bytes.ts';
import { makeDisk } from '../fixtures/make-disk.ts';
import { testContext } from './context.ts';
import { type DataPiece, dataPieces, dataPiecesOfFile } from './data-pieces.ts';
import { makeDiskFile, writeAt } from './disk-file.ts';
import { linuxPartitions } from './linux-gpt.ts';
import { MemoryDisk, memoryManager } from './memory-disk.ts';
import { runTool } from './partition-script.ts';
import { bufferReader, byteReader } from './readers.ts';

/** Runs `use` with the path of a file that is gone afterwards. */
function withFile<T>(use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-found-'));
  try {
    return use(join(folder, 'disk'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function run(bytes: Buffer, { offset, length }: Extent): Buffer {
  return bytes.subarray(offset, offset + length);
}

/** Bytes whose pages of zeros are never touched, which makes a disk in memory cheap. */
function joined(sizeBytes: number, pieces: Iterable<DataPiece>): Buffer {
  const all = Buffer.alloc(sizeBytes);
  for (const { offset, bytes } of pieces) all.set(bytes, offset);
  return all;
}

/** A copy of all that a disk holds. */
export function snapshot({ bytes }: MemoryDisk): Buffer {
  return joined(bytes.byteLength, dataPieces(bufferReader(bytes)));
}

interface MadeDisk {
  readonly sizeBytes: number;
  readonly pieces: readonly DataPiece[];
}

/** Every disk of `test/fixtures` that was made, by case and sector size. */
const MADE = new Map<string, MadeDisk>();

function madeDisk(caseName: string, sectorBytes: SectorBytes): MadeDisk {
  const key = `${caseName} ${sectorBytes}`;
  const made =
    MADE.get(key) ??
    withFile((path) => {
      makeDisk(caseName, path, sectorBytes);
      const sizeBytes = statSync(path).size;
      const found = dataPiecesOfFile(path, { offset: 0, length: sizeBytes });
      const pieces = Array.from(found, ({ offset, bytes }) => ({ offset, bytes: Buffer.from(bytes) }));
      return { sizeBytes, pieces };
    });
  MADE.set(key, made);
  return made;
}

/**
 * The disk of a case of `test/fixtures`, in memory. Partitions that hold nothing get bytes of their own,
 * none of them zero.
 */
export async function foundDisk(caseName: string, sectorBytes: SectorBytes): Promise<MemoryDisk> {
  const { sizeBytes, pieces } = madeDisk(caseName, sectorBytes);
  const bytes = joined(sizeBytes, pieces);
  const { gpt, verdicts } = await readTable(byteReader(bufferReader(bytes)), sectorBytes);
  const isSound = verdicts.every(({ severity }) => severity !== 'refuse');
  for (const entry of isSound ? (gpt?.entries ?? []) : []) {
    const content = run(bytes, entryExtent(entry, sectorBytes));
    if (content.equals(Buffer.alloc(content.byteLength)))
      content.fill(`partition ${entry.number} of ${caseName} `);
  }
  return new MemoryDisk(bytes, sectorBytes);
}

export interface DeployChoice {
  /** Selectors as an operator writes them. */
  readonly keep?: readonly string[];
  readonly configDrive?: Uint8Array;
  readonly proof?: DeployOptions['proof'];
  readonly delta?: DeltaMode;
  readonly verifyMedia?: boolean;
}

/** Deploys an image file to a disk in memory, with everything confirmed and a full proof. */
export async function deployTo(
  disk: MemoryDisk,
  imagePath: string,
  { keep = [], configDrive, proof = 'full', ...others }: DeployChoice = {},
): Promise<DeployResult> {
  const source = await openImage(imagePath);
  const options = { selectors: keep.map(parseSelector), proof, configDrive: configDrive ?? null, ...others };
  const context = testContext([memoryManager(disk)]);
  return await deploy(context, disk.info.path, source, options, async () => true).finally(() =>
    source.close(),
  );
}

/** Deploys and expects these conflicts and not one changed byte. */
export async function expectRefused(
  disk: MemoryDisk,
  imagePath: string,
  choice: DeployChoice,
  codes: readonly string[],
): Promise<readonly string[]> {
  const before = snapshot(disk);
  const error = await deployTo(disk, imagePath, choice).then(
    () => null,
    (reason: ConflictError) => reason,
  );
  expect(error?.code, error?.message).to.equal('CONFLICTS');
  const conflicts = error?.conflicts ?? [];
  expect(conflicts.map(({ code }) => code)).to.include.members([...codes]);
  expect(disk.log).to.deep.equal([]);
  expect(disk.bytes.equals(before)).to.equal(true);
  return conflicts.map(({ message }) => message);
}

/** Expects that sgdisk and sfdisk (fdisk for 4096-byte sectors) find nothing wrong with a disk's table. */
function expectSoundTable(disk: MemoryDisk): void {
  withFile((path) => {
    // The first and the last MiB are all that these tools look at.
    const { byteLength } = disk.bytes;
    makeDiskFile(path, byteLength);
    writeAt(path, 0, run(disk.bytes, { offset: 0, length: MIB }));
    writeAt(path, byteLength - MIB, run(disk.bytes, { offset: byteLength - MIB, length: MIB }));
    if (disk.alignment === 512) {
      expect(runTool('sgdisk', ['-v', path])).to.contain('No problems found');
      expect(runTool('sfdisk', ['--verify', path])).to.contain('No errors detected');
    } else {
      expect(runTool('fdisk', ['-b', '4096', '-w', 'never', path], 'v\nq\n')).to.contain(
        'No errors detected',
      );
    }
  });
}

/**
 * Expects that a deployment did what it said: every kept partition has its bytes, its number and its entry,
 * every image partition has the image's bytes, and Linux's rules show exactly the planned table.
 */
export async function expectDeployed(
  disk: MemoryDisk,
  before: Buffer,
  image: Buffer,
  { plan, proofs }: DeployResult,
): Promise<void> {
  const sectorBytes = disk.alignment;
  const shown = linuxPartitions(bufferReader(disk.bytes), sectorBytes) ?? [];
  expect(
    shown.map(({ number, firstLba, lastLba, guid }) => ({ number, firstLba, lastLba, guid })),
  ).to.deep.equal(
    (plan.final?.entries ?? []).map(({ number, firstLba, lastLba, guid }) => ({
      number,
      firstLba,
      lastLba,
      guid,
    })),
  );
  const { gpt } = await readTable(byteReader(bufferReader(disk.bytes)), sectorBytes);
  for (const { extent, entry } of plan.kept.filter(({ reason }) => reason !== 'catalog')) {
    expect(run(disk.bytes, extent).equals(run(before, extent)), `bytes of kept ${entry.name}`).to.equal(true);
    const now = gpt?.entries.find(({ number }) => number === entry.number);
    expect(Buffer.from(now?.raw ?? []).equals(Buffer.from(entry.raw)), `entry ${entry.number}`).to.equal(
      true,
    );
  }
  for (const { extent, imageOffset } of plan.placements) {
    const wanted = run(image, { offset: imageOffset, length: extent.length });
    expect(run(disk.bytes, extent).equals(wanted), `image bytes at ${extent.offset}`).to.equal(true);
  }
  expect(proofs.every(({ same }) => same)).to.equal(true);
  expectSoundTable(disk);
}
