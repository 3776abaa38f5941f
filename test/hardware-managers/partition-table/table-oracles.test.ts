import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { planTableCommit } from '../../../hardware-managers/partition-table/commit-table.ts';
import { makeEntry } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import type {
  GptEntry,
  GptTable,
  TableOp,
  TableReading,
} from '../../../hardware-managers/partition-table/types.ts';
import { DISK_BYTES, MIB } from '../../fixtures/base-disk.ts';
import { DiskBytes, makeSparse, type SectorBytes } from '../../fixtures/disk-bytes.ts';
import { makeDisk, sectorSizesOf } from '../../fixtures/make-disk.ts';
import { SOUND } from '../../fixtures/sound-disks.ts';
import { aTable, emptyReading, guidOf } from '../../support/gpt-disk.ts';
import { type LinuxPartition, linuxPartitions } from '../../support/linux-gpt.ts';
import { runTool } from '../../support/partition-script.ts';
import { byteReader, withFileReader } from '../../support/readers.ts';

/** A partition as tools and we both show it. */
interface Shown {
  readonly number: number;
  readonly firstLba: number;
  readonly lastLba: number;
  readonly typeGuid: string;
  readonly guid: string;
  readonly attributes: bigint;
  readonly name: string;
}

/** What libblkid reads from a disk file. */
function partx(path: string, sectorBytes: number): Shown[] {
  const columns = 'NR,START,SECTORS,UUID,TYPE,FLAGS,NAME';
  const text = runTool('partx', ['-g', '-b', '-r', '-S', String(sectorBytes), '-o', columns, path]);
  return text.split('\n').flatMap((line) => {
    const [number = '', start, sectors, guid = '', typeGuid = '', flags = '', name = ''] = line.split(' ');
    if (number === '') return [];
    const firstLba = (Number(start) * 512) / sectorBytes;
    const lastLba = firstLba + (Number(sectors) * 512) / sectorBytes - 1;
    return [
      {
        number: Number(number),
        firstLba,
        lastLba,
        typeGuid,
        guid,
        attributes: BigInt(flags),
        name: unescapeName(name),
      },
    ];
  });
}

function unescapeName(name: string): string {
  const bytes = name.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function shown({ raw, ...fields }: GptEntry): Shown {
  return fields;
}

async function read(path: string, sectorBytes: number): Promise<TableReading> {
  return await withFileReader(path, (reader) => readTable(byteReader(reader), sectorBytes));
}

async function linux(path: string, sectorBytes: number): Promise<LinuxPartition[] | null> {
  return await withFileReader(path, (reader) => linuxPartitions(reader, sectorBytes));
}

function bytesOf(path: string, offset: number, length: number): Buffer {
  const disk = new DiskBytes(path, 512);
  const bytes = disk.read(offset, length);
  disk.close();
  return bytes;
}

function applyTo(path: string, ops: readonly TableOp[]): void {
  const disk = new DiskBytes(path, 512);
  for (const op of ops) if (op.op === 'write') disk.write(op.offset, op.bytes);
  disk.close();
}

/** Writes a table to a new disk file of 64 MiB. */
function writeTable(path: string, sectorBytes: SectorBytes, table: GptTable): void {
  const current = emptyReading(sectorBytes);
  const commit = {
    sizeBytes: DISK_BYTES,
    sectorBytes,
    current,
    table,
    bootCode: 'clear' as const,
    occupied: [],
  };
  makeSparse(path, DISK_BYTES);
  applyTo(path, planTableCommit(commit).ops);
}

/** Everything that is unusual and allowed, at places and in an order that are unusual. */
function unusualTable(sectorBytes: SectorBytes): GptTable {
  const unit = MIB / sectorBytes;
  const shape = { sizeBytes: DISK_BYTES, sectorBytes };
  const { lastUsableLba } = aTable(shape, []);
  const entry = (
    number: number,
    firstLba: number,
    lastLba: number,
    name: string,
    attributes = 0n,
    typeGuid = guidOf(77),
  ) => makeEntry({ number, typeGuid, guid: guidOf(number), firstLba, lastLba, attributes, name });
  return aTable(shape, [
    entry(1, 20 * unit, 21 * unit - 1, 'later'),
    entry(2, unit, 2 * unit - 1, 'Größe-データ', 7n | (0xffffn << 48n)),
    entry(7, 2 * unit, 2 * unit, 'one sector', 1n << 60n, '0fc63daf-8483-4772-8e79-3d69d8477de4'),
    entry(128, 30 * unit, lastUsableLba, 'x'.repeat(36)),
  ]);
}

describe('tables that we write', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-table-oracles-'));
  const path = join(folder, 'disk');
  after(() => rmSync(folder, { recursive: true }));

  for (const sectorBytes of [512, 4096] as const) {
    it(`are read by libblkid and by Linux with every field the same; sectors of ${sectorBytes}`, async () => {
      const table = unusualTable(sectorBytes);
      writeTable(path, sectorBytes, table);
      const expected = table.entries.map(shown);
      expect(partx(path, sectorBytes)).to.deep.equal(expected);
      expect(await linux(path, sectorBytes)).to.deep.equal(expected);
    });

    it(`have no errors for fdisk; sectors of ${sectorBytes}`, () => {
      writeTable(path, sectorBytes, unusualTable(sectorBytes));
      const said = runTool('fdisk', ['-b', String(sectorBytes), path], 'v\nq\n');
      expect(said).to.include('No errors detected').and.include('Using 4 out of 128 partitions');
    });
  }

  it('have no problems for sgdisk, and its fields are ours', () => {
    const table = unusualTable(512);
    writeTable(path, 512, table);
    const said = runTool('sgdisk', ['-v', path]);
    expect(said)
      .to.include('No problems found')
      .and.not.match(/warning|problem:/i);
    for (const { number, guid, typeGuid, firstLba, lastLba, attributes, name } of table.entries) {
      const info = runTool('sgdisk', ['-i', String(number), path]);
      expect(info)
        .to.include(`unique GUID: ${guid.toUpperCase()}`)
        .and.include(`code: ${typeGuid.toUpperCase()}`);
      expect(info)
        .to.match(new RegExp(`First sector: ${firstLba} `))
        .and.match(new RegExp(`Last sector: ${lastLba} `));
      expect(info)
        .to.include(`flags: ${attributes.toString(16).toUpperCase().padStart(16, '0')}`)
        .and.include(`'${name}'`);
    }
  });

  it('are dumped by sfdisk and written again by it with the same array', () => {
    writeTable(path, 512, unusualTable(512));
    expect(runTool('sfdisk', ['--verify', path])).to.include('No errors detected');
    const array = bytesOf(path, 1024, 16384);
    const dump = runTool('sfdisk', ['--dump', path]).replace(/^device.*\n/m, '');
    makeSparse(path, DISK_BYTES);
    runTool('sfdisk', ['-q', '--no-reread', '--no-tell-kernel', path], dump);
    expect(bytesOf(path, 1024, 16384).equals(array)).to.equal(true);
  });

  it('E12 of 256 entries are read by every tool', async () => {
    const table = { ...unusualTable(512), entryCount: 256 };
    const entries = [
      ...table.entries.slice(0, 3),
      makeEntry({
        ...table.entries[0],
        ...{
          number: 256,
          typeGuid: guidOf(77),
          guid: guidOf(256),
          firstLba: 9000,
          lastLba: 9999,
          name: 'last',
        },
      }),
    ];
    writeTable(path, 512, { ...table, entries });
    expect(partx(path, 512).map(({ number }) => number)).to.deep.equal([1, 2, 7, 256]);
    expect(runTool('sgdisk', ['-v', path])).to.include('No problems found');
    // Linux has minors for 255 partitions, whatever the table lists.
    expect((await linux(path, 512))?.map(({ number }) => number)).to.deep.equal([1, 2, 7]);
  });

  it('after a change of one partition, differ in its slot of the array only', async () => {
    for (const sectorBytes of [512, 4096] as const) {
      makeDisk('E20', path, sectorBytes);
      const head = () => bytesOf(path, 0, 2 * sectorBytes + 16384);
      const before = head();
      const current = await read(path, sectorBytes);
      if (!current.gpt) throw new Error('no table');
      const table = { ...current.gpt, entries: current.gpt.entries.slice(0, 1) };
      const commit = {
        sizeBytes: DISK_BYTES,
        sectorBytes,
        current,
        table,
        bootCode: 'keep' as const,
        occupied: [],
      };
      applyTo(path, planTableCommit(commit).ops);
      const after = head();
      const slot = 2 * sectorBytes + 128;
      expect(after.subarray(2 * sectorBytes, slot)).to.deep.equal(before.subarray(2 * sectorBytes, slot));
      expect(after.subarray(slot).every((byte) => byte === 0)).to.equal(true);
      expect(after.subarray(0, 512)).to.deep.equal(before.subarray(0, 512));
      expect(partx(path, sectorBytes).map(({ number }) => number)).to.deep.equal([1]);
    }
  });
});

describe('tables that tools write', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-table-oracles-'));
  const path = join(folder, 'disk');
  after(() => rmSync(folder, { recursive: true }));

  for (const { name, what } of SOUND) {
    for (const sectorBytes of sectorSizesOf(name)) {
      it(`${name}: ${what}: are read as libblkid reads them and written again bit by bit; sectors of ${sectorBytes}`, async () => {
        makeDisk(name, path, sectorBytes);
        const { gpt, primary } = await read(path, sectorBytes);
        if (!gpt || !primary) throw new Error('no table');
        expect(gpt.entries.map(shown)).to.deep.equal(partx(path, sectorBytes));

        const length = gpt.entryCount * gpt.entrySize;
        const start = primary.entriesLba * sectorBytes;
        const array = bytesOf(path, start, length);
        writeTable(path, sectorBytes, gpt);
        expect(bytesOf(path, 2 * sectorBytes, length).equals(array)).to.equal(true);
        expect((await read(path, sectorBytes)).gpt?.entries).to.deep.equal(gpt.entries);
      });
    }
  }

  it('by sgdisk, with a type, flags and a name of its own, are read as it shows them', async () => {
    makeSparse(path, DISK_BYTES);
    const flags = [
      '-A',
      '2:set:0',
      '-A',
      '2:set:63',
      '-c',
      '2:données',
      '-u',
      '2:5DD2C9A4-0C1F-4A6D-8C1B-2B7F0D4C6E11',
    ];
    runTool('sgdisk', ['-n', '1:0:+1M', '-t', '1:ef02', '-n', '2:0:0', '-t', '2:8e00', ...flags, path]);
    const reading = await read(path, 512);
    expect(reading).to.deep.include({ kind: 'gpt', verdicts: [] });
    expect(reading.gpt?.entries.map(shown)).to.deep.equal(partx(path, 512));
    expect(reading.gpt?.entries[1]).to.deep.include({
      typeGuid: 'e6d6d379-f507-44c2-a23c-238f2a3df928',
      guid: '5dd2c9a4-0c1f-4a6d-8c1b-2b7f0d4c6e11',
      attributes: (1n << 63n) | 1n,
      name: 'données',
    });
  });
});
