import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fixedCatalogPlace } from '../../../agent/layout/catalog-place.ts';
import { encodeSlot, slotExtent } from '../../../agent/volumes/catalog-slots.ts';
import { inspectDisk, inspectLayout } from '../../../agent/volumes/inspect.ts';
import { tool } from '../../support/blkid.ts';
import { codeOf } from '../../support/buffer-reader.ts';
import { aCatalog } from '../../support/catalogs.ts';
import { testContext } from '../../support/context.ts';
import { MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { applyScript } from '../../support/partition-script.ts';

const MIB = 1024 * 1024;
const SIZE = 32 * MIB;
const PLACE = fixedCatalogPlace(SIZE);
const CATALOG_TYPE = '7a1f5c0e-6d4b-4f7e-9c52-2b6d7e0f4a91';
const UUID = '0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab';

/** A disk that remembers whether it was closed. */
class ClosingDisk extends MemoryDisk {
  closed = 0;

  override async close(): Promise<void> {
    this.closed += 1;
  }
}

describe('inspecting a disk', () => {
  let folder: string;
  const images = new Map<number, Buffer>();

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-inspect-'));
    for (const sectorBytes of [512, 4096] as const) {
      const path = join(folder, `disk${sectorBytes}`);
      closeSync(openSync(path, 'w'));
      truncateSync(path, SIZE);
      const unit = MIB / sectorBytes;
      applyScript(path, sectorBytes, [
        'label: gpt',
        `start=${unit}, size=${4 * unit}, type=S, name=swap`,
        `start=${8 * unit}, size=${8 * unit}, type=L, name=root`,
        `start=${20 * unit}, size=${2 * unit}, type=L, name=empty`,
        `start=${PLACE.offset / sectorBytes}, size=${unit}, type=${CATALOG_TYPE}, name=bmv-catalog`,
      ]);
      const root = ['-q', '-F', '-L', 'root', '-U', UUID, '-E', `offset=${8 * MIB}`, path, '8M'];
      tool('mkfs.ext4', 'e2fsprogs', root);
      const bytes = readFileSync(path);
      const swap = join(folder, 'swap');
      closeSync(openSync(swap, 'w', 0o600));
      truncateSync(swap, 4 * MIB);
      tool('mkswap', 'util-linux', ['-L', 'paging', '-U', UUID, swap]);
      bytes.set(readFileSync(swap), MIB);
      bytes.set(encodeSlot(aCatalog(), 1), slotExtent(PLACE, 1).offset);
      images.set(sectorBytes, bytes);
    }
  });

  after(() => rmSync(folder, { recursive: true }));

  function disk(sectorBytes = 512): ClosingDisk {
    return new ClosingDisk(Buffer.from(images.get(sectorBytes) ?? Buffer.alloc(0)), sectorBytes);
  }

  for (const sectorBytes of [512, 4096]) {
    it(`finds table, catalog and filesystems on ${sectorBytes}-byte sectors`, async () => {
      const layout = await inspectLayout(disk(sectorBytes));
      expect(layout).to.include({ sizeBytes: SIZE, sectorBytes, wholeDisk: null });
      expect(layout.table.kind).to.equal('gpt');
      expect(layout.table.gpt?.entries.map(({ name }) => name)).to.deep.equal([
        'swap',
        'root',
        'empty',
        'bmv-catalog',
      ]);
      expect([...layout.filesystems]).to.deep.equal([
        [1, { type: 'swap', label: 'paging', uuid: UUID }],
        [2, { type: 'ext4', label: 'root', uuid: UUID }],
      ]);
      expect(layout.catalog).to.deep.equal({ catalog: aCatalog(), generation: 1, place: PLACE, damage: [] });
    });
  }

  it('finds the catalog, and nothing else, after the table was wiped', async () => {
    const wiped = disk();
    wiped.bytes.fill(0, 0, MIB);
    wiped.bytes.fill(0, SIZE - 64 * 1024);
    const layout = await inspectLayout(wiped);
    expect(layout.table.kind).to.equal('none');
    expect(layout.filesystems.size).to.equal(0);
    expect(layout.catalog?.catalog).to.deep.equal(aCatalog());
  });

  it('finds a filesystem that has the whole disk without a table', async () => {
    const plain = new MemoryDisk(
      Buffer.from((images.get(512) ?? Buffer.alloc(0)).subarray(8 * MIB, 16 * MIB)),
      512,
    );
    const layout = await inspectLayout(plain);
    expect(layout.table.kind).to.equal('none');
    expect(layout.wholeDisk).to.deep.equal({ type: 'ext4', label: 'root', uuid: UUID });
    expect(layout.catalog).to.equal(null);
  });

  it('finds nothing on an empty disk', async () => {
    const layout = await inspectLayout(new MemoryDisk(Buffer.alloc(SIZE), 512));
    expect(layout).to.deep.include({ catalog: null, wholeDisk: null });
    expect(layout.table.kind).to.equal('none');
  });

  it('reads only: nothing is written or flushed', async () => {
    const inspected = disk();
    await inspectLayout(inspected);
    expect(inspected.log).to.deep.equal([]);
  });

  it('closes the disk that it opened', async () => {
    const opened = disk();
    const layout = await inspectDisk(testContext([memoryManager(opened)]), '/dev/memory');
    expect(layout.catalog?.generation).to.equal(1);
    expect(opened.closed).to.equal(1);
  });

  it('refuses a disk whose catalog partition was emptied, and closes it', async () => {
    const emptied = disk();
    emptied.bytes.fill(0, PLACE.offset, PLACE.offset + MIB);
    expect(await codeOf(inspectDisk(testContext([memoryManager(emptied)]), '/dev/memory'))).to.equal(
      'CATALOG_DAMAGED',
    );
    expect(emptied.closed).to.equal(1);
  });

  it('refuses a disk whose catalog partition holds a torn first write: it was whole when it was listed', async () => {
    const torn = disk();
    torn.bytes.fill(0, PLACE.offset + 128, PLACE.offset + 4096);
    expect(await codeOf(inspectLayout(torn))).to.equal('CATALOG_DAMAGED');
  });
});
