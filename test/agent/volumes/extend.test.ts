import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { extendVolume } from '../../../agent/volumes/extend.ts';
import { releaseVolume } from '../../../agent/volumes/release.ts';
import { verifyVolumes } from '../../../agent/volumes/verify.ts';
import type { Claim } from '../../../proto/catalog.ts';
import { testContext } from '../../support/context.ts';
import { type MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import {
  aBlankDisk,
  addVolume,
  bytesOf,
  contextOf,
  digestOf,
  layoutOf,
  listedOn,
  PATH,
  yes,
} from '../../support/volume-disk.ts';
import {
  catalogOf,
  changeClaims,
  changeTable,
  expectRefused,
  ForgetfulDisk,
  isAll,
  refusalOf,
} from '../../support/volumes.ts';

const extend = (disk: MemoryDisk, volume: string, size: number | 'rest') =>
  extendVolume(contextOf(disk), PATH, { volume, size });

/** Volumes data (2 MiB), 3 free MiB full of old bytes, logs (1 MiB). */
async function usedDisk(sectorBytes = 512): Promise<{ disk: MemoryDisk; data: Claim; logs: Claim }> {
  const disk = aBlankDisk(16 * MIB, sectorBytes);
  const logs = await addVolume(disk, 'logs', MIB);
  const gap = await addVolume(disk, 'gap', 3 * MIB);
  const data = await addVolume(disk, 'data', 2 * MIB);
  await releaseVolume(contextOf(disk), PATH, 'gap', 'none', yes);
  expect(isAll(disk, { ...gap, length: MIB }, 0)).to.equal(false);
  return { disk, data, logs };
}

describe('extending a volume', () => {
  for (const sectorBytes of [512, 4096]) {
    it(`adds zeros at its end and changes no other byte of any volume (${sectorBytes})`, async () => {
      const { disk, data, logs } = await usedDisk(sectorBytes);
      const before = [bytesOf(disk, data), bytesOf(disk, logs), listedOn(disk)] as const;
      const result = await extend(disk, 'data', 4 * MIB);
      expect(result).to.include({
        id: data.id,
        size: 4 * MIB,
        sizeBefore: 2 * MIB,
        offset: data.offset,
        outcome: 'extended',
        device: PATH,
        state: 'available',
        note: '',
      });
      expect(bytesOf(disk, data).equals(before[0])).to.equal(true);
      expect(bytesOf(disk, logs).equals(before[1])).to.equal(true);
      expect(isAll(disk, { offset: data.offset + 2 * MIB, length: 2 * MIB }, 0)).to.equal(true);
      const lastLba = (data.offset + 4 * MIB) / sectorBytes - 1;
      expect(listedOn(disk)).to.deep.equal(
        before[2]?.map((partition) => (partition.guid === data.id ? { ...partition, lastLba } : partition)),
      );
    });
  }

  it('writes nothing behind what it adds', async () => {
    const { disk, data } = await usedDisk();
    await extend(disk, 'data', 4 * MIB);
    expect(isAll(disk, { offset: data.offset + 4 * MIB, length: MIB }, 0)).to.equal(false);
  });

  it('has its claim say what the table says, with no journal left and no old digest', async () => {
    const { disk, data } = await usedDisk();
    const proof = { kind: 'full', seed: '', digest: 'ab'.repeat(32), bytesRead: 2 * MIB } as const;
    await changeClaims(disk, (claim) => ({ ...claim, proof, state: 'in-use' }));
    await extend(disk, data.id, 'rest');
    const { claims, journal } = await catalogOf(disk);
    const claim = claims.find(({ id }) => id === data.id);
    expect(journal).to.equal(null);
    expect(claim).to.include({ length: 5 * MIB, state: 'in-use', proof: null, name: 'data' });
    expect(claims.find(({ name }) => name === 'logs')?.proof).to.deep.equal(proof);
    const { table } = await layoutOf(disk);
    const entry = table.gpt?.entries.find(({ guid }) => guid === data.id);
    expect(Buffer.from(entry?.raw ?? []).equals(claim?.entry.raw ?? Buffer.alloc(1))).to.equal(true);
    const [verified] = await verifyVolumes(contextOf(disk), PATH, 'data', 'full');
    expect(verified).to.include({ ok: true, table: 'listed', comparedWith: 'nothing' });
  });

  for (const size of [2 * MIB, 2 * MIB - 1]) {
    it(`to ${size} bytes, which it has, writes nothing and is no error`, async () => {
      const { disk } = await usedDisk();
      const before = digestOf(disk);
      expect(await extend(disk, 'data', size)).to.include({ outcome: 'unchanged', note: '', size: 2 * MIB });
      expect(digestOf(disk)).to.equal(before);
    });
  }

  it('to rest may be asked for again', async () => {
    const { disk } = await usedDisk();
    expect(await extend(disk, 'data', 'rest')).to.include({ outcome: 'extended', size: 5 * MIB });
    expect(await extend(disk, 'data', 'rest')).to.include({ outcome: 'unchanged', size: 5 * MIB });
  });

  for (const [filesystem, note] of [
    ['ext4', /resize2fs/],
    ['xfs', /xfs_growfs/],
    ['swap', /mkswap/],
    ['unknown', /its own tool/],
  ] as const) {
    it(`says that ${filesystem} has to be grown in the instance`, async () => {
      const { disk } = await usedDisk();
      await changeClaims(disk, (claim) => ({ ...claim, filesystem }));
      expect((await extend(disk, 'data', 3 * MIB)).note).to.match(note);
    });
  }

  describe('is refused without one write', () => {
    const cases: readonly [string, string, number | 'rest', readonly string[]][] = [
      ['when it would shrink', 'data', MIB, ['VOLUME_TOO_LARGE']],
      ['when another volume is in the way', 'data', 6 * MIB, ['NO_SPACE']],
      ['when the catalog is in the way', 'logs', 8 * MIB, ['NO_SPACE']],
      ['for a volume that is not there', 'nothing', 'rest', ['VOLUME_UNKNOWN']],
      ['for no size', 'data', 0, ['BAD_SIZE']],
      ['for a negative size', 'data', -MIB, ['BAD_SIZE']],
      ['for a size that is no number of bytes', 'data', 2.5, ['BAD_SIZE']],
    ];
    for (const [title, volume, size, codes] of cases) {
      it(title, async () => {
        const { disk } = await usedDisk();
        await expectRefused(disk, () => extend(disk, volume, size), codes);
      });
    }

    it('for a name that two volumes have', async () => {
      const { disk } = await usedDisk();
      await changeClaims(disk, (claim) => ({ ...claim, name: 'same' }));
      await expectRefused(disk, () => extend(disk, 'same', 'rest'), ['VOLUME_AMBIGUOUS']);
    });

    it('on a disk without a catalog', async () => {
      const disk = aBlankDisk(16 * MIB);
      await expectRefused(disk, () => extend(disk, 'data', 'rest'), ['VOLUME_UNKNOWN']);
    });

    it('where the table does not list it', async () => {
      const { disk, data } = await usedDisk();
      await changeTable(disk, (entries) => entries.filter(({ guid }) => guid !== data.id));
      await expectRefused(disk, () => extend(disk, 'data', 'rest'), ['CLAIM_MISSING']);
    });

    it('while its release is interrupted', async () => {
      const { disk } = await usedDisk();
      await changeClaims(disk, (claim) => ({ ...claim, state: 'releasing' }));
      await expectRefused(disk, () => extend(disk, 'data', 'rest'), ['VOLUME_STATE']);
    });

    it('when it is interrupted before the first byte', async () => {
      const { disk } = await usedDisk();
      const context = testContext([memoryManager(disk)], { signal: AbortSignal.abort() });
      await expectRefused(disk, () => extendVolume(context, PATH, { volume: 'data', size: 'rest' }), [
        'ABORTED',
      ]);
    });
  });

  it('closes the disk whether it succeeds or not', async () => {
    const disk = new ForgetfulDisk(Buffer.alloc(16 * MIB), 512);
    await addVolume(disk, 'data', MIB);
    disk.closed = 0;
    await extend(disk, 'data', MIB);
    expect(await refusalOf(extend(disk, 'data', 1))).to.deep.equal([]);
    expect(await refusalOf(extend(disk, 'nothing', 1))).to.deep.equal(['VOLUME_UNKNOWN']);
    expect(disk.closed).to.equal(3);
  });
});
