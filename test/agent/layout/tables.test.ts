import { expect } from 'chai';
import fc from 'fast-check';
import { MIB } from '../../../agent/layout/extent.ts';
import { keepSet } from '../../../agent/layout/keep-set.ts';
import { planDeployment } from '../../../agent/layout/plan.ts';
import { chooseDiskGuid } from '../../../agent/layout/tables.ts';
import { planTableCommit } from '../../../hardware-managers/partition-table/commit-table.ts';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import type { GptTable } from '../../../hardware-managers/partition-table/types.ts';
import { deploymentCases } from '../../support/deployment-cases.ts';
import { aJournal, aLayout, anImage, guidOf } from '../../support/layouts.ts';
import { linuxPartitions } from '../../support/linux-gpt.ts';

/** A disk of any size that stores only what was written, by pieces of 512 bytes. */
class SparseDisk {
  readonly sizeBytes: number;
  readonly #pieces = new Map<number, Buffer>();

  constructor(sizeBytes: number) {
    this.sizeBytes = sizeBytes;
  }

  readNow(offset: number, length: number): Buffer {
    const pieces = [];
    for (let at = offset; at < offset + length; at += 512)
      pieces.push(this.#pieces.get(at) ?? Buffer.alloc(512));
    return Buffer.concat(pieces).subarray(0, length);
  }

  write(offset: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength; at += 512)
      this.#pieces.set(offset + at, Buffer.from(bytes.subarray(at, at + 512)));
  }

  async commit(
    table: GptTable,
    sectorBytes: number,
    occupied: readonly { offset: number; length: number }[],
  ): Promise<void> {
    const current = await this.readTable(sectorBytes);
    const { ops } = planTableCommit({
      current,
      table,
      sizeBytes: this.sizeBytes,
      sectorBytes,
      bootCode: 'clear',
      occupied,
    });
    for (const op of ops) if (op.op === 'write') this.write(op.offset, op.bytes);
  }

  readTable(sectorBytes: number) {
    return readTable(
      { sizeBytes: this.sizeBytes, read: async (offset, length) => this.readNow(offset, length) },
      sectorBytes,
    );
  }
}

describe('tables of a plan', () => {
  for (const sectorBytes of [512, 4096] as const) {
    it(`read back as planned by us and by Linux's rules, sealed and final, ${sectorBytes}-byte sectors`, async () => {
      let applied = 0;
      await fc.assert(
        fc.asyncProperty(deploymentCases(sectorBytes), async ({ layout, head, request }) => {
          const { plan } = planDeployment(layout, head, request());
          if (!plan?.sealed || !plan.final || !layout.table.gpt) return;
          applied += 1;
          const kept = plan.kept.map(({ extent }) => extent);
          const disk = new SparseDisk(layout.sizeBytes);
          const { entryCount } = plan.final;
          const old = { ...layout.table.gpt, entryCount, entries: plan.kept.map(({ entry }) => entry) };
          await disk.commit(old, sectorBytes, kept);
          for (const table of [plan.sealed, plan.final]) {
            await disk.commit(table, sectorBytes, kept);
            const read = await disk.readTable(sectorBytes);
            expect([read.kind, read.verdicts.filter(({ severity }) => severity !== 'note')]).to.deep.equal([
              'gpt',
              [],
            ]);
            expect(read.gpt?.diskGuid).to.equal(table.diskGuid);
            expect(read.gpt?.entries).to.deep.equal(table.entries);
            const reader = {
              sizeBytes: disk.sizeBytes,
              read: (offset: number, length: number) => disk.readNow(offset, length),
            };
            const seen = linuxPartitions(reader, sectorBytes)?.map(({ number, firstLba, lastLba, guid }) => [
              number,
              firstLba,
              lastLba,
              guid,
            ]);
            const meant = table.entries.map(({ number, firstLba, lastLba, guid }) => [
              number,
              firstLba,
              lastLba,
              guid,
            ]);
            expect(seen).to.deep.equal(meant);
          }
        }),
        { numRuns: 120, seed: 2031 },
      );
      expect(applied).to.be.greaterThan(30);
    });
  }

  describe('have the disk GUID', () => {
    const image = anImage({ diskGuid: guidOf('a', 1) }).table.gpt;
    const data = { number: 3, offset: MIB, length: MIB, name: 'data' };
    const guid = (layout: ReturnType<typeof aLayout>) => {
      if (!image) throw new Error('no image table');
      return chooseDiskGuid(layout, keepSet(layout, []).kept, image, () => 'new');
    };

    it('of the image when nothing is kept', () => {
      expect(guid(aLayout({ partitions: [data] }))).to.equal(guidOf('a', 1));
    });

    it('of the disk when something is', () => {
      expect(guid(aLayout({ partitions: [data], claimed: [3], diskGuid: guidOf('b', 1) }))).to.equal(
        guidOf('b', 1),
      );
    });

    it('of the journal, then of the catalog, when the table is lost', () => {
      expect(guid(aLayout({ kind: 'damaged', journal: aJournal([data]) }))).to.equal(guidOf('d', 0xd15c));
      const claims = aLayout({ partitions: [data], claimed: [3] }).catalog?.catalog.claims ?? [];
      expect(guid(aLayout({ kind: 'none', claims, identity: { diskGuid: guidOf('c', 1) } }))).to.equal(
        guidOf('c', 1),
      );
    });

    it('new when nobody knows it', () => {
      const claims = aLayout({ partitions: [data], claimed: [3] }).catalog?.catalog.claims ?? [];
      expect(guid(aLayout({ kind: 'none', claims, identity: { diskGuid: null } }))).to.equal('new');
    });
  });
});
