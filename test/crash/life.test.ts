import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { deploy } from '../../agent/deployment/deploy.ts';
import { openImage } from '../../agent/image/open-image.ts';
import { ConflictError } from '../../agent/layout/conflict-error.ts';
import { alignUp } from '../../agent/layout/extent.ts';
import { parseSelector } from '../../agent/layout/selector.ts';
import { adoptVolumes } from '../../agent/volumes/adopt.ts';
import { slotExtent } from '../../agent/volumes/catalog-slots.ts';
import { createVolume } from '../../agent/volumes/create.ts';
import { type EraseLevel, eraseDisk } from '../../agent/volumes/erase-disk.ts';
import { extendVolume } from '../../agent/volumes/extend.ts';
import { recover } from '../../agent/volumes/recover.ts';
import { releaseVolume } from '../../agent/volumes/release.ts';
import type { Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { seededRandom } from '../support/crash-states.ts';
import type { MemoryDisk } from '../support/memory-disk.ts';
import { makeSmallImage } from '../support/small-image.ts';
import {
  aBlankDisk,
  aRequestFor,
  bytesOf,
  contextOf,
  hasBytes,
  layoutOf,
  listedOn,
  PATH,
  yes,
} from '../support/volume-disk.ts';
import { changeTable } from '../support/volumes.ts';

const MIB = 1024 * 1024;
const DISK_BYTES = 14 * MIB;
/** `BMV_LIVES` and `BMV_SEED` make more and other ones. */
const RUNS = Number(process.env.BMV_LIVES ?? 60);

/** One thing that happens to a disk. `cut`: the share of its writes after which power fails; null: none. */
type Event =
  | { readonly what: 'create'; readonly name: string; readonly units: number; readonly cut: number | null }
  | {
      readonly what: 'deploy';
      readonly image: number;
      readonly isSound: boolean;
      readonly cut: number | null;
    }
  | { readonly what: 'adopt'; readonly number: number; readonly cut: number | null }
  | { readonly what: 'release'; readonly pick: number; readonly cut: number | null }
  | { readonly what: 'extend'; readonly pick: number; readonly units: number; readonly cut: number | null }
  | { readonly what: 'erase'; readonly level: EraseLevel; readonly cut: number | null }
  | { readonly what: 'recover'; readonly cut: number | null }
  | { readonly what: 'damage'; readonly where: (typeof DAMAGES)[number] }
  /** Another program writes an image from the disk's first byte on, as Ironic does without us. */
  | { readonly what: 'overwrite'; readonly image: number }
  /** Another program takes a partition out of the table. */
  | { readonly what: 'unlist'; readonly pick: number };

/** What `bmv` does; the rest is done to it. */
type Operation = Extract<Event, { readonly cut: number | null }>;

const DAMAGES = [
  'pmbr',
  'primary header',
  'primary array',
  'backup',
  'all tables',
  'older slot',
  'newer slot',
] as const;

function lives(): fc.Arbitrary<readonly Event[]> {
  const cut = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 2 });
  const event: fc.Arbitrary<Event> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        what: fc.constant('create' as const),
        name: fc.constantFrom('a', 'b', 'c', 'd'),
        units: fc.integer({ min: 1, max: 10 }),
        cut,
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        what: fc.constant('deploy' as const),
        image: fc.nat(1),
        isSound: fc.oneof(fc.constant(true), fc.boolean()),
        cut,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        what: fc.constant('adopt' as const),
        number: fc.integer({ min: 1, max: 2 }),
        cut,
      }),
    },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('release' as const), pick: fc.nat(3), cut }) },
    {
      weight: 3,
      arbitrary: fc.record({
        what: fc.constant('extend' as const),
        pick: fc.nat(3),
        units: fc.nat(2),
        cut,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        what: fc.constant('erase' as const),
        level: fc.constantFrom('metadata' as const, 'zero' as const, 'discard' as const),
        cut,
      }),
    },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('recover' as const), cut }) },
    {
      weight: 2,
      arbitrary: fc.record({ what: fc.constant('damage' as const), where: fc.constantFrom(...DAMAGES) }),
    },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('overwrite' as const), image: fc.nat(1) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('unlist' as const), pick: fc.nat(5) }) },
  );
  const birth: Event = { what: 'create', name: 'a', units: 3, cut: null };
  return fc.array(event, { minLength: 2, maxLength: 13 }).map((events) => [birth, ...events]);
}

/** A disk, and what must be true of it whatever happens to it. */
class Life {
  readonly disk: MemoryDisk;
  readonly #images: readonly string[];
  readonly #random: () => number;
  /** Every volume that exists and is not being released, with the bytes it must have. */
  readonly #volumes = new Map<string, { readonly claim: Claim; readonly bytes: Buffer }>();
  #isContradictory = false;
  readonly #filled = new Set<string>();

  constructor(sectorBytes: number, images: readonly string[], seed: number) {
    this.disk = aBlankDisk(DISK_BYTES, sectorBytes);
    this.#images = images;
    this.#random = seededRandom(seed);
  }

  async happens(event: Event): Promise<string> {
    if (event.what === 'damage') return await this.#damage(event.where);
    if (event.what === 'overwrite') return this.#overwrite(event.image);
    if (event.what === 'unlist') return await this.#unlist(event.pick);
    const released = event.what === 'release' ? this.#pick(event.pick) : null;
    if (event.what === 'release' && !released) return 'nothing to release';
    if (released) this.#volumes.delete(released.id);
    const outcome = await this.#attempt(event, released);
    await this.#adoptModel(released);
    this.expectWhole(`after ${JSON.stringify(event)}: ${outcome}`);
    return outcome;
  }

  /**
   * At the end of a life, `recover` makes Linux list every volume. Only where other programs have left tables
   * that contradict each other may it refuse.
   */
  async ends(): Promise<string> {
    if (this.#volumes.size === 0) return 'without a volume';
    try {
      await recover(contextOf(this.disk), PATH, yes);
    } catch (error) {
      if (!(this.#isContradictory && error instanceof ConflictError)) throw error;
      return 'refused';
    }
    this.expectWhole('at the end');
    const listed = listedOn(this.disk) ?? [];
    for (const { claim } of this.#volumes.values()) {
      const found = listed.find(({ guid }) => guid === claim.id);
      expect(found, `volume ${claim.name} is listed at the end`).to.include({
        number: claim.entry.number,
        firstLba: claim.offset / this.disk.alignment,
        lastLba: (claim.offset + claim.length) / this.disk.alignment - 1,
      });
    }
    return 'listed';
  }

  expectWhole(when: string): void {
    for (const { claim, bytes } of this.#volumes.values())
      if (bytes.byteLength !== claim.length || !hasBytes(this.disk, claim.offset, bytes))
        expect.fail(`volume ${claim.name} changed ${when}`);
  }

  #pick(index: number): Claim | null {
    const all = [...this.#volumes.values()];
    return all[index % Math.max(1, all.length)]?.claim ?? null;
  }

  async #attempt(event: Operation, released: Claim | null): Promise<string> {
    const base = Buffer.from(this.disk.bytes);
    this.disk.log.length = 0;
    let outcome = 'done';
    try {
      await this.#run(event, released);
    } catch (error) {
      if (
        !(error instanceof BmvError) ||
        ['INTERNAL', 'VOLUME_CHANGED', 'WRITE_OUTSIDE_MAP'].includes(error.code)
      )
        throw new Error(`${JSON.stringify(event)} failed`, { cause: error });
      outcome = error.code;
    }
    if (event.cut === null) return outcome;
    this.#replay(base, event.cut);
    return `cut at ${event.cut}`;
  }

  async #run(event: Operation, released: Claim | null): Promise<unknown> {
    const context = contextOf(this.disk);
    switch (event.what) {
      case 'create':
        return await createVolume(context, PATH, aRequestFor(event.name, event.units * 256 * 1024));
      case 'adopt': {
        const selector = parseSelector(`index:${event.number}`);
        return await adoptVolumes(context, PATH, { selector, name: null, project: '', mountPoint: '' });
      }
      case 'release':
        return await releaseVolume(context, PATH, released?.id ?? '', 'zero', yes);
      case 'extend': {
        const volume = this.#pick(event.pick);
        const size = alignUp(volume?.length ?? 0, MIB) + event.units * MIB;
        return await extendVolume(context, PATH, { volume: volume?.id ?? 'none', size });
      }
      case 'erase':
        return await eraseDisk(context, PATH, event.level);
      case 'recover':
        return await recover(context, PATH, yes);
      case 'deploy': {
        const options = event.isSound ? {} : { checksum: `sha256:${'0'.repeat(64)}` };
        const source = await openImage(this.#images[event.image] ?? '', options);
        const wanted = { selectors: [], proof: 'full' as const, configDrive: null };
        return await deploy(context, PATH, source, wanted, yes).finally(() => source.close());
      }
    }
  }

  /** What power loss leaves: every write up to the last flush, and any of those after it. */
  #replay(base: Buffer, cut: number): void {
    const done = this.disk.log.slice(0, Math.floor(this.disk.log.length * cut));
    const lastFlush = done.findLastIndex(({ op }) => op === 'flush');
    this.disk.bytes.set(base);
    for (const [index, op] of done.entries())
      if (op.op === 'write' && (index < lastFlush || this.#random() < 0.6))
        this.disk.bytes.set(op.bytes, op.offset);
  }

  /** New claims are filled with a pattern and remembered; what somebody released may be there or not. */
  async #adoptModel(released: Claim | null): Promise<void> {
    const { catalog } = await layoutOf(this.disk);
    for (const claim of catalog?.catalog.claims ?? []) {
      this.#extendModel(claim);
      if (this.#volumes.has(claim.id) || claim.id === released?.id || claim.state === 'releasing') continue;
      // Somebody who changes it while a deployment is open would rightly be told so: once only.
      if (!this.#filled.has(claim.id))
        this.disk.bytes.fill(`volume ${this.#filled.size} `, claim.offset, claim.offset + claim.length);
      this.#filled.add(claim.id);
      this.#volumes.set(claim.id, { claim, bytes: bytesOf(this.disk, claim) });
    }
  }

  /** What was added to a volume reads as zeros. */
  #extendModel(claim: Claim): void {
    const volume = this.#volumes.get(claim.id);
    const added = claim.length - (volume?.claim.length ?? claim.length);
    if (volume && added > 0)
      this.#volumes.set(claim.id, { claim, bytes: Buffer.concat([volume.bytes, Buffer.alloc(added)]) });
  }

  #overwrite(image: number): string {
    const bytes = readFileSync(this.#images[image] ?? '');
    const isHit = [...this.#volumes.values()].some(({ claim }) => claim.offset < bytes.byteLength);
    if (isHit) return 'not where a volume would be hit';
    this.disk.bytes.set(bytes);
    this.#isContradictory = true;
    return 'done';
  }

  async #unlist(pick: number): Promise<string> {
    const { table } = await layoutOf(this.disk);
    if (table.kind !== 'gpt' || !table.gpt || table.gpt.entries.length === 0) return 'nothing listed';
    await changeTable(this.disk, (entries) => entries.filter((_, index) => index !== pick % entries.length));
    return 'done';
  }

  /** Rubbish in one place. Both slots of a catalog at once are more than is promised. */
  async #damage(where: (typeof DAMAGES)[number]): Promise<string> {
    const { catalog, sectorBytes, sizeBytes } = await layoutOf(this.disk);
    const spoil = (from: number, to: number) => this.disk.bytes.fill(0xa5, from, to);
    const spoilSlot = (generation: number) => {
      if (!catalog || catalog.damage.length > 0 || catalog.generation < 2) return;
      // Half extended, the newer slot is the only one that knows of it.
      if (catalog.catalog.journal?.operation === 'extend') return;
      const { offset } = slotExtent(catalog.place, generation);
      spoil(offset + 70, offset + 80);
    };
    const tailBytes = 64 * 1024;
    const damages: Record<(typeof DAMAGES)[number], () => unknown> = {
      pmbr: () => spoil(446, 512),
      'primary header': () => spoil(sectorBytes, 2 * sectorBytes),
      'primary array': () => spoil(2 * sectorBytes, MIB / 2),
      backup: () => spoil(sizeBytes - tailBytes, sizeBytes),
      'all tables': () => [spoil(0, MIB / 2), spoil(sizeBytes - tailBytes, sizeBytes)],
      'older slot': () => spoilSlot((catalog?.generation ?? 0) - 1),
      'newer slot': () => spoilSlot(catalog?.generation ?? 0),
    };
    damages[where]();
    return 'damaged';
  }
}

for (const sectorBytes of [512, 4096] as const) {
  describe(`random lives of a disk, ${sectorBytes}-byte sectors`, () => {
    let folder = '';
    let images: string[] = [];

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-life-'));
      images = [1, 2].map((generation) => join(folder, `image${generation}.raw`));
      for (const [index, path] of images.entries()) makeSmallImage(path, sectorBytes, index + 1);
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    it('never change a byte of a volume, and end with every volume listed', async () => {
      const outcomes = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(lives(), fc.nat(), async (events, seed) => {
          const life = new Life(sectorBytes, images, seed);
          for (const event of events) {
            const outcome = await life.happens(event);
            const kind = `${event.what}: ${outcome.split(' ')[0]}`;
            outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
          }
          const end = `end: ${await life.ends()}`;
          outcomes.set(end, (outcomes.get(end) ?? 0) + 1);
        }),
        {
          numRuns: RUNS,
          seed: Number(process.env.BMV_SEED ?? 2032) + sectorBytes,
        },
      );
      process.stdout.write(
        `  ${JSON.stringify(Object.fromEntries([...outcomes].sort(([a], [b]) => (a < b ? -1 : 1))))}\n`,
      );
      for (const what of [
        'create: done',
        'deploy: done',
        'adopt: done',
        'release: done',
        'extend: done',
        'erase: done',
        'recover: done',
        'deploy: cut',
      ])
        expect(outcomes.get(what), what).to.be.greaterThan(0);
    }).timeout(600_000);
  });
}
