import { expect } from 'chai';
import { deploy } from '../../../agent/deployment/deploy.ts';
import { previewRecovery, recover } from '../../../agent/volumes/recover.ts';
import { verifyVolumes } from '../../../agent/volumes/verify.ts';
import type { MemoryDisk } from '../../support/memory-disk.ts';
import { memoryImage } from '../../support/memory-image.ts';
import { errorOf } from '../../support/read-image.ts';
import { aSmallHead } from '../../support/small-head.ts';
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

const MIB = 1024 * 1024;
const SIZE = 32 * MIB;

/** A disk with volumes data and logs, and a system beside them. */
async function usedDisk(sectorBytes: 512 | 4096 = 512): Promise<MemoryDisk> {
  const disk = aBlankDisk(SIZE, sectorBytes);
  await addVolume(disk, 'data', 4 * MIB);
  await addVolume(disk, 'logs', 2 * MIB);
  const { head, bytes } = aSmallHead(sectorBytes);
  const options = { selectors: [], proof: 'full' as const, configDrive: null };
  await deploy(contextOf(disk), PATH, memoryImage(head, bytes), options, yes);
  return disk;
}

const primary = (disk: MemoryDisk) => disk.bytes.fill(0xa5, disk.alignment, MIB / 2);
const backup = (disk: MemoryDisk) => disk.bytes.fill(0xa5, SIZE - 128 * 1024);
const everything = (disk: MemoryDisk) => {
  disk.bytes.fill(0xa5, 0, MIB / 2);
  backup(disk);
};

describe('recovering a table', () => {
  for (const sectorBytes of [512, 4096] as const) {
    const losses: readonly [string, (disk: MemoryDisk) => unknown, boolean][] = [
      ['the primary', primary, true],
      ['the backup', backup, true],
      ['the protective MBR', (disk) => disk.bytes.fill(0, 0, 512), true],
      ['every copy', everything, false],
      [
        'every copy, to zeros',
        (disk) => disk.bytes.fill(0, 0, MIB / 2) && disk.bytes.fill(0, SIZE - 128 * 1024),
        false,
      ],
    ];
    for (const [what, lose, bringsSystem] of losses) {
      it(`lists every volume at its exact place again after the loss of ${what} (${sectorBytes})`, async () => {
        const disk = await usedDisk(sectorBytes);
        const before = listedOn(disk) ?? [];
        const claims = (await layoutOf(disk)).catalog?.catalog.claims ?? [];
        const contents = claims.map((claim) => bytesOf(disk, claim));
        lose(disk);
        const { changed, plan } = await recover(contextOf(disk), PATH, yes);
        expect(changed).to.equal(true);
        expect(plan.lines.length).to.be.greaterThan(0);
        const ours = before.filter(({ name }) => ['data', 'logs', 'bmv-catalog'].includes(name));
        // Where no copy is left, nothing remembers the GUID of the catalog's own partition.
        const shown = (entries: typeof before) =>
          entries.map((entry) =>
            entry.name === 'bmv-catalog' && !bringsSystem ? { ...entry, guid: '' } : entry,
          );
        expect(shown(listedOn(disk) ?? [])).to.deep.equal(shown(bringsSystem ? before : ours));
        for (const [index, claim] of claims.entries())
          expect(contents[index]?.equals(bytesOf(disk, claim)), claim.name).to.equal(true);
        expect(
          (await layoutOf(disk)).table.verdicts.filter(({ severity }) => severity !== 'note'),
        ).to.deep.equal([]);
        const results = await verifyVolumes(contextOf(disk), PATH, null, 'full');
        expect(results.map(({ name, ok }) => [name, ok])).to.have.deep.members([
          ['data', true],
          ['logs', true],
        ]);
        expect((await recover(contextOf(disk), PATH, yes)).changed).to.equal(false);
      });
    }
  }

  it('shows what it would do, and without a yes does nothing', async () => {
    const disk = await usedDisk();
    everything(disk);
    const before = digestOf(disk);
    const { restored, lines } = await previewRecovery(contextOf(disk), PATH);
    expect(restored.map(({ name }) => name)).to.have.members(['data', 'logs', 'bmv-catalog']);
    expect(lines.join('\n')).to.contain('"data"');
    expect((await errorOf(recover(contextOf(disk), PATH, async () => false))).code).to.equal('NOT_CONFIRMED');
    expect(digestOf(disk)).to.equal(before);
  });

  it('does not ask where nothing is to do', async () => {
    const disk = await usedDisk();
    const never = async () => {
      throw new Error('was asked');
    };
    expect((await recover(contextOf(disk), PATH, never)).changed).to.equal(false);
  });

  it('says that it knows nothing of a disk without table and catalog', async () => {
    const disk = aBlankDisk(SIZE);
    disk.bytes.fill(0x5a);
    const before = digestOf(disk);
    expect((await errorOf(recover(contextOf(disk), PATH, yes))).code).to.be.oneOf([
      'NO_CATALOG',
      'CONFLICTS',
    ]);
    expect(digestOf(disk)).to.equal(before);
  });

  it('uses the older catalog slot where the newer one is torn', async () => {
    const disk = await usedDisk();
    const place = (await layoutOf(disk)).catalog?.place.offset ?? 0;
    const generation = (await layoutOf(disk)).catalog?.generation ?? 0;
    const newest = place + (generation % 2 === 1 ? 0 : MIB / 2);
    disk.bytes.fill(0xff, newest + 512, newest + 700);
    everything(disk);
    await recover(contextOf(disk), PATH, yes);
    expect(listedOn(disk)?.map(({ name }) => name)).to.include.members(['data', 'logs']);
  });

  it('refuses where both catalog slots are damaged, rather than think that there is nothing', async () => {
    const disk = await usedDisk();
    const place = (await layoutOf(disk)).catalog?.place.offset ?? 0;
    for (const slot of [place, place + MIB / 2]) disk.bytes.fill(0xff, slot + 512, slot + 700);
    const before = digestOf(disk);
    expect((await errorOf(recover(contextOf(disk), PATH, yes))).code).to.equal('CATALOG_DAMAGED');
    expect(digestOf(disk)).to.equal(before);
  });
});

describe('verifying volumes', () => {
  it('tells a change since the last deployment without calling it a problem', async () => {
    const disk = await usedDisk();
    const claim = (await layoutOf(disk)).catalog?.catalog.claims.find(({ name }) => name === 'data');
    const verify = async () => (await verifyVolumes(contextOf(disk), PATH, 'data', 'full'))[0];
    expect(await verify()).to.include({ ok: true, same: true, comparedWith: 'catalog' });
    disk.bytes.fill(1, claim?.offset, (claim?.offset ?? 0) + 1);
    expect(await verify()).to.include({ ok: true, same: false, comparedWith: 'catalog' });
  });

  it('calls a volume that the table does not list a problem, with the way out', async () => {
    const disk = await usedDisk();
    everything(disk);
    const results = await verifyVolumes(contextOf(disk), PATH, null, 'sample');
    expect(results.map(({ ok, table }) => [ok, table])).to.deep.equal([
      [false, 'missing'],
      [false, 'missing'],
    ]);
    expect(results[0]?.problems.join('\n')).to.contain('bmv recover');
  });

  it('writes nothing, and says so of a disk without volumes', async () => {
    const disk = await usedDisk();
    disk.log.length = 0;
    await verifyVolumes(contextOf(disk), PATH, null, 'full');
    expect(disk.log).to.deep.equal([]);
    expect((await errorOf(verifyVolumes(contextOf(aBlankDisk(SIZE)), PATH, null, 'sample'))).code).to.equal(
      'NO_CATALOG',
    );
    expect((await errorOf(verifyVolumes(contextOf(disk), PATH, 'absent', 'sample'))).code).to.equal(
      'VOLUME_UNKNOWN',
    );
  });
});
