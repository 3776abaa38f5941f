import { expect } from 'chai';
import { endOf, MIB } from '../../../../agent/layout/extent.ts';
import { createVolume } from '../../../../agent/volumes/create.ts';
import { encryptSectors } from '../../../../agent/volumes/luks/sector-cipher.ts';
import { type Erase, releaseVolume } from '../../../../agent/volumes/release.ts';
import { DiskSession } from '../../../../agent/volumes/session.ts';
import type { VolumeEffect } from '../../../../agent/volumes/volume-effect.ts';
import type { Claim } from '../../../../proto/catalog.ts';
import { enlarged, keyed, withSegment } from '../../../support/luks.ts';
import { MemoryDisk } from '../../../support/memory-disk.ts';
import { seededBytes } from '../../../support/seeded-bytes.ts';
import {
  addVolume,
  aRequestFor,
  bytesOf,
  contextOf,
  layoutOf,
  listedOn,
  PATH,
  yes,
} from '../../../support/volume-disk.ts';
import {
  catalogOf,
  changeClaims,
  expectRefused,
  ForgetfulDisk,
  refusalOf,
} from '../../../support/volumes.ts';

const MAGIC = Buffer.from('LUKS\xba\xbe', 'latin1');
const SECOND_MAGIC = Buffer.from('SKUL\xba\xbe', 'latin1');
const KIB = 1024;

/** Volumes one, data and two, one behind the other; data is LUKS2, and what is in it is noise, as all that is encrypted. */
async function aDisk<Disk extends MemoryDisk>(
  disk: Disk,
): Promise<{ disk: Disk; claim: Claim; noise: Buffer }> {
  await addVolume(disk, 'one', MIB);
  const request = aRequestFor('data', 24 * MIB, { encryption: 'luks2' });
  const { claim } = await createVolume(keyed(contextOf(disk)), PATH, request);
  await addVolume(disk, 'two', MIB);
  const noise = encryptSectors({ key: seededBytes(3, 64), sectorBytes: 512 }, 0, Buffer.alloc(8 * MIB));
  disk.bytes.set(noise, claim.offset + 16 * MIB);
  disk.log.length = 0;
  return { disk, claim, noise };
}

const blank = (sectorBytes = 512) => new MemoryDisk(Buffer.alloc(40 * MIB), sectorBytes);

async function release(disk: MemoryDisk, erase?: Erase) {
  return await releaseVolume(contextOf(disk), PATH, 'data', erase, yes);
}

/** Everything but the volume, the table and the catalog. */
function neighboursOf(disk: MemoryDisk, claim: Claim): readonly Buffer[] {
  return [
    bytesOf(disk, { offset: claim.offset - MIB, length: MIB }),
    bytesOf(disk, { offset: endOf(claim), length: MIB }),
  ];
}

function expectErased(disk: MemoryDisk, claim: Claim, noise: Buffer): void {
  const bytes = bytesOf(disk, claim);
  for (const magic of [MAGIC, SECOND_MAGIC]) expect(bytes.includes(magic)).to.equal(false);
  // Both headers, all places for keys, the first MiB of the data.
  expect(bytes.subarray(0, 17 * MIB).equals(Buffer.alloc(17 * MIB))).to.equal(true);
  expect(bytes.subarray(-MIB).equals(Buffer.alloc(MIB))).to.equal(true);
  expect(bytes.subarray(17 * MIB, -MIB).equals(noise.subarray(MIB, -MIB))).to.equal(true);
}

describe('an erasure by crypto', () => {
  for (const sectorBytes of [512, 4096])
    it(`leaves neither header nor key, and the rest as noise, sectors of ${sectorBytes} bytes`, async () => {
      const { disk, claim, noise } = await aDisk(blank(sectorBytes));
      const before = neighboursOf(disk, claim);
      expect(bytesOf(disk, claim).includes(MAGIC)).to.equal(true);
      expect(bytesOf(disk, claim).includes(SECOND_MAGIC)).to.equal(true);
      const { erasure } = await release(disk, 'crypto');
      expectErased(disk, claim, noise);
      expect(neighboursOf(disk, claim)).to.deep.equal(before);
      expect(erasure).to.deep.equal({ method: 'crypto', bytesErased: 18 * MIB, bytesReadBack: 18 * MIB });
      expect(listedOn(disk)?.map(({ name }) => name)).to.not.include('data');
      expect((await catalogOf(disk)).claims.map(({ name }) => name)).to.deep.equal(['one', 'two']);
    });

  it('is how a luks2 volume is released where nobody says how, and zero that of others', async () => {
    const { disk, claim, noise } = await aDisk(blank());
    expect((await release(disk)).erasure.method).to.equal('crypto');
    expectErased(disk, claim, noise);
    const others = await releaseVolume(contextOf(disk), PATH, 'one', undefined, yes);
    expect(others.erasure).to.include({ method: 'zero', bytesErased: MIB });
  });

  it('writes its zeros, whatever the device offers, and the magic behind all others', async () => {
    const { disk, claim } = await aDisk(blank());
    await release(disk, 'crypto');
    const mine = disk.log.flatMap((op, at) =>
      op.op === 'write' && op.offset >= claim.offset && op.offset < endOf(claim) ? [{ ...op, at }] : [],
    );
    expect(Math.max(...mine.map(({ bytes }) => bytes.byteLength))).to.be.at.most(MIB);
    const [last, beforeLast] = [mine.at(-1), mine.at(-2)];
    expect([last?.offset, last?.bytes.byteLength]).to.deep.equal([claim.offset, 4 * KIB]);
    expect(beforeLast?.offset).to.equal(claim.offset + 4 * KIB);
    const between = disk.log.slice((beforeLast?.at ?? 0) + 1, last?.at);
    expect(between.map(({ op }) => op)).to.deep.equal(['flush']);
  });

  it('does not believe a device that keeps what it should forget', async () => {
    const { disk, claim } = await aDisk(new ForgetfulDisk(Buffer.alloc(40 * MIB), 512));
    disk.forgets = { offset: claim.offset + 32 * KIB, length: 4 * KIB };
    expect(await refusalOf(release(disk, 'crypto'))).to.deep.equal(['IO_ERROR']);
    const [, data] = (await catalogOf(disk)).claims;
    expect([data?.name, data?.state]).to.deep.equal(['data', 'releasing']);
    disk.forgets = { offset: 0, length: 0 };
    expect((await release(disk, 'crypto')).erasure.bytesReadBack).to.equal(18 * MIB);
  });

  for (const encryption of [undefined, 'opaque'] as const)
    it(`is refused in one line where the encryption is ${encryption ?? 'none'}`, async () => {
      const { disk } = await aDisk(blank());
      await changeClaims(disk, ({ encryption: _, ...claim }) => ({
        ...claim,
        ...(encryption ? { encryption } : {}),
      }));
      await expectRefused(disk, () => release(disk, 'crypto'), ['NOT_ENCRYPTED']);
    });

  it('is refused where an instance made something else of the volume', async () => {
    const { disk, claim } = await aDisk(blank());
    disk.bytes.fill(0, claim.offset, endOf(claim));
    await expectRefused(disk, () => release(disk, 'crypto'), ['NOT_ENCRYPTED']);
    expect((await release(disk, 'zero')).erasure.method).to.equal('zero');
  });

  it('is refused where the header is damaged, so that nobody can say what is encrypted', async () => {
    const { disk, claim } = await aDisk(blank());
    disk.bytes[claim.offset + 5000] = 0xff;
    await expectRefused(disk, () => release(disk, 'crypto'), ['VOLUME_STATE']);
  });

  it('goes as far as the header that a tenant made larger', async () => {
    const { disk, claim } = await aDisk(blank());
    disk.bytes.set(
      enlarged(bytesOf(disk, { offset: claim.offset, length: 16 * MIB }), 20 * MIB),
      claim.offset,
    );
    const { erasure } = await release(disk, 'crypto');
    expect(erasure.bytesErased).to.equal(22 * MIB);
    expect(bytesOf(disk, { offset: claim.offset, length: 21 * MIB }).equals(Buffer.alloc(21 * MIB))).to.equal(
      true,
    );
  });

  for (const [what, change] of [
    ['not encrypted any more', { type: 'linear' }],
    ['encrypted by nothing', { encryption: 'cipher_null-ecb' }],
  ] as const)
    it(`is refused where the header says that the data is ${what}`, async () => {
      const { disk, claim } = await aDisk(blank());
      disk.bytes.set(
        withSegment(bytesOf(disk, { offset: claim.offset, length: 16 * MIB }), change),
        claim.offset,
      );
      await expectRefused(disk, () => release(disk, 'crypto'), ['VOLUME_STATE']);
    });

  it('that was cut short at any write is ended by a repetition, and no neighbour has changed', async () => {
    const { disk: whole, claim, noise } = await aDisk(blank());
    const base = Buffer.from(whole.bytes);
    await release(whole, 'crypto');
    const writes = whole.log.length;
    const before = neighboursOf(new MemoryDisk(base, 512), claim);
    const states = new Set<string>();
    for (let at = 0; at < writes; at += 1) {
      const disk = new MemoryDisk(Buffer.from(base), 512);
      disk.failAfter = at;
      expect(await release(disk, 'crypto').catch((error: unknown) => String(error))).to.contain(
        'power failed',
      );
      disk.failAfter = Number.POSITIVE_INFINITY;
      expect(neighboursOf(disk, claim), `${at}`).to.deep.equal(before);
      // The next operation's first look at the disk.
      const effects: VolumeEffect[] = [];
      const context = { ...contextOf(disk), onEffect: (effect: VolumeEffect) => effects.push(effect) };
      await (await DiskSession.open(context, PATH)).close();
      const left = (await catalogOf(disk)).claims.find(({ id }) => id === claim.id);
      states.add(left?.state ?? 'gone');
      if (left) await releaseVolume(context, PATH, claim.id, undefined, yes);
      const released = effects.flatMap((effect) => (effect.change === 'released' ? [effect.erasure] : []));
      // Behind the last write only the claim's absence tells of it.
      const proofs =
        at === writes - 1 ? [] : [{ method: 'crypto', bytesErased: 18 * MIB, bytesReadBack: 18 * MIB }];
      expect(released, `${at}`).to.deep.equal(proofs);
      expectErased(disk, claim, noise);
      expect(neighboursOf(disk, claim), `${at}`).to.deep.equal(before);
      expect((await layoutOf(disk)).catalog?.catalog.journal, `${at}`).to.equal(null);
    }
    expect([...states]).to.have.members(['available', 'releasing', 'gone']);
  });

  it('is not ended as one by crypto where what was cut short was another erasure of plain data', async () => {
    const { disk, claim } = await aDisk(blank());
    disk.bytes.fill('plain data ', claim.offset, endOf(claim));
    disk.bytes.fill(0, claim.offset, claim.offset + MIB);
    await changeClaims(disk, (item) =>
      item.id === claim.id ? { ...item, state: 'releasing' as const } : item,
    );
    await expectRefused(disk, () => release(disk, 'crypto'), ['VOLUME_STATE']);
  });
});
