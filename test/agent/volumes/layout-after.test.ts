import { expect } from 'chai';
import { parseSelector } from '../../../agent/layout/selector.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import { adoptVolumes, foreseeAdoption } from '../../../agent/volumes/adopt.ts';
import { createVolume, foreseeVolume } from '../../../agent/volumes/create.ts';
import { extendVolume, foreseeExtension } from '../../../agent/volumes/extend.ts';
import { foreseeRelease, releaseVolume } from '../../../agent/volumes/release.ts';
import { planTableCommit } from '../../../hardware-managers/partition-table/commit-table.ts';
import { anEntry, applyOps, aTable, emptyReading } from '../../support/gpt-disk.ts';
import type { MemoryDisk } from '../../support/memory-disk.ts';
import {
  aBlankDisk,
  addVolume,
  aRequestFor,
  contextOf,
  digestOf,
  layoutOf,
  PATH,
  yes,
} from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;

/** A context that makes the same GUIDs every time, at the same time. */
function repeatable(disk: MemoryDisk) {
  let made = 0;
  const newGuid = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  return { ...contextOf(disk), newGuid, now: () => 1_700_000_000_000 };
}

/** All that plans go by. Of what mkfs wrote only its kind and label can be known before. */
function shown({ table, catalog, filesystems, wholeDisk }: Layout) {
  const copies = [table.primary, table.backup].map((copy) => copy && { ...copy, table: null });
  return {
    table: [table.kind, table.gpt, ...copies, table.verdicts],
    catalog: [catalog?.catalog, catalog?.place],
    filesystems: [...filesystems].map(([number, { type, label }]) => [number, type, label]),
    wholeDisk,
  };
}

describe('a disk as a change of its volumes will leave it', () => {
  const create = aRequestFor('new', 4 * MIB, { filesystem: 'ext4', label: 'new', project: 'p' });
  const extend = { volume: 'data', size: 6 * MIB };
  const adopt = { selector: parseSelector('label:p1'), name: 'taken', project: '', mountPoint: '' };
  const cases: readonly (readonly [
    string,
    (disk: MemoryDisk) => Promise<unknown>,
    (disk: MemoryDisk, layout: Layout) => Layout | Promise<Layout>,
    (disk: MemoryDisk) => Promise<unknown>,
  ])[] = [
    [
      'after the first volume',
      async () => {},
      async (disk, layout) => await foreseeVolume(repeatable(disk), layout, create),
      async (disk) => await createVolume(repeatable(disk), PATH, create),
    ],
    [
      'after another volume',
      async (disk) => await addVolume(disk, 'data', 4 * MIB),
      async (disk, layout) => await foreseeVolume(repeatable(disk), layout, create),
      async (disk) => await createVolume(repeatable(disk), PATH, create),
    ],
    [
      'after a volume has grown',
      async (disk) => {
        await addVolume(disk, 'gone', 4 * MIB);
        await addVolume(disk, 'data', 4 * MIB);
        await releaseVolume(contextOf(disk), PATH, 'gone', 'zero', yes);
      },
      (disk, layout) => foreseeExtension(repeatable(disk), layout, extend),
      async (disk) => await extendVolume(repeatable(disk), PATH, extend),
    ],
    [
      'after a partition was adopted',
      async (disk) => {
        const shape = { sizeBytes: disk.bytes.byteLength, sectorBytes: 512 };
        const table = aTable(shape, [anEntry(1, 4096, 8191)]);
        const commit = { ...shape, current: emptyReading(512), bootCode: 'clear' as const, occupied: [] };
        applyOps(disk.bytes, planTableCommit({ ...commit, table }).ops);
      },
      (disk, layout) => foreseeAdoption(repeatable(disk), layout, adopt),
      async (disk) => await adoptVolumes(repeatable(disk), PATH, adopt),
    ],
    [
      'after a release',
      async (disk) => {
        await addVolume(disk, 'data', 4 * MIB);
        await addVolume(disk, 'other', 4 * MIB);
      },
      (_, layout) => foreseeRelease(layout, 'data', 'zero'),
      async (disk) => await releaseVolume(repeatable(disk), PATH, 'data', 'zero', yes),
    ],
  ];
  for (const [title, prepare, foresee, change] of cases)
    it(`is known ${title}, and nothing is written for it`, async () => {
      const disk = aBlankDisk(64 * MIB);
      await prepare(disk);
      const before = digestOf(disk);
      const foreseen = await foresee(disk, await layoutOf(disk));
      expect(digestOf(disk)).to.equal(before);
      await change(disk);
      expect(shown(foreseen)).to.deep.equal(shown(await layoutOf(disk)));
    });
});
