import { expect } from 'chai';
import { likelyPlaces } from '../../../agent/image-delta/likely-places.ts';
import { Slots } from '../../../agent/image-delta/slots.ts';
import { MIB } from '../../../agent/layout/extent.ts';

/** An image of blocks of 1 MiB; D is data. */
function imageOf(blocks: string) {
  return {
    blockCount: blocks.length,
    blockBytes: MIB,
    blockLength: () => MIB,
    isZeroBlock: (block: number) => blocks[block] !== 'D',
  };
}

const zeros = (count: number) => '.'.repeat(count);

describe('where an older version of an image lies', () => {
  for (const [what, blocks, segments, places, likely] of [
    ['where its data goes', `DD${zeros(9)}D`, [[0, 100, 12]], [[0, 200]], ['100+2', '111+1']],
    ['in one piece over few zeros', `DD${zeros(8)}D`, [[0, 100, 11]], [[0, 200]], ['100+11']],
    [
      'in each of its partitions',
      'DDDD',
      [
        [0, 50, 2],
        [2, 10, 2],
      ],
      [[0, 200]],
      ['10+2', '50+2'],
    ],
    [
      'not in parts that have no place',
      'DDDD',
      [
        [0, null, 2],
        [2, 10, 2],
      ],
      [[0, 200]],
      ['10+2'],
    ],
    [
      'not where nothing may be read',
      'DDDD',
      [[0, 10, 4]],
      [
        [0, 11],
        [13, 50],
      ],
      ['10+1', '13+1'],
    ],
    ['nowhere, where it is all zeros', zeros(4), [[0, 10, 4]], [[0, 200]], []],
  ] as const)
    it(`is ${what}`, () => {
      const found = likelyPlaces(
        imageOf(blocks),
        segments.map(([from, to, length]) => ({
          imageOffset: from * MIB,
          diskOffset: to === null ? null : to * MIB,
          length: length * MIB,
          mustBeZero: false,
        })),
        places.map(([offset, length]) => ({ offset: offset * MIB, length: length * MIB })),
      );
      expect(found.map(({ offset, length }) => `${offset / MIB}+${length / MIB}`)).to.deep.equal(likely);
    });
});

describe('the slots of a disk', () => {
  const extent = (offset: number, length: number) => ({ offset, length });
  const words = ({ runs }: Slots) =>
    runs.map(({ offset, length, firstSlot }) => `${firstSlot}: ${offset}+${length}`);

  it('begin with the likely places, then come the others in their order, each once', () => {
    const places = [extent(100, 40), extent(0, 20), extent(90, 20)];
    const slots = new Slots({ places, likely: [extent(120, 10), extent(0, 4)], shifts: [0] }, 2, 1000);
    expect(words(slots)).to.deep.equal([
      '0: 120+10',
      '5: 0+4',
      '7: 100+20',
      '17: 130+10',
      '22: 4+16',
      '30: 90+10',
    ]);
    expect([slots.count, slots.likelyCount]).to.deep.equal([35, 7]);
    expect([0, 6, 7, 34].map((slot) => slots.offsetOf(slot))).to.deep.equal([120, 2, 100, 98]);
  });

  it('are numbered anew for content that lies between them', () => {
    const slots = new Slots(
      { places: [extent(0, 16)], likely: [extent(4, 4)], shifts: [8, -3, 12] },
      4,
      1000,
    );
    expect(words(slots)).to.deep.equal(['0: 4+4', '1: 0+4', '2: 8+8', '4: 1+12']);
  });

  it('end where there are too many', () => {
    const slots = new Slots({ places: [extent(0, 100)], shifts: [0] }, 4, 40);
    expect([words(slots), slots.likelyCount]).to.deep.equal([['0: 0+40'], 0]);
  });
});
