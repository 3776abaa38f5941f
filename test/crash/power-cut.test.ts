import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploy } from '../../agent/deployment/deploy.ts';
import type { DeployOptions } from '../../agent/deployment/preview.ts';
import { openImage } from '../../agent/image/open-image.ts';
import { ConflictError } from '../../agent/layout/conflict-error.ts';
import { parseSelector } from '../../agent/layout/selector.ts';
import { adoptVolumes } from '../../agent/volumes/adopt.ts';
import { createVolume } from '../../agent/volumes/create.ts';
import { recover } from '../../agent/volumes/recover.ts';
import { releaseVolume } from '../../agent/volumes/release.ts';
import { makeEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import { BmvError } from '../../proto/error.ts';
import { type CrashOptions, crashStates } from '../support/crash-states.ts';
import { type LinuxPartition, linuxPartitions } from '../support/linux-gpt.ts';
import { MemoryDisk } from '../support/memory-disk.ts';
import { change, convert, convertInto, makeQcow2 } from '../support/qcow2.ts';
import { bufferReader } from '../support/readers.ts';
import { makeSmallImage } from '../support/small-image.ts';
import { checksumOfFile, makeMovedImage, makeUpdatedImage } from '../support/updated-image.ts';
import { aRequestFor, contextOf, PATH, yes } from '../support/volume-disk.ts';
import { changeTable } from '../support/volumes.ts';

const MIB = 1024 * 1024;
const DISK_BYTES = 16 * MIB;
const TAIL_GUID = '0000000a-000b-4000-8000-00000000000c';

/** What a disk goes through; each step works on the disk as the step before left it. */
type Step = (disk: MemoryDisk, images: readonly string[]) => Promise<unknown>;

const create =
  (name: string, size: number): Step =>
  (disk) =>
    createVolume(contextOf(disk), PATH, aRequestFor(name, size));

const deployImageBy =
  (choice: Pick<DeployOptions, 'delta' | 'verifyMedia'>, image: number, ...keep: string[]): Step =>
  async (disk, images) => {
    const source = await openImage(images[image] ?? '');
    const selectors = keep.map(parseSelector);
    const options = { selectors, proof: 'full' as const, configDrive: null, ...choice };
    return await deploy(contextOf(disk), PATH, source, options, yes).finally(() => source.close());
  };

const deployImage = (image: number, ...keep: string[]): Step =>
  deployImageBy({ delta: 'never' }, image, ...keep);

/** Of images that were taken from the disk itself. */
let bytesReused = 0;

/** Takes from the disk what it has of the image; little at a time, and little of it kept in memory. */
const deployByIndex =
  (image: number): Step =>
  async (disk, images) => {
    const path = images[image] ?? '';
    const deltaLimits = { windowBytes: 64 * 1024, cacheBytes: MIB / 2 };
    const source = await openImage(path, {
      index: `${path}.bmvidx`,
      checksum: checksumOfFile(path),
      deltaLimits,
    });
    const options = { selectors: [], proof: 'full' as const, configDrive: null };
    const result = await deploy(contextOf(disk), PATH, source, options, yes).finally(() => source.close());
    bytesReused += result.image.bytesReused ?? 0;
    return result;
  };

const adopt =
  (select: string): Step =>
  (disk) =>
    adoptVolumes(contextOf(disk), PATH, {
      selector: parseSelector(select),
      name: null,
      project: '',
      mountPoint: '',
    });

const release =
  (name: string): Step =>
  (disk) =>
    releaseVolume(contextOf(disk), PATH, name, 'zero', yes);

/** A step whose power failed: of its writes and flushes only the first part (0 to 1) happened. */
const cutShort =
  (step: Step, part: number): Step =>
  async (disk, images) => {
    const base = Buffer.from(disk.bytes);
    disk.log.length = 0;
    await step(disk, images);
    disk.bytes.set(base);
    for (const op of disk.log.slice(0, Math.floor(disk.log.length * part))) {
      if (op.op === 'write') disk.bytes.set(op.bytes, op.offset);
    }
  };

/** Fills the first and the last MiB but one with rubbish: no copy of the table is left, the catalog is. */
const loseTable: Step = async (disk) => {
  disk.bytes.fill(0xa5, 0, MIB / 2);
  disk.bytes.fill(0xa5, disk.bytes.byteLength - 64 * 1024);
};

/** Adds a partition "tail" of somebody else, which lies where a catalog would usually be. */
const addTail: Step = async (disk) => {
  const tail = {
    number: 9,
    typeGuid: TYPE_GUIDS.linuxFilesystem,
    guid: TAIL_GUID,
    firstLba: (12 * MIB) / disk.alignment,
    lastLba: (15.75 * MIB) / disk.alignment - 1,
    name: 'tail',
  };
  await changeTable(disk, (entries) => [...entries, makeEntry(tail)]);
};

const recoverTable: Step = (disk) => recover(contextOf(disk), PATH, yes);

interface Story {
  readonly title: string;
  /** Steps that make the disk as it is when the power-cut operation begins. */
  readonly before: readonly Step[];
  /** Partitions (by name) that must survive; their contents are filled with a pattern first. */
  readonly kept: readonly string[];
  readonly operation: Step;
  /** Steps between the filling of what is kept and the operation. */
  readonly mishap?: Step;
  /** The error or conflict by which a repetition says that the operation had already ended. */
  readonly doneBefore?: string;
}

const STORIES: readonly Story[] = [
  {
    title: 'the first deployment beside a volume',
    before: [create('data', 2 * MIB)],
    kept: ['data'],
    operation: deployImage(0),
  },
  {
    title: 'a redeployment beside two volumes',
    before: [create('data', 2 * MIB), create('logs', MIB), deployImage(0)],
    kept: ['data', 'logs'],
    operation: deployImage(1),
  },
  {
    title: 'a redeployment of the same image that leaves out what is there and reads the rest back',
    before: [create('data', 2 * MIB), deployImage(0)],
    kept: ['data'],
    operation: deployImageBy({ delta: 'always', verifyMedia: true }, 0),
  },
  {
    title: 'a redeployment of another image that leaves out what is there',
    before: [create('data', 2 * MIB), deployImage(0)],
    kept: ['data'],
    operation: deployImageBy({ delta: 'always' }, 1),
  },
  {
    title: 'the first deployment of a qcow2 image, whose data comes out of order',
    before: [create('data', 2 * MIB)],
    kept: ['data'],
    operation: deployImage(4),
  },
  {
    title: 'a redeployment from a compressed qcow2 image',
    before: [create('data', 2 * MIB), create('logs', MIB), deployImage(0)],
    kept: ['data', 'logs'],
    operation: deployImage(5),
  },
  {
    title: 'a redeployment of an updated image, most of which the old system has',
    before: [create('data', 2 * MIB), deployImage(0)],
    kept: ['data'],
    operation: deployByIndex(2),
  },
  {
    title: 'a redeployment of an image whose root moves over the place that it is taken from',
    before: [create('data', 2 * MIB), deployImage(0)],
    kept: ['data'],
    operation: deployByIndex(3),
  },
  {
    title: 'a redeployment from the disk that goes on after an earlier power cut',
    before: [create('data', 2 * MIB), deployImage(0)],
    kept: ['data'],
    mishap: cutShort(deployByIndex(3), 0.5),
    operation: deployByIndex(3),
  },
  {
    title: 'a redeployment that keeps a partition by selector on a disk without a catalog',
    before: [deployImage(0)],
    kept: ['root1'],
    operation: deployImage(1, 'label:root1'),
  },
  {
    title: 'creating a volume next to another and a system',
    before: [create('data', 2 * MIB), deployImage(0)],
    kept: ['data', 'esp1', 'root1'],
    operation: create('logs', MIB),
    doneBefore: 'VOLUME_NAME_TAKEN',
  },
  {
    title: 'releasing a volume next to another',
    before: [create('data', 2 * MIB), create('logs', MIB), deployImage(0)],
    kept: ['data', 'root1'],
    operation: release('logs'),
    doneBefore: 'VOLUME_UNKNOWN',
  },
  {
    title: 'adopting a partition',
    before: [deployImage(0)],
    kept: ['root1', 'esp1'],
    operation: adopt('label:root1'),
    doneBefore: 'ALREADY_CLAIMED',
  },
  {
    title: 'the first deployment beside a partition that lies where a catalog would usually be',
    before: [deployImage(0), addTail],
    kept: ['tail'],
    operation: deployImage(1, 'label:tail'),
  },
  {
    title: 'a deployment that goes on after an earlier power cut',
    before: [create('data', 2 * MIB), deployImage(0)],
    kept: ['data'],
    mishap: cutShort(deployImage(1), 0.5),
    operation: deployImage(1),
  },
  {
    title: 'another image follows a deployment that was cut after its verification',
    before: [create('data', 2 * MIB), deployImage(0)],
    kept: ['data'],
    mishap: cutShort(deployImage(1), 0.85),
    operation: deployImage(0),
  },
  {
    title: 'bmv recover brings back a table of which no copy is left',
    before: [create('data', 2 * MIB), create('logs', MIB), deployImage(0)],
    kept: ['data', 'logs'],
    mishap: loseTable,
    operation: recoverTable,
  },
];

/** How the partitions that must survive looked before. */
interface Expected {
  readonly partition: LinuxPartition;
  readonly bytes: Buffer;
}

function extentOf(partition: LinuxPartition, sectorBytes: number): [start: number, end: number] {
  return [partition.firstLba * sectorBytes, (partition.lastLba + 1) * sectorBytes];
}

/** Its memory is the next copy's too. */
const COPY = Buffer.alloc(DISK_BYTES);

function copyOf(bytes: Buffer, sectorBytes: number): MemoryDisk {
  COPY.set(bytes);
  return new MemoryDisk(COPY, sectorBytes);
}

/** Fills each kept partition with a pattern of its own and remembers it. */
function expectKept(disk: MemoryDisk, names: readonly string[]): Expected[] {
  const partitions = linuxPartitions(bufferReader(disk.bytes), disk.alignment) ?? [];
  return names.map((name, index) => {
    const partition = partitions.find((candidate) => candidate.name === name);
    if (!partition) throw new Error(`no partition ${name} to keep`);
    const [start, end] = extentOf(partition, disk.alignment);
    for (let offset = start; offset < end; offset += 8)
      disk.bytes.writeBigUInt64LE(BigInt(offset * 7 + index + 1), offset);
    return { partition, bytes: Buffer.from(disk.bytes.subarray(start, end)) };
  });
}

function contentsAreWhole(bytes: Buffer, expected: readonly Expected[], sectorBytes: number): boolean {
  return expected.every((kept) =>
    bytes.subarray(...extentOf(kept.partition, sectorBytes)).equals(kept.bytes),
  );
}

function isListed(bytes: Buffer, expected: readonly Expected[], sectorBytes: number): boolean {
  const listed = linuxPartitions(bufferReader(bytes), sectorBytes) ?? [];
  return expected.every(({ partition }) =>
    listed.some((candidate) =>
      Object.entries(partition).every(([key, value]) => candidate[key as keyof LinuxPartition] === value),
    ),
  );
}

/** An error's code, and those of the conflicts in it. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof BmvError)) return [];
  return [error.code, ...(error instanceof ConflictError ? error.conflicts.map(({ code }) => code) : [])];
}

let statesTried = 0;
let recoveries = 0;
let repeats = 0;

for (const sectorBytes of [512, 4096] as const) {
  describe(`power cut, ${sectorBytes}-byte sectors`, () => {
    let folder = '';
    let images: string[] = [];

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-crash-'));
      const [first = '', second = '', updated = '', moved = ''] = [1, 2, 3, 4].map((number) =>
        join(folder, `image${number}.raw`),
      );
      makeSmallImage(first, sectorBytes, 1);
      makeSmallImage(second, sectorBytes, 2);
      makeUpdatedImage(updated, first);
      makeMovedImage(moved, first, sectorBytes);
      const scattered = makeQcow2(join(folder, 'scattered.qcow2'), '5M', 'cluster_size=4k');
      change(scattered, 'write -P 7 3M 64k', 'write -P 7 1M 64k', 'write -P 7 2M 40k');
      convertInto(first, scattered);
      const packed = convert(second, join(folder, 'packed.qcow2'), 'cluster_size=4k', '-c');
      images = [first, second, updated, moved, scattered, packed];
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    for (const [number, story] of STORIES.entries()) {
      it(`loses nothing while ${story.title} (E47, E48)`, async () => {
        const disk = new MemoryDisk(Buffer.alloc(DISK_BYTES), sectorBytes);
        for (const step of story.before) await step(disk, images);
        const expected = expectKept(disk, story.kept);
        await story.mishap?.(disk, images);
        const base = Buffer.from(disk.bytes);
        disk.log.length = 0;
        await story.operation(disk, images);
        expect(contentsAreWhole(disk.bytes, expected, sectorBytes)).to.equal(true);

        const options: CrashOptions = {
          sectorBytes,
          seed: number + sectorBytes,
          subsetsPerInterval: 32,
          everySectorUpTo: 48,
        };
        for (const { bytes, what } of crashStates(base, disk.log, options)) {
          statesTried += 1;
          if (!contentsAreWhole(bytes, expected, sectorBytes)) expect.fail(`kept bytes changed: ${what}`);
          if (!isListed(bytes, expected, sectorBytes)) await expectRecovery(bytes, expected, what);
          if (statesTried % 31 === 0) await expectRepeat(bytes, expected, story, what);
        }
      });
    }

    /** Where Linux sees nothing, `bmv recover` must bring every kept partition back. */
    async function expectRecovery(bytes: Buffer, expected: readonly Expected[], what: string): Promise<void> {
      recoveries += 1;
      const disk = copyOf(bytes, sectorBytes);
      await recover(contextOf(disk), PATH, yes).catch((error: unknown) => {
        throw new Error(`recover failed: ${what}`, { cause: error });
      });
      if (!isListed(disk.bytes, expected, sectorBytes))
        expect.fail(`kept partition not listed after recover: ${what}`);
      if (!contentsAreWhole(disk.bytes, expected, sectorBytes))
        expect.fail(`recover changed kept bytes: ${what}`);
    }

    /** The same operation again ends well, or finds that it had ended, and everything kept is whole. */
    async function expectRepeat(
      bytes: Buffer,
      expected: readonly Expected[],
      { operation, doneBefore }: Story,
      what: string,
    ): Promise<void> {
      repeats += 1;
      const disk = copyOf(bytes, sectorBytes);
      await operation(disk, images).catch((error: unknown) => {
        if (!codesOf(error).includes(doneBefore ?? ''))
          throw new Error(`repeating failed: ${what}`, { cause: error });
      });
      if (!contentsAreWhole(disk.bytes, expected, sectorBytes))
        expect.fail(`repeating changed kept bytes: ${what}`);
      if (!isListed(disk.bytes, expected, sectorBytes))
        expect.fail(`kept partition not listed after repeating: ${what}`);
    }
  });
}

describe('power cuts in all', () => {
  it('were tried in 10,000 states or more', () => {
    process.stdout.write(
      `\n  power cuts: ${statesTried} states, ${recoveries} needed bmv recover, ${repeats} repeated\n`,
    );
    expect(statesTried).to.be.at.least(10_000);
    expect(bytesReused).to.be.greaterThan(10 * MIB);
  });
});
