import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createVolume } from '../../../../agent/volumes/create.ts';
import { eraseDisk } from '../../../../agent/volumes/erase-disk.ts';
import { extendVolume } from '../../../../agent/volumes/extend.ts';
import { releaseVolume } from '../../../../agent/volumes/release.ts';
import { createManagers } from '../../../../hardware-managers/managers.ts';
import type { Claim } from '../../../../proto/catalog.ts';
import { testContext } from '../../../support/context.ts';
import { attachLoop, type LoopDevice } from '../../../support/loop-device.ts';
import { digestIn, mounted, tool, writePrecious } from '../../../support/precious-file.ts';

const MIB = 1024 * 1024;

for (const sectorBytes of [512, 4096] as const) {
  describe(`extending and erasing on a real block device, ${sectorBytes}-byte sectors`, () => {
    const context = testContext(createManagers());
    let folder = '';
    let loop: LoopDevice;
    let data: Claim;
    let digest = '';

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-device-'));
      mkdirSync(join(folder, 'mnt'));
      loop = await attachLoop({ sizeBytes: 512 * MIB, sectorBytes });
      const request = { filesystem: 'ext4', label: '', mountPoint: '', project: '' } as const;
      await createVolume(context, loop.path, { ...request, name: 'gap', size: 64 * MIB });
      ({ claim: data } = await createVolume(context, loop.path, {
        ...request,
        name: 'data',
        size: 64 * MIB,
      }));
      digest = mounted(partition(), (mountPoint) => writePrecious(mountPoint, 5 * MIB));
    });

    after(async () => {
      await loop?.detach();
      rmSync(folder, { recursive: true, force: true });
    });

    const partition = () => `${loop.path}p${data.entry.number}`;

    function expectSoundTable(): void {
      expect(tool('sgdisk', '-v', loop.path)).to.contain('No problems found');
      expect(tool('sfdisk', '--verify', loop.path)).to.contain('No errors detected');
    }

    it('is refused while the volume is mounted', async () => {
      const mountPoint = join(folder, 'mnt');
      tool('mount', partition(), mountPoint);
      try {
        for (const run of [
          () => extendVolume(context, loop.path, { volume: 'data', size: 'rest' }),
          () => eraseDisk(context, loop.path, 'metadata'),
        ]) {
          const error = await run().then(
            () => null,
            (reason: { code: string }) => reason,
          );
          expect(error?.code).to.equal('DISK_IN_USE');
        }
      } finally {
        tool('umount', mountPoint);
      }
    });

    it('makes the kernel see a larger partition, whose filesystem resize2fs then grows', async () => {
      // Made first, it lies right behind.
      await releaseVolume(context, loop.path, 'gap', 'none', async () => true);
      const result = await extendVolume(context, loop.path, { volume: 'data', size: 128 * MIB });
      expect(result).to.include({ outcome: 'extended', size: 128 * MIB });
      expect(result.note).to.match(/resize2fs/);
      expect(tool('blockdev', '--getsize64', partition()).trim()).to.equal(`${128 * MIB}`);
      expect(tool('blkid', '-p', '-o', 'value', '-s', 'PART_ENTRY_UUID', partition()).trim()).to.equal(
        data.id,
      );
      expectSoundTable();
      tool('e2fsck', '-fp', partition());
      tool('resize2fs', partition());
      expect(mounted(partition(), digestIn)).to.equal(digest);
      const size = mounted(partition(), (mountPoint) => tool('stat', '-f', '-c', '%b %S', mountPoint))
        .trim()
        .split(' ');
      expect(Number(size[0]) * Number(size[1])).to.be.greaterThan(100 * MIB);
    });

    for (const level of ['metadata', 'discard', 'zero'] as const) {
      it(`erases a system by ${level} and leaves the volume's files`, async () => {
        tool('sgdisk', '-n', '1:2048:+64M', '-n', '2:0:+64M', '-t', '2:8e00', loop.path);
        tool('partx', '-u', loop.path);
        const [first, second] = [`${loop.path}p1`, `${loop.path}p2`];
        tool('mkfs.ext4', '-q', '-F', first);
        tool('mkswap', second);
        const offsets = [first, second].map((path) =>
          tool('blkid', '-p', '-o', 'value', '-s', 'PART_ENTRY_OFFSET', path).trim(),
        );

        const { kept, proofs } = await eraseDisk(context, loop.path, level);
        expect(kept.map(({ entry }) => entry.name)).to.deep.equal(['data', 'bmv-catalog']);
        expect(proofs.map(({ same }) => same)).to.deep.equal([true]);
        expectSoundTable();
        for (const sectors of offsets) {
          const probe = ['-p', '-O', `${Number(sectors) * 512}`, '-S', `${64 * MIB}`, loop.path];
          expect(() => tool('blkid', ...probe)).to.throw(/Command failed/);
        }
        const shown = tool('lsblk', '-nro', 'NAME', loop.path).trim().split('\n').slice(1);
        expect(shown).to.have.length(2);
        expect(mounted(partition(), digestIn)).to.equal(digest);
      });
    }

    it('by zero leaves nothing but zeros where the system was', async () => {
      const { offset } = data;
      const beside = execFileSync(
        'dd',
        [`if=${loop.path}`, 'bs=1M', 'skip=1', `count=${offset / MIB - 1}`, 'status=none'],
        {
          maxBuffer: 512 * MIB,
        },
      );
      expect(beside.equals(Buffer.alloc(beside.byteLength))).to.equal(true);
    });
  });
}
