import { expect } from 'chai';
import { Destinations } from '../../../agent/image-delta/destinations.ts';
import { PlaceMap } from '../../../agent/image-delta/place-map.ts';
import { sampleDisk } from '../../../agent/image-delta/sample-disk.ts';
import { Slots } from '../../../agent/image-delta/slots.ts';
import { crcOfZeros } from '../../../agent/image-index/image-index.ts';
import { indexOf } from '../../support/indexed-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const SUB = 4096;
const MIB = 1024 * 1024;
/** More than is looked at whole. */
const DISK_BYTES = 1024 * MIB;

describe('samples of a disk', () => {
  const image = seededBytes(4, 4 * MIB);
  const index = indexOf(image);
  const { signal } = new AbortController();

  /** A disk that has the image's bytes again and again in one part of it, and other bytes elsewhere. */
  async function look(from: number, length: number, diskBytes = DISK_BYTES) {
    const slots = new Slots({ places: [{ offset: 0, length: diskBytes }], shifts: [0] }, SUB, 4 * diskBytes);
    const map = new PlaceMap(index, slots, new Destinations([]), crcOfZeros(SUB));
    let reads = 0;
    const readInto = async (offset: number, target: Uint8Array) => {
      reads += target.byteLength;
      if (offset >= 900 * MIB) throw new Error('EIO');
      const isThere = offset >= from && offset < from + length;
      const at = offset % (2 * MIB);
      if (isThere) target.set(image.subarray(at, at + target.byteLength));
      else target.fill(0xa5);
    };
    const { showsImage } = await sampleDisk({ readInto }, slots, map, signal);
    return { shows: showsImage, reads };
  }

  it('show an image that is in a hundredth of it', async () => {
    expect(await look(512 * MIB, 10 * MIB)).to.deep.equal({ shows: true, reads: 16 * MIB });
  });

  it('show none where there is none, or where the disk cannot be read', async () => {
    expect((await look(0, 0)).shows).to.equal(false);
    expect((await look(950 * MIB, 10 * MIB)).shows).to.equal(false);
  });

  it('are not taken of a disk that is read as quickly', async () => {
    expect(await look(0, 0, 64 * MIB)).to.deep.equal({ shows: true, reads: 0 });
  });

  it('stop when they are told to', async () => {
    const slots = new Slots({ places: [{ offset: 0, length: DISK_BYTES }], shifts: [0] }, SUB, DISK_BYTES);
    const map = new PlaceMap(index, slots, new Destinations([]), crcOfZeros(SUB));
    const stopped = sampleDisk({ readInto: async () => {} }, slots, map, AbortSignal.abort());
    expect(await stopped.catch((error: Error) => error.name)).to.equal('AbortError');
  });
});
