import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { jsonConfigDrive } from '../../agent/config-drive/json-config-drive.ts';
import { bytesOf, ContractFixture, digestOf, partitionBytes, partitionsOf } from './fixture.ts';
import { NODE, SUITES } from './ipa.ts';

const MIB = 1024 * 1024;
const OURS = 'BaremetalVolumesHardwareManager';
const GENERIC = 'GenericHardwareManager';

/** Names by kind: steps of IPA's that we stand in for, and steps that stay IPA's. */
const REPLACED = {
  clean: [
    'erase_devices',
    'erase_devices_metadata',
    'erase_devices_express',
    'burnin_disk',
    'delete_configuration',
    'create_configuration',
  ],
  deploy: ['erase_devices_metadata', 'apply_configuration', 'write_image', 'execute_bootc_install'],
  service: [
    'delete_configuration',
    'apply_configuration',
    'create_configuration',
    'write_image',
    'execute_bootc_install',
  ],
} as const;
const LEFT = {
  clean: ['erase_pstore', 'clean_uefi_nvram', 'burnin_cpu', 'burnin_gpu', 'burnin_memory', 'burnin_network'],
  deploy: ['clean_uefi_nvram', 'inject_files'],
  service: ['burnin_cpu', 'burnin_gpu', 'burnin_memory', 'burnin_network', 'inject_files'],
} as const;
/** Erasing under names that no other ramdisk has: nothing is done by a conductor that boots one. */
const OWN_CLEAN = ['erase_unkept', 'erase_unkept_metadata', 'erase_unkept_express'];
const OWN = [
  'create_volumes',
  'adopt_volumes',
  'extend_volumes',
  'tell_volumes',
  'release_volumes',
  'verify_volumes',
  'report_volumes',
];

for (const suite of SUITES) {
  describe(`steps on ironic-python-agent of ${suite}`, () => {
    let fixture: ContractFixture;
    beforeEach(() => {
      fixture = new ContractFixture();
    });
    afterEach(async () => await fixture.close());

    it('stand in for its own, by name and with their priorities, and leave the others alone', async () => {
      await fixture.agent();
      const ipa = await fixture.ipa(suite, []);
      for (const kind of ['clean', 'deploy', 'service'] as const) {
        const { steps, versions } = await ipa.steps(kind);
        const namesOf = (manager: string) => (steps[manager] ?? []).map(({ step }) => step);
        expect(namesOf(OURS), kind).to.include.members([...REPLACED[kind], ...OWN]);
        // All of them: a new step that destroys something must not come in unseen.
        expect(namesOf(GENERIC), kind).to.have.members([...LEFT[kind]]);
        expect(versions).to.deep.include({ 'baremetal-volumes': 'source' });
        for (const step of steps[OURS] ?? []) expect(step).to.have.keys(expectedKeys(step));
      }
      const { steps } = await ipa.steps('clean');
      const priorities = Object.fromEntries(
        (steps[OURS] ?? []).map(({ step, priority }) => [step, priority]),
      );
      expect(priorities).to.deep.include({
        erase_devices: 10,
        erase_devices_metadata: 99,
        erase_devices_express: 0,
        ...Object.fromEntries(OWN_CLEAN.map((step) => [step, 0])),
      });
    });

    it('run under the version that they were listed with, and under no other', async () => {
      await fixture.agent();
      const ipa = await fixture.ipa(suite, []);
      const { versions } = await ipa.steps('clean');
      const good = await ipa.run('clean', 'report_volumes', { versions });
      expect(good.command.command_status).to.equal('SUCCEEDED');
      const other = { ...versions, 'baremetal-volumes': 'older' };
      const bad = await ipa.run('clean', 'report_volumes', { versions: other });
      expect(bad.command.command_status).to.equal('CLEAN_VERSION_MISMATCH');
    });

    it('deploy an image twice around a volume, made at deploy time from the arguments of a template', async () => {
      const disk = await fixture.usedDisk();
      const image = await fixture.image();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [disk]);
      const configdrive = gzipSync(jsonConfigDrive({ meta_data: {} }, NODE.uuid)).toString('base64');
      const write = { args: { image_info: image.info, configdrive } };
      expect((await ipa.run('deploy', 'write_image', write)).lastError).to.equal('');

      const volumes = [{ name: 'data', size: '16M', filesystem: 'ext4', mount_point: '/data' }];
      const made = await ipa.run('deploy', 'create_volumes', { args: { volumes } });
      expect(made.lastError).to.equal('');
      const [volume] = (made.result as { volumes: { id: string; offset: number; size: number }[] }).volumes;
      const before = bytesOf(disk, volume?.offset, volume?.size);

      const again = await ipa.run('deploy', 'write_image', write);
      expect(again.lastError).to.equal('');
      expect(again.result).to.deep.include({ device: disk });
      expect(bytesOf(disk, volume?.offset, volume?.size).equals(before)).to.equal(true);
      expect(bytesOf(disk, 2 * MIB, 2 * MIB).equals(image.bytes.subarray(2 * MIB, 4 * MIB))).to.equal(true);
      expect(partitionsOf(disk).map(({ name }) => name)).to.include.members(['esp1', 'root1', 'data']);

      const uuids = await ipa.sync('standby.get_partition_uuids');
      expect(JSON.stringify(uuids.command_result)).to.match(/"root uuid":"0x[0-9a-f]{8}"/);
    });

    for (const [names, steps] of [
      ["IPA's names", ['erase_devices_metadata', 'erase_devices_express', 'erase_devices']],
      ['names of our own', ['erase_unkept_metadata', 'erase_unkept_express', 'erase_unkept']],
    ] as const)
      it(`clean a node around its volumes, at every level, by ${names}, and erase other disks as IPA does (E56)`, async () => {
        const { device, claim } = await fixture.keptDisk();
        const used = await fixture.usedDisk();
        await fixture.agent();
        const ipa = await fixture.ipa(suite, [device, used]);
        for (const step of steps) expect((await ipa.run('clean', step)).lastError, step).to.equal('');
        expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
        expect(partitionsOf(device).map(({ name }) => name)).to.deep.equal(['data', 'bmv-catalog']);
        expect(bytesOf(used).includes('old data')).to.equal(false);
      });

    for (const step of ['erase_devices', 'erase_unkept'])
      it(`leave a node without volumes to IPA's own eraser (${step})`, async () => {
        const disks = [await fixture.usedDisk(), await fixture.usedDisk()];
        await fixture.agent();
        const ipa = await fixture.ipa(suite, disks);
        const { lastError } = await ipa.run('clean', step);
        expect(lastError).to.equal('');
        for (const disk of disks) expect(bytesOf(disk).includes('old data')).to.equal(false);
      });

    it('erase nothing of what skip_block_devices exempts', async () => {
      const { device } = await fixture.keptDisk();
      const used = await fixture.usedDisk();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device, used]);
      const before = digestOf(used);
      const node = {
        ...ipa.node,
        properties: { root_device: { name: device }, skip_block_devices: [{ name: used }] },
      };
      const { lastError, result } = await ipa.run('clean', 'erase_devices', { node });
      expect(lastError).to.equal('');
      expect(result).to.deep.include({ [used]: 'left out by skip_block_devices' });
      expect(digestOf(used)).to.equal(before);
    });

    // Ironic leaves a failed service step on the node, and every later deployment failed for it.
    it('run in a deployment although a service step of the past is still set', async () => {
      await fixture.agent();
      const ipa = await fixture.ipa(suite, []);
      const node = { ...ipa.node, service_step: { step: 'write_image' } };
      expect((await ipa.run('deploy', 'erase_devices_metadata', { node })).lastError).to.equal('');
    });

    it('refuse whatever takes whole disks while one holds a volume (E56)', async () => {
      const { device, claim } = await fixture.keptDisk();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const raid_config = { logical_disks: [{ size_gb: 'MAX', raid_level: '1', controller: 'software' }] };
      const before = digestOf(device);
      for (const [kind, step, args] of [
        ['clean', 'burnin_disk', {}],
        ['clean', 'delete_configuration', {}],
        ['clean', 'create_configuration', {}],
        ['deploy', 'apply_configuration', { raid_config }],
        ['deploy', 'execute_bootc_install', { image_source: 'x', configdrive: null, oci_pull_secret: null }],
        ['deploy', 'inject_files', { files: [{ path: '/etc/x', content: 'eA==' }] }],
        ['service', 'inject_files', { files: [] }],
      ] as const) {
        const node = { ...ipa.node, target_raid_config: raid_config };
        const { lastError } = await ipa.run(kind, step, { node, args });
        expect(lastError).to.contain(`"data" (${claim.id})`).and.contain('release the volumes first');
      }
      expect(digestOf(device)).to.equal(before);
    });

    it('adopt, extend, verify, report and release volumes in service', async () => {
      const disk = await fixture.usedDisk();
      const image = await fixture.image();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [disk]);
      const run = async (step: string, args: object) => {
        const { lastError, result } = await ipa.run('service', step, { args });
        expect(lastError, step).to.equal('');
        return result as { volumes: Readonly<Record<string, unknown>>[] };
      };
      await run('write_image', { image_info: image.info });
      await run('adopt_volumes', { volumes: [{ select: 'label:root1', name: 'kept-root' }] });
      await run('create_volumes', { volumes: [{ name: 'data', size: '8M' }] });
      const extended = await run('extend_volumes', { volumes: [{ volume: 'kept-root', size: '16M' }] });
      expect(extended.volumes[0]).to.deep.include({ name: 'kept-root', size: 16 * MIB, outcome: 'extended' });
      expect((await run('verify_volumes', { proof: 'full' })).volumes).to.have.lengthOf(2);
      const { volumes } = await run('report_volumes', {});
      expect(volumes.map(({ name }) => name)).to.deep.equal(['kept-root', 'data']);
      expect(bytesOf(disk, 2 * MIB, 2 * MIB).equals(image.bytes.subarray(2 * MIB, 4 * MIB))).to.equal(true);
      await run('release_volumes', { volumes: ['kept-root', 'data'] });
      expect((await run('report_volumes', {})).volumes).to.deep.equal([]);
    });

    it('deploy for the custom-agent interface from instance_info', async () => {
      const { device, claim } = await fixture.keptDisk();
      const image = await fixture.image();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const { urls, os_hash_algo, os_hash_value } = image.info as { [key: string]: unknown; urls: string[] };
      const node = {
        ...ipa.node,
        instance_info: {
          image_source: urls[0],
          image_os_hash_algo: os_hash_algo,
          image_os_hash_value: os_hash_value,
        },
      };
      const { lastError, result } = await ipa.run('deploy', 'deploy_image', { node });
      expect(lastError).to.equal('');
      expect(result).to.deep.include({ device, boot_entry: 'bios' });
      expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
    });

    it('deploy a partition image, and keep its ephemeral partition in the next one', async () => {
      const disk = await fixture.usedDisk();
      const root = await fixture.rootImage();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [disk]);
      const sizes = { root_mb: 24, swap_mb: 4, ephemeral_mb: 16, ephemeral_format: 'ext4' };
      const info = { ...root.info, image_type: 'partition', deploy_boot_mode: 'bios', ...sizes };
      const first = await ipa.run('deploy', 'write_image', { args: { image_info: info } });
      expect(first.lastError).to.equal('');
      const uuids = JSON.stringify((await ipa.sync('standby.get_partition_uuids')).command_result);
      expect(uuids).to.contain(`"root uuid":"${root.uuid}"`);
      const before = partitionBytes(disk, 'ephemeral0');
      const configdrive = gzipSync(Buffer.alloc(64 * 1024, 'config drive ')).toString('base64');
      const second = { image_info: { ...info, preserve_ephemeral: true }, configdrive };
      expect((await ipa.run('deploy', 'write_image', { args: second })).lastError).to.equal('');
      expect(partitionBytes(disk, 'ephemeral0').equals(before)).to.equal(true);
    });

    it('are busy one at a time', async () => {
      const { device } = await fixture.keptDisk();
      const image = await fixture.image({ held: true });
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const begun = await ipa.begin('deploy', 'write_image', { args: { image_info: image.info } });
      await image.half;
      expect(await ipa.begin('deploy', 'report_volumes')).to.deep.equal({ status: 409 });
      expect(begun).to.have.property('command_status', 'RUNNING');
    });

    it("put the agent's log into the archive of logs, without the tenant's secrets", async () => {
      const { device } = await fixture.keptDisk();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const node = {
        ...ipa.node,
        instance_info: { configdrive: 'tenant-secret', image_source: 'tenant-secret' },
      };
      await ipa.run('deploy', 'deploy_image', { node });
      const { command_result: logs } = await ipa.sync('log.collect_system_logs');
      const archive = join(fixture.folder, 'logs.tar.gz');
      writeFileSync(archive, Buffer.from(String(logs?.system_logs), 'base64'));
      const text = execFileSync('tar', ['-xzOf', archive, 'baremetal-volumes.log'], { encoding: 'utf8' });
      expect(text).to.contain('step begins').and.contain('deploy_image').and.not.contain('tenant-secret');
    });

    it('are on stable media when IPA syncs before it powers off', async () => {
      await fixture.agent();
      const ipa = await fixture.ipa(suite, []);
      expect((await ipa.sync('standby.sync')).command_status).to.equal('SUCCEEDED');
    });
  });
}

function expectedKeys(step: object): string[] {
  const optional = 'argsinfo' in step ? ['argsinfo'] : [];
  return ['step', 'interface', 'priority', 'abortable', 'reboot_requested', ...optional];
}
