import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createVolume } from '../../../agent/volumes/create.ts';
import { volumeViews } from '../../../agent/volumes/views.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import type { Filesystem } from '../../../proto/catalog.ts';
import { testContext } from '../../support/context.ts';
import { copyRun, digestOfFile, makeDiskFile } from '../../support/disk-file.ts';
import { errorOf } from '../../support/read-image.ts';
import {
  aBlankDisk,
  addVolume,
  aRequestFor,
  bytesOf,
  contextOf,
  digestOf,
  listedOn,
  PATH,
} from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;

describe('creating a volume', () => {
  for (const sectorBytes of [512, 4096]) {
    it(`gives a blank disk a table, a catalog and the volume before it, from the end downwards (${sectorBytes})`, async () => {
      const disk = aBlankDisk(32 * MIB, sectorBytes);
      const { claim, layout } = await createVolume(
        contextOf(disk),
        PATH,
        aRequestFor('data', 4 * MIB, { project: 'p', mountPoint: '/srv' }),
      );
      expect([claim.offset, claim.length, claim.state]).to.deep.equal([26 * MIB, 4 * MIB, 'available']);
      expect(
        listedOn(disk)?.map(({ number, name, typeGuid, firstLba }) => [
          number,
          name,
          typeGuid,
          firstLba * sectorBytes,
        ]),
      ).to.deep.equal([
        [127, 'data', TYPE_GUIDS.linuxFilesystem, 26 * MIB],
        [128, 'bmv-catalog', TYPE_GUIDS.catalog, 30 * MIB],
      ]);
      expect(listedOn(disk)?.[0]?.guid).to.equal(claim.id);
      expect(layout.catalog?.catalog.journal).to.equal(null);
      expect(volumeViews(layout)[0]).to.include({
        name: 'data',
        project: 'p',
        mountPoint: '/srv',
        number: 127,
      });
    });
  }

  it('starts as zeros, whatever was there before', async () => {
    const disk = aBlankDisk(32 * MIB);
    disk.bytes.fill(0xee, 2 * MIB, 29 * MIB);
    const { claim } = await createVolume(contextOf(disk), PATH, aRequestFor('data', 4 * MIB));
    expect(bytesOf(disk, claim).every((byte) => byte === 0)).to.equal(true);
    expect(disk.bytes[claim.offset - 1]).to.equal(0xee);
  });

  it('leaves the volumes that are there alone, and lists all of them', async () => {
    const disk = aBlankDisk(32 * MIB);
    const data = await addVolume(disk, 'data', 4 * MIB);
    const before = bytesOf(disk, data);
    const logs = await addVolume(disk, 'logs', 2 * MIB);
    expect(bytesOf(disk, data).equals(before)).to.equal(true);
    expect(logs.offset + logs.length).to.equal(data.offset);
    expect(listedOn(disk)?.map(({ number, name }) => [number, name])).to.deep.equal([
      [126, 'logs'],
      [127, 'data'],
      [128, 'bmv-catalog'],
    ]);
  });

  it('takes the largest free piece for rest, and rounds a size up to whole MiB', async () => {
    const disk = aBlankDisk(32 * MIB);
    const { claim: odd } = await createVolume(contextOf(disk), PATH, aRequestFor('odd', MIB + 1));
    expect(odd.length).to.equal(2 * MIB);
    const { claim: rest } = await createVolume(contextOf(disk), PATH, aRequestFor('rest', 'rest'));
    expect([rest.offset, rest.offset + rest.length]).to.deep.equal([MIB, odd.offset]);
  });

  const refusals: readonly [string, Parameters<typeof aRequestFor>, string, RegExp][] = [
    ['a name that is taken', ['data', MIB], 'CONFLICTS', /already has a volume/],
    ['more than there is', ['more', 64 * MIB], 'CONFLICTS', /23 MiB|26 MiB|largest piece/],
    ['an xfs of less than 300 MiB', ['x', 16 * MIB, { filesystem: 'xfs' }], 'CONFLICTS', /300 MiB/],
    ['a mount point for swap', ['x', MIB, { filesystem: 'swap', mountPoint: '/x' }], 'USAGE', /swap/],
    ['a label without a filesystem', ['x', MIB, { label: 'x' }], 'USAGE', /label/],
    [
      'a label that ends with a blank, which swap would lose',
      ['x', MIB, { filesystem: 'swap', label: 'a ' }],
      'USAGE',
      /blank/,
    ],
    ['a negative size', ['x', -1], 'BAD_SIZE', /-1/],
  ];
  for (const [what, request, code, says] of refusals) {
    it(`refuses ${what} and writes nothing`, async () => {
      const disk = aBlankDisk(32 * MIB);
      await addVolume(disk, 'data', 4 * MIB);
      const before = digestOf(disk);
      const error = await errorOf(createVolume(contextOf(disk), PATH, aRequestFor(...request)));
      expect([error.code, digestOf(disk)]).to.deep.equal([code, before]);
      expect(error.message).to.match(says).and.not.contain('\n');
    });
  }

  describe('with a filesystem', () => {
    let folder = '';
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-create-'));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const checks: Readonly<Record<Exclude<Filesystem, 'none'>, readonly string[]>> = {
      ext4: ['e2fsck', '-fn'],
      xfs: ['xfs_repair', '-n', '-f'],
      swap: ['blkid', '-p'],
    };
    for (const [filesystem, check] of Object.entries(checks) as [
      Exclude<Filesystem, 'none'>,
      readonly string[],
    ][]) {
      it(`makes ${filesystem} that its own tool finds sound, with its label`, async () => {
        const path = makeDiskFile(join(folder, `${filesystem}.img`), 512 * MIB);
        const context = testContext(createManagers());
        const { claim } = await createVolume(
          context,
          path,
          aRequestFor('vol', 320 * MIB, { filesystem, label: 'precious' }),
        );
        const copy = copyRun(path, claim, join(folder, 'volume'));
        const [tool = '', ...args] = check;
        execFileSync(tool, [...args, copy], { stdio: ['ignore', 'ignore', 'pipe'] });
        const probed = execFileSync('blkid', ['-p', copy], { encoding: 'utf8' });
        expect(probed).to.contain(`TYPE="${filesystem}"`).and.contain('LABEL="precious"');
        expect(execFileSync('sgdisk', ['-v', path], { encoding: 'utf8' })).to.contain('No problems found');
      });
    }

    it('refuses a label that another filesystem of the disk has, and writes nothing', async () => {
      const path = makeDiskFile(join(folder, 'label.img'), 64 * MIB);
      const context = testContext(createManagers());
      await createVolume(context, path, aRequestFor('a', 8 * MIB, { filesystem: 'ext4', label: 'same' }));
      const before = digestOfFile(path);
      const again = createVolume(
        context,
        path,
        aRequestFor('b', 8 * MIB, { filesystem: 'ext4', label: 'same' }),
      );
      expect((await errorOf(again)).message).to.contain('"same"');
      expect(digestOfFile(path)).to.equal(before);
    });

    it('works the same on a copy of the disk file', async () => {
      const path = makeDiskFile(join(folder, 'one.img'), 64 * MIB);
      const context = testContext(createManagers());
      await createVolume(context, path, aRequestFor('a', 8 * MIB));
      const copy = join(folder, 'two.img');
      copyFileSync(path, copy);
      await createVolume(context, copy, aRequestFor('b', 8 * MIB));
      expect(readFileSync(path).equals(readFileSync(copy))).to.equal(false);
    });
  });
});
