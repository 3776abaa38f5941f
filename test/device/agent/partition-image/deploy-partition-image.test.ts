import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openImage } from '../../../../agent/image/open-image.ts';
import { deployPartitionImage } from '../../../../agent/partition-image/deploy-partition-image.ts';
import type { PartitionRequest } from '../../../../agent/partition-image/request.ts';
import { createVolume } from '../../../../agent/volumes/create.ts';
import { createManagers } from '../../../../hardware-managers/managers.ts';
import { tool } from '../../../support/blkid.ts';
import { testContext } from '../../../support/context.ts';
import { readAt } from '../../../support/disk-file.ts';
import { attachLoop, type LoopDevice } from '../../../support/loop-device.ts';
import { aPartitionRequest, makeRootImage } from '../../../support/root-image.ts';
import { aRequestFor, yes } from '../../../support/volume-disk.ts';

const MIB = 1024 * 1024;

for (const sectorBytes of [512, 4096] as const) {
  describe(`a partition image on a real block device, ${sectorBytes}-byte sectors`, () => {
    const context = testContext(createManagers());
    let folder = '';
    let loop: LoopDevice;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-partition-device-'));
      loop = await attachLoop({ sizeBytes: 1024 * MIB, sectorBytes });
    });
    after(async () => {
      await loop?.detach();
      rmSync(folder, { recursive: true, force: true });
    });

    async function deployed(name: string, overrides: Partial<PartitionRequest>) {
      const image = makeRootImage(folder, name);
      const root = await openImage(image, { expect: 'filesystem' });
      const request = aPartitionRequest({ bootMode: 'uefi', ephemeralMb: 96, ...overrides });
      const options = { selectors: [], proof: 'full' as const };
      const done = await deployPartitionImage(context, loop.path, root, request, options, yes).finally(() =>
        root.close(),
      );
      return { ...done, image };
    }

    /** Runs `use` with a partition mounted, as the kernel lists it. */
    function mounted<T>(partition: string, use: (mountPoint: string) => T): T {
      const mountPoint = join(folder, 'mnt');
      mkdirSync(mountPoint, { recursive: true });
      execFileSync('mount', [partition, mountPoint]);
      try {
        return use(mountPoint);
      } finally {
        execFileSync('umount', [mountPoint]);
      }
    }

    const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

    it('keeps the files of the ephemeral filesystem and a volume while everything around them changes', async () => {
      const { claim } = await createVolume(context, loop.path, aRequestFor('data', 64 * MIB));
      const volume = digestOf(readAt(loop.path, claim));
      const first = await deployed('first', {});
      const { ephemeral = '' } = first.partitionUuids.partitions;
      const precious = Buffer.alloc(20 * MIB, 'precious ');
      mounted(ephemeral, (mountPoint) => writeFileSync(join(mountPoint, 'precious'), precious));
      const before = digestOf(readFileSync(ephemeral));

      const changes = { preserveEphemeral: true, swapMb: 32, configDrive: Buffer.alloc(MIB, 'drive') };
      const second = await deployed('second', changes);
      const { partitions } = second.partitionUuids;
      expect(partitions.ephemeral).to.equal(ephemeral);
      expect(digestOf(readFileSync(ephemeral))).to.equal(before);
      expect(digestOf(readAt(loop.path, claim))).to.equal(volume);
      expect(second.result.proofs.map(({ name, same }) => [name, same])).to.have.deep.members([
        ['ephemeral0', true],
        ['data', true],
      ]);
      mounted(ephemeral, (mountPoint) =>
        expect(readFileSync(join(mountPoint, 'precious')).equals(precious)).to.equal(true),
      );
      const release = mounted(partitions.root ?? '', (mountPoint) =>
        readFileSync(join(mountPoint, 'etc/os-release'), 'utf8'),
      );
      expect(release).to.equal('NAME=second\n');
    });

    it('names every partition as the kernel and blkid do', async () => {
      const { partitionUuids } = await deployed('third', { preserveEphemeral: true, swapMb: 16 });
      const { partitions } = partitionUuids;
      const uuid = (path: string) =>
        tool('blkid', 'util-linux', ['-p', '-s', 'UUID', '-o', 'value', path]).trim();
      expect(partitionUuids['root uuid']).to.equal(uuid(partitions.root ?? ''));
      const esp = partitions['efi system partition'] ?? '';
      expect(partitionUuids['efi system partition uuid']).to.equal(uuid(esp));
      tool('fsck.vfat', 'dosfstools', ['-n', esp]);
      expect(tool('swaplabel', 'util-linux', [partitions.swap ?? ''])).to.match(/LABEL: swap1/);
    });

    it('writes a table that sgdisk and sfdisk accept, with one EFI system partition', () => {
      expect(tool('sgdisk', 'gdisk', ['-v', loop.path])).to.contain('No problems found');
      expect(tool('sfdisk', 'fdisk', ['--verify', loop.path])).to.contain('No errors detected');
      expect(tool('sgdisk', 'gdisk', ['-p', loop.path]).match(/ EF00 /g)).to.have.length(1);
    });
  });
}
