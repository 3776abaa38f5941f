import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import { adoptVolumes } from '../../../agent/volumes/adopt.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { recover } from '../../../agent/volumes/recover.ts';
import { releaseVolume } from '../../../agent/volumes/release.ts';
import { DiskSession } from '../../../agent/volumes/session.ts';
import type { Journal } from '../../../proto/catalog.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import {
  aBlankDisk,
  addVolume,
  aRequestFor,
  bytesOf,
  contextOf,
  layoutOf,
  listedOn,
  PATH,
  yes,
} from '../../support/volume-disk.ts';
import {
  catalogOf,
  changeCatalog,
  changeTable,
  expectRefused,
  isAll,
  refusalOf,
} from '../../support/volumes.ts';

type Operation = (disk: MemoryDisk) => Promise<unknown>;

const create: Operation = (disk) => createVolume(contextOf(disk), PATH, aRequestFor('new', MIB));
const adopt: Operation = (disk) =>
  adoptVolumes(contextOf(disk), PATH, {
    selector: parseSelector('label:more'),
    name: 'new',
    project: '',
    mountPoint: '',
  });

/** Opens the disk, by which an interrupted operation is ended, and closes it again. */
async function settle(disk: MemoryDisk): Promise<void> {
  const session = await DiskSession.open(contextOf(disk), PATH);
  await session.close();
}

/** A disk with the volumes data and logs and, where wanted, a partition `more` that is none. */
async function usedDisk(sectorBytes: number, withPartition = false): Promise<MemoryDisk> {
  const disk = aBlankDisk(8 * MIB, sectorBytes);
  await addVolume(disk, 'data', 2 * MIB);
  await addVolume(disk, 'logs', MIB);
  if (withPartition) {
    await addVolume(disk, 'more', MIB);
    await changeCatalog(disk, (catalog) => ({
      ...catalog,
      claims: catalog.claims.filter(({ name }) => name !== 'more'),
    }));
  }
  return disk;
}

const namesOf = (named: readonly { readonly name: string }[]) =>
  named.map(({ name }) => name).sort((a, b) => (a < b ? -1 : 1));
const claimNames = async (disk: MemoryDisk) => namesOf((await catalogOf(disk)).claims);
const listedNames = (disk: MemoryDisk) => namesOf(listedOn(disk) ?? []);

/** Runs an operation that stops at its n-th write or flush; false when it came to its end before. */
async function stopAt(disk: MemoryDisk, operation: Operation, n: number): Promise<boolean> {
  disk.failAfter = n;
  const stopped = await operation(disk).then(
    () => false,
    (error: Error) => {
      if (error.message !== 'power failed') throw error;
      return true;
    },
  );
  disk.failAfter = Number.POSITIVE_INFINITY;
  return stopped;
}

/** Stops an operation in each of its writes and flushes in turn, on the disk as it was each time. */
async function stopEverywhere(
  base: MemoryDisk,
  operation: Operation,
  check: (disk: MemoryDisk, journal: Journal | null) => Promise<void>,
): Promise<number> {
  const bytes = Buffer.alloc(base.bytes.byteLength);
  for (let n = 0; ; n += 1) {
    bytes.set(base.bytes);
    const disk = new MemoryDisk(bytes, base.alignment);
    if (!(await stopAt(disk, operation, n))) return n;
    await check(disk, (await layoutOf(disk)).catalog?.catalog.journal ?? null);
  }
}

for (const sectorBytes of [512, 4096]) {
  describe(`an interrupted operation, ${sectorBytes}-byte sectors,`, () => {
    const stories: readonly [string, Operation, boolean][] = [
      ['create', create, false],
      ['adopt', adopt, true],
    ];
    for (const [title, operation, withPartition] of sectorBytes === 512 ? stories : stories.slice(0, 1)) {
      it(`${title}, is rolled forward once its journal stands, and never happened before`, async () => {
        const base = await usedDisk(sectorBytes, withPartition);
        const before = { listed: listedNames(base), kept: (await catalogOf(base)).claims };
        let forward = 0;
        await stopEverywhere(base, operation, async (disk, journal) => {
          await settle(disk);
          const done = (await claimNames(disk)).includes('new');
          // The very last flush may fail after all was done.
          if (journal) expect(done).to.equal(true);
          if (done) forward += 1;
          expect((await catalogOf(disk)).journal).to.equal(null);
          const added = title === 'create' && done ? [{ name: 'new' }] : [];
          const listed = [...before.listed.map((name) => ({ name })), ...added];
          expect(listedNames(disk)).to.deep.equal(namesOf(listed));
          for (const claim of before.kept)
            expect(bytesOf(disk, claim).equals(bytesOf(base, claim))).to.equal(true);
        });
        expect(forward).to.be.at.least(3);
      });
    }

    it('create on a blank disk, leaves it blank or with the whole volume', async () => {
      const base = aBlankDisk(8 * MIB, sectorBytes);
      const ends = new Set<string>();
      await stopEverywhere(base, create, async (disk, journal) => {
        await settle(disk);
        if (journal) expect(await claimNames(disk)).to.deep.equal(['new']);
        const shown = listedNames(disk).join(' ');
        ends.add(shown);
        expect((await layoutOf(disk)).catalog === null).to.equal(shown === '');
      });
      expect([...ends]).to.deep.equal(['', 'bmv-catalog new']);
    });

    for (const erase of sectorBytes === 512 ? (['none', 'zero', 'discard'] as const) : []) {
      it(`release by ${erase}, is taken back while it erases and ended afterwards`, async () => {
        const base = await usedDisk(sectorBytes);
        const [data, logs] = (await catalogOf(base)).claims;
        if (!data || !logs) throw new Error('no volumes');
        const release: Operation = (disk) => releaseVolume(contextOf(disk), PATH, 'logs', erase, yes);
        const states = new Set<string>();
        await stopEverywhere(base, release, async (disk, journal) => {
          await settle(disk);
          const claim = (await catalogOf(disk)).claims.find(({ name }) => name === 'logs');
          states.add(claim?.state ?? 'gone');
          if (journal) expect(claim?.state).to.equal(journal.phase === 'planned' ? 'releasing' : undefined);
          expect(listedNames(disk).includes('logs')).to.equal(claim !== undefined);
          if (!claim && erase === 'zero') expect(isAll(disk, logs, 0)).to.equal(true);
          if (claim?.state === 'available')
            expect(bytesOf(disk, logs).equals(bytesOf(base, logs))).to.equal(true);
          expect(bytesOf(disk, data).equals(bytesOf(base, data))).to.equal(true);
          expect((await catalogOf(disk)).journal).to.equal(null);
          if (claim?.state !== 'releasing') return;
          await releaseVolume(contextOf(disk), PATH, 'logs', erase, yes);
          expect(listedNames(disk)).to.deep.equal(['bmv-catalog', 'data']);
        });
        expect([...states]).to.deep.equal(['available', 'releasing', 'gone']);
      });
    }

    it('recover, is ended by whatever comes next', async () => {
      const base = await usedDisk(sectorBytes);
      const before = listedNames(base);
      base.bytes.fill(0xa5, 0, MIB / 2);
      base.bytes.fill(0xa5, base.bytes.byteLength - 64 * 1024);
      const run: Operation = (disk) => recover(contextOf(disk), PATH, yes);
      const writes = await stopEverywhere(base, run, async (disk, journal) => {
        await settle(disk);
        if (journal) expect(listedNames(disk)).to.deep.equal(before);
        await recover(contextOf(disk), PATH, yes);
        expect(listedNames(disk)).to.deep.equal(before);
      });
      expect(writes).to.be.greaterThan(3);
    });
  });
}

describe('an interrupted operation that meets another table', () => {
  /** A create that was stopped when its journal stood, and a partition that somebody else has made since. */
  async function strangeDisk(): Promise<MemoryDisk> {
    const disk = await usedDisk(512);
    for (let n = 0; (await catalogOf(disk)).journal === null; n += 1) await stopAt(disk, create, n);
    await changeTable(disk, (entries) =>
      entries.map((entry) => {
        if (entry.name !== 'data') return entry;
        const raw = Uint8Array.from(entry.raw);
        raw[48] = 1;
        return { ...entry, attributes: 1n, raw };
      }),
    );
    return disk;
  }

  it('is not ended by an operation that would undo that, and nothing is written', async () => {
    const disk = await strangeDisk();
    await expectRefused(disk, () => settle(disk), ['JOURNAL_OPEN']);
    await expectRefused(disk, () => create(disk), ['JOURNAL_OPEN']);
    await expectRefused(disk, () => releaseVolume(contextOf(disk), PATH, 'data', 'zero', yes), [
      'JOURNAL_OPEN',
    ]);
  });

  it('is ended by recover, which keeps what the other tool wrote', async () => {
    const disk = await strangeDisk();
    await recover(contextOf(disk), PATH, yes);
    expect(await claimNames(disk)).to.deep.equal(['data', 'logs', 'new']);
    expect(listedNames(disk)).to.deep.equal(['bmv-catalog', 'data', 'logs', 'new']);
    const entry = (await layoutOf(disk)).table.gpt?.entries.find(({ name }) => name === 'data');
    expect(entry?.attributes).to.equal(1n);
    expect(await refusalOf(settle(disk))).to.deep.equal([]);
  });

  it('stays open while a deployment is, whatever the table lists', async () => {
    const disk = await usedDisk(512);
    for (let n = 0; (await catalogOf(disk)).journal === null; n += 1) await stopAt(disk, create, n);
    await changeCatalog(disk, (catalog) => ({
      ...catalog,
      journal: catalog.journal && { ...catalog.journal, operation: 'deploy' },
    }));
    const writes = disk.log.length;
    await settle(disk);
    expect([disk.log.length, (await catalogOf(disk)).journal?.operation]).to.deep.equal([writes, 'deploy']);
  });
});
