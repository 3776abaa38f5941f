import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { planDeployment } from '../../../agent/layout/plan.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import {
  aLayout,
  anImage,
  aRequest,
  type ImageSketch,
  type LayoutSketch,
  type PartitionSketch,
} from '../../support/layouts.ts';

const esp: PartitionSketch = { number: 1, offset: MIB, length: 9 * MIB, name: 'esp' };
const root: PartitionSketch = { number: 2, offset: 20 * MIB, length: 80 * MIB, name: 'root' };

/** Segments as `[image from, image to, disk offset or null, must be zero]`. */
function segmentsOf(image: ImageSketch, disk: LayoutSketch = {}, keep: readonly string[] = []) {
  const result = planDeployment(
    aLayout(disk),
    anImage(image),
    aRequest({ selectors: keep.map(parseSelector) }),
  );
  if (!result.plan) return result.conflicts.map(({ code, message }) => `${code} ${message}`);
  return result.plan.segments.map(({ imageOffset, length, diskOffset, mustBeZero }) => [
    imageOffset,
    imageOffset + length,
    diskOffset,
    mustBeZero,
  ]);
}

const TABLE = 34 * 512;
const SPARE = 66 * 512;

describe('image segments', () => {
  it('drop both tables, copy partitions and gaps, and leave the spare array alone (E05)', () => {
    expect(segmentsOf({ partitions: [esp, root], sizeBytes: 101 * MIB })).to.deep.equal([
      [0, TABLE, null, false],
      [TABLE, SPARE, null, true],
      [SPARE, MIB, SPARE, false],
      [MIB, 10 * MIB, MIB, false],
      [10 * MIB, 20 * MIB, 10 * MIB, false],
      [20 * MIB, 100 * MIB, 20 * MIB, false],
      [100 * MIB, 101 * MIB, null, false],
    ]);
  });

  it('put a partition that ends where a kept one begins, and not the backup table behind it (E05)', () => {
    const next: PartitionSketch = { number: 9, offset: 100 * MIB, length: MIB, name: 'data' };
    const segments = segmentsOf(
      { partitions: [root], sizeBytes: 100 * MIB + 33 * 512 },
      { partitions: [next] },
      ['label:data'],
    );
    expect(segments.slice(-2)).to.deep.equal([
      [20 * MIB, 100 * MIB, 20 * MIB, false],
      [100 * MIB, 100 * MIB + 33 * 512, null, false],
    ]);
  });

  it('reach to the end of all numbers when the size is not known', () => {
    const segments = segmentsOf({ partitions: [root], sizeBytes: null });
    expect(segments.at(-1)).to.deep.equal([100 * MIB, Number.MAX_SAFE_INTEGER, null, false]);
  });

  it('end with the last partition when the image does', () => {
    expect(segmentsOf({ partitions: [root], sizeBytes: 100 * MIB }).at(-1)).to.deep.equal([
      20 * MIB,
      100 * MIB,
      20 * MIB,
      false,
    ]);
  });

  it('want zeros of the part of a gap that something kept covers, and copy the rest', () => {
    const kept: PartitionSketch = { number: 9, offset: 12 * MIB, length: 2 * MIB, name: 'data' };
    const segments = segmentsOf({ partitions: [esp, root] }, { partitions: [kept] }, ['label:data']);
    expect(segments.filter(([from]) => Number(from) >= 10 * MIB && Number(from) < 20 * MIB)).to.deep.equal([
      [10 * MIB, 12 * MIB, 10 * MIB, false],
      [12 * MIB, 14 * MIB, null, true],
      [14 * MIB, 20 * MIB, 14 * MIB, false],
    ]);
  });

  it('want zeros of a gap where a moved partition goes, and follow that partition', () => {
    const kept: PartitionSketch = { number: 9, offset: 5 * MIB, length: MIB, name: 'data' };
    const segments = segmentsOf({ partitions: [esp, root] }, { partitions: [kept] }, ['label:data']);
    expect(segments).to.deep.include([MIB, 10 * MIB, 6 * MIB, false]);
    expect(segments).to.deep.include([10 * MIB, 15 * MIB, null, true]);
    expect(segments).to.deep.include([15 * MIB, 20 * MIB, 15 * MIB, false]);
  });

  it('never copy a gap behind the end of the disk', () => {
    const far: PartitionSketch = { number: 2, offset: 300 * MIB, length: 10 * MIB, name: 'root' };
    const segments = segmentsOf({ partitions: [esp, far] }, { sizeBytes: 64 * MIB });
    expect(segments).to.deep.include([64 * MIB - 33 * 512, 300 * MIB, null, true]);
  });

  it('follow the image’s own array where it is short, long or elsewhere (E12)', () => {
    expect(segmentsOf({ partitions: [root], entryCount: 4 })[0]).to.deep.equal([0, 3 * 512, null, false]);
    expect(segmentsOf({ partitions: [root], entryCount: 256 })[0]).to.deep.equal([0, 66 * 512, null, false]);
  });

  for (const [what, offset, disk] of [
    ['in the spare array', 40 * 512, {}],
    [
      'where something is kept',
      600 * 1024,
      { partitions: [{ number: 9, offset: 512 * 1024, length: 256 * 1024, name: 'data' }] },
    ],
  ] as const) {
    it(`are refused when the head shows data between partitions ${what}`, () => {
      const paint = (bytes: Uint8Array) => bytes.fill(1, offset + 7, offset + 8);
      const keep = 'partitions' in disk ? ['label:data'] : [];
      expect(String(segmentsOf({ partitions: [esp, root], paint }, disk, keep))).to.match(
        new RegExp(`^IMAGE_DATA_IN_THE_WAY .* at ${offset + 7}, where the disk has`),
      );
    });
  }

  it('are not refused for data in the head that has a place, or that is the table', () => {
    const paint = (bytes: Uint8Array) => {
      bytes.fill(1, 0, TABLE);
      bytes.fill(2, 700 * 1024, 701 * 1024);
    };
    expect(segmentsOf({ partitions: [esp, root], paint })).to.have.lengthOf(7);
  });
});
