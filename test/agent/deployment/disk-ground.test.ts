import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploy } from '../../../agent/deployment/deploy.ts';
import { openImage } from '../../../agent/image/open-image.ts';
import { type Extent, overlaps } from '../../../agent/layout/extent.ts';
import { readAt } from '../../support/disk-file.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import { checksumOfFile, makeMovedImage, makeUpdatedImage } from '../../support/updated-image.ts';
import { addVolume, contextOf, layoutOf, PATH, yes } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;

describe('a disk that an image is taken from', () => {
  let folder = '';
  let images: { old: string; updated: string; moved: string };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-ground-'));
    const path = (name: string) => join(folder, `${name}.raw`);
    images = { old: path('old'), updated: path('updated'), moved: path('moved') };
    makeSmallImage(images.old, 512, 1);
    makeUpdatedImage(images.updated, images.old);
    makeMovedImage(images.moved, images.old, 512);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Deploys and returns what was read of the disk for other ends than its tables, catalog and digests. */
  async function deployed(disk: MemoryDisk, image: string, index = `${image}.bmvidx`) {
    const reads: Extent[] = [];
    const readInto = disk.readInto.bind(disk);
    disk.readInto = async (offset, target) => {
      reads.push({ offset, length: target.byteLength });
      await readInto(offset, target);
    };
    const source = await openImage(image, { index, checksum: checksumOfFile(image) });
    // Writes are not compared: that would read where the image goes.
    const delta = 'never' as const;
    const options = { selectors: [], proof: 'full' as const, configDrive: null, delta };
    try {
      return { ...(await deploy(contextOf(disk), PATH, source, options, yes)), reads };
    } finally {
      await source.close();
      disk.readInto = readInto;
    }
  }

  function expectRoot(disk: MemoryDisk, image: string, at: number): void {
    expect(
      readAt(image, { offset: at, length: 2 * MIB }).equals(disk.bytes.subarray(at, at + 2 * MIB)),
    ).to.equal(true);
  }

  it('is never read where a volume lies, though it holds the very image, nor where tables and catalog are', async () => {
    const disk = new MemoryDisk(Buffer.alloc(24 * MIB), 512);
    const claim = await addVolume(disk, 'data', 8 * MIB);
    disk.bytes.set(readAt(images.updated, { offset: 0, length: 5 * MIB }), claim.offset + MIB);
    const { image, reads, plan } = await deployed(disk, images.updated);
    expectRoot(disk, images.updated, 2 * MIB);
    expect(image.bytesReused).to.equal(undefined);
    expect(reads.length).to.be.greaterThan(0);
    const { catalog } = await layoutOf(disk);
    const forbidden = [
      claim,
      ...(catalog ? [catalog.place] : []),
      ...plan.kept.map(({ extent }) => extent),
      { offset: 0, length: MIB },
      { offset: 23 * MIB, length: MIB },
    ];
    expect(reads.filter((read) => forbidden.some((extent) => overlaps(read, extent)))).to.deep.equal([]);
  });

  it('gives its old system to an updated image, and to one whose root has moved over the old one', async () => {
    const disk = new MemoryDisk(Buffer.alloc(24 * MIB), 512);
    await addVolume(disk, 'data', 8 * MIB);
    await deployed(disk, images.old, 'never');
    const updated = await deployed(disk, images.updated);
    expectRoot(disk, images.updated, 2 * MIB);
    expect(updated.image.bytesReused).to.be.greaterThan(2 * MIB);
    const moved = await deployed(disk, images.moved);
    expectRoot(disk, images.moved, 3 * MIB);
    expect(moved.image.bytesReused).to.be.greaterThan(MIB);
  });

  it('gives nothing by --index never', async () => {
    const disk = new MemoryDisk(Buffer.alloc(24 * MIB), 512);
    await deployed(disk, images.old, 'never');
    const { image } = await deployed(disk, images.updated, 'never');
    expect(image.bytesReused).to.equal(undefined);
  });
});
