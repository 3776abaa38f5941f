import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploy } from '../../agent/deployment/deploy.ts';
import { openImage } from '../../agent/image/open-image.ts';
import { parseSelector } from '../../agent/layout/selector.ts';
import { type EraseDiskOptions, type EraseLevel, eraseDisk } from '../../agent/volumes/erase-disk.ts';
import { extendVolume } from '../../agent/volumes/extend.ts';
import { recover } from '../../agent/volumes/recover.ts';
import { releaseVolume } from '../../agent/volumes/release.ts';
import { DiskSession } from '../../agent/volumes/session.ts';
import { type CrashOptions, crashStates } from '../support/crash-states.ts';
import { cutShort } from '../support/cut-short.ts';
import { MemoryDisk } from '../support/memory-disk.ts';
import { makeSmallImage } from '../support/small-image.ts';
import {
  addVolume,
  bytesOf,
  contextOf,
  hasBytes,
  isZero,
  layoutOf,
  listedOn,
  PATH,
  yes,
} from '../support/volume-disk.ts';

const MIB = 1024 * 1024;
const DISK_BYTES = 16 * MIB;

/** A partition that must survive: where it is, and what is in it. */
interface Kept {
  readonly name: string;
  readonly guid: string;
  readonly offset: number;
  readonly bytes: Buffer;
}

/** How a power cut ends: the disk as it is, and then after `recover` or the next operation's first step. */
const ENDINGS: Readonly<Record<string, (disk: MemoryDisk) => Promise<unknown>>> = {
  recover: (disk) => recover(contextOf(disk), PATH, yes),
  settle: async (disk) => (await DiskSession.open(contextOf(disk), PATH)).close(),
};

/** Its memory is the next copy's too. */
const COPY = Buffer.alloc(DISK_BYTES);

function copyOf(bytes: Buffer, sectorBytes: number): MemoryDisk {
  COPY.set(bytes);
  return new MemoryDisk(COPY, sectorBytes);
}

async function keptOf(disk: MemoryDisk, names: readonly string[]): Promise<Kept[]> {
  const { table, sectorBytes } = await layoutOf(disk);
  return names.map((name) => {
    const entry = table.gpt?.entries.find((candidate) => candidate.name === name);
    if (!entry) throw new Error(`no partition ${name} to keep`);
    const offset = entry.firstLba * sectorBytes;
    const length = (entry.lastLba + 1) * sectorBytes - offset;
    disk.bytes.fill(`${name} is to be kept. `, offset, offset + length);
    return { name, guid: entry.guid, offset, bytes: bytesOf(disk, { offset, length }) };
  });
}

/** A kept partition may have become larger; it is at its place, and the bytes that it had are the same. */
function problemOf(disk: MemoryDisk, kept: readonly Kept[], lengths: readonly number[]): string | null {
  const changed = kept.find(({ offset, bytes }) => !hasBytes(disk, offset, bytes));
  if (changed) return `${changed.name} changed`;
  const listed = listedOn(disk) ?? [];
  const lost = kept.find(({ guid, offset, bytes }) => {
    const found = listed.find((partition) => partition.guid === guid);
    const length = found ? (found.lastLba - found.firstLba + 1) * disk.alignment : 0;
    return found?.firstLba !== offset / disk.alignment || ![bytes.length, ...lengths].includes(length);
  });
  return lost ? `${lost.name} is not listed` : null;
}

const optionsOf = (sectorBytes: number): CrashOptions => ({
  sectorBytes,
  seed: 2026 + sectorBytes,
  subsetsPerInterval: 16,
  everySectorUpTo: 24,
});

for (const sectorBytes of [512, 4096] as const) {
  describe(`power cut while a volume is extended or a disk erased, ${sectorBytes}-byte sectors`, () => {
    let folder = '';
    let images: string[] = [];

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-crash-'));
      images = [1, 2].map((generation) => join(folder, `image${generation}.raw`));
      for (const [index, path] of images.entries()) makeSmallImage(path, sectorBytes, index + 1);
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    async function deployImage(disk: MemoryDisk, image: number, keep: readonly string[] = []): Promise<void> {
      const source = await openImage(images[image] ?? '');
      const options = { selectors: keep.map(parseSelector), proof: 'full' as const, configDrive: null };
      await deploy(contextOf(disk), PATH, source, options, yes).finally(() => source.close());
    }

    /** A system on the disk, the volumes data and logs, and 2 free MiB behind data. */
    async function usedDisk(): Promise<MemoryDisk> {
      const disk = new MemoryDisk(Buffer.alloc(DISK_BYTES, 0x5e), sectorBytes);
      disk.bytes.fill(0, 0, MIB);
      disk.bytes.fill(0, DISK_BYTES - 3 * MIB);
      await addVolume(disk, 'logs', MIB);
      await addVolume(disk, 'gap', 2 * MIB);
      await addVolume(disk, 'data', 2 * MIB);
      await deployImage(disk, 0);
      await releaseVolume(contextOf(disk), PATH, 'gap', 'none', yes);
      return disk;
    }

    it('leaves an extended volume with its old or its new size, and zeros in what was added', async () => {
      const disk = await usedDisk();
      const kept = await keptOf(disk, ['data', 'logs', 'root1', 'esp1']);
      const [data] = kept;
      const extend = (on: MemoryDisk) => extendVolume(contextOf(on), PATH, { volume: 'data', size: 'rest' });
      const base = Buffer.from(disk.bytes);
      disk.log.length = 0;
      const { size } = await extend(disk);
      expect(size).to.equal(4 * MIB);

      let states = 0;
      const seen = new Set<number>();
      for (const { bytes, what } of crashStates(base, disk.log, optionsOf(sectorBytes))) {
        states += 1;
        const cut = new MemoryDisk(bytes, sectorBytes);
        expect(problemOf(cut, kept, [size]), what).to.equal(null);
        if (states % 7 !== 0) continue;
        for (const [name, end] of Object.entries({ ...ENDINGS, repeat: extend })) {
          const copy = copyOf(bytes, sectorBytes);
          await end(copy);
          expect(problemOf(copy, kept, [size]), `${name}: ${what}`).to.equal(null);
          const { catalog, table } = await layoutOf(copy);
          const claim = catalog?.catalog.claims.find(({ id }) => id === data?.guid);
          const listed = table.gpt?.entries.find(({ guid }) => guid === data?.guid);
          expect(catalog?.catalog.journal, what).to.equal(null);
          expect(Buffer.from(listed?.raw ?? []).equals(claim?.entry.raw ?? Buffer.alloc(1)), what).to.equal(
            true,
          );
          expect(claim?.length, `${name}: ${what}`).to.be.oneOf(name === 'repeat' ? [size] : [2 * MIB, size]);
          seen.add(claim?.length ?? 0);
          const added = { offset: (data?.offset ?? 0) + 2 * MIB, length: (claim?.length ?? 0) - 2 * MIB };
          expect(isZero(copy, added), what).to.equal(true);
        }
      }
      expect(states).to.be.greaterThan(100);
      expect([...seen]).to.have.members([2 * MIB, 4 * MIB]);
    });

    /** Every state of an erasure: what is kept is whole and listed, and a repetition ends it. */
    async function expectErasable(
      disk: MemoryDisk,
      kept: readonly Kept[],
      level: EraseLevel,
      end: (erased: MemoryDisk) => Promise<void>,
      options: EraseDiskOptions = {},
    ): Promise<void> {
      const base = Buffer.from(disk.bytes);
      disk.log.length = 0;
      await eraseDisk(contextOf(disk), PATH, level, options);
      expect(problemOf(disk, kept, [])).to.equal(null);
      await end(disk);
      let states = 0;
      for (const { bytes, what } of crashStates(base, disk.log, optionsOf(sectorBytes))) {
        states += 1;
        expect(problemOf(new MemoryDisk(bytes, sectorBytes), kept, []), what).to.equal(null);
        if (states % 23 !== 0) continue;
        for (const [name, ending] of Object.entries(ENDINGS)) {
          const copy = copyOf(bytes, sectorBytes);
          await ending(copy);
          expect(problemOf(copy, kept, []), `${name}: ${what}`).to.equal(null);
          if (name !== 'settle') continue;
          await eraseDisk(contextOf(copy), PATH, level, options);
          expect(problemOf(copy, kept, []), `repeat: ${what}`).to.equal(null);
          await end(copy);
        }
      }
      expect(states).to.be.greaterThan(100);
    }

    for (const level of ['metadata', 'zero', 'discard'] as const) {
      it(`loses nothing that is kept while a disk is erased by ${level}, and a repetition finishes it`, async () => {
        const disk = await usedDisk();
        const kept = await keptOf(disk, ['data', 'logs']);
        const { table } = await layoutOf(disk);
        const old = (table.gpt?.entries ?? [])
          .filter(({ name }) => name === 'esp1' || name === 'root1')
          .map(({ firstLba }) => ({ offset: firstLba * sectorBytes, length: MIB / 2 }));
        expect(old).to.have.length(2);
        await expectErasable(disk, kept, level, async (erased) => {
          const { catalog } = await layoutOf(erased);
          expect(catalog?.catalog.journal).to.equal(null);
          expect((listedOn(erased) ?? []).map(({ name }) => name).sort()).to.deep.equal([
            'bmv-catalog',
            'data',
            'logs',
          ]);
          for (const place of old) expect(isZero(erased, place)).to.equal(true);
          expect(erased.bytes.subarray(0, 440).every((byte) => byte === 0)).to.equal(true);
        });
      });
    }

    it('loses nothing that is kept while a disk is overwritten with random bytes', async () => {
      const disk = await usedDisk();
      const kept = await keptOf(disk, ['data', 'logs']);
      const isEmpty = async (erased: MemoryDisk) => {
        const names = (listedOn(erased) ?? []).map(({ name }) => name);
        expect(names).to.have.members(['bmv-catalog', 'data', 'logs']);
      };
      const overwriting = { randomPasses: 2, zeros: false };
      await expectErasable(disk, kept, 'zero', isEmpty, { overwriting });
    });

    for (const part of [0.1, 0.5, 0.85]) {
      it(`keeps what a deployment cut at ${part} kept, and leaves it to be run again`, async () => {
        const disk = await usedDisk();
        const kept = await keptOf(disk, ['data', 'logs', 'root1']);
        await cutShort(disk, () => deployImage(disk, 1, ['label:root1']), part);
        await expectErasable(disk, kept, 'zero', async (erased) => {
          const { catalog } = await layoutOf(erased);
          expect(catalog?.catalog.journal).to.include({ operation: 'deploy', phase: 'sealed' });
          const again = new MemoryDisk(Buffer.from(erased.bytes), sectorBytes);
          await eraseDisk(contextOf(again), PATH, 'zero');
          expect(problemOf(again, kept, [])).to.equal(null);
          await deployImage(again, 1);
          expect(problemOf(again, kept, [])).to.equal(null);
          expect((await layoutOf(again)).catalog?.catalog.journal).to.equal(null);
        });
      });
    }

    // It outlived the cleaning and stood in the next tenant's table.
    for (const part of [0.1, 0.5, 0.85]) {
      it(`keeps only volumes where the instance is gone whose deployment was cut at ${part}`, async () => {
        const disk = await usedDisk();
        const [root] = await keptOf(disk, ['root1']);
        if (!root) throw new Error('the image has a root');
        const kept = await keptOf(disk, ['data', 'logs']);
        await cutShort(disk, () => deployImage(disk, 1, ['label:root1']), part);
        const end = async (erased: MemoryDisk) => {
          const { catalog } = await layoutOf(erased);
          expect(catalog?.catalog.journal).to.equal(null);
          const names = (listedOn(erased) ?? []).map(({ name }) => name).sort();
          expect(names).to.deep.equal(['bmv-catalog', 'data', 'logs']);
          expect(erased.bytes.includes('root1 is to be kept')).to.equal(false);
          await deployImage(erased, 1);
          expect(problemOf(erased, kept, [])).to.equal(null);
        };
        await expectErasable(disk, kept, 'zero', end, { ofDeployment: 'erase' });
      });
    }
  });
}
