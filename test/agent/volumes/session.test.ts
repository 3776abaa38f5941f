import { expect } from 'chai';
import { endOf, MIB } from '../../../agent/layout/extent.ts';
import { DiskSession } from '../../../agent/volumes/session.ts';
import type { Catalog } from '../../../proto/catalog.ts';
import { aCatalog } from '../../support/catalogs.ts';
import { addVolume, bytesOf, contextOf, layoutOf, listedOn, PATH } from '../../support/volume-disk.ts';
import { ForgetfulDisk, isAll, refusalOf } from '../../support/volumes.ts';

const SIZE = 16 * MIB;

function blank(): ForgetfulDisk {
  return new ForgetfulDisk(Buffer.alloc(SIZE), 512);
}

/** A session on a disk with the volume `data`, and the catalog of that disk. */
async function opened(
  disk = blank(),
): Promise<{ disk: ForgetfulDisk; session: DiskSession; catalog: Catalog }> {
  await addVolume(disk, 'data', 2 * MIB);
  disk.closed = 0;
  const session = await DiskSession.open(contextOf(disk), PATH);
  const { catalog } = session.layout;
  if (!catalog) throw new Error('no catalog');
  return { disk, session, catalog: catalog.catalog };
}

describe('a session on a disk', () => {
  it('closes the disk where its catalog cannot be used', async () => {
    const { disk, session } = await opened();
    const { offset } = session.layout.catalog?.place ?? { offset: 0 };
    for (const slot of [offset, offset + MIB / 2]) disk.bytes.fill(0xff, slot + 100, slot + 200);
    disk.closed = 0;
    expect(await refusalOf(DiskSession.open(contextOf(disk), PATH))).to.deep.equal(['CATALOG_DAMAGED']);
    expect(disk.closed).to.equal(1);
  });

  it('writes the catalog to the older slot, one generation on, and shows it', async () => {
    const { disk, session, catalog } = await opened();
    const { generation = 0, place } = session.layout.catalog ?? {};
    if (!place) throw new Error('no catalog');
    for (const next of [1, 2, 3]) {
      disk.log.length = 0;
      const project = `project ${next}`;
      await session.saveCatalog({
        ...catalog,
        claims: catalog.claims.map((claim) => ({ ...claim, project })),
      });
      expect(session.layout.catalog?.generation).to.equal(generation + next);
      expect(session.layout.catalog?.catalog.claims[0]?.project).to.equal(project);
      const [write, flush, ...rest] = disk.log;
      const slot = place.offset + ((generation + next) % 2 === 1 ? 0 : MIB / 2);
      expect(write?.op === 'write' && write.offset).to.equal(slot);
      expect([flush?.op, rest]).to.deep.equal(['flush', []]);
    }
  });

  it('does not make a first catalog by itself', async () => {
    const session = await DiskSession.open(contextOf(blank()), PATH);
    expect(await refusalOf(session.saveCatalog(aCatalog()))).to.deep.equal(['NO_CATALOG']);
  });

  it('notices a catalog that does not read back', async () => {
    const { disk, session, catalog } = await opened();
    disk.forgets = session.layout.catalog?.place ?? null;
    expect(await refusalOf(session.saveCatalog(catalog))).to.deep.equal(['IO_ERROR']);
  });

  it('refuses a catalog that does not fit, before any write', async () => {
    const { disk, session, catalog } = await opened();
    const [claim] = catalog.claims;
    if (!claim) throw new Error('no volume');
    disk.log.length = 0;
    const claims = Array.from({ length: 3000 }, () => ({ ...claim, project: 'x'.repeat(200) }));
    expect(await refusalOf(session.saveCatalog({ ...catalog, claims }))).to.deep.equal(['CATALOG_TOO_LARGE']);
    expect(disk.log).to.deep.equal([]);
  });

  it('puts a table on the disk, tells the kernel of it, and shows it', async () => {
    const { disk, session } = await opened();
    const { gpt } = session.layout.table;
    if (!gpt) throw new Error('no table');
    const told: unknown[] = [];
    disk.syncKernelPartitions = async (partitions) => {
      told.push(...partitions);
      return partitions.map((partition) => ({ ...partition, device: '' }));
    };
    const entries = gpt.entries.filter(({ name }) => name === 'bmv-catalog');
    await session.commitTable({ ...gpt, entries }, { bootCode: 'keep', kept: [] });
    expect(session.layout.table.gpt?.entries).to.deep.equal(entries);
    expect(listedOn(disk)?.map(({ number }) => number)).to.deep.equal([128]);
    expect(told).to.deep.equal([{ number: 128, offset: 14 * MIB, length: MIB }]);
  });

  it('notices a table that does not read back', async () => {
    const { disk, session } = await opened();
    const { gpt } = session.layout.table;
    if (!gpt) throw new Error('no table');
    disk.forgets = { offset: 0, length: MIB };
    const commit = session.commitTable({ ...gpt, entries: [] }, { bootCode: 'keep', kept: [] });
    expect(await refusalOf(commit)).to.deep.equal(['TABLE_INVALID']);
  });

  const views: readonly [string, (disk: ForgetfulDisk) => void][] = [
    [
      'none',
      (disk) => {
        disk.syncKernelPartitions = async () => [];
      },
    ],
    [
      'other ones',
      (disk) => {
        disk.syncKernelPartitions = async (wanted) =>
          wanted.map((partition) => ({ ...partition, offset: partition.offset + 512, device: '' }));
      },
    ],
    [
      'more',
      (disk) => {
        disk.syncKernelPartitions = async (wanted) =>
          [...wanted, { number: 9, offset: 0, length: 512 }].map((partition) => ({
            ...partition,
            device: '',
          }));
      },
    ],
  ];
  for (const [what, show] of views) {
    it(`says that the table is right but the kernel shows ${what}`, async () => {
      const { disk, session } = await opened();
      const { gpt } = session.layout.table;
      if (!gpt) throw new Error('no table');
      show(disk);
      const commit = session.commitTable(gpt, { bootCode: 'keep', kept: [] });
      expect(await refusalOf(commit)).to.deep.equal(['KERNEL_VIEW_DIFFERS']);
      expect(listedOn(disk)).to.have.length(2);
    });
  }

  it("has writers that reach a volume's own bytes and not one more", async () => {
    const { disk, session, catalog } = await opened();
    const [claim] = catalog.claims;
    if (!claim) throw new Error('no volume');
    const writer = session.volumeWriter(claim, []);
    await writer.write(claim.offset, Buffer.alloc(512, 7));
    await writer.write(endOf(claim) - 512, Buffer.alloc(512, 7));
    expect(isAll(disk, { offset: claim.offset, length: 512 }, 7)).to.equal(true);
    disk.log.length = 0;
    for (const offset of [claim.offset - 512, endOf(claim), 0]) {
      expect(await refusalOf(writer.write(offset, Buffer.alloc(512)))).to.deep.equal(['WRITE_OUTSIDE_MAP']);
      expect(await refusalOf(writer.zero(offset, 512))).to.deep.equal(['WRITE_OUTSIDE_MAP']);
      expect(await refusalOf(writer.discard(offset, 512))).to.deep.equal(['WRITE_OUTSIDE_MAP']);
    }
    expect(await refusalOf(writer.zero(claim.offset, claim.length + 512))).to.deep.equal([
      'WRITE_OUTSIDE_MAP',
    ]);
    expect(disk.log).to.deep.equal([]);
  });

  it("has no writer that reaches from a volume's place into a neighbour or into what is kept", async () => {
    const { disk, session, catalog } = await opened();
    const [claim] = catalog.claims;
    if (!claim) throw new Error('no volume');
    disk.log.length = 0;
    const wide = { offset: claim.offset - 512, length: claim.length + 1024 };
    const kept = { offset: claim.offset - 512, length: 512 };
    const writer = session.volumeWriter(wide, [kept]);
    for (const offset of [claim.offset - 512, claim.offset, endOf(claim) - 512])
      expect(await refusalOf(writer.write(offset, Buffer.alloc(512)))).to.deep.equal(['WRITE_OUTSIDE_MAP']);
    expect(disk.log).to.deep.equal([]);
    await writer.write(endOf(claim), Buffer.alloc(512));
  });

  it('removes every trace of a table and no byte of a volume', async () => {
    const { disk, session, catalog } = await opened();
    const [claim] = catalog.claims;
    if (!claim) throw new Error('no volume');
    const before = bytesOf(disk, claim);
    await session.wipeTables();
    expect([session.layout.table.kind, listedOn(disk)]).to.deep.equal(['none', null]);
    expect((await layoutOf(disk)).catalog?.catalog.claims).to.have.length(1);
    expect(bytesOf(disk, claim).equals(before)).to.equal(true);
  });
});
