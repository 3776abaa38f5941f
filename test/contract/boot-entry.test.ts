import { closeSync, openSync, writeSync } from 'node:fs';
import { expect } from 'chai';
import { tool } from '../support/blkid.ts';
import { applyScript, runTool } from '../support/partition-script.ts';
import { ContractFixture, digestOf, partitionBytes } from './fixture.ts';
import { serveImage } from './image-server.ts';
import { type IpaProcess, SUITES } from './ipa.ts';
import { bootEntries, espBytes, swapBytes, UEFI_MACHINE, uefiImage } from './uefi-node.ts';

const MIB = 1024 * 1024;
const ESP = 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B';
const LINUX = '0FC63DAF-8483-4772-8E79-3D69D8477DE4';
const LOADER = '\\EFI\\BOOT\\BOOTX64.EFI';

interface OldPartition {
  readonly number: number;
  readonly atMb: number;
}

type Info = Readonly<Record<string, unknown>>;

/** As the conductor goes about the interface `direct`; the line of the step that failed. */
async function deployDirect(ipa: IpaProcess, image_info: Info): Promise<string> {
  const { lastError } = await ipa.run('deploy', 'write_image', { args: { image_info } });
  if (lastError !== '') return lastError;
  const { command_result: uuids } = await ipa.sync('standby.get_partition_uuids');
  const params = {
    root_uuid: uuids?.['root uuid'],
    efi_system_part_uuid: null,
    target_boot_mode: 'uefi',
  };
  const { command_error: error } = await ipa.sync('image.install_bootloader', params);
  return error?.details ?? '';
}

/** With `custom-agent` the step has the boot entry made itself. */
async function deployCustom(ipa: IpaProcess, info: Info): Promise<string> {
  const [image_source] = info.urls as readonly string[];
  const { os_hash_algo: image_os_hash_algo, os_hash_value: image_os_hash_value } = info;
  const instance_info = { image_source, image_os_hash_algo, image_os_hash_value };
  const { lastError } = await ipa.run('deploy', 'deploy_image', { node: { ...ipa.node, instance_info } });
  return lastError;
}

const INTERFACES = { direct: deployDirect, 'custom-agent': deployCustom } as const;

for (const suite of SUITES) {
  describe(`boot entries beside a kept EFI system partition on ironic-python-agent of ${suite}`, () => {
    let fixture: ContractFixture;
    const servers: { readonly stop: () => Promise<void> }[] = [];
    beforeEach(() => {
      fixture = new ContractFixture();
    });
    afterEach(async () => {
      for (const server of servers.splice(0)) await server.stop();
      await fixture.close();
    });

    async function serve(bytes: Buffer): Promise<Info> {
      const image = await serveImage(bytes);
      servers.push(image);
      return image.info;
    }

    /** A used disk with the EFI system partition of an old system. */
    async function oldDisk({ number, atMb }: OldPartition): Promise<string> {
      const disk = await fixture.usedDisk();
      const place = `start=${(atMb * MIB) / 512}, size=${(8 * MIB) / 512}`;
      applyScript(disk, 512, ['label: gpt', `${number}: ${place}, type=${ESP}, name=old-esp`]);
      const file = openSync(disk, 'r+');
      writeSync(file, espBytes(fixture.folder), 0, 8 * MIB, atMb * MIB);
      closeSync(file);
      return disk;
    }

    async function startNode(disk: string): Promise<IpaProcess> {
      await fixture.agent();
      return await fixture.ipa(suite, [disk], { otherManager: UEFI_MACHINE });
    }

    async function adopt(ipa: IpaProcess, select: string): Promise<void> {
      const volumes = [{ select, name: 'old-system' }];
      expect((await ipa.run('clean', 'adopt_volumes', { args: { volumes } })).lastError).to.equal('');
    }

    for (const [name, deployBy] of Object.entries(INTERFACES)) {
      // IPA takes the first EFI system partition of the disk for the boot entry. With the volume at the old place
      // it mounted the volume for writing, and the firmware went on booting the old system.
      it(`${name}: refuses an image whose own would come second (E35), and takes the way out that it names`, async () => {
        const disk = await oldDisk({ number: 5, atMb: 1 });
        const ipa = await startNode(disk);
        await adopt(ipa, 'label:old-esp');
        const info = await serve(uefiImage(fixture.folder));
        const [all, kept] = [digestOf(disk), partitionBytes(disk, 'old-esp')];
        const error = await deployBy(ipa, info);
        expect(partitionBytes(disk, 'old-esp').equals(kept)).to.equal(true);
        expect(error)
          .to.contain(`kept partition 5 "old-esp" (8 MiB at 1048576) of ${disk} is an EFI system partition`)
          .and.contain("lies before the image's");
        expect([digestOf(disk), bootEntries(fixture.folder)]).to.deep.equal([all, []]);

        const way = /`sgdisk (-t 5:0700) (\/dev\/loop\d+)`/.exec(error);
        runTool('sgdisk', [...(way?.[1] ?? '').split(' '), way?.[2] ?? '']);
        expect(await deployBy(ipa, info)).to.equal('');
        expect(bootEntries(fixture.folder)).to.deep.equal([[disk, 1, LOADER]]);
        expect(partitionBytes(disk, 'old-esp').equals(kept)).to.equal(true);
      });

      it(`${name}: boots the image where its own comes first on the disk, whatever the numbers are`, async () => {
        const disk = await oldDisk({ number: 1, atMb: 32 });
        const ipa = await startNode(disk);
        await adopt(ipa, 'label:old-esp');
        const kept = partitionBytes(disk, 'old-esp');
        expect(await deployBy(ipa, await serve(uefiImage(fixture.folder)))).to.equal('');
        // Its own number is taken.
        expect(bootEntries(fixture.folder)).to.deep.equal([[disk, 3, LOADER]]);
        expect(partitionBytes(disk, 'old-esp').equals(kept)).to.equal(true);
      });
    }

    it('refuses an image that has none of its own', async () => {
      const disk = await oldDisk({ number: 5, atMb: 32 });
      const ipa = await startNode(disk);
      await adopt(ipa, 'label:old-esp');
      const before = digestOf(disk);
      const error = await deployDirect(ipa, await serve(uefiImage(fixture.folder, null)));
      expect(error).to.contain('image.raw has none').and.contain('take an image that boots by UEFI');
      expect([digestOf(disk), bootEntries(fixture.folder)]).to.deep.equal([before, []]);
    });

    // IPA reads the partitions from what parted prints, and skips lines in which the filesystem is no single word.
    it("fails ahead of the boot entry where IPA overlooks the image's own", async () => {
      const disk = await oldDisk({ number: 5, atMb: 32 });
      const ipa = await startNode(disk);
      await adopt(ipa, 'label:old-esp');
      const kept = partitionBytes(disk, 'old-esp');
      const error = await deployDirect(
        ipa,
        await serve(uefiImage(fixture.folder, swapBytes(fixture.folder))),
      );
      expect(partitionBytes(disk, 'old-esp').equals(kept)).to.equal(true);
      expect(error).to.contain(
        'overlooks its EFI system partition and would mount partition 5, which is kept',
      );
      expect(bootEntries(fixture.folder)).to.deep.equal([]);
    });

    // Of the FAT filesystems on the disk it mounts those that the image's fstab names, by whatever they are named.
    const installsGrub = suite === 'trixie';
    it(`${installsGrub ? 'refuses' : 'writes'} a partition image beside FAT, as GRUB is ${installsGrub ? '' : 'not '}installed out of it`, async () => {
      const disk = await fixture.usedDisk();
      applyScript(disk, 512, ['label: gpt', `5: start=65536, size=16384, type=${LINUX}, name=old-boot`]);
      tool('mkfs.vfat', 'dosfstools', ['--offset', '65536', '-n', 'UEFI', disk, '8192']);
      const root = await fixture.rootImage();
      const ipa = await startNode(disk);
      await adopt(ipa, 'fslabel:UEFI');
      const [all, kept] = [digestOf(disk), partitionBytes(disk, 'old-boot')];
      const image_info = { ...root.info, image_type: 'partition', deploy_boot_mode: 'bios', root_mb: 24 };
      const { lastError } = await ipa.run('deploy', 'write_image', { args: { image_info } });
      expect(partitionBytes(disk, 'old-boot').equals(kept)).to.equal(true);
      if (!installsGrub) expect(lastError).to.equal('');
      else {
        expect(lastError).to.contain('kept partition 5 "old-boot"').and.contain('deploy a whole-disk image');
        expect(digestOf(disk)).to.equal(all);
      }
    });
  });
}
