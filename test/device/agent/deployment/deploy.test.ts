import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploy } from '../../../../agent/deployment/deploy.ts';
import type { DeployOptions } from '../../../../agent/deployment/preview.ts';
import { openImage } from '../../../../agent/image/open-image.ts';
import type { Layout } from '../../../../agent/layout/types.ts';
import { createVolume } from '../../../../agent/volumes/create.ts';
import { volumeViews } from '../../../../agent/volumes/views.ts';
import { createManagers } from '../../../../hardware-managers/managers.ts';
import { testContext } from '../../../support/context.ts';
import { makeFilesystemImage } from '../../../support/filesystem-image.ts';
import { attachLoop, type LoopDevice } from '../../../support/loop-device.ts';

const MIB = 1024 * 1024;
const yes = async () => true;

function partitionOf(layout: Layout, name: string): { offset: number; length: number; number: number } {
  const entry = layout.table.gpt?.entries.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`no partition ${name}`);
  const offset = entry.firstLba * layout.sectorBytes;
  return { number: entry.number, offset, length: (entry.lastLba + 1) * layout.sectorBytes - offset };
}

for (const sectorBytes of [512, 4096] as const) {
  describe(`a deployment on a real block device, ${sectorBytes}-byte sectors`, () => {
    const context = testContext(createManagers());
    let folder = '';
    let loop: LoopDevice;
    let images: string[] = [];

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-device-'));
      images = [1, 2].map((generation) => join(folder, `image${generation}.raw`));
      for (const [index, path] of images.entries()) makeFilesystemImage(path, folder, sectorBytes, index + 1);
      loop = await attachLoop({ sizeBytes: 768 * MIB, sectorBytes });
    });

    after(async () => {
      await loop?.detach();
      rmSync(folder, { recursive: true, force: true });
    });

    /** Runs `use` with the extent mounted, the way the kernel sees it from the device itself. */
    function mounted<T>(extent: { offset: number; length: number }, use: (mountPoint: string) => T): T {
      const mountPoint = join(folder, 'mnt');
      mkdirSync(mountPoint, { recursive: true });
      const options = `offset=${extent.offset},sizelimit=${extent.length}`;
      execFileSync('mount', ['-o', options, loop.path, mountPoint]);
      try {
        return use(mountPoint);
      } finally {
        execFileSync('umount', [mountPoint]);
      }
    }

    async function deployGeneration(
      generation: number,
      choice: Pick<DeployOptions, 'delta' | 'verifyMedia'> = {},
    ) {
      const source = await openImage(images[generation - 1] ?? '');
      const options = { selectors: [], proof: 'full' as const, configDrive: null, ...choice };
      return await deploy(context, loop.path, source, options, yes).finally(() => source.close());
    }

    it('keeps the files of an ext4 volume through two different systems', async () => {
      const request = {
        name: 'data',
        size: 256 * MIB,
        filesystem: 'ext4',
        label: 'data',
        mountPoint: '/srv',
        project: '',
      } as const;
      const { claim } = await createVolume(context, loop.path, request);
      const digest = mounted(claim, (mountPoint) => {
        writeFileSync(join(mountPoint, 'precious'), Buffer.alloc(5 * MIB, 'precious '));
        return createHash('sha256')
          .update(readFileSync(join(mountPoint, 'precious')))
          .digest('hex');
      });

      for (const generation of [1, 2]) {
        const { after, proofs, resumed } = await deployGeneration(generation);
        expect(resumed).to.equal(false);
        expect(proofs.map(({ name, same }) => [name, same])).to.deep.equal([['data', true]]);
        expect(volumeViews(after)).to.have.lengthOf(1);

        const release = mounted(partitionOf(after, 'root'), (mountPoint) =>
          readFileSync(join(mountPoint, 'etc/os-release'), 'utf8'),
        );
        expect(release).to.contain(`GENERATION=${generation}`);
        // Not every kernel that runs this has vfat; mtools reads it by itself.
        const espAt = `${loop.path}@@${partitionOf(after, 'esp').offset}`;
        const esp = execFileSync('mtype', ['-i', espAt, '::/os-release'], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        expect(esp).to.contain(`GENERATION=${generation}`);
        const found = mounted(partitionOf(after, 'data'), (mountPoint) =>
          createHash('sha256')
            .update(readFileSync(join(mountPoint, 'precious')))
            .digest('hex'),
        );
        expect(found).to.equal(digest);
      }
    });

    it('writes only what was changed since, and reads all of it back', async () => {
      const choice = { delta: 'always', verifyMedia: true } as const;
      const { after } = await deployGeneration(2, choice);
      const root = partitionOf(after, 'root');
      execFileSync(
        'dd',
        [
          ...['if=/dev/urandom', `of=${loop.path}`, 'bs=4096', 'count=1', 'conv=notrunc', 'oflag=direct'],
          `seek=${root.offset / 4096}`,
        ],
        { stdio: 'pipe' },
      );
      const mended = await deployGeneration(2, choice);
      expect(mended.bytesWritten).to.be.within(1, 1024 * 1024);
      expect(mended.bytesSkipped).to.be.above(mended.bytesWritten);
      const image = images[1] ?? '';
      // Its table, in the first and the last MiB, has the volume too.
      const bytes = `--bytes=${statSync(image).size - 2 * MIB}`;
      execFileSync('cmp', [`--ignore-initial=${MIB}`, bytes, image, loop.path]);
    });

    it('leaves the kernel with the partitions of the plan', () => {
      const [block] = loop.path.split('/').slice(-1);
      const seen = execFileSync(
        'sh',
        ['-c', `cd /sys/class/block && cat ${block}p*/partition | sort -n | tr '\\n' ' '`],
        { encoding: 'utf8' },
      );
      expect(seen.trim()).to.equal('1 2 127 128');
    });

    it('writes a table that sgdisk and sfdisk accept', () => {
      const verified = execFileSync('sgdisk', ['-v', loop.path], { encoding: 'utf8' });
      expect(verified).to.contain('No problems found');
      expect(execFileSync('sfdisk', ['--verify', loop.path], { encoding: 'utf8' })).to.contain(
        'No errors detected',
      );
    });

    it('refuses, saying by what, while a filesystem on the disk is mounted, and writes nothing', async () => {
      const digest = () => execFileSync('sha256sum', [loop.path], { encoding: 'utf8' });
      const before = digest();
      const mountPoint = join(folder, 'busy');
      mkdirSync(mountPoint, { recursive: true });
      execFileSync('mount', ['-o', 'ro,noload', `${loop.path}p2`, mountPoint]);
      try {
        const error = await deployGeneration(1).then(
          () => null,
          (reason: { code: string; message: string }) => reason,
        );
        expect(error?.code).to.equal('DISK_IN_USE');
        expect(error?.message).to.contain(mountPoint);
      } finally {
        execFileSync('umount', [mountPoint]);
      }
      expect(digest()).to.equal(before);
    });
  });
}
