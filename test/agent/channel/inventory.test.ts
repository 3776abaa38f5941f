import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { reportInventory } from '../../../agent/channel/inventory.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import { testContext } from '../../support/context.ts';
import { makeDiskFile, spoilCatalog, writeAt } from '../../support/disk-file.ts';
import { expectUntouched, makeKeptDisk } from '../../support/kept-disks.ts';
import { applyScript } from '../../support/partition-script.ts';

const MIB = 1024 * 1024;

describe('the disks of a node as the registry is told of them', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-inventory-'));
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  it('are all of them: what cannot be read is told as such, and none is written', async () => {
    const { path, claim } = await makeKeptDisk(folder, 'data');
    const spoiled = (await makeKeptDisk(folder, 'spoiled')).path;
    await spoilCatalog(spoiled);
    const disks = [path, spoiled, join(folder, 'absent.img')];
    const inventory = await expectUntouched(
      [path, spoiled],
      async () => await reportInventory(testContext(createManagers(), { now: () => 7 }), disks),
    );
    expect(inventory?.takenAtMs).to.equal(7);
    expect(
      inventory?.disks.map(({ device, volumes }) => [device, volumes.map(({ id }) => id)]),
    ).to.deep.equal([[path, [claim.id]]]);
    expect(inventory?.unreadable.map(({ device, code }) => [device, code])).to.deep.equal([
      [spoiled, 'CATALOG_DAMAGED'],
      [disks[2], 'NOT_A_DISK'],
    ]);
    for (const { message } of inventory?.unreadable ?? []) expect(message).to.match(/^.+$/);
  });

  it('are each by itself: what a tenant wrote to one hides no other', async () => {
    const { path } = await makeKeptDisk(folder, 'data');
    const odd = makeDiskFile(join(folder, 'odd.img'), 64 * MIB);
    applyScript(odd, 512, ['label: gpt', 'start=2048, size=8192, name=old']);
    // Entries that end before they begin, or far behind any disk, with names that are no text.
    const entry = Buffer.alloc(128, 0xd8);
    entry.writeBigUInt64LE(99n, 32);
    entry.writeBigUInt64LE(1n, 40);
    writeAt(odd, 1024 + 128, entry);
    entry.writeBigUInt64LE(2n ** 63n, 40);
    writeAt(odd, 1024 + 256, entry);
    const inventory = await reportInventory(testContext(createManagers()), [odd, path]);
    const told = [...(inventory?.disks ?? []), ...(inventory?.unreadable ?? [])].map(({ device }) => device);
    expect(told).to.have.members([odd, path]);
    expect(inventory?.disks.find(({ device }) => device === path)?.volumes).to.have.length(1);
  });

  it('are not told when it is given up', async () => {
    const context = testContext(createManagers(), { signal: AbortSignal.abort() });
    expect(await reportInventory(context, [(await makeKeptDisk(folder, 'data')).path])).to.equal(null);
  });
});
