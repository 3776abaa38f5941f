import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { planDeployment } from '../../../agent/layout/plan.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import type { DeployRequest, ImageHead, Layout } from '../../../agent/layout/types.ts';
import { aJournal, aLayout, anImage, aRequest, type PartitionSketch } from '../../support/layouts.ts';

const DISK = 1024 * MIB;
const data: PartitionSketch = { number: 3, offset: 500 * MIB, length: 100 * MIB, name: 'data' };
const mbrImage = anImage({
  kind: 'mbr',
  sizeBytes: 10 * MIB + 100,
  paint: (bytes) => bytes.fill(0xeb, 0, 440),
});

const codes = (layout: Layout, head: ImageHead, request: Partial<DeployRequest> = {}) =>
  planDeployment(layout, head, aRequest(request)).conflicts.map(({ code }) => code);

describe('plan of an image without a GPT', () => {
  it('replaces the whole of a disk with nothing to keep', () => {
    const { plan } = planDeployment(aLayout({ partitions: [data] }), mbrImage, aRequest());
    expect(plan?.mode).to.equal('whole');
    expect(plan?.segments).to.deep.equal([
      { imageOffset: 0, length: 10 * MIB + 100, diskOffset: 0, mustBeZero: false },
    ]);
    expect(plan?.writeMap).to.deep.equal([{ offset: 0, length: DISK }]);
    expect([plan?.sealed, plan?.final, plan?.catalogPlace]).to.deep.equal([null, null, null]);
    expect(plan?.erased.map(({ name }) => name)).to.deep.equal(['data']);
    expect(plan?.bootSector[439]).to.equal(0xeb);
    expect(plan?.notes.join()).to.contain('replaces the whole disk');
  });

  it('takes hybrid and table-less images the same way', () => {
    for (const kind of ['hybrid', 'none'] as const) {
      expect(planDeployment(aLayout(), anImage({ kind }), aRequest()).plan?.mode).to.equal('whole');
    }
  });

  it('wants zeros behind the end of the disk when the size is not known', () => {
    const { plan } = planDeployment(aLayout(), { ...mbrImage, sizeBytes: null }, aRequest());
    expect(
      plan?.segments.map(({ length, diskOffset, mustBeZero }) => [length, diskOffset, mustBeZero]),
    ).to.deep.equal([
      [DISK, 0, false],
      [Number.MAX_SAFE_INTEGER - DISK, null, true],
    ]);
  });

  it('gives up an empty catalog with the rest', () => {
    const layout = aLayout({ catalog: {} });
    const { plan } = planDeployment(layout, mbrImage, aRequest());
    expect(plan?.erased.map(({ name }) => name)).to.deep.equal(['bmv-catalog']);
  });

  it('is refused when something is claimed, selected or kept by an interrupted deployment (E31)', () => {
    expect(codes(aLayout({ partitions: [data], claimed: [3] }), mbrImage)).to.deep.equal(['IMAGE_NOT_GPT']);
    expect(
      codes(aLayout({ partitions: [data] }), mbrImage, { selectors: [parseSelector('label:data')] }),
    ).to.deep.equal(['IMAGE_NOT_GPT']);
    expect(codes(aLayout({ kind: 'damaged', journal: aJournal([data]) }), mbrImage)).to.deep.equal([
      'IMAGE_NOT_GPT',
    ]);
  });

  it('is refused together with a selector that matches nothing', () => {
    const request = { selectors: [parseSelector('label:x')] };
    expect(codes(aLayout(), mbrImage, request)).to.deep.equal(['SELECTOR_NO_MATCH', 'IMAGE_NOT_GPT']);
  });

  it('is refused when the image is larger than the disk, saying by how much', () => {
    const { conflicts } = planDeployment(aLayout({ sizeBytes: 8 * MIB }), mbrImage, aRequest());
    expect(conflicts[0]?.code).to.equal('IMAGE_TOO_BIG');
    expect(conflicts[0]?.message).to.contain(`(${2 * MIB + 100} bytes)`);
  });

  it('is refused on 4096-byte sectors, which MBR images are not made for (E01)', () => {
    expect(codes(aLayout({ sectorBytes: 4096 }), mbrImage)).to.deep.equal(['SECTOR_SIZE_MISMATCH']);
  });

  it('is refused with a config drive, which could not be listed (E51)', () => {
    expect(codes(aLayout(), mbrImage, { configDriveBytes: MIB })).to.deep.equal(['IMAGE_NOT_GPT']);
  });
});
