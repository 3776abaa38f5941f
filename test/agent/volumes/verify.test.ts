import { expect } from 'chai';
import { endOf, MIB } from '../../../agent/layout/extent.ts';
import { takeProof } from '../../../agent/volumes/proof.ts';
import { type VolumeVerification, verifyVolumes } from '../../../agent/volumes/verify.ts';
import { makeEntry } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import type { Journal, JournalOperation, ProofKind } from '../../../proto/catalog.ts';
import { BufferReader } from '../../support/buffer-reader.ts';
import { aJournal } from '../../support/catalogs.ts';
import { testContext } from '../../support/context.ts';
import { type MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { build, luks2 } from '../../support/superblocks.ts';
import { aBlankDisk, addVolume, contextOf, digestOf, PATH } from '../../support/volume-disk.ts';
import {
  catalogOf,
  changeCatalog,
  changeClaims,
  changeTable,
  ForgetfulDisk,
  refusalOf,
} from '../../support/volumes.ts';

async function aDisk(sectorBytes = 512): Promise<MemoryDisk> {
  const disk = aBlankDisk(16 * MIB, sectorBytes);
  await addVolume(disk, 'data', 4 * MIB);
  await addVolume(disk, 'logs', 2 * MIB);
  return disk;
}

async function claimOf(disk: MemoryDisk, name = 'data') {
  const claim = (await catalogOf(disk)).claims.find((item) => item.name === name);
  if (!claim) throw new Error(`no volume ${name}`);
  return claim;
}

async function verify(
  disk: MemoryDisk,
  kind: ProofKind = 'full',
  volume = 'data',
): Promise<VolumeVerification> {
  const before = digestOf(disk);
  disk.log.length = 0;
  const [result] = await verifyVolumes(contextOf(disk), PATH, volume, kind);
  if (!result) throw new Error('nothing was verified');
  expect([disk.log.length, digestOf(disk)]).to.deep.equal([0, before]);
  for (const problem of result.problems) expect(problem).to.match(/^.+$/);
  expect(result.ok).to.equal(result.problems.length === 0);
  return result;
}

const proofOf = async (disk: MemoryDisk, kind: ProofKind) =>
  await takeProof(new BufferReader(disk.bytes), await claimOf(disk), kind, 'a seed');

/** Gives the volume a digest, as a finished deployment leaves it. */
async function prove(disk: MemoryDisk, kind: ProofKind): Promise<void> {
  const proof = await proofOf(disk, kind);
  await changeClaims(disk, (claim) => (claim.name === 'data' ? { ...claim, proof } : claim));
}

/** Opens a journal that kept the volume with its digest. */
async function journal(
  disk: MemoryDisk,
  kind: ProofKind,
  operation: JournalOperation = 'deploy',
): Promise<void> {
  const { offset, length, entry } = await claimOf(disk);
  const kept: Journal['kept'] = [{ entry, offset, length, proof: await proofOf(disk, kind) }];
  await changeCatalog(disk, (catalog) => ({ ...catalog, journal: aJournal({ operation, kept }) }));
}

async function changeByte(disk: MemoryDisk): Promise<void> {
  const { offset } = await claimOf(disk);
  disk.bytes.writeUInt8((disk.bytes.readUInt8(offset) + 1) % 256, offset);
}

describe('verifying a volume', () => {
  for (const kind of ['full', 'sample'] as const) {
    it(`without a digest reads it and has nothing to compare (${kind})`, async () => {
      const result = await verify(await aDisk(), kind);
      expect([result.ok, result.table, result.comparedWith, result.same]).to.deep.equal([
        true,
        'listed',
        'nothing',
        null,
      ]);
      expect([result.proof?.kind, result.proof?.bytesRead]).to.deep.equal([kind, 4 * MIB]);
    });

    it(`compares with the digest of the last operation; a difference is no problem (${kind})`, async () => {
      const disk = await aDisk();
      await prove(disk, kind);
      expect(await verify(disk, kind)).to.include({ ok: true, same: true, comparedWith: 'catalog' });
      await changeByte(disk);
      expect(await verify(disk, kind)).to.include({ ok: true, same: false, comparedWith: 'catalog' });
    });

    it(`compares with the digest from before an open deployment; a difference is a problem (${kind})`, async () => {
      const disk = await aDisk();
      await journal(disk, kind);
      expect(await verify(disk, kind)).to.include({ ok: true, same: true, comparedWith: 'journal' });
      await changeByte(disk);
      const result = await verify(disk, kind);
      expect(result).to.include({ ok: false, same: false, comparedWith: 'journal' });
      expect(result.problems).to.deep.equal(['its bytes differ from those before the interrupted operation']);
    });
  }

  it('trusts the journal over the catalog, which says nothing of what that operation did', async () => {
    const disk = await aDisk();
    await prove(disk, 'full');
    await changeByte(disk);
    await journal(disk, 'full');
    expect(await verify(disk)).to.include({ ok: true, same: true, comparedWith: 'journal' });
    await journal(disk, 'sample');
    expect(await verify(disk)).to.include({ ok: true, same: null, comparedWith: 'nothing' });
  });

  it('does not compare digests of different kinds', async () => {
    const disk = await aDisk();
    await prove(disk, 'sample');
    expect(await verify(disk, 'full')).to.include({ same: null, comparedWith: 'nothing' });
  });

  const spoiled: readonly [
    string,
    (disk: MemoryDisk) => Promise<unknown>,
    VolumeVerification['table'],
    RegExp,
  ][] = [
    [
      'is not listed',
      (disk) => changeTable(disk, (entries) => entries.filter(({ name }) => name !== 'data')),
      'missing',
      /does not list it; run `bmv recover/,
    ],
    [
      'is listed with another length',
      (disk) =>
        changeTable(disk, (entries) =>
          entries.map((entry) =>
            entry.name === 'data' ? makeEntry({ ...entry, lastLba: entry.lastLba - 8 }) : entry,
          ),
        ),
      'moved',
      /at another place than the catalog/,
    ],
    [
      'has another entry than before',
      (disk) =>
        changeTable(disk, (entries) =>
          entries.map((entry) => (entry.name === 'data' ? makeEntry({ ...entry, name: 'renamed' }) : entry)),
        ),
      'listed',
      /entry was changed since the catalog was written/,
    ],
    [
      'was being released',
      (disk) => changeClaims(disk, (claim) => ({ ...claim, state: 'releasing' })),
      'listed',
      /its release was interrupted/,
    ],
    [
      'should hold a filesystem and holds none',
      (disk) => changeClaims(disk, (claim) => ({ ...claim, filesystem: 'ext4' })),
      'listed',
      /should hold ext4, but no filesystem shows/,
    ],
    [
      'holds another filesystem',
      async (disk) => {
        const { offset, length } = await claimOf(disk);
        disk.bytes.set(build(luks2()).subarray(0, length), offset);
        await changeClaims(disk, (claim) => ({ ...claim, filesystem: 'xfs' }));
      },
      'listed',
      /should hold xfs, but holds crypto_LUKS/,
    ],
    [
      'ends beyond the disk',
      (disk) => changeClaims(disk, (claim) => ({ ...claim, length: 16 * MIB })),
      'moved',
      /ends \d+ bytes after the end of/,
    ],
    ['is listed by a damaged table', async (disk) => disk.bytes.fill(0xa5, 512, 1024), 'listed', /primary/i],
  ];
  for (const [title, spoil, table, says] of spoiled) {
    it(`calls it a problem that it ${title}`, async () => {
      const disk = await aDisk();
      await spoil(disk);
      const result = await verify(disk);
      expect([result.ok, result.table]).to.deep.equal([false, table]);
      expect(result.problems.join('\n')).to.match(says);
    });
  }

  it('lets an adopted volume hold anything', async () => {
    const disk = await aDisk();
    await changeClaims(disk, (claim) => ({ ...claim, filesystem: 'unknown' }));
    expect((await verify(disk)).ok).to.equal(true);
  });

  it('goes on with the next one after a problem, in the order of the catalog', async () => {
    const disk = await aDisk();
    await changeClaims(disk, (claim) => (claim.name === 'data' ? { ...claim, filesystem: 'ext4' } : claim));
    const results = await verifyVolumes(contextOf(disk), PATH, null, 'sample');
    expect(results.map(({ name, ok }) => [name, ok])).to.deep.equal([
      ['data', false],
      ['logs', true],
    ]);
  });

  it('reports every byte that it reads', async () => {
    const disk = await aDisk();
    const seen: number[] = [];
    const context = testContext([memoryManager(disk)], {
      onProgress: ({ phase, doneBytes }) => seen.push(phase === 'prove' ? doneBytes : Number.NaN),
    });
    await verifyVolumes(context, PATH, 'data', 'full');
    expect(seen.at(-1)).to.equal(4 * MIB);
    expect(seen).to.deep.equal([...seen].sort((a, b) => a - b));
  });

  it('stops when it is interrupted, and closes the disk', async () => {
    const disk = new ForgetfulDisk(Buffer.from((await aDisk()).bytes), 512);
    const context = testContext([memoryManager(disk)], { signal: AbortSignal.abort() });
    expect(await refusalOf(verifyVolumes(context, PATH, null, 'full'))).to.deep.equal(['ABORTED']);
    expect(disk.closed).to.equal(1);
  });

  it('is refused for a name that two volumes have', async () => {
    const disk = await aDisk();
    await changeClaims(disk, (claim) => ({ ...claim, name: 'same' }));
    const ends = verifyVolumes(contextOf(disk), PATH, 'same', 'full');
    expect(await refusalOf(ends)).to.deep.equal(['VOLUME_AMBIGUOUS']);
    expect(endOf(await claimOf(disk, 'same'))).to.equal(14 * MIB);
  });
});
