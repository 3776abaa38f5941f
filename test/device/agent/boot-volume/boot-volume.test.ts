import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { deployBootVolume } from '../../../../agent/boot-volume/deploy-boot-volume.ts';
import { deploy } from '../../../../agent/deployment/deploy.ts';
import { openImage } from '../../../../agent/image/open-image.ts';
import { createVolume } from '../../../../agent/volumes/create.ts';
import { inspectDisk } from '../../../../agent/volumes/inspect.ts';
import { createManagers } from '../../../../hardware-managers/managers.ts';
import type { Claim } from '../../../../proto/catalog.ts';
import { tool } from '../../../support/blkid.ts';
import { EFI, makeSystemImage, systemFiles } from '../../../support/bootable-root.ts';
import { testContext } from '../../../support/context.ts';
import { readAt } from '../../../support/disk-file.ts';
import { attachLoop, type LoopDevice } from '../../../support/loop-device.ts';
import { errorOf } from '../../../support/read-image.ts';
import { makeSmallImage } from '../../../support/small-image.ts';
import { aRequestFor, yes } from '../../../support/volume-disk.ts';

const MIB = 1024 * 1024;
const OPTIONS = { selectors: [], proof: 'full', configDrive: null } as const;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

for (const sectorBytes of [512, 4096] as const) {
  describe(`a system in a volume of a real block device, ${sectorBytes}-byte sectors`, () => {
    const context = testContext(createManagers());
    let folder = '';
    let loop: LoopDevice;
    let claim: Claim;
    let contents = '';

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-boot-volume-'));
      loop = await attachLoop({ sizeBytes: 1024 * MIB, sectorBytes });
    });
    after(async () => {
      await loop?.detach();
      rmSync(folder, { recursive: true, force: true });
    });

    async function fill(name: string, path: string, checksum: string, sizeMb = 64) {
      const source = await openImage(path, { expect: 'filesystem', checksum });
      try {
        const image = { source, bootable: true, verifyMedia: true };
        return await createVolume(context, loop.path, aRequestFor(name, sizeMb * MIB), { image });
      } finally {
        await source.close();
      }
    }

    const digestOf = () => sha256(readAt(loop.path, claim));

    /** The EFI system partition as a file of its own. */
    function espFile(): string {
      const table = JSON.parse(tool('sfdisk', 'fdisk', ['--json', loop.path])) as {
        partitiontable: { partitions: readonly { start: number; size: number; type: string }[] };
      };
      const found = table.partitiontable.partitions.filter(({ type }) => type.startsWith('C12A7328'));
      expect(found).to.have.length(1);
      const [{ start, size } = { start: 0, size: 0 }] = found;
      const path = join(folder, 'esp.img');
      writeFileSync(path, readAt(loop.path, { offset: start * sectorBytes, length: size * sectorBytes }));
      return path;
    }

    const onEsp = (esp: string, path: string) => tool('mtype', 'mtools', ['-i', esp, `::${path}`]);

    it('is not made, and nothing lists it, where the image has another checksum', async () => {
      const path = makeSystemImage(folder, 'wrong');
      const error = await errorOf(fill('os', path, `sha256:${'0'.repeat(64)}`));
      expect(error.code).to.equal('CHECKSUM_MISMATCH');
      expect(error.message).to.contain('no volume was made');
      expect((await inspectDisk(context, loop.path)).table.kind).to.equal('none');
    });

    it('is not made where it has no boot loader, which is told with the packages that bring one', async () => {
      const { 'etc/os-release': release = '', payload = '' } = systemFiles('bare');
      const path = makeSystemImage(folder, 'bare', { files: { 'etc/os-release': release, payload } });
      const error = await errorOf(fill('os', path, `sha256:${sha256(readFileSync(path))}`));
      expect(error.code).to.equal('VOLUME_NOT_BOOTABLE');
      expect(error.message).to.contain('no GRUB for UEFI').and.contain('grub-efi-amd64-bin');
      expect((await inspectDisk(context, loop.path)).catalog).to.equal(null);
    });

    it('is the image byte for byte, then zeros, and the claim says what it is', async () => {
      const path = makeSystemImage(folder, 'alder');
      const image = readFileSync(path);
      const checksum = `sha256:${sha256(image)}`;
      ({ claim } = await fill('os', path, checksum));
      const bytes = readAt(loop.path, claim);
      expect(bytes.subarray(0, image.byteLength).equals(image)).to.equal(true);
      expect(bytes.subarray(image.byteLength).every((byte) => byte === 0)).to.equal(true);
      expect(claim).to.deep.include({ bootable: true, filesystem: 'ext4', label: 'alder-root' });
      expect(claim.image).to.deep.equal({ name: path, checksum });
      const again = await inspectDisk(context, loop.path);
      expect(again.catalog?.catalog.claims).to.deep.equal([claim]);
      contents = digestOf();
    });

    it('gets an EFI system partition that starts it, and not one byte of it changes', async () => {
      const { result, notes } = await deployBootVolume(context, loop.path, 'os', OPTIONS, yes);
      expect(result.proofs.map(({ name, same }) => [name, same])).to.deep.equal([['os', true]]);
      expect(digestOf()).to.equal(contents);
      expect(notes.join()).to.contain('Secure Boot');
      expect(tool('sgdisk', 'gdisk', ['-v', loop.path])).to.contain('No problems found');

      const esp = espFile();
      tool('fsck.vfat', 'dosfstools', ['-n', esp]);
      expect(tool('blkid', 'util-linux', ['-p', '-s', 'LABEL', '-o', 'value', esp]).trim()).to.equal(
        'efi-part',
      );
      expect(onEsp(esp, `/EFI/BOOT/BOOT${EFI}.EFI`)).to.contain('GRUB of the volume');
      const config = onEsp(esp, '/EFI/debian/grub.cfg');
      expect(onEsp(esp, '/EFI/BOOT/grub.cfg')).to.equal(config);
      const uuid = tool('blkid', 'util-linux', [
        '-p',
        '-s',
        'UUID',
        '-o',
        'value',
        join(folder, 'alder.ext4'),
      ]).trim();
      expect(config).to.contain(`,gpt${claim.entry.number}" ${uuid}`);
      expect(config).to.contain(
        `linux /boot/vmlinuz-6.12.1 root=PARTUUID=${claim.id} ro console=ttyS0,115200n8`,
      );
    });

    it('stays as it is while another system is deployed beside it, and is booted from again', async () => {
      const image = join(folder, 'other.raw');
      makeSmallImage(image, sectorBytes, 1);
      const source = await openImage(image);
      const other = await deploy(context, loop.path, source, OPTIONS, yes).finally(() => source.close());
      expect(other.proofs.map(({ name, same }) => [name, same])).to.deep.equal([['os', true]]);
      expect(digestOf()).to.equal(contents);

      const { result } = await deployBootVolume(context, loop.path, claim.id, OPTIONS, yes);
      expect(result.plan.erased.length).to.be.greaterThan(0);
      expect(digestOf()).to.equal(contents);
      expect(onEsp(espFile(), `/EFI/BOOT/BOOT${EFI}.EFI`)).to.contain('GRUB of the volume');
    });

    it('is booted with a config drive, and nothing stays mounted', async () => {
      const configDrive = Buffer.alloc(MIB, 'drive');
      const { result } = await deployBootVolume(context, loop.path, 'os', { ...OPTIONS, configDrive }, yes);
      const [place] = result.plan.created;
      expect(place?.purpose).to.equal('config-drive');
      expect(
        readAt(loop.path, place?.extent ?? claim)
          .subarray(0, MIB)
          .equals(configDrive),
      ).to.equal(true);
      expect(readFileSync('/proc/self/mounts', 'utf8')).to.not.contain('bmv-look-');
      expect(existsSync(join(tmpdir(), 'bmv-look-'))).to.equal(false);
    });

    it('is refused by a name that no volume has, and for one that was not made for it', async () => {
      await createVolume(context, loop.path, aRequestFor('data', 4 * MIB));
      const before = sha256(readFileSync(loop.backingFile));
      for (const [volume, code, says] of [
        ['nobody', 'VOLUME_UNKNOWN', '"os"'],
        ['data', 'VOLUME_NOT_BOOTABLE', 'was not made to be booted from'],
      ] as const) {
        const error = await errorOf(deployBootVolume(context, loop.path, volume, OPTIONS, yes));
        expect(error.code).to.equal(code);
        expect(error.message).to.contain(says).and.contain('nothing was written');
      }
      expect(sha256(readFileSync(loop.backingFile))).to.equal(before);
    });
  });
}
