import { expect } from 'chai';
import fc from 'fast-check';
import type { DiskReport, PartitionReport } from '../../../../proto/report.ts';
import { diskParts } from '../../../../registry/api/views/disk-parts.ts';
import { aDiskReport, anIdentity, aVolume, MIB, shown, volumeId } from '../../../support/registry-records.ts';

const CATALOG_TYPE = '7a1f5c0e-6d4b-4f7e-9c52-2b6d7e0f4a91';

function partition(number: number, offset: number, length: number, changes: Partial<PartitionReport> = {}) {
  return {
    ...{
      number,
      guid: volumeId(number),
      typeGuid: '0fc63daf-8483-4772-8e79-3d69d8477de4',
      name: `p${number}`,
    },
    ...{ offset: offset * MIB, length: length * MIB, filesystem: 'ext4', filesystemLabel: '' },
    ...changes,
  };
}

function kinds(report: DiskReport): readonly string[] {
  return diskParts(report).map(
    ({ kind, offset_bytes: offset, size_bytes: size }) => `${kind} ${offset / MIB}+${size / MIB}`,
  );
}

describe('parts of a disk', () => {
  it('are its volumes, its catalog, other partitions, what is free, and the rest', () => {
    const volume = shown(aVolume({ id: volumeId(2) }), { offset: 50 * MIB, length: 10 * MIB });
    const report = aDiskReport({
      partitions: [
        partition(1, 1, 20),
        partition(2, 50, 10),
        partition(3, 98, 1, { typeGuid: CATALOG_TYPE, filesystem: '' }),
      ],
      volumes: [volume],
      free: [
        { offset: 21 * MIB, length: 29 * MIB },
        { offset: 60 * MIB, length: 38 * MIB },
      ],
    });
    expect(kinds(report)).to.deep.equal([
      ...[
        'unused 0+1',
        'image 1+20',
        'free 21+29',
        'kept 50+10',
        'free 60+38',
        'catalog 98+1',
        'unused 99+1',
      ],
    ]);
    const kept = diskParts(report).find(({ kind }) => kind === 'kept');
    expect(kept).to.include({
      number: 2,
      volume: volumeId(2),
      guid: volumeId(2),
      name: 'p2',
      filesystem: 'ext4',
    });
  });

  it('show a volume that its table does not list as damaged', () => {
    const volume = shown(aVolume(), { offset: 50 * MIB, length: 10 * MIB, state: 'missing' });
    const report = aDiskReport({ volumes: [volume], free: [{ offset: MIB, length: 97 * MIB }] });
    expect(kinds(report)).to.deep.equal([
      ...['unused 0+1', 'free 1+49', 'damaged 50+10', 'free 60+38', 'unused 98+2'],
    ]);
    expect(diskParts(report)[2]).to.include({ volume: volume.id, name: volume.name });
  });

  it('show all of a disk whose table is not understood as damaged', () => {
    expect(kinds(aDiskReport({ table: 'damaged', free: [] }))).to.deep.equal(['damaged 0+100']);
    const verdict = { code: 'OVERLAP', severity: 'refuse', message: 'it overlaps' } as const;
    expect(
      kinds(aDiskReport({ verdicts: [verdict], free: [], partitions: [partition(1, 1, 9)] })),
    ).to.deep.equal([...['damaged 0+1', 'image 1+9', 'damaged 10+90']]);
  });

  it('show what covers a whole disk', () => {
    const parts = diskParts(aDiskReport({ table: 'none', wholeDisk: 'LVM2_member', free: [] }));
    expect(parts).to.have.length(1);
    expect(parts[0]).to.include({ kind: 'image', filesystem: 'LVM2_member', size_bytes: 100 * MIB });
  });

  it('cover any disk from its first byte to its last, without overlap', () => {
    const extent = fc.record({ offset: fc.nat(110), length: fc.nat(110) });
    const bytesOf = ({ offset, length }: { offset: number; length: number }) => ({
      ...{ offset: offset * MIB, length: length * MIB },
    });
    fc.assert(
      fc.property(fc.array(extent), fc.array(extent), fc.array(extent), (listed, claimed, free) => {
        const report = aDiskReport({
          identity: anIdentity({ sizeBytes: 100 * MIB }),
          partitions: listed.map(({ offset, length }, index) => partition(index + 1, offset, length)),
          volumes: claimed.map((place, index) => shown(aVolume({ id: volumeId(index + 3) }), bytesOf(place))),
          free: free.map(bytesOf),
        });
        let end = 0;
        for (const { offset_bytes: offset, size_bytes: size } of diskParts(report)) {
          expect(size).to.be.greaterThan(0);
          expect(offset).to.equal(end);
          end = offset + size;
        }
        expect(end).to.equal(100 * MIB);
      }),
    );
  });
});
