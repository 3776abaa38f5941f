import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { type TellRequest, tellVolume } from '../../../agent/volumes/tell.ts';
import { verifyVolumes } from '../../../agent/volumes/verify.ts';
import { changeEntry } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import type { Claim, Journal } from '../../../proto/catalog.ts';
import type { MemoryDisk } from '../../support/memory-disk.ts';
import { aBlankDisk, aRequestFor, contextOf, digestOf, layoutOf, PATH } from '../../support/volume-disk.ts';
import {
  catalogOf,
  changeCatalog,
  changeClaims,
  changeTable,
  expectRefused,
  ForgetfulDisk,
  refusalOf,
} from '../../support/volumes.ts';

const tell = async (disk: MemoryDisk, request: Partial<TellRequest>) =>
  await tellVolume(contextOf(disk), PATH, { volume: 'data', ...request });

/** Volumes data at /srv and logs at /logs, of one project, with bytes of their own. */
async function usedDisk(sectorBytes = 512): Promise<{ disk: MemoryDisk; data: Claim; logs: Claim }> {
  const disk = aBlankDisk(16 * MIB, sectorBytes);
  const make = async (name: string, mountPoint: string) => {
    const request = aRequestFor(name, 2 * MIB, { mountPoint, project: 'p1' });
    const { claim } = await createVolume(contextOf(disk), PATH, request);
    disk.bytes.fill(`${name} is precious. `, claim.offset + MIB, claim.offset + claim.length);
    return claim;
  };
  return { disk, data: await make('data', '/srv'), logs: await make('logs', '/logs') };
}

/** Every byte of a disk but those of the catalog's MiB. */
async function allButCatalog(disk: MemoryDisk): Promise<Buffer> {
  const { catalog } = await layoutOf(disk);
  const bytes = Buffer.from(disk.bytes);
  if (catalog) bytes.fill(0, catalog.place.offset, catalog.place.offset + catalog.place.length);
  return bytes;
}

async function claimOf(disk: MemoryDisk, id: string): Promise<Claim | undefined> {
  return (await catalogOf(disk)).claims.find((claim) => claim.id === id);
}

describe('telling a volume in another way', () => {
  for (const sectorBytes of [512, 4096])
    it(`writes one slot of the catalog, and no other byte of the disk (${sectorBytes})`, async () => {
      const { disk, data, logs } = await usedDisk(sectorBytes);
      const before = await allButCatalog(disk);
      const { catalog } = await layoutOf(disk);
      disk.log.length = 0;
      const result = await tell(disk, { mountPoint: '/data', tell: ['fstab'] });
      expect(result).to.deep.include({ id: data.id, mountPoint: '/data', tell: ['fstab'], device: PATH });
      expect(result.outcome).to.equal('changed');
      expect(disk.log.filter(({ op }) => op === 'write')).to.have.length(1);
      expect((await allButCatalog(disk)).equals(before)).to.equal(true);
      expect((await layoutOf(disk)).catalog?.generation).to.equal((catalog?.generation ?? 0) + 1);
      const { claims, journal } = await catalogOf(disk);
      const wanted = { ...data, mountPoint: '/data', tell: ['fstab'] };
      expect(claims).to.have.deep.members([wanted, logs]);
      expect(journal).to.equal(null);
      const verified = await verifyVolumes(contextOf(disk), PATH, null, 'full');
      expect(verified.map(({ ok }) => ok)).to.deep.equal([true, true]);
    });

  it('changes only what is asked for', async () => {
    const { disk, data } = await usedDisk();
    await tell(disk, { tell: ['fstab'] });
    expect(await claimOf(disk, data.id)).to.deep.equal({ ...data, tell: ['fstab'] });
    await tell(disk, { volume: data.id, mountPoint: '/data' });
    expect(await claimOf(disk, data.id)).to.deep.equal({ ...data, tell: ['fstab'], mountPoint: '/data' });
  });

  it('goes back to the default', async () => {
    const { disk, data } = await usedDisk();
    await tell(disk, { tell: ['none'] });
    await tell(disk, { tell: [], mountPoint: '' });
    expect(await claimOf(disk, data.id)).to.deep.equal({ ...data, mountPoint: '' });
  });

  for (const request of [
    { tell: ['fstab', 'ignition'] },
    { tell: ['ignition', 'fstab'] },
    { mountPoint: '/srv' },
    { mountPoint: '/srv', tell: ['fstab', 'ignition'] },
  ] as const)
    it(`writes nothing where it is as asked for: ${JSON.stringify(request)}`, async () => {
      const { disk } = await usedDisk();
      await tell(disk, { tell: ['fstab', 'ignition'] });
      const before = digestOf(disk);
      disk.log.length = 0;
      expect((await tell(disk, request)).outcome).to.equal('unchanged');
      expect(disk.log.filter(({ op }) => op === 'write')).to.have.length(0);
      expect(digestOf(disk)).to.equal(before);
    });

  it('gives the mount point of another volume where it has become free', async () => {
    const { disk } = await usedDisk();
    await tell(disk, { volume: 'logs', tell: ['none'] });
    expect((await tell(disk, { mountPoint: '/logs' })).mountPoint).to.equal('/logs');
    await expectRefused(disk, async () => await tell(disk, { volume: 'logs', tell: ['fstab'] }), [
      'MOUNT_POINT_TAKEN',
    ]);
  });

  it('gives a mount point that a volume of another project has', async () => {
    const { disk, logs } = await usedDisk();
    await changeClaims(disk, (claim) => (claim.id === logs.id ? { ...claim, project: 'p2' } : claim));
    expect((await tell(disk, { mountPoint: '/logs' })).outcome).to.equal('changed');
  });

  // The refusal that asks for this may stand in the way of the very deployment that would end the journal.
  it('is done during an interrupted deployment, whose journal stays as it was', async () => {
    const { disk, data, logs } = await usedDisk();
    const table = {
      diskGuid: (await layoutOf(disk)).table.gpt?.diskGuid ?? '',
      ...{ entrySize: 128, entryCount: 128, entries: [logs.entry, data.entry] },
    };
    const journal: Journal = {
      ...{ operation: 'deploy', phase: 'sealed', startedAtMs: 5, sealed: table, final: table },
      kept: [data, logs].map(({ entry, offset, length }) => ({ entry, offset, length, proof: null })),
      ...{ imageName: 'image', imageChecksum: '', bootSector: new Uint8Array(), volumeId: '', erase: '' },
    };
    await changeCatalog(disk, (catalog) => ({ ...catalog, journal }));
    const saved = (await catalogOf(disk)).journal;
    const before = await allButCatalog(disk);
    expect((await tell(disk, { tell: ['fstab'] })).outcome).to.equal('changed');
    expect((await catalogOf(disk)).journal).to.deep.equal(saved);
    expect((await claimOf(disk, data.id))?.tell).to.deep.equal(['fstab']);
    expect((await allButCatalog(disk)).equals(before)).to.equal(true);
  });

  describe('is refused without one write', () => {
    const cases: readonly [string, Partial<TellRequest>, string][] = [
      ['when nothing is asked for', {}, 'USAGE'],
      ['for a mount point that is none', { mountPoint: 'srv' }, 'USAGE'],
      ['for a mount point that not every system can read', { mountPoint: '/a b' }, 'USAGE'],
      ['for a way that goes with no mount point', { mountPoint: '', tell: ['fstab'] }, 'USAGE'],
      ['for none beside another way', { tell: ['none', 'fstab'] }, 'USAGE'],
      ['for one way twice', { tell: ['fstab', 'fstab'] }, 'USAGE'],
      ['for gpt-auto elsewhere than it mounts', { mountPoint: '/data', tell: ['gpt-auto'] }, 'USAGE'],
      ['for the mount point of another volume', { mountPoint: '/logs' }, 'MOUNT_POINT_TAKEN'],
      ['for a volume that is not there', { volume: 'nothing', tell: ['none'] }, 'VOLUME_UNKNOWN'],
    ];
    for (const [title, request, code] of cases)
      it(title, async () => {
        const { disk } = await usedDisk();
        await expectRefused(disk, async () => await tell(disk, request), [code]);
      });

    it('where taking the mount point away leaves a way without one', async () => {
      const { disk } = await usedDisk();
      await tell(disk, { tell: ['fstab'] });
      await expectRefused(disk, async () => await tell(disk, { mountPoint: '' }), ['USAGE']);
    });

    it('where the table does not list a volume', async () => {
      const { disk, data } = await usedDisk();
      await changeTable(disk, (entries) => entries.filter(({ guid }) => guid !== data.id));
      await expectRefused(disk, async () => await tell(disk, { tell: ['none'] }), ['CLAIM_MISSING']);
    });

    // The slot would be written over that partition's bytes.
    it('where another partition covers the catalog', async () => {
      const { disk } = await usedDisk();
      await changeTable(disk, (entries) =>
        entries.map((entry) =>
          entry.typeGuid === TYPE_GUIDS.catalog
            ? changeEntry(entry, { typeGuid: TYPE_GUIDS.linuxFilesystem })
            : entry,
        ),
      );
      await expectRefused(disk, async () => await tell(disk, { tell: ['none'] }), ['KEPT_OVERLAP']);
    });

    it('for a name that two volumes have', async () => {
      const { disk } = await usedDisk();
      await changeClaims(disk, (claim) => ({ ...claim, name: 'same' }));
      const same = { volume: 'same', tell: ['none'] } as const;
      await expectRefused(disk, async () => await tell(disk, same), ['VOLUME_AMBIGUOUS']);
    });

    it('on a disk without a catalog', async () => {
      const disk = aBlankDisk(16 * MIB);
      await expectRefused(disk, async () => await tell(disk, { tell: ['none'] }), ['VOLUME_UNKNOWN']);
    });
  });

  it('closes the disk whether it succeeds or not', async () => {
    const disk = new ForgetfulDisk(Buffer.alloc(16 * MIB), 512);
    await createVolume(contextOf(disk), PATH, aRequestFor('data', MIB));
    disk.closed = 0;
    await tell(disk, { tell: ['none'] });
    expect(await refusalOf(tell(disk, { volume: 'nothing', tell: ['none'] }))).to.deep.equal([
      'VOLUME_UNKNOWN',
    ]);
    expect(disk.closed).to.equal(2);
  });

  it('says so when the catalog does not read back', async () => {
    const disk = new ForgetfulDisk(Buffer.alloc(16 * MIB), 512);
    await createVolume(contextOf(disk), PATH, aRequestFor('data', MIB));
    disk.forgets = (await layoutOf(disk)).catalog?.place ?? null;
    expect(await refusalOf(tell(disk, { tell: ['none'] }))).to.deep.equal(['IO_ERROR']);
  });
});
