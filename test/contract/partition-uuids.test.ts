import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { blkidSignature } from '../support/blkid.ts';
import { type LinuxPartition, linuxPartitions } from '../support/linux-gpt.ts';
import { bytesOf, ContractFixture } from './fixture.ts';
import { type IpaProcess, runInRoot, SUITES } from './ipa.ts';

const SIZES = { root_mb: 24, swap_mb: 4, ephemeral_mb: 16, ephemeral_format: 'ext4' };

/** IPA's ESP alone takes 550 MiB. */
const DISK_BYTES = 1024 * 1024 * 1024;

interface PartitionUuids {
  readonly 'root uuid': string;
  readonly 'efi system partition uuid'?: string | null;
  readonly partitions?: Readonly<Record<string, string>>;
}

/** What Linux would show on the disk, by the path of its node. */
function partitionsOf(device: string): ReadonlyMap<string, LinuxPartition> {
  const read = (offset: number, length: number) => bytesOf(device, offset, length);
  const found = linuxPartitions({ sizeBytes: DISK_BYTES, read }, 512) ?? [];
  return new Map(found.map((partition) => [`${device}p${partition.number}`, partition]));
}

/** As libblkid reads it from the partition's own bytes. */
function filesystemOf(device: string, { firstLba, lastLba }: LinuxPartition) {
  return blkidSignature(device, firstLba * 512, (lastLba - firstLba + 1) * 512);
}

/** As ironic/drivers/modules/agent.py asks for them ahead of the boot loader. */
async function uuidsOf(ipa: IpaProcess): Promise<PartitionUuids> {
  const { command_result: answer } = await ipa.sync('standby.get_partition_uuids');
  return answer as unknown as PartitionUuids;
}

for (const suite of SUITES) {
  describe(`partition UUIDs on ironic-python-agent of ${suite}`, () => {
    let fixture: ContractFixture;
    beforeEach(() => {
      fixture = new ContractFixture();
    });
    afterEach(async () => await fixture.close());

    it('are those on the disk after a partition image, and after the next one around its ephemeral', async () => {
      const { device, claim } = await fixture.keptDisk('data', DISK_BYTES);
      const root = await fixture.rootImage();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const info = { ...root.info, image_type: 'partition', deploy_boot_mode: 'uefi', ...SIZES };
      const configdrive = gzipSync(Buffer.alloc(64 * 1024, 'config drive ')).toString('base64');
      let ephemeral = '';
      for (const preserve_ephemeral of [false, true]) {
        const image_info = { ...info, preserve_ephemeral };
        const { lastError } = await ipa.run('deploy', 'write_image', { args: { image_info, configdrive } });
        expect(lastError).to.equal('');
        const uuids = await uuidsOf(ipa);
        const partitions = partitionsOf(device);
        const at = (role: string) => {
          const partition = partitions.get(uuids.partitions?.[role] ?? '');
          if (!partition) throw new Error(`there is no ${role}: ${JSON.stringify(uuids)}`);
          return partition;
        };
        expect(Object.keys(uuids.partitions ?? {})).to.have.members([
          ...['efi system partition', 'swap', 'ephemeral', 'configdrive', 'root'],
        ]);
        expect(new Set(Object.values(uuids.partitions ?? {}))).to.have.property('size', 5);
        expect(filesystemOf(device, at('root'))).to.deep.include({ uuid: uuids['root uuid'], label: 'root' });
        expect(uuids['root uuid']).to.equal(root.uuid);
        const esp = at('efi system partition');
        expect(filesystemOf(device, esp)).to.deep.include({ uuid: uuids['efi system partition uuid'] });
        expect(esp.typeGuid.toUpperCase()).to.equal('C12A7328-F81F-11D2-BA4B-00A0C93EC93B');
        expect(filesystemOf(device, at('swap'))?.type).to.equal('swap');
        expect(filesystemOf(device, at('ephemeral'))?.type).to.equal('ext4');
        if (preserve_ephemeral) expect(at('ephemeral').guid).to.equal(ephemeral);
        ephemeral = at('ephemeral').guid;
      }
      expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
    });

    it('name the disk after a whole-disk image as IPA itself would', async () => {
      const { device } = await fixture.keptDisk();
      const image = await fixture.image();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const { lastError } = await ipa.run('deploy', 'write_image', { args: { image_info: image.info } });
      expect(lastError).to.equal('');
      const program = `from ironic_python_agent import config, disk_utils
print(disk_utils.get_disk_identifier('${device}'))`;
      const options = { suite, folder: fixture.folder, disks: [device] };
      const { output } = await runInRoot(options, ['/usr/bin/python3', '-W', 'ignore', '-c', program]);
      expect(await uuidsOf(ipa)).to.deep.equal({ 'root uuid': output.trim() });
      expect(output).to.match(/^0x[0-9a-f]{8}\n$/);
    });
  });
}
