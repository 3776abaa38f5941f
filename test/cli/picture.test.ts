import { expect } from 'chai';
import fc from 'fast-check';
import { diskBar, diskPicture, type Part } from '../../cli/picture.ts';

const MIB = 1024 * 1024;
const plain = { width: 40, colour: false };

function part(kind: Part['kind'], offset: number, length: number, number: number): Part {
  return {
    kind,
    offset: offset * MIB,
    length: length * MIB,
    number,
    name: `p${number}`,
    type: 'Linux filesystem',
  };
}

describe('picture of a disk', () => {
  it('gives each part columns by its size, letters by its fate, dots where it is free', () => {
    const parts = [part('kept', 50, 50, 3), part('new', 0, 25, 1)];
    expect(diskBar(parts, 100 * MIB, plain)).to.equal('[NNNNNNNNNN..........KKKKKKKKKKKKKKKKKKKK]');
  });

  it('shows the smallest partition on the largest disk', () => {
    const parts = [part('catalog', 1_000_000, 1, 128), part('kept', 0, 1, 1)];
    expect(diskBar(parts, 20_000_000 * MIB, plain)).to.match(/^\[K\.+c\.+\]$/);
  });

  it('shows an empty disk', () => {
    expect(diskBar([], MIB, plain)).to.equal(`[${'.'.repeat(40)}]`);
  });

  it('is exactly as wide as asked, with any parts in any order', () => {
    const cuts = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 900 })), { maxLength: 60 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 1, max: 120 }), (drawn, width) => {
        let at = 0;
        const parts = drawn.map(([gap, length], index) => {
          const one = part('existing', at + gap, length, index + 1);
          at += gap + length;
          return one;
        });
        const bar = diskBar(parts.toReversed(), (at + 10) * MIB, { width, colour: false });
        expect(bar)
          .to.match(/^\[[P.]*\]$/)
          .and.have.lengthOf(width + 2);
      }),
    );
  });

  it('says the same without colour as with it', () => {
    const parts = [part('moved', 1, 10, 2), part('erased', 20, 10, 5)];
    const coloured = diskPicture(parts, 40 * MIB, { width: 40, colour: true });
    expect(coloured).to.contain('\u001b[');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(coloured.replaceAll(/\u001b\[[0-9;]*m/g, '')).to.equal(diskPicture(parts, 40 * MIB, plain));
  });

  it('lists partitions with number, name, type, place, size and fate', () => {
    const text = diskPicture([part('kept', 1, 10, 7)], 40 * MIB, plain);
    expect(text).to.match(/K +7 +p7 +Linux filesystem +1 MiB +10 MiB +kept/);
    expect(text).to.match(/\. +11 MiB +29 MiB +free/);
  });
});
