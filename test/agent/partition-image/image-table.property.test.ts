import { closeSync, mkdtempSync, openSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { MIB } from '../../../agent/layout/extent.ts';
import { frameOf } from '../../../agent/partition-image/image-table.ts';
import { partsOf } from '../../../agent/partition-image/parts.ts';
import { writeAt } from '../../support/disk-file.ts';
import { guidSequence } from '../../support/layouts.ts';
import { linuxPartitions } from '../../support/linux-gpt.ts';
import { runTool } from '../../support/partition-script.ts';
import { withFileReader } from '../../support/readers.ts';
import { aPartitionRequest } from '../../support/root-image.ts';

const requests = fc
  .record({
    rootMb: fc.integer({ min: 1, max: 100_000 }),
    swapMb: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10_000 })),
    ephemeralMb: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100_000 })),
    bootMode: fc.constantFrom('uefi' as const, 'bios' as const),
  })
  .map(aPartitionRequest);

const diskSizes = fc.constantFrom(1, 1000, 1_000_000);

describe('the table of a partition image', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-partition-table-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const sectorBytes of [512, 4096] as const) {
    it(`is sound and lists every part, on ${sectorBytes}-byte sectors`, async () => {
      const path = join(folder, `image-${sectorBytes}`);
      await fc.assert(
        fc.asyncProperty(requests, fc.boolean(), diskSizes, async (request, makesEphemeral, diskMb) => {
          const free = [{ offset: MIB, length: diskMb * MIB }];
          const parts = partsOf(request, { makesEphemeral, free });
          const { sizeBytes, head, tail } = frameOf(parts, sectorBytes, guidSequence());
          closeSync(openSync(path, 'w'));
          truncateSync(path, sizeBytes);
          writeAt(path, 0, head);
          writeAt(path, sizeBytes - MIB, tail);

          const listed = await withFileReader(path, (reader) => linuxPartitions(reader, sectorBytes));
          expect(
            listed?.map(({ number, name, typeGuid, firstLba, lastLba }) => ({
              number,
              name,
              typeGuid,
              extent: { offset: firstLba * sectorBytes, length: (lastLba - firstLba + 1) * sectorBytes },
            })),
          ).to.deep.equal(
            [...parts.made, parts.root].map(({ number, name, typeGuid, extent }) => ({
              number,
              name,
              typeGuid,
              extent,
            })),
          );
          // A plain file has 512-byte sectors for sgdisk; fdisk can be told.
          if (sectorBytes === 512) expect(runTool('sgdisk', ['-v', path])).to.match(/No problems found/);
          else expect(runTool('fdisk', ['-b', '4096', '-l', path])).not.to.match(/corrupt|mismatch|error/i);
        }),
        { numRuns: 40 },
      );
    });
  }
});
