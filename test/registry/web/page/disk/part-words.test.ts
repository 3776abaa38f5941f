import { expect } from 'chai';
import fc from 'fast-check';
import {
  diskWords,
  kindsOf,
  partAfterKey,
  partDescription,
  partShare,
} from '../../../../../registry/web/page/disk/part-words.ts';
import { diskJson, volumeJson } from '../../../../support/registry-json.ts';

const disk = diskJson();

describe('the parts of a disk, in words', () => {
  it('say name, kind, state, filesystem, size and place', () => {
    expect(
      disk.parts.map((part) => partDescription(part, part.volume ? volumeJson() : undefined)),
    ).to.deep.equal([
      'table or gap 1 MiB, at 0 B',
      'root 1.06 GiB, image or other partition, ext4, at 1 MiB',
      'free 4.93 GiB, at 1.06 GiB',
      'data 2 GiB, available, kept volume, xfs, at 6 GiB',
      'bmv-catalog 1 MiB, catalog, at 8 GiB',
      'table or gap 1 MiB, at 8 GiB',
    ]);
  });

  it('name what covers a whole disk, and partitions that have no name', () => {
    const [part] = disk.parts;
    if (!part) throw new Error('no part');
    expect(partDescription({ ...part, kind: 'image', filesystem: 'LVM2_member' }, undefined)).to.match(
      /^LVM2_member 1 MiB, image/,
    );
    expect(partDescription({ ...part, kind: 'image', number: 3 }, undefined)).to.match(
      /^partition 3 1 MiB, image/,
    );
  });

  it('take their share of the bar, a thousand together', () => {
    const shares = disk.parts.map((part) => partShare(part, disk));
    expect(shares.reduce((sum, share) => sum + share, 0)).to.be.closeTo(1000, 0.001);
    expect(shares[3]).to.be.closeTo(250, 0.001);
  });

  it('have a legend of the kinds that there are', () => {
    expect(kindsOf(disk.parts)).to.deep.equal(['kept', 'image', 'free', 'catalog', 'unused']);
  });

  it('are gone through by arrow keys, and not beyond their ends', () => {
    const keys = fc.constantFrom('ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End');
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 130 }), fc.nat(129), (key, count, at) => {
        expect(partAfterKey(key, at % count, count)).to.be.within(0, count - 1);
      }),
    );
    expect(partAfterKey('ArrowRight', 1, 3)).to.equal(2);
    expect(partAfterKey('ArrowLeft', 1, 3)).to.equal(0);
    expect(partAfterKey('End', 0, 3)).to.equal(2);
    expect(partAfterKey('a', 1, 3)).to.equal(null);
  });

  it('are of a disk that says what it is, as far as it knows', () => {
    expect(diskWords(disk)).to.equal('QEMU QEMU HARDDISK · sata · solid state');
    expect(diskWords(diskJson({ model: null, vendor: null, transport: null, rotational: null }))).to.equal(
      '',
    );
  });
});
