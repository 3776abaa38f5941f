import { expect } from 'chai';
import { type BootMounts, bootConflicts, isOwnEsp } from '../../../agent/ironic/boot-conflicts.ts';
import { MIB } from '../../../agent/layout/extent.ts';
import { planDeployment } from '../../../agent/layout/plan.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import type { Conflict, ImageHead, Layout, Plan } from '../../../agent/layout/types.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import {
  aFilesystem,
  aJournal,
  aLayout,
  anImage,
  aRequest,
  type LayoutSketch,
  type PartitionSketch,
} from '../../support/layouts.ts';

const esp: PartitionSketch = {
  number: 1,
  offset: 100 * MIB,
  length: 50 * MIB,
  name: 'esp',
  typeGuid: TYPE_GUIDS.esp,
};
const root: PartitionSketch = { number: 2, offset: 200 * MIB, length: 200 * MIB, name: 'root' };
const image = anImage({ partitions: [esp, root] });
const bare = anImage({ partitions: [root] });

const oldEsp: PartitionSketch = { ...esp, number: 5, offset: 10 * MIB, length: 20 * MIB, name: 'old' };
const lateEsp: PartitionSketch = { ...oldEsp, number: 1, offset: 800 * MIB };
const fat: PartitionSketch = {
  number: 6,
  offset: 700 * MIB,
  length: 20 * MIB,
  name: 'boot',
  filesystem: aFilesystem('vfat', 'UEFI'),
};

const ESP: BootMounts = { esp: true, fat: false };
const FAT: BootMounts = { esp: false, fat: true };
const NONE: BootMounts = { esp: false, fat: false };

function claimed(...partitions: readonly PartitionSketch[]): LayoutSketch {
  return { partitions, claimed: partitions.map(({ number }) => number) };
}

function interrupted(partition: PartitionSketch): LayoutSketch {
  return { partitions: [partition], journal: aJournal([partition]) };
}

/** What the plan keeps is that which the sketch claims, or `keep`. */
function planOf(sketch: LayoutSketch, head: ImageHead, keep: readonly string[] = []): Plan {
  const layout: Layout = aLayout(sketch);
  const { plan, conflicts } = planDeployment(layout, head, aRequest({ selectors: keep.map(parseSelector) }));
  if (!plan) throw new Error(conflicts.map(({ message }) => message).join('\n'));
  return plan;
}

function conflictsOf(
  sketch: LayoutSketch,
  head: ImageHead,
  mounts: BootMounts,
  keep: readonly string[] = [],
): readonly Conflict[] {
  return bootConflicts({ plan: planOf(sketch, head, keep), head }, '/dev/sda', mounts);
}

describe('what ironic-python-agent would mount after a deployment', () => {
  const cases: readonly (readonly [string, LayoutSketch, ImageHead, BootMounts, readonly string[]])[] = [
    ['a kept EFI system partition before that of the image', claimed(oldEsp), image, ESP, ['KEPT_ESP_FIRST']],
    ['one after it, whatever the numbers are', claimed(lateEsp), image, ESP, []],
    ['one beside an image that has none', claimed(lateEsp), bare, ESP, ['KEPT_ESP_FIRST']],
    ['two of them', claimed(oldEsp, lateEsp), bare, ESP, ['KEPT_ESP_FIRST', 'KEPT_ESP_FIRST']],
    ['one of them that comes second', claimed(oldEsp, lateEsp), image, ESP, ['KEPT_ESP_FIRST']],
    ['one where the firmware is BIOS', claimed(oldEsp), image, NONE, []],
    ['one that is not kept', { partitions: [oldEsp] }, image, ESP, []],
    ['kept FAT that is no EFI system partition', claimed(fat), image, ESP, []],
    ['kept FAT, as GRUB is installed', claimed(fat), image, FAT, ['KEPT_FAT_MOUNTED']],
    ['a kept EFI system partition, as GRUB is installed', claimed(lateEsp), image, FAT, ['KEPT_FAT_MOUNTED']],
    ['an ephemeral partition of FAT by its name', claimed({ ...fat, name: 'ephemeral0' }), image, FAT, []],
    [
      'an ephemeral partition of FAT by its label',
      claimed({ ...fat, filesystem: aFilesystem('vfat', 'ephemeral0') }),
      image,
      FAT,
      [],
    ],
    [
      'another kept filesystem, as GRUB is installed',
      claimed({ ...fat, filesystem: aFilesystem('ext4', 'UEFI') }),
      image,
      FAT,
      [],
    ],
    ['both', claimed(oldEsp), bare, { esp: true, fat: true }, ['KEPT_ESP_FIRST', 'KEPT_FAT_MOUNTED']],
  ];
  for (const [what, sketch, head, mounts, codes] of cases)
    it(`${codes.length > 0 ? 'refuses' : 'agrees to'} ${what}`, () => {
      expect(conflictsOf(sketch, head, mounts).map(({ code }) => code)).to.deep.equal(codes);
    });

  describe('names the partition, its place and the way out', () => {
    const ways: readonly (readonly [string, LayoutSketch, readonly string[], string])[] = [
      [
        'of a volume',
        claimed(oldEsp),
        [],
        'release volume "old", or give it another type first: `sgdisk -t 5:0700 /dev/sda`',
      ],
      [
        'of what a selector keeps',
        { partitions: [oldEsp] },
        ['label:old'],
        'do not keep it, or give it another type',
      ],
      [
        'of what an interrupted deployment kept',
        interrupted(oldEsp),
        [],
        'clean the node, which gives up what',
      ],
    ];
    for (const [what, sketch, keep, way] of ways)
      it(what, () => {
        const [found, ...rest] = conflictsOf(sketch, image, ESP, keep);
        expect(rest).to.deep.equal([]);
        const line = `${found?.message}; ${found?.wayOut}`;
        expect(line)
          .to.contain(`partition 5 "old" (20 MiB at ${10 * MIB}) of /dev/sda`)
          .and.contain(way);
      });

    it('of an image that has none of its own', () => {
      const [found] = conflictsOf(claimed(lateEsp), bare, ESP);
      expect(found?.message).to.contain(`${bare.name} has none`);
      expect(found?.wayOut).to.match(/^take an image that boots by UEFI, and release volume "old"/);
    });
  });

  it('tells the partition of the image from a kept one by the number that it has on the disk', () => {
    const plan = planOf(claimed(lateEsp), image);
    const [own] = plan.placements;
    expect(own?.entry.number).not.to.equal(1);
    expect([null, own?.entry.number ?? 0, 1, 2].map((number) => isOwnEsp(plan, number))).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });
});
