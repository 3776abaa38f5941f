import { expect } from 'chai';
import type { Progress } from '../../../agent/context.ts';
import { type Extent, endOf, MIB } from '../../../agent/layout/extent.ts';
import { type EraseLevel, eraseDisk } from '../../../agent/volumes/erase-disk.ts';
import { extendVolume } from '../../../agent/volumes/extend.ts';
import { recover } from '../../../agent/volumes/recover.ts';
import { releaseVolume } from '../../../agent/volumes/release.ts';
import { verifyVolumes } from '../../../agent/volumes/verify.ts';
import { makeEntry } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import type { Claim } from '../../../proto/catalog.ts';
import { testContext } from '../../support/context.ts';
import { MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { build, luks1, lvm2 } from '../../support/superblocks.ts';
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

const LEVELS = ['metadata', 'zero', 'discard'] as const;
const ROOT = { offset: MIB, length: 9 * MIB };
const VAR = { offset: 12 * MIB, length: 9 * MIB };

const erase = (disk: MemoryDisk, level: EraseLevel) => eraseDisk(contextOf(disk), PATH, level);

/** Fills all but what is kept with old bytes, and adds partitions with a LUKS and an LVM signature. */
async function addSystem(disk: MemoryDisk): Promise<void> {
  const system = [ROOT, VAR].map(({ offset, length }, index) =>
    makeEntry({
      number: index + 1,
      typeGuid: TYPE_GUIDS.linuxFilesystem,
      guid: `0000000a-000b-4000-8000-00000000000${index}`,
      firstLba: offset / disk.alignment,
      lastLba: (offset + length) / disk.alignment - 1,
      name: `system${index}`,
    }),
  );
  await changeTable(disk, (entries) => [...system, ...entries]);
  const tableEnd = 34 * disk.alignment;
  disk.bytes.fill(0x5e, tableEnd, 22 * MIB);
  disk.bytes.fill(0x5e, 0, 440);
  disk.bytes.set(build(luks1(), MIB), ROOT.offset);
  disk.bytes.set(build(lvm2(), MIB), VAR.offset);
}

/** Two volumes at the end of the disk, a system before them. */
async function usedDisk(sectorBytes = 512, disk = aBlankDisk(32 * MIB, sectorBytes)) {
  const data = await addVolume(disk, 'data', 3 * MIB);
  const logs = await addVolume(disk, 'logs', 2 * MIB);
  await addSystem(disk);
  return { disk, data, logs };
}

function keptBytes(disk: MemoryDisk, claims: readonly Claim[]): Buffer {
  return Buffer.concat(claims.map((claim) => bytesOf(disk, claim)));
}

describe('erasing what a disk does not keep', () => {
  for (const level of LEVELS) {
    for (const sectorBytes of [512, 4096]) {
      it(`by ${level} leaves volumes as they are, and nothing of what was beside them shows (${sectorBytes})`, async () => {
        const { disk, data, logs } = await usedDisk(sectorBytes);
        const before = keptBytes(disk, [data, logs]);
        const entries = (await layoutOf(disk)).table.gpt?.entries.filter(({ number }) => number > 2);
        const { kept, erased, proofs } = await erase(disk, level);
        expect(erased.map(({ name }) => name)).to.deep.equal(['system0', 'system1']);
        expect(kept.map(({ entry }) => entry.name)).to.deep.equal(['logs', 'data', 'bmv-catalog']);
        expect(proofs.map(({ name, same }) => [name, same])).to.deep.equal([
          ['logs', true],
          ['data', true],
        ]);
        expect(keptBytes(disk, [data, logs]).equals(before)).to.equal(true);
        const { table, catalog, filesystems } = await layoutOf(disk);
        expect(table.gpt?.entries).to.deep.equal(entries);
        expect(table.verdicts.filter(({ severity }) => severity !== 'note')).to.deep.equal([]);
        expect([catalog?.catalog.journal, filesystems.size]).to.deep.equal([null, 0]);
        expect(isAll(disk, { offset: 0, length: 440 }, 0)).to.equal(true);
        for (const { offset } of [ROOT, VAR]) expect(isAll(disk, { offset, length: MIB }, 0)).to.equal(true);
      });
    }
  }

  it('by zero leaves no byte but those of volumes, catalog and table', async () => {
    const { disk, data, logs } = await usedDisk();
    const { place } = (await layoutOf(disk)).catalog ?? { place: data };
    await erase(disk, 'zero');
    const rest = Buffer.from(disk.bytes);
    for (const { offset, length } of [data, logs, place]) rest.fill(0, offset, offset + length);
    rest.fill(0, 0, 34 * 512);
    rest.fill(0, rest.byteLength - 33 * 512);
    expect(rest.equals(Buffer.alloc(rest.byteLength))).to.equal(true);
  });

  describe('by zero after random bytes', () => {
    const times = (disk: MemoryDisk, { offset, length }: Extent) => {
      const over = disk.log.filter(
        (op) => op.op === 'write' && op.offset < offset + length && op.offset + op.bytes.byteLength > offset,
      );
      return over.map((op) => op.op === 'write' && op.bytes.some((byte) => byte !== 0));
    };
    const middle = { offset: ROOT.offset + 5 * MIB, length: 512 };

    it('writes every byte as often as asked, zeros last, and nothing of a volume', async () => {
      const { disk, data, logs } = await usedDisk();
      const before = keptBytes(disk, [data, logs]);
      disk.log.length = 0;
      await eraseDisk(contextOf(disk), PATH, 'zero', { overwriting: { randomPasses: 3, zeros: true } });
      expect(times(disk, middle)).to.deep.equal([true, true, true, false]);
      expect([ROOT, VAR].map((extent) => isAll(disk, extent, 0))).to.deep.equal([true, true]);
      for (const claim of [data, logs]) expect(times(disk, claim)).to.deep.equal([]);
      expect(keptBytes(disk, [data, logs]).equals(before)).to.equal(true);
    });

    it('leaves random bytes where no zeros are wanted, and none that could identify anything', async () => {
      const { disk, data, logs } = await usedDisk();
      const before = keptBytes(disk, [data, logs]);
      disk.log.length = 0;
      const overwriting = { randomPasses: 1, zeros: false };
      await eraseDisk(contextOf(disk), PATH, 'zero', { overwriting });
      expect(times(disk, middle)).to.deep.equal([true]);
      const left = bytesOf(disk, { offset: ROOT.offset + 2 * MIB, length: 5 * MIB });
      const counts = new Array<number>(256).fill(0);
      for (const byte of left) counts[byte] = (counts[byte] ?? 0) + 1;
      // 20480 of each are to be expected, with a standard deviation of 143.
      expect(counts.every((count) => count > 19_000 && count < 22_000)).to.equal(true);
      for (const { offset } of [ROOT, VAR]) expect(isAll(disk, { offset, length: MIB }, 0)).to.equal(true);
      expect(keptBytes(disk, [data, logs]).equals(before)).to.equal(true);
    });

    it('stops between two pieces, with a line that says what is left', async () => {
      const { disk, data, logs } = await usedDisk();
      const before = keptBytes(disk, [data, logs]);
      const controller = new AbortController();
      const onProgress = ({ phase }: Progress) => {
        if (phase === 'overwrite') controller.abort();
      };
      const context = { ...contextOf(disk), signal: controller.signal, onProgress };
      const erasing = eraseDisk(context, PATH, 'zero', { overwriting: { randomPasses: 9, zeros: true } });
      const error = await erasing.catch((reason: Error) => reason);
      expect(error).to.include({ code: 'ABORTED' });
      expect(String(error)).to.contain('all that is kept is listed; run it again');
      expect(times(disk, middle).length).to.be.lessThan(2);
      expect(keptBytes(disk, [data, logs]).equals(before)).to.equal(true);
    });
  });

  it('by metadata leaves the middle of old partitions as it is', async () => {
    const { disk } = await usedDisk();
    await erase(disk, 'metadata');
    expect(isAll(disk, { offset: ROOT.offset + 2 * MIB, length: MIB }, 0x5e)).to.equal(true);
  });

  it('takes old partitions out of the table before it erases one byte of them', async () => {
    const { disk } = await usedDisk();
    const base = Buffer.from(disk.bytes);
    disk.log.length = 0;
    await erase(disk, 'zero');
    const replay = new MemoryDisk(base, disk.alignment);
    for (const op of disk.log) {
      if (op.op === 'flush') continue;
      replay.bytes.set(op.bytes, op.offset);
      const isListed = listedOn(replay)?.some(({ name }) => name.startsWith('system'));
      if (isListed) expect(bytesOf(replay, ROOT).subarray(0, 5).toString('latin1')).to.equal('LUKS\xba');
    }
  });

  it('gives claims their new digests, with which they are verified', async () => {
    const { disk } = await usedDisk();
    await erase(disk, 'metadata');
    for (const verified of await verifyVolumes(contextOf(disk), PATH, null, 'sample'))
      expect(verified).to.include({ ok: true, comparedWith: 'catalog', same: true });
  });

  for (const level of LEVELS) {
    it(`by ${level} may be run again, with the same outcome`, async () => {
      const { disk, data, logs } = await usedDisk();
      const before = keptBytes(disk, [data, logs]);
      await erase(disk, level);
      const listed = listedOn(disk);
      const { erased } = await erase(disk, level);
      expect(erased).to.deep.equal([]);
      expect(listedOn(disk)).to.deep.equal(listed);
      expect(keptBytes(disk, [data, logs]).equals(before)).to.equal(true);
    });
  }

  it('leaves a volume whose release was interrupted as it is', async () => {
    const { disk, data } = await usedDisk();
    await changeClaims(disk, (claim) => (claim.id === data.id ? { ...claim, state: 'releasing' } : claim));
    const before = bytesOf(disk, data);
    await erase(disk, 'zero');
    expect(bytesOf(disk, data).equals(before)).to.equal(true);
    expect((await catalogOf(disk)).claims.map(({ state }) => state).sort()).to.deep.equal([
      'available',
      'releasing',
    ]);
  });

  it('keeps all of a volume that was extended', async () => {
    const { disk } = await usedDisk();
    await releaseVolume(contextOf(disk), PATH, 'data', 'none', yes);
    const logs = await extendVolume(contextOf(disk), PATH, { volume: 'logs', size: 'rest' });
    const extent = { offset: logs.offset, length: 5 * MIB };
    disk.bytes.fill('logs are larger. ', extent.offset, endOf(extent));
    const before = bytesOf(disk, extent);
    await erase(disk, 'zero');
    expect(logs.size).to.equal(extent.length);
    expect(bytesOf(disk, extent).equals(before)).to.equal(true);
  });

  it('tells how far it is, to the last byte', async () => {
    const { disk } = await usedDisk();
    const seen: Progress[] = [];
    const context = testContext([memoryManager(disk)], { onProgress: (progress) => seen.push(progress) });
    await eraseDisk(context, PATH, 'zero');
    const zeroed = seen.filter(({ phase }) => phase === 'zero');
    expect(zeroed.at(-1)?.doneBytes).to.equal(zeroed.at(-1)?.totalBytes);
    expect(zeroed.every(({ doneBytes }, at) => doneBytes > (zeroed[at - 1]?.doneBytes ?? 0))).to.equal(true);
  });

  /** Power fails after these many writes and flushes. */
  async function cutAfter(disk: MemoryDisk, level: EraseLevel, count: number): Promise<boolean> {
    disk.failAfter = count;
    const failed = await erase(disk, level).then(
      () => false,
      () => true,
    );
    disk.failAfter = Number.POSITIVE_INFINITY;
    return failed;
  }

  it('knows after any interruption what there was to erase', async () => {
    const original = await usedDisk();
    const bytes = Buffer.alloc(original.disk.bytes.byteLength);
    for (let count = 0; ; count += 1) {
      bytes.set(original.disk.bytes);
      const disk = new MemoryDisk(bytes, 512);
      if (!(await cutAfter(disk, 'metadata', count))) break;
      await erase(disk, 'metadata');
      for (const extent of [ROOT, VAR]) {
        expect(isAll(disk, { ...extent, length: MIB }, 0), `${count}`).to.equal(true);
        expect(isAll(disk, { offset: endOf(extent) - MIB, length: MIB }, 0), `${count}`).to.equal(true);
      }
      expect((await catalogOf(disk)).journal).to.equal(null);
    }
  });

  it('is ended by recover where it is not run again, with what it kept listed', async () => {
    const { disk, data, logs } = await usedDisk();
    const before = keptBytes(disk, [data, logs]);
    for (let count = 0; (await catalogOf(disk)).journal?.phase !== 'sealed'; count += 1)
      await cutAfter(disk, 'zero', count);
    disk.bytes.fill(0xa5, 0, MIB);
    disk.bytes.fill(0xa5, disk.bytes.byteLength - 64 * 1024);
    const { plan } = await recover(contextOf(disk), PATH, yes);
    expect(plan.lines.join('\n')).to.match(/ends the interrupted erasure.*run it again/);
    expect((await catalogOf(disk)).journal).to.equal(null);
    expect(
      listedOn(disk)
        ?.map(({ name }) => name)
        .sort(),
    ).to.deep.equal(['bmv-catalog', 'data', 'logs']);
    expect(keptBytes(disk, [data, logs]).equals(before)).to.equal(true);
  });

  it('lets a volume be made after an interruption, in which nothing of an earlier owner shows', async () => {
    const { disk, data, logs } = await usedDisk();
    const before = keptBytes(disk, [data, logs]);
    for (let count = 0; (await catalogOf(disk)).journal?.phase !== 'sealed'; count += 1)
      await cutAfter(disk, 'zero', count);
    const more = await addVolume(disk, 'more', 4 * MIB);
    expect((await catalogOf(disk)).journal).to.equal(null);
    await erase(disk, 'zero');
    expect(bytesOf(disk, more).subarray(0, 16).toString()).to.equal('more is precious');
    expect(keptBytes(disk, [data, logs]).equals(before)).to.equal(true);
  });

  describe('is refused without one write', () => {
    it('on a disk without a catalog', async () => {
      const disk = aBlankDisk(32 * MIB);
      disk.bytes.fill(0x5e, MIB);
      await expectRefused(disk, () => erase(disk, 'zero'), ['NO_CATALOG']);
    });

    it('where the table does not list a volume', async () => {
      const { disk, data } = await usedDisk();
      await changeTable(disk, (entries) => entries.filter(({ guid }) => guid !== data.id));
      await expectRefused(disk, () => erase(disk, 'zero'), ['CLAIM_MISSING']);
    });

    it('where the table is damaged', async () => {
      const { disk } = await usedDisk();
      disk.bytes.fill(0xa5, 512, 34 * 512);
      disk.bytes.fill(0xa5, disk.bytes.byteLength - 33 * 512);
      expect((await refusalOf(erase(disk, 'zero')))[0]).to.equal('TABLE_DAMAGED');
      const before = digestOf(disk);
      await refusalOf(erase(disk, 'metadata'));
      expect(digestOf(disk)).to.equal(before);
    });

    it('where the catalog is damaged', async () => {
      const { disk } = await usedDisk();
      const { place } = (await layoutOf(disk)).catalog ?? { place: ROOT };
      disk.bytes.fill(0xff, place.offset + 64, place.offset + 128);
      disk.bytes.fill(0xff, place.offset + MIB / 2 + 64, place.offset + MIB / 2 + 128);
      await expectRefused(disk, () => erase(disk, 'zero'), ['CATALOG_DAMAGED']);
    });

    it('when it is interrupted before the first byte', async () => {
      const { disk } = await usedDisk();
      const context = testContext([memoryManager(disk)], { signal: AbortSignal.abort() });
      await expectRefused(disk, () => eraseDisk(context, PATH, 'zero'), ['ABORTED']);
      const error = await eraseDisk(context, PATH, 'zero').catch((reason: Error) => reason);
      expect('message' in error && error.message).to.match(/nothing was written/);
    });
  });

  it('says so where the device cannot discard, with the metadata gone and the volumes listed', async () => {
    class NoDiscard extends MemoryDisk {
      override async discard(): Promise<boolean> {
        return false;
      }
    }
    const { disk } = await usedDisk(512, new NoDiscard(Buffer.alloc(32 * MIB), 512));
    expect(await refusalOf(erase(disk, 'discard'))).to.deep.equal(['DISCARD_UNSUPPORTED']);
    for (const { offset } of [ROOT, VAR]) expect(isAll(disk, { offset, length: MIB }, 0)).to.equal(true);
    expect(
      listedOn(disk)
        ?.map(({ name }) => name)
        .sort(),
    ).to.deep.equal(['bmv-catalog', 'data', 'logs']);
    await erase(disk, 'metadata');
    expect((await catalogOf(disk)).journal).to.equal(null);
  });

  it('does not pass over a filesystem that still shows, and stays open', async () => {
    const { disk } = await usedDisk(512, new ForgetfulDisk(Buffer.alloc(32 * MIB), 512));
    (disk as ForgetfulDisk).forgets = { offset: ROOT.offset, length: 4096 };
    expect(await refusalOf(erase(disk, 'metadata'))).to.deep.equal(['IO_ERROR']);
    expect((await catalogOf(disk)).journal).to.include({ operation: 'erase', phase: 'sealed' });
  });

  it('says so when kept bytes differ afterwards, and marks the volume', async () => {
    /** A device that drops more than it was told to. */
    class Greedy extends MemoryDisk {
      victim = 0;

      override async discard(offset: number, length: number): Promise<boolean> {
        this.bytes.fill(0, this.victim, this.victim + 1);
        return await super.discard(offset, length);
      }
    }
    const disk = new Greedy(Buffer.alloc(32 * MIB), 512);
    const { data } = await usedDisk(512, disk);
    disk.victim = data.offset;
    expect(await refusalOf(erase(disk, 'discard'))).to.deep.equal(['VOLUME_CHANGED']);
    const { claims, journal } = await catalogOf(disk);
    expect(claims.map(({ name, state }) => [name, state])).to.deep.equal([
      ['data', 'error'],
      ['logs', 'available'],
    ]);
    expect(journal).to.equal(null);
  });

  it('stops where it is when it is interrupted, resumably', async () => {
    const { disk, data, logs } = await usedDisk();
    const before = keptBytes(disk, [data, logs]);
    const controller = new AbortController();
    const context = testContext([memoryManager(disk)], {
      signal: controller.signal,
      onProgress: ({ phase }) => phase === 'zero' && controller.abort(),
    });
    const error = await eraseDisk(context, PATH, 'zero').then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error?.message).to.match(/interrupted; .*partly erased.*run it again/);
    expect((await catalogOf(disk)).journal?.operation).to.equal('erase');
    await erase(disk, 'zero');
    expect((await catalogOf(disk)).journal).to.equal(null);
    expect(keptBytes(disk, [data, logs]).equals(before)).to.equal(true);
  });
});
