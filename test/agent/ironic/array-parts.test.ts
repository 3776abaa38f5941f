import { expect } from 'chai';
import { arrayConflicts } from '../../../agent/ironic/array-conflicts.ts';
import { arrayPartsOf, giveUpWords, unseenParts, unseenWords } from '../../../agent/ironic/array-parts.ts';
import { MIB } from '../../../agent/layout/extent.ts';
import { planDeployment } from '../../../agent/layout/plan.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import type { ArrayMember } from '../../../agent/layout/types.ts';
import type { DiskUse } from '../../../hardware-managers/disk.ts';
import {
  aLayout,
  anImage,
  aRequest,
  type LayoutSketch,
  type PartitionSketch,
} from '../../support/layouts.ts';

const raid: PartitionSketch = { number: 4, offset: 600 * MIB, length: 100 * MIB, name: 'raid' };
const root: PartitionSketch = { number: 1, offset: 100 * MIB, length: 100 * MIB, name: 'root' };
const member: ArrayMember = {
  number: 4,
  extent: { offset: raid.offset, length: raid.length },
  superblock: { offset: raid.offset + 4096, length: 4096 },
  name: 'host:0',
  uuid: 'a-uuid',
};
const use: DiskUse = { kind: 'md', device: '/dev/sdx4', detail: 'md0 (raid1)', array: '/dev/md0' };
const kernel = { number: 4, device: '/dev/sdx4', offset: raid.offset, length: raid.length };

function sketch(overrides: LayoutSketch = {}, uses: readonly DiskUse[] = []): LayoutSketch {
  const disk = { uses, partitions: [kernel] };
  return { partitions: [raid], arrayMembers: [member], disk, ...overrides };
}

const partsOf = (...args: Parameters<typeof sketch>) => arrayPartsOf(aLayout(sketch(...args)));

describe('parts of arrays', () => {
  it('were not looked at while their array does not run', () => {
    const parts = partsOf();
    expect(parts).to.have.length(1);
    expect(unseenParts(parts, ['/dev/sdx', '/dev/md0'])).to.deep.equal(parts);
  });

  it('were looked at where their array runs and is a disk of the node', () => {
    const parts = partsOf({}, [use]);
    expect(parts.map(({ name }) => name)).to.deep.equal(['array md0 (raid1)']);
    expect(unseenParts(parts, ['/dev/sdx', '/dev/md0'])).to.deep.equal([]);
  });

  // One without enough members is there, and of no size: ironic-python-agent does not list it.
  it('were not looked at where the array that runs is no disk of the node', () => {
    const parts = partsOf({}, [use]);
    expect(unseenParts(parts, ['/dev/sdx'])).to.deep.equal(parts);
  });

  it('were not looked at where only one of two arrays that run, one upon the other, is a disk of the node', () => {
    const parts = partsOf({}, [use, { ...use, detail: 'md1 (raid0)', array: '/dev/md1' }]);
    expect(unseenParts(parts, ['/dev/md0'])).to.deep.equal(parts);
    expect(unseenParts(parts, ['/dev/md0', '/dev/md1'])).to.deep.equal([]);
  });

  it('were looked at where an array of a BIOS is a disk of the node, though its container is none', () => {
    const container: DiskUse = { kind: 'md', device: '/dev/sdx4', detail: 'md127 (container)' };
    const parts = partsOf({ arrayMembers: [] }, [container, use]);
    expect(unseenParts(parts, ['/dev/md0'])).to.deep.equal([]);
    expect(unseenParts(partsOf({ arrayMembers: [] }, [container]), ['/dev/md0'])).to.have.length(1);
  });

  it('are told by the kernel where the array has no superblock that is known', () => {
    const [part, ...rest] = partsOf({ arrayMembers: [] }, [use]);
    expect(rest).to.deep.equal([]);
    expect(part).to.include({ device: '/dev/sdx4', hasSuperblock: false, name: 'array md0 (raid1)' });
  });

  it('are not volumes, which are kept whatever their owner made of them (E38)', () => {
    expect(partsOf({ claimed: [4] })).to.deep.equal([]);
    expect(partsOf({ claimed: [4], arrayMembers: [] }, [use])).to.deep.equal([]);
  });

  describe('are told in one line with the way out', () => {
    const ways: readonly (readonly [string, Parameters<typeof sketch>, string])[] = [
      [
        'where the array does not run',
        [],
        '/dev/sdx4 is part of array "host:0" (a-uuid), which is not running and may hold volumes; start that array to see what it holds, or give it up by step erase_devices_metadata with damaged_disks=["/dev/sdx"] or `mdadm --zero-superblock /dev/sdx4`',
      ],
      [
        'where it runs',
        [{}, [use]],
        '/dev/sdx4 is part of array md0 (raid1), which may hold volumes; stop that array (`mdadm --stop /dev/md0`) and give it up by step erase_devices_metadata with damaged_disks=["/dev/sdx"] or `mdadm --zero-superblock /dev/sdx4`',
      ],
      [
        'where it has no superblock that is known',
        [{ arrayMembers: [] }, [use]],
        '/dev/sdx4 is part of array md0 (raid1), which may hold volumes; stop that array (`mdadm --stop /dev/md0`)',
      ],
      [
        'of a disk file, which has no path for its partition',
        [{ disk: {}, arrayMembers: [{ ...member, name: '', uuid: '' }] }],
        'partition 4 of /dev/sdx is part of an array, which is not running and may hold volumes; start that array to see what it holds, or give it up by step erase_devices_metadata with damaged_disks=["/dev/sdx"]',
      ],
    ];
    for (const [what, args, line] of ways)
      it(what, () => {
        const [part] = partsOf(...args);
        if (!part) throw new Error('no part');
        expect(`${unseenWords(part, part.device)}; ${giveUpWords(part, '/dev/sdx')}`).to.equal(line);
      });
  });

  describe('on a disk that gets an image', () => {
    const conflictsOf = (given: LayoutSketch, keep: readonly string[] = []) => {
      const layout = aLayout(given);
      const { plan } = planDeployment(
        layout,
        anImage({ partitions: [root] }),
        aRequest({ selectors: keep.map(parseSelector) }),
      );
      if (!plan) throw new Error('no plan');
      return arrayConflicts({ layout, plan });
    };

    it('are in its way', () => {
      const [found, ...rest] = conflictsOf(sketch());
      expect(rest).to.deep.equal([]);
      expect(found).to.include({ code: 'ARRAY_NOT_RUNNING' });
      expect(found?.objects).to.deep.equal(['/dev/sdx4']);
    });

    it('are not when they are kept, as a volume or by a selector', () => {
      expect(conflictsOf(sketch({ claimed: [4] }))).to.deep.equal([]);
      expect(conflictsOf(sketch(), ['label:raid'])).to.deep.equal([]);
    });
  });
});
