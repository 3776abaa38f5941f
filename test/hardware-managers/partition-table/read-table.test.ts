import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import type { TableReading } from '../../../hardware-managers/partition-table/types.ts';
import { DATA_GUID, DISK_GUID, KEEP_GUID } from '../../fixtures/base-disk.ts';
import { DISK_CASES } from '../../fixtures/disk-cases.ts';
import { makeDisk, sectorSizesOf } from '../../fixtures/make-disk.ts';
import { linuxPartitions } from '../../support/linux-gpt.ts';
import { byteReader, withFileReader } from '../../support/readers.ts';

interface Expected {
  readonly kind: TableReading['kind'];
  /** `severity CODE`, in any order. */
  readonly verdicts?: readonly string[];
  /** GPT entries; null for no GPT. */
  readonly entries: number | null;
  /** What Linux would show; the same as `entries` unless said otherwise. */
  readonly linux?: number | null;
  readonly mbr?: number;
}

const unseen = (verdicts: readonly string[], entries = 2): Expected => ({
  kind: 'gpt',
  verdicts,
  entries,
  linux: null,
});
const seen = (verdicts: readonly string[], entries = 2): Expected => ({ kind: 'gpt', verdicts, entries });
const sound = (entries: number): Expected => ({ kind: 'gpt', entries });
const damaged = (...verdicts: readonly string[]): Expected => ({ kind: 'damaged', verdicts, entries: null });

const GROWN = 'repair BACKUP_NOT_AT_END';

const EXPECTED: Readonly<Record<string, Expected>> = {
  plain: sound(2),
  E03: damaged('refuse OTHER_SECTOR_SIZE'),
  'E03-stale': seen(['note OTHER_SECTOR_SIZE']),
  E05: sound(1),
  E06: sound(1),
  E07: sound(2),
  'E07-63': sound(1),
  E08: sound(1),
  'E08-catalog': sound(1),
  E09: sound(1),
  E12: sound(2),
  'E12-4': sound(2),
  E14: seen(['refuse DUPLICATE_GUID']),
  E15: sound(2),
  E16: sound(3),
  E17: sound(2),
  E19: sound(4),
  E20: sound(2),
  E21: unseen(['repair PRIMARY_HEADER_BAD']),
  'E21-wiped': unseen(['repair PRIMARY_MISSING']),
  E22: unseen(['repair PRIMARY_ENTRIES_BAD']),
  E23: damaged('refuse BOTH_COPIES_BAD', 'refuse PRIMARY_HEADER_BAD', 'refuse BACKUP_HEADER_BAD'),
  E24: seen(['refuse COPIES_DIFFER']),
  E25: seen([GROWN]),
  'E25-E21': unseen(['repair PRIMARY_HEADER_BAD', GROWN]),
  E26: unseen(['repair BACKUP_MISSING', 'repair USABLE_RANGE_BAD', 'refuse BEYOND_DISK_END']),
  E27: seen([GROWN, 'repair BACKUP_STALE_AT_END'], 1),
  E28: sound(2),
  'E28-place': unseen(['repair HEADER_MISPLACED']),
  E29: unseen(['repair PMBR_MISSING']),
  E30: { kind: 'hybrid', verdicts: ['refuse PMBR_HYBRID'], entries: 2, mbr: 2 },
  'E30-stale': { kind: 'mbr', verdicts: ['refuse MBR_WITH_STALE_GPT'], entries: null, mbr: 1 },
  E31: { kind: 'mbr', entries: null, mbr: 4 },
  E32: { kind: 'mbr', verdicts: ['refuse MBR_INVALID'], entries: null, mbr: 2 },
  E37: sound(2),
  E48: unseen(['repair PRIMARY_ENTRIES_BAD']),
  E50: sound(1),
  E54: sound(3),
  'E54-overlap': seen(['refuse ENTRIES_OVERLAP']),
  'E54-zero': { kind: 'gpt', verdicts: ['refuse ENTRY_INVALID'], entries: 2, linux: 1 },
  E55: seen(['refuse ENTRIES_OVERLAP']),
  E57: sound(2),
  'backup-header': seen(['repair BACKUP_HEADER_BAD']),
  'backup-array': seen(['repair BACKUP_ENTRIES_BAD']),
  elsewhere: seen(['note ENTRIES_ELSEWHERE']),
  gone: damaged('refuse BOTH_COPIES_BAD'),
  'damage-A': unseen(['repair PRIMARY_ENTRIES_BAD']),
  'damage-B': unseen(['repair PRIMARY_HEADER_BAD']),
  'damage-C': unseen(['repair PMBR_MISSING']),
  'damage-D': seen(['repair BACKUP_MISSING']),
  'damage-E': seen([GROWN]),
  'damage-F': unseen(['repair BACKUP_MISSING', 'repair USABLE_RANGE_BAD']),
};

describe('reading the table of a disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-read-table-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const { name, what } of DISK_CASES) {
    const expected = EXPECTED[name];
    for (const sectorBytes of sectorSizesOf(name)) {
      const verdicts = expected?.verdicts ?? [];
      const says = [expected?.kind, ...verdicts].join(', ');
      it(`${name}, sectors of ${sectorBytes}: ${what}: ${says}`, async () => {
        if (!expected) throw new Error(`no expectation for ${name}`);
        const path = join(folder, `${name}-${sectorBytes}`);
        makeDisk(name, path, sectorBytes);
        await withFileReader(path, async (reader) => {
          const reading = await readTable(byteReader(reader), sectorBytes);
          const found = reading.verdicts.map(({ severity, code }) => `${severity} ${code}`);
          expect(found).to.have.members([...verdicts]);
          expect(reading.kind).to.equal(expected.kind);
          expect(reading.gpt?.entries.length ?? null).to.equal(expected.entries);
          expect(reading.mbr.length).to.equal(expected.mbr ?? 0);
          expect(
            reading.verdicts.filter(({ message }) => /\n/.test(message) || message.length < 30),
          ).to.deep.equal([]);

          const linux = linuxPartitions(reader, sectorBytes);
          expect(linux?.length ?? null, 'what Linux shows').to.equal(
            expected.linux === undefined ? expected.entries : expected.linux,
          );
          for (const partition of linux ?? []) {
            expect(reading.gpt?.entries.find(({ number }) => number === partition.number)).to.deep.include(
              partition,
            );
          }
        });
        rmSync(path);
      });
    }
  }

  for (const sectorBytes of [512, 4096] as const) {
    it(`finds the same partitions, byte for byte, under every repairable damage; sectors of ${sectorBytes}`, async () => {
      const plain = await read('plain');
      expect(plain.gpt).to.include({ diskGuid: DISK_GUID, entrySize: 128, entryCount: 128 });
      expect(plain.gpt?.entries.map(({ guid, name }) => [guid, name])).to.deep.equal([
        [KEEP_GUID, 'keep'],
        [DATA_GUID, 'data'],
      ]);
      const repairable = Object.entries(EXPECTED).filter(
        ([name, { kind, entries, verdicts = [] }]) =>
          kind === 'gpt' &&
          entries === 2 &&
          verdicts.length > 0 &&
          !/^E(14|54|55)/.test(name) &&
          sectorSizesOf(name).includes(sectorBytes),
      );
      expect(repairable.length).to.be.greaterThan(15);
      for (const [name] of repairable) {
        expect((await read(name)).gpt?.entries, name).to.deep.equal(plain.gpt?.entries);
      }

      async function read(name: string): Promise<TableReading> {
        const path = join(folder, `same-${sectorBytes}`);
        makeDisk(name, path, sectorBytes);
        return await withFileReader(path, (reader) => readTable(byteReader(reader), sectorBytes));
      }
    });
  }
});
