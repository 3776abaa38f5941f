import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Extent, MIB } from '../../../agent/layout/extent.ts';
import type { CreateRequest } from '../../../agent/layout/plan-create.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { inspectDisk } from '../../../agent/volumes/inspect.ts';
import { recover } from '../../../agent/volumes/recover.ts';
import { type Erase, releaseVolume } from '../../../agent/volumes/release.ts';
import { verifyVolumes } from '../../../agent/volumes/verify.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import type { Claim } from '../../../proto/catalog.ts';
import { blkidSignature, tool } from '../../support/blkid.ts';
import { testContext } from '../../support/context.ts';
import { copyRun, makeDiskFile, readAt, writeAt } from '../../support/disk-file.ts';
import { runTool } from '../../support/partition-script.ts';
import { aRequestFor, yes } from '../../support/volume-disk.ts';

const context = testContext(createManagers());

async function create(
  path: string,
  name: string,
  size: number,
  changes: Partial<CreateRequest> = {},
): Promise<Claim> {
  return (await createVolume(context, path, aRequestFor(name, size, changes))).claim;
}

/** What both of the usual tools say of a table with 512-byte sectors. */
function expectSound(path: string): void {
  expect(runTool('sgdisk', ['-v', path])).to.match(/No problems found/);
  expect(runTool('sfdisk', ['--verify', path])).to.match(/No errors detected/);
}

/** Number, first sector, size, type, GUID, attributes and name of every partition, as sgdisk sees them. */
function seenBySgdisk(path: string, numbers: readonly number[]): string[] {
  return [
    runTool('sgdisk', ['-p', path]),
    ...numbers.map((number) => runTool('sgdisk', ['-i', `${number}`, path])),
  ];
}

/** Runs a tool on a copy of an extent. */
function checkCopy(path: string, extent: Extent, run: (copy: string) => void): void {
  const copy = copyRun(path, extent, `${path}.extent`);
  run(copy);
  rmSync(copy);
}

const FSCK = {
  ext4: (copy: string) => tool('e2fsck', 'e2fsprogs', ['-fn', copy]),
  xfs: (copy: string) => tool('xfs_repair', 'xfsprogs', ['-n', '-f', copy]),
  swap: (copy: string) => tool('swaplabel', 'util-linux', [copy]),
};

describe('volumes on a disk file', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-volumes-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const fits: readonly [keyof typeof FSCK, number, string][] = [
    ['ext4', 1, ''],
    ['ext4', 64, 'x'.repeat(16)],
    ['ext4', 5, 'ü'.repeat(8)],
    ['xfs', 300, 'x'.repeat(12)],
    ['xfs', 301, '-a b'],
    ['swap', 1, 'x'.repeat(15)],
    ['swap', 8, ''],
  ];
  for (const [filesystem, mib, label] of fits) {
    it(`hold ${filesystem} of ${mib} MiB with the label ${JSON.stringify(label)}, sound for its own tool`, async () => {
      const path = makeDiskFile(join(folder, 'filesystem'), (mib + 4) * MIB);
      const claim = await create(path, 'vol', mib * MIB, { filesystem, label });
      const seen = blkidSignature(path, claim.offset, claim.length);
      expect([seen?.type, seen?.label]).to.deep.equal([filesystem, label]);
      expect([claim.filesystem, claim.label, claim.length]).to.deep.equal([filesystem, label, mib * MIB]);
      checkCopy(path, claim, FSCK[filesystem]);
      expectSound(path);
      const [result] = await verifyVolumes(context, path, 'vol', 'sample');
      expect(result?.problems).to.deep.equal([]);
      rmSync(path);
    });
  }

  it('have UUIDs of their own', async () => {
    const path = makeDiskFile(join(folder, 'uuids'), 32 * MIB);
    const claims = [
      await create(path, 'a', 4 * MIB, { filesystem: 'ext4' }),
      await create(path, 'b', 4 * MIB, { filesystem: 'swap' }),
      await create(path, 'c', 4 * MIB, { filesystem: 'ext4' }),
    ];
    const uuids = claims.map(({ offset, length }) => blkidSignature(path, offset, length)?.uuid);
    expect(new Set([...uuids, ...claims.map(({ id }) => id)]).size).to.equal(6);
  });

  it('hold a filesystem on a disk of 4096-byte sectors', async () => {
    const path = makeDiskFile(join(folder, 'large'), 32 * MIB);
    const request = aRequestFor('vol', 8 * MIB, { filesystem: 'ext4', label: 'big' });
    const { claim, layout } = await createVolume(context, path, request, { sectorBytes: 4096 });
    expect([layout.sectorBytes, claim.offset]).to.deep.equal([4096, 22 * MIB]);
    checkCopy(path, claim, FSCK.ext4);
    expect(runTool('fdisk', ['-b', '4096', '-w', 'never', path], 'v\nq\n')).to.match(/No errors detected/);
  });

  for (const erase of ['none', 'metadata', 'zero', 'discard'] satisfies readonly Erase[]) {
    it(`released by ${erase} leave their neighbours' filesystems sound and the table too`, async () => {
      const path = makeDiskFile(join(folder, `release-${erase}`), 48 * MIB);
      const left = await create(path, 'left', 8 * MIB, { filesystem: 'ext4', label: 'left' });
      const gone = await create(path, 'gone', 8 * MIB, { filesystem: 'ext4', label: 'gone' });
      const right = await create(path, 'right', 8 * MIB, { filesystem: 'swap', label: 'right' });
      writeAt(path, gone.offset + 4 * MIB, Buffer.from('secret'));
      const kept = (claim: Claim) => readAt(path, claim);
      const before = [kept(left), kept(right)];
      await releaseVolume(context, path, 'gone', erase, yes);
      expect(
        [kept(left), kept(right)].every((bytes, at) => bytes.equals(before[at] ?? bytes.subarray(1))),
      ).to.equal(true);
      checkCopy(path, left, FSCK.ext4);
      checkCopy(path, right, FSCK.swap);
      expectSound(path);
      expect(blkidSignature(path, gone.offset, gone.length)?.label ?? '').to.equal(
        erase === 'none' ? 'gone' : '',
      );
      const secret = kept(gone).includes('secret');
      expect(secret).to.equal(erase === 'none' || erase === 'metadata');
      expect((await inspectDisk(context, path)).catalog?.catalog.claims).to.have.length(2);
    });
  }

  describe('whose table is damaged', () => {
    let sound = Buffer.alloc(0);
    let seen: string[] = [];
    before(async () => {
      const path = makeDiskFile(join(folder, 'sound'), 32 * MIB);
      await create(path, 'data', 8 * MIB, { filesystem: 'ext4', label: 'data' });
      await create(path, 'logs', 4 * MIB);
      runTool('sgdisk', ['-n', '1:2048:+2M', '-c', '1:root', '-A', '1:set:2', path]);
      await recover(context, path, yes);
      sound = readFileSync(path);
      seen = seenBySgdisk(path, [1, 126, 127, 128]);
    });

    const damages: readonly [string, number, number][] = [
      ['first sector', 0, 512],
      ['primary header', 512, 512],
      ['primary array', 1024, 16384],
      ['primary copy', 0, 34 * 512],
      ['backup header', 32 * MIB - 512, 512],
      ['backup array', 32 * MIB - 33 * 512, 16384],
      ['backup copy', 32 * MIB - 33 * 512, 33 * 512],
    ];
    for (const [what, offset, length] of damages) {
      it(`at its ${what} get both copies back bit-exact`, async () => {
        const path = join(folder, 'damaged');
        writeFileSync(path, sound);
        writeAt(path, offset, Buffer.alloc(length, 0xa5));
        await recover(context, path, yes);
        expectSound(path);
        expect(seenBySgdisk(path, [1, 126, 127, 128])).to.deep.equal(
          seen.map((text) => text.replaceAll(join(folder, 'sound'), path)),
        );
        const now = readFileSync(path);
        expect(now.subarray(512, 34 * 512).equals(sound.subarray(512, 34 * 512))).to.equal(true);
        expect(now.subarray(-33 * 512).equals(sound.subarray(-33 * 512))).to.equal(true);
      });
    }

    it('in all of its copies get both back with every volume, as sgdisk saw them', async () => {
      const path = join(folder, 'lost');
      writeFileSync(path, sound);
      runTool('sgdisk', ['--zap-all', path]);
      await recover(context, path, yes);
      expectSound(path);
      const saw = seen.map((text) => text.replaceAll(join(folder, 'sound'), path));
      const [table = '', ...volumes] = seenBySgdisk(path, [126, 127]);
      expect(volumes).to.deep.equal(saw.slice(2, 4));
      const identity = /Disk identifier .*/;
      expect(identity.exec(table)?.[0]).to.equal(identity.exec(saw[0] ?? '')?.[0]);
      expect(blkidSignature(path, 22 * MIB, 8 * MIB)?.label).to.equal('data');
    });

    it('by two tools in turn are listed by none of them twice', async () => {
      const path = join(folder, 'twice');
      copyFileSync(join(folder, 'sound'), path);
      runTool('sgdisk', ['-r', '126:7', '-c', '7:renamed', path]);
      await recover(context, path, yes);
      expectSound(path);
      const { catalog, table } = await inspectDisk(context, path);
      expect(table.gpt?.entries.map(({ number }) => number)).to.deep.equal([1, 7, 127, 128]);
      expect(catalog?.catalog.claims.find(({ name }) => name === 'logs')?.entry.number).to.equal(7);
    });
  });
});
