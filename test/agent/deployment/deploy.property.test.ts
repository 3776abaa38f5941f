import { expect } from 'chai';
import fc from 'fast-check';
import { deploy } from '../../../agent/deployment/deploy.ts';
import { endOf, overlaps } from '../../../agent/layout/extent.ts';
import type { Plan } from '../../../agent/layout/types.ts';
import { encodeSlot, slotExtent } from '../../../agent/volumes/catalog-slots.ts';
import { planTableCommit } from '../../../hardware-managers/partition-table/commit-table.ts';
import { tableGeometry } from '../../../hardware-managers/partition-table/geometry.ts';
import { entryExtent } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import { testContext } from '../../support/context.ts';
import { type DeploymentCase, deploymentCases } from '../../support/deployment-cases.ts';
import { applyOps } from '../../support/gpt-disk.ts';
import { linuxPartitions } from '../../support/linux-gpt.ts';
import { MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { memoryImage } from '../../support/memory-image.ts';
import { bufferReader, byteReader } from '../../support/readers.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const MIB = 1024 * 1024;
/** A disk's bytes are compared again and again; the rare large ones add nothing but time. */
const MAX_DISK = 20 * MIB;
const RUNS = 120;

/** Layouts may be drawn that no bytes can have: a catalog where the table or a partition is. */
function isPossible({ layout }: DeploymentCase): boolean {
  const { sizeBytes, sectorBytes, catalog, table } = layout;
  const extents = (table.gpt?.entries ?? []).map((entry) => entryExtent(entry, sectorBytes));
  const { entryCount = 128, entrySize = 128 } = table.gpt ?? {};
  const { firstUsableLba, tail } = tableGeometry(layout, entryCount, entrySize);
  const all = [...extents, ...(catalog ? [catalog.place] : [])];
  const isInside = all.every(
    (extent) => extent.offset >= firstUsableLba * sectorBytes && endOf(extent) <= tail.offset,
  );
  const isDisjoint = extents.every((one, index) =>
    extents.slice(index + 1).every((other) => !overlaps(one, other)),
  );
  return sizeBytes <= MAX_DISK && isInside && isDisjoint;
}

/** The drawn disk as real bytes: rubbish everywhere, a sound table, the catalog in its place. */
async function diskOf({ layout }: DeploymentCase, seed: number): Promise<MemoryDisk> {
  const { sizeBytes, sectorBytes, table, catalog } = layout;
  const bytes = Buffer.alloc(sizeBytes);
  if (table.gpt) {
    const current = await readTable(byteReader(bufferReader(bytes)), sectorBytes);
    bytes.set(seededBytes(seed, sizeBytes));
    const occupied = table.gpt.entries.map((entry) => entryExtent(entry, sectorBytes));
    bytes.fill(0, 0, 512);
    const { ops } = planTableCommit({
      current,
      table: table.gpt,
      sizeBytes,
      sectorBytes,
      bootCode: 'clear',
      occupied,
    });
    applyOps(bytes, ops);
  }
  if (catalog) {
    bytes.fill(0, catalog.place.offset, catalog.place.offset + catalog.place.length);
    bytes.set(encodeSlot(catalog.catalog, 1), slotExtent(catalog.place, 1).offset);
  }
  return new MemoryDisk(bytes, sectorBytes, { path: layout.disk.path, serial: layout.disk.serial });
}

/** The drawn image as real bytes: its head, and rubbish in its partitions. */
function imageOf({ head, layout }: DeploymentCase, seed: number): Buffer {
  const extents = (head.table.gpt?.entries ?? []).map((entry) => entryExtent(entry, layout.sectorBytes));
  const end = Math.max(head.bytes.byteLength, ...extents.map(({ offset, length }) => offset + length));
  const bytes = Buffer.alloc(head.sizeBytes ?? end);
  for (const [index, { offset, length }] of extents.entries())
    bytes.set(seededBytes(seed + index, length), offset);
  bytes.set(head.bytes);
  return bytes;
}

function expectDone(disk: MemoryDisk, before: Buffer, image: Buffer, plan: Plan): void {
  const listed = linuxPartitions(bufferReader(disk.bytes), disk.alignment) ?? [];
  const wanted = (plan.final?.entries ?? []).map(
    ({ number, firstLba, lastLba, typeGuid, guid, attributes, name }) => ({
      number,
      firstLba,
      lastLba,
      typeGuid,
      guid,
      attributes,
      name,
    }),
  );
  expect(listed).to.deep.equal(wanted);
  const run = (bytes: Buffer, offset: number, length: number) => bytes.subarray(offset, offset + length);
  for (const { extent, reason } of plan.kept) {
    if (reason === 'catalog') continue;
    const same = run(disk.bytes, extent.offset, extent.length).equals(
      run(before, extent.offset, extent.length),
    );
    expect(same, `kept bytes at ${extent.offset}`).to.equal(true);
  }
  for (const { extent, imageOffset } of plan.placements) {
    const same = run(disk.bytes, extent.offset, extent.length).equals(run(image, imageOffset, extent.length));
    expect(same, `image bytes at ${extent.offset}`).to.equal(true);
  }
}

for (const sectorBytes of [512, 4096] as const) {
  describe(`deployments of random images to random disks, ${sectorBytes}-byte sectors`, () => {
    it('give the planned layout to a reader with Linux’s rules, keep what is kept, and write nothing when refused', async () => {
      const outcomes = { done: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(deploymentCases(sectorBytes), fc.nat(1000), async (drawn, seed) => {
          fc.pre(isPossible(drawn));
          const disk = await diskOf(drawn, seed);
          const before = Buffer.from(disk.bytes);
          const image = imageOf(drawn, seed + 500);
          const { selectors, configDriveBytes } = drawn.request();
          const options = {
            selectors,
            proof: 'full' as const,
            configDrive: configDriveBytes > 0 ? Buffer.alloc(configDriveBytes, 'config') : null,
          };
          const context = testContext([memoryManager(disk)]);
          const source = memoryImage(drawn.head, image);
          try {
            const { plan, proofs } = await deploy(context, disk.info.path, source, options, async () => true);
            outcomes.done += 1;
            expectDone(disk, before, image, plan);
            expect(proofs.every(({ same }) => same)).to.equal(true);
          } catch (error) {
            if ((error as { code?: string }).code !== 'CONFLICTS') throw error;
            outcomes.refused += 1;
            expect(disk.log).to.deep.equal([]);
          }
        }),
        { numRuns: RUNS, seed: 2031, maxSkipsPerRun: 1000 },
      );
      expect(Math.min(outcomes.done, outcomes.refused), JSON.stringify(outcomes)).to.be.greaterThan(
        RUNS / 10,
      );
    });
  });
}
