import { expect } from 'chai';
import { planTableCommit } from '../../../hardware-managers/partition-table/commit-table.ts';
import type { GptEntry } from '../../../hardware-managers/partition-table/types.ts';
import { BmvError } from '../../../proto/error.ts';
import { planFor as plan, refusal, steps } from '../../support/commit-plan.ts';
import { anEntry, aTable, emptyReading, gptDisk, GPT_DISK_BYTES as SIZE } from '../../support/gpt-disk.ts';

const SHAPE = { sizeBytes: SIZE, sectorBytes: 512 };
const _OLD = [anEntry(1, 200, 299), anEntry(2, 300, 399)];
const NEW = [anEntry(1, 200, 299), anEntry(5, 500, 599)];

describe('kept bytes', () => {
  const sectors = (lba: number, count: number) => ({ offset: lba * 512, length: count * 512 });

  it('at the spare place make the commit unsafe, and it says so; the backup stays as it was until the end', async () => {
    for (const occupied of [sectors(65, 1), sectors(34, 1), sectors(50, 200)]) {
      const result = await plan(gptDisk(), aTable(SHAPE, NEW), { occupied: [occupied] });
      expect(result.crashSafe).to.equal(false);
      expect(result.why).to.match(/^LBA 34 to 65.*backup only$/);
      expect(steps(result)).to.equal('1+33 | 4063+32 | 4095+1 |');
    }
    expect((await plan(gptDisk(), aTable(SHAPE, NEW), { occupied: [sectors(66, 1)] })).crashSafe).to.equal(
      true,
    );
  });

  it('E07 make it unsafe also when it is a partition of the new table that begins there', async () => {
    const result = await plan(gptDisk(), aTable(SHAPE, [anEntry(1, 34, 100)]));
    expect(result.crashSafe).to.equal(false);
  });

  it('have a valid backup written first when the commit is unsafe and there is none', async () => {
    const disk = gptDisk();
    disk.fill(0, SIZE - 512);
    const result = await plan(disk, aTable(SHAPE, NEW), { occupied: [sectors(34, 1)] });
    expect(steps(result)).to.equal('4063+32 | 4095+1 | 1+33 |');
  });

  it('where the table itself must be are refused before anything is written', async () => {
    for (const occupied of [
      sectors(0, 1),
      sectors(1, 1),
      sectors(33, 1),
      sectors(4063, 1),
      sectors(4095, 1),
    ]) {
      expect(await refusal(plan(gptDisk(), aTable(SHAPE, NEW), { occupied: [occupied] }))).to.equal(
        'TABLE_INVALID',
      );
    }
    expect(
      (await plan(gptDisk(), aTable(SHAPE, NEW), { occupied: [sectors(4062, 1), sectors(66, 10)] }))
        .crashSafe,
    ).to.equal(true);
  });
});

describe('a table that must not be written', () => {
  const wrong: readonly (readonly [string, readonly GptEntry[]])[] = [
    ['begins before the usable LBAs', [anEntry(1, 33, 99)]],
    ['E08 ends in the backup', [anEntry(1, 200, 4063)]],
    ['E26 ends beyond the disk', [anEntry(1, 200, 5000)]],
    ['E54 ends before it begins', [anEntry(1, 200, 199)]],
    ['overlaps another', [anEntry(1, 200, 300), anEntry(2, 300, 400)]],
    ['has the number of another', [anEntry(1, 200, 300), { ...anEntry(2, 400, 500), number: 1 }]],
    [
      'E14 has the GUID of another',
      [anEntry(1, 200, 300), { ...anEntry(2, 400, 500), guid: anEntry(1, 1, 1).guid }],
    ],
    ['has number 0', [anEntry(0, 200, 300)]],
    ['has a number behind the last entry', [anEntry(129, 200, 300)]],
  ];
  for (const [what, entries] of wrong) {
    it(`is refused when a partition ${what}`, async () => {
      expect(await refusal(plan(gptDisk(), aTable(SHAPE, entries)))).to.equal('TABLE_INVALID');
    });
  }

  it('is refused when its entries have a size that is none, or its array more than 4 MiB', async () => {
    for (const [count, size] of [
      [128, 100],
      [128, 8192],
      [32769, 128],
      [0, 128],
      [1.5, 128],
    ] as const) {
      const table = { ...aTable(SHAPE, []), entryCount: count, entrySize: size };
      expect(await refusal(plan(gptDisk(), table)), `${count} of ${size}`).to.be.oneOf([
        'TABLE_INVALID',
        'DISK_TOO_SMALL',
      ]);
    }
  });

  it('is refused on a disk without room for it', async () => {
    const table = aTable(SHAPE, []);
    for (const sizeBytes of [0, 512, 67 * 512]) {
      const commit = {
        sizeBytes,
        sectorBytes: 512,
        current: emptyReading(512),
        table,
        bootCode: 'clear' as const,
        occupied: [],
      };
      expect(() => planTableCommit(commit), `${sizeBytes}`)
        .to.throw(BmvError)
        .with.property('code', 'DISK_TOO_SMALL');
    }
  });
});
