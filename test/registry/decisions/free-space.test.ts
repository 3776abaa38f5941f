import { expect } from 'chai';
import fc from 'fast-check';
import { contains, overlaps } from '../../../registry/decisions/extent.ts';
import {
  bestFit,
  freeOf,
  largestFit,
  roomOn,
  usableDisks,
  whyNotOn,
} from '../../../registry/decisions/free-space.ts';
import type { Disk, Volume } from '../../../registry/model.ts';
import {
  aClaim,
  aDisk,
  aDiskReport,
  anIdentity,
  aReservation,
  aState,
  aVolume,
  DISK,
  MIB,
  volumeId,
} from '../../support/registry-records.ts';

/** A disk whose free space is these pieces, in MiB: offset and length. */
function diskWith(pieces: readonly (readonly [number, number])[], changes: Partial<Disk> = {}): Disk {
  const free = pieces.map(([offset, length]) => ({ offset: offset * MIB, length: length * MIB }));
  return aDisk({ report: aDiskReport({ free }), ...changes });
}

const inMib = (extents: readonly { readonly offset: number; readonly length: number }[] | null) =>
  extents?.map(({ offset, length }) => [offset / MIB, length / MIB]) ?? null;

describe('free space of a disk', () => {
  it('is what the disk says', () => {
    const disk = diskWith([
      [1, 9],
      [20, 5],
    ]);
    expect(inMib(freeOf(disk, aState({ disks: [disk] })))).to.deep.equal([
      [1, 9],
      [20, 5],
    ]);
  });

  it('is less what volumes have that the newest inventory has not seen yet', () => {
    const disk = diskWith([[1, 98]]);
    const volume = aVolume({ offset: 50 * MIB, length: 10 * MIB });
    const state = aState({ disks: [disk], volumes: [volume], claims: [] });
    expect(inMib(freeOf(disk, state))).to.deep.equal([
      [1, 49],
      [60, 39],
    ]);
  });

  it('is less what extensions will add', () => {
    const disk = diskWith([[1, 98]]);
    const volume = aVolume({ state: 'extending', wantedLength: 15 * MIB });
    expect(inMib(freeOf(disk, aState({ volumes: [volume] })))).to.deep.equal([
      [1, 49],
      [65, 34],
    ]);
  });

  for (const state of ['releasing', 'missing', 'quarantined'] as const)
    it(`is less what a ${state} volume has`, () => {
      const disk = diskWith([[50, 10]]);
      expect(freeOf(disk, aState({ volumes: [aVolume({ state })], claims: [] }))).to.deep.equal([]);
    });

  it('is less what a disk claims, whoever decided what about it', () => {
    const disk = diskWith([[50, 10]]);
    const volume = aVolume();
    expect(freeOf(disk, aState({ volumes: [], claims: [aClaim(volume)] }))).to.deep.equal([]);
  });

  it('is not less for what is released, nobody’s, or on another disk', () => {
    const disk = diskWith([[50, 10]]);
    const gone: readonly Volume[] = [
      aVolume({ state: 'released' }),
      aVolume({ state: 'quarantined', project: '' }),
      aVolume({ disk: 'wwn:other' }),
    ];
    for (const volume of gone)
      expect(inMib(freeOf(disk, aState({ volumes: [volume], claims: [] })))).to.deep.equal([[50, 10]]);
  });
});

describe('room on a disk', () => {
  it('is the free space less reservations, taken from the end', () => {
    const disk = diskWith([
      [1, 9],
      [20, 10],
    ]);
    const volumes = [
      aReservation({ id: volumeId(1), length: 4 * MIB, createdAtMs: 1 }),
      aReservation({ id: volumeId(2), length: 8 * MIB, createdAtMs: 2 }),
    ];
    expect(inMib(roomOn(disk, aState({ volumes })))).to.deep.equal([
      [1, 1],
      [20, 6],
    ]);
  });

  it('is none where the reservations do not fit any more', () => {
    const disk = diskWith([[1, 9]]);
    expect(roomOn(disk, aState({ volumes: [aReservation()] }))).to.equal(null);
  });

  it('leaves a MiB for the catalog of a disk that has none', () => {
    const report = aDiskReport({ catalogGeneration: null, free: [{ offset: 34 * 512, length: 99 * MIB }] });
    expect(largestFit([aDisk({ report })], aState())).to.equal(97 * MIB);
  });

  it('does not count partitions that are to be adopted', () => {
    const volume = aReservation({ state: 'creating', isAdopted: true });
    expect(inMib(roomOn(diskWith([[1, 9]]), aState({ volumes: [volume] })))).to.deep.equal([[1, 9]]);
  });

  it('has whole MiB only at whole MiB', () => {
    const report = aDiskReport({ free: [{ offset: MIB + 512, length: 3 * MIB - 1024 }] });
    const disk = aDisk({ report });
    expect(largestFit([disk], aState())).to.equal(MIB);
    expect(bestFit([disk], 2 * MIB, aState())).to.equal(null);
  });
});

describe('the disk for a volume', () => {
  const small = diskWith([[1, 12]], { key: 'wwn:b' });
  const large = diskWith([[1, 50]], { key: 'wwn:a' });

  it('is the one that it fills best', () => {
    expect(bestFit([large, small], 10 * MIB, aState())?.disk.key).to.equal('wwn:b');
    expect(bestFit([large, small], 13 * MIB, aState())?.disk.key).to.equal('wwn:a');
  });

  it('is none where no piece is large enough, however many there are', () => {
    const pieces: readonly (readonly [number, number])[] = [
      [1, 6],
      [10, 6],
    ];
    expect(bestFit([diskWith(pieces)], 7 * MIB, aState())).to.equal(null);
  });

  const unfit: readonly [string, Disk, RegExp][] = [
    ['is not in its node', aDisk({ isPresent: false }), /not in its node/],
    ['is read-only', aDisk({ report: aDiskReport({ readOnly: true }) }), /read-only/],
    [
      'has an operation that has not ended',
      aDisk({
        report: aDiskReport({
          openOperation: { operation: 'deploy', phase: 'sealed', startedAtMs: 1, imageName: '' },
        }),
      }),
      /deploy/,
    ],
  ];
  for (const [title, disk, why] of unfit)
    it(`is never one that ${title}`, () => {
      expect(whyNotOn(disk, [disk])).to.match(why);
      expect(usableDisks([disk])).to.deep.equal([]);
    });

  it('is one that no plan can name only where it is the only one', () => {
    const identity = anIdentity({ wwn: null, serial: null });
    const unnamed = aDisk({ key: `guid:${identity.diskGuid}`, report: aDiskReport({ identity }) });
    expect(usableDisks([unnamed])).to.deep.equal([unnamed]);
    expect(usableDisks([unnamed, aDisk({ isPresent: false })])).to.deep.equal([unnamed]);
    expect(usableDisks([unnamed, aDisk()]).map(({ key }) => key)).to.deep.equal([DISK]);
  });
});

describe('reservations', () => {
  it('are given out only where they fit, and the largest that fits does', () => {
    const piece = fc.tuple(fc.nat(90), fc.integer({ min: 1, max: 9 }));
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), sizes, (pieces, lengths) => {
        const disk = diskWith(pieces);
        const free = freeOf(disk, aState());
        const volumes: Volume[] = [];
        for (const [index, length] of lengths.entries()) {
          const state = aState({ disks: [disk], volumes });
          const most = largestFit([disk], state);
          const fits = bestFit([disk], length * MIB, state) !== null;
          expect(fits).to.equal(length * MIB <= most);
          if (!fits) continue;
          volumes.push(aReservation({ id: volumeId(index), length: length * MIB, createdAtMs: index }));
          const room = roomOn(disk, aState({ disks: [disk], volumes }));
          const left = (room ?? []).reduce((sum, extent) => sum + extent.length, 0);
          const reserved = volumes.reduce((sum, volume) => sum + volume.length, 0);
          expect(left + reserved).to.equal(free.reduce((sum, extent) => sum + extent.length, 0));
          for (const extent of room ?? [])
            expect(free.some((outer) => contains(outer, extent) && overlaps(outer, extent))).to.equal(true);
        }
      }),
    );
  });
});
