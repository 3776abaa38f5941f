import { expect } from 'chai';
import { applyConfiguration } from '../../../agent/steps/apply-configuration.ts';
import { burninDisk } from '../../../agent/steps/burnin-disk.ts';
import { createConfiguration } from '../../../agent/steps/create-configuration.ts';
import { deleteConfiguration } from '../../../agent/steps/delete-configuration.ts';
import { executeBootcInstall } from '../../../agent/steps/execute-bootc-install.ts';
import { injectFiles } from '../../../agent/steps/inject-files.ts';
import { spoilCatalog } from '../../support/disk-file.ts';
import { expectUntouched, makeArrayMember, makeKeptDisk, makeUsedDisk } from '../../support/kept-disks.ts';
import { nodeForEachTest, startNode } from '../../support/step-node.ts';

const STEPS = [
  burninDisk,
  deleteConfiguration,
  createConfiguration,
  applyConfiguration,
  executeBootcInstall,
  injectFiles,
];
const RAID = { logical_disks: [{ size_gb: 'MAX', raid_level: '1', controller: 'software' }] };

/** Of each step that takes whole disks: how it is asked for. */
const ASKED_FOR = [
  ['clean', 'burnin_disk', {}],
  ['clean', 'delete_configuration', {}],
  ['clean', 'create_configuration', {}],
  ['deploy', 'apply_configuration', { raid_config: RAID }],
  ['deploy', 'execute_bootc_install', { image_source: 'registry/image', oci_pull_secret: 'secret' }],
  ['service', 'delete_configuration', {}],
  ['service', 'create_configuration', {}],
  ['service', 'apply_configuration', { raid_config: RAID, delete_existing: false }],
  ['service', 'execute_bootc_install', { image_source: 'registry/image' }],
  ['deploy', 'inject_files', { files: [] }],
  ['service', 'inject_files', {}],
] as const;

describe("ironic-python-agent's own steps that take whole disks", () => {
  const own = nodeForEachTest({ steps: STEPS, node: { target_raid_config: RAID } });
  const { start } = own;

  // A file may name any partition, and ironic-python-agent mounts it to write.
  it('inject_files is refused while another disk holds a volume', async () => {
    const { path, claim } = await makeKeptDisk(own.folder, 'data');
    const { run } = await start([makeUsedDisk(own.folder, 'root'), path]);
    const files = [{ path: '/x', content: '', partition: `/dev/disk/by-partuuid/${claim.id}` }];
    const { error } = await run('deploy', 'inject_files', { files });
    expect(error).to.contain('STEP_REFUSED').and.contain(claim.id);
  });

  for (const [kind, step, args] of ASKED_FOR.filter(([, step]) => /bootc|inject/.test(step)))
    it(`${kind} step ${step} is refused for a member of an array, which may hold volumes`, async () => {
      const member = makeArrayMember(own.folder, 'member');
      const { run } = await start([member]);
      const { error, asked } = await expectUntouched([member], async () => await run(kind, step, args));
      expect(error).to.contain('STEP_REFUSED').and.contain(`${member}: it is part of an array`);
      expect(asked.join()).not.to.contain('run_step');
    });

  for (const [kind, step, args] of ASKED_FOR) {
    describe(`${kind} step ${step}`, () => {
      it('runs where nothing is kept', async () => {
        const { run } = await start([makeUsedDisk(own.folder, 'a'), makeUsedDisk(own.folder, 'b')], {
          reply: (method) => (method === 'run_step' ? { result: { done: true } } : undefined),
        });
        const { result, error, asked } = await run(kind, step, args);
        expect(error).to.equal('');
        expect(result).to.deep.equal({ done: true });
        expect(asked.at(-1)).to.equal(`run_step ${step}`);
      });

      it('is refused while a disk that it would take holds a volume', async () => {
        const { path, claim } = await makeKeptDisk(own.folder, 'data');
        const { run } = await start([path, makeUsedDisk(own.folder, 'b')]);
        const { error, asked } = await expectUntouched([path], async () => await run(kind, step, args));
        expect(error).to.contain('STEP_REFUSED').and.contain(`"data" (${claim.id})`).and.contain(path);
        expect(error).to.contain('release_volumes');
        expect(asked.join()).not.to.contain('run_step');
      });

      it('is refused while nobody can say what a disk holds', async () => {
        const { path } = await makeKeptDisk(own.folder, 'data');
        await spoilCatalog(path);
        const { run } = await start([path]);
        const { error, asked } = await expectUntouched([path], async () => await run(kind, step, args));
        expect(error).to.contain('STEP_REFUSED').and.contain(path);
        expect(asked.join()).not.to.contain('run_step');
      });

      it('says what ironic-python-agent said when it fails', async () => {
        const { run } = await start([makeUsedDisk(own.folder, 'a')], {
          reply: (method) => (method === 'run_step' ? { error: 'mdadm: no such device' } : undefined),
        });
        const { error } = await run(kind, step, args);
        expect(error).to.equal(
          'IPA_FAILED: ironic-python-agent could not do run_step: mdadm: no such device',
        );
      });

      it('refuses an argument that there is not', async () => {
        const { run } = await start([makeUsedDisk(own.folder, 'a')]);
        const { error, asked } = await run(kind, step, { ...args, speed: 'fast' });
        expect(error).to.equal(`STEP_ARGUMENT: ${step}: there is no argument speed`);
        expect(asked).to.deep.equal([]);
      });
    });
  }

  it('create_configuration makes nothing where nothing is wanted, whatever is kept', async () => {
    const { path } = await makeKeptDisk(own.folder, 'data');
    for (const target_raid_config of [{}, null, { logical_disks: [] }]) {
      const { run, stop } = await startNode({ steps: STEPS, disks: [path], node: { target_raid_config } });
      const { error, asked } = await expectUntouched(
        [path],
        async () => await run('clean', 'create_configuration'),
      );
      expect([error, asked]).to.deep.equal(['', []]);
      await stop();
    }
  });

  // The boot loader went onto the disk that was written before an array took it.
  it('a RAID step makes the disk that was written be forgotten, unless it is refused', async () => {
    const { path } = await makeKeptDisk(own.folder, 'data');
    const { run, setInstallDevice, installDevice } = await start([makeUsedDisk(own.folder, 'a')]);
    await setInstallDevice('/dev/sda');
    await run('deploy', 'apply_configuration', { raid_config: RAID });
    expect(installDevice()).to.equal(null);

    const refused = await start([path]);
    await refused.setInstallDevice('/dev/sda');
    await refused.run('deploy', 'apply_configuration', { raid_config: RAID });
    expect(refused.installDevice()).to.equal('/dev/sda');
  });

  it('execute_bootc_install may have the install device when another disk holds a volume', async () => {
    const { path } = await makeKeptDisk(own.folder, 'data');
    const { run, installDevice } = await start([makeUsedDisk(own.folder, 'a'), path]);
    const { error, asked } = await run('deploy', 'execute_bootc_install', { image_source: 'registry/image' });
    expect(error).to.equal('');
    expect(asked).to.deep.equal(['get_os_install_device', 'run_step execute_bootc_install']);
    expect(installDevice()).to.equal(null);
  });

  it('apply_configuration refuses a RAID configuration that is none', async () => {
    const { run } = await start([makeUsedDisk(own.folder, 'a')]);
    const { error } = await run('deploy', 'apply_configuration', { raid_config: 'RAID 1' });
    expect(error).to.contain('STEP_ARGUMENT: apply_configuration: argument raid_config:');
  });
});
