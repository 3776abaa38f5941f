import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { StepKind } from '../../../agent/step-server/messages.ts';
import { STEPS } from '../../../agent/steps/steps.ts';
import {
  ARRAY,
  GPT_PARTITION,
  LOGICAL_PARTITION,
  MEMBER_PLACES,
  makeArrayDisk,
  PRIMARY_PARTITION,
  WHOLE_DISK,
} from '../../support/array-disks.ts';
import { digestOfFile, writeAt } from '../../support/disk-file.ts';
import { ImageServer } from '../../support/image-server.ts';
import { expectUntouched, makeKeptDisk, makeUsedDisk } from '../../support/kept-disks.ts';
import { runTool } from '../../support/partition-script.ts';
import { makeRootImage } from '../../support/root-image.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import { nodeForEachTest } from '../../support/step-node.ts';
import { md12 } from '../../support/superblocks.ts';

const MIB = 1024 * 1024;
const ERASE = ['erase_devices', 'erase_devices_metadata', 'erase_devices_express'] as const;
const RAID = { logical_disks: [{ size_gb: 'MAX', raid_level: '1', controller: 'software' }] };

// Volumes had been made on an array, and their catalog lies inside it. When the array did not run, its members looked
// like disks that keep nothing: images were written over them, and ironic-python-agent was let loose on them.
describe('volumes on an array that does not run (E38)', () => {
  const own = nodeForEachTest({
    steps: STEPS,
    environment: { BMV_IMAGE_RETRIES: '0' },
    node: { target_raid_config: RAID },
  });
  const { start } = own;
  const servers: ImageServer[] = [];
  let disk = { url: '', sha256: '' };
  let root = disk;

  async function serve(bytes: Buffer): Promise<{ url: string; sha256: string }> {
    const server = await ImageServer.start(bytes, {});
    servers.push(server);
    return { url: server.url(), sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  before(async () => {
    const made = mkdtempSync(join(tmpdir(), 'bmv-image-'));
    makeSmallImage(join(made, 'image.raw'), 512, 1);
    disk = await serve(readFileSync(join(made, 'image.raw')));
    root = await serve(readFileSync(makeRootImage(made, 'root', 16)));
    rmSync(made, { recursive: true });
  });
  after(async () => {
    for (const server of servers) await server.stop();
  });

  const info = ({ url, sha256 }: typeof disk, fields: object = {}) => ({
    image_info: { id: 'image', urls: [url], checksum: sha256, ...fields },
  });

  describe('are not overwritten', () => {
    for (const place of MEMBER_PLACES)
      it(`by write_image, where ${place.what} of the disk is a member`, async () => {
        const { path } = await makeArrayDisk(own.folder, 'sda', place);
        const { run } = await start([path]);
        const { error } = await expectUntouched(
          [path],
          async () => await run('deploy', 'write_image', info(disk)),
        );
        const part = place.number === null ? path : `partition ${place.number} of ${path}`;
        expect(error).to.contain(`CONFLICTS: ${part} is part of ${ARRAY}, which is not running`);
        expect(error).to.contain(`step erase_devices_metadata with damaged_disks=["${path}"]`);
      });

    const partition = { image_type: 'partition', root_mb: 24 };
    const ways: readonly (readonly [string, StepKind, string, () => object])[] = [
      ['write_image of a partition image', 'deploy', 'write_image', () => info(root, partition)],
      ['write_image in service', 'service', 'write_image', () => info(disk)],
      ['deploy_image', 'deploy', 'deploy_image', () => ({})],
    ];
    for (const [what, kind, step, args] of ways)
      it(`by ${what}`, async () => {
        const { path } = await makeArrayDisk(own.folder, 'sda', GPT_PARTITION, 700 * MIB);
        const instance_info = { image_source: disk.url, image_checksum: disk.sha256 };
        const { run } = await start([path], {
          node: { instance_info },
          reply: (method) => (method === 'installs_grub' ? { result: false } : undefined),
        });
        const { error } = await expectUntouched([path], async () => await run(kind, step, args()));
        expect(error).to.contain('CONFLICTS').and.contain(ARRAY);
      });

    // delete_configuration of ironic-python-agent starts every array by itself, then it wipes them all.
    for (const [kind, step, args, ...places] of [
      ['clean', 'burnin_disk', {}, GPT_PARTITION],
      ['clean', 'delete_configuration', {}, ...MEMBER_PLACES],
      ['clean', 'create_configuration', {}, GPT_PARTITION],
      ['deploy', 'apply_configuration', { raid_config: RAID }, GPT_PARTITION],
      ['service', 'delete_configuration', {}, GPT_PARTITION],
      ['deploy', 'execute_bootc_install', { image_source: 'x' }, ...MEMBER_PLACES],
    ] as const)
      for (const place of places)
        it(`by ${kind} step ${step}, where ${place.what} of a disk is a member`, async () => {
          const { path } = await makeArrayDisk(own.folder, 'sda', place);
          const { run } = await start([path, makeUsedDisk(own.folder, 'sdb')]);
          const { error, asked } = await run(kind, step, args);
          expect(error).to.contain('STEP_REFUSED').and.contain(`is part of ${ARRAY}, which is not running`);
          expect(error).to.contain(`damaged_disks=["${path}"]`);
          expect(asked.join()).to.match(/^(list_block_devices|get_os_install_device)$/);
        });
  });

  for (const step of ERASE)
    describe(step, () => {
      const places = step === 'erase_devices_metadata' ? MEMBER_PLACES : [LOGICAL_PARTITION];
      for (const place of places)
        it(`leaves out a disk where ${place.what} is a member, beside one with a volume`, async () => {
          const kept = await makeKeptDisk(own.folder, 'data');
          const { path } = await makeArrayDisk(own.folder, 'sdb', place);
          const { run } = await start([kept.path, path]);
          const { result, error } = await expectUntouched([path], async () => await run('clean', step));
          expect([error, result[path]]).to.deep.equal(['', `part of ${ARRAY}, left out`]);
        });

      // Its own step leaves members out, but has an NVMe device forget all that its other namespaces hold.
      it("is not left to ironic-python-agent's own step", async () => {
        const { path } = await makeArrayDisk(own.folder, 'sdb', WHOLE_DISK);
        const used = makeUsedDisk(own.folder, 'sda');
        const { run } = await start([used, path]);
        const { result, asked } = await expectUntouched([path], async () => await run('clean', step));
        expect(result).to.deep.equal({
          [used]: 'erased by ironic-python-agent',
          [path]: `part of ${ARRAY}, left out`,
        });
        expect(asked.join()).not.to.contain('run_step');
      });

      // All that was not kept of the disk was erased.
      it('erases nothing of a disk that has a volume beside a member', async () => {
        const { path, claim } = await makeKeptDisk(own.folder, 'data');
        runTool('sgdisk', ['--new=1:2048:+16M', '--typecode=1:fd00', path]);
        for (const { offset, bytes } of md12()) writeAt(path, MIB + offset, bytes);
        const { run } = await start([path]);
        const { error } = await expectUntouched([path], async () => await run('clean', step));
        expect(error).to.contain(
          `STEP_REFUSED: ${step} is refused, nothing was erased: partition 1 of ${path}`,
        );
        expect(error).to.contain(`damaged_disks=["${path}"]`);

        const before = digestOfFile(path, claim);
        const { result, error: none } = await run('clean', step, { damaged_disks: [path] });
        expect([none, String(result[path])]).to.match(/^,.* beside 1 kept partition$/);
        expect(digestOfFile(path, claim)).to.equal(before);
      });

      for (const place of places)
        it(`gives them up where the operator names the disk, of which ${place.what} is a member`, async () => {
          const { path } = await makeArrayDisk(own.folder, 'sdb', place);
          const other = await makeArrayDisk(own.folder, 'sdc', place);
          const { run } = await start([makeUsedDisk(own.folder, 'sda'), path, other.path]);
          const before = other.digest();
          const { result, error, asked } = await run('clean', step, { damaged_disks: [path] });
          expect([error, result[path]]).to.deep.equal(['', 'erased by ironic-python-agent']);
          expect(asked.join()).to.contain(`safety_check ${path}`);
          expect(other.digest()).to.equal(before);
          // ironic-python-agent is played by the test: what is gone is what the agent cleared.
          expect((await run('clean', step, {})).result[path]).to.equal('erased by ironic-python-agent');
        });

      it("leaves the rest to ironic-python-agent's own step where every array is given up", async () => {
        const { path } = await makeArrayDisk(own.folder, 'sda', PRIMARY_PARTITION);
        const { run } = await start([path]);
        const { error, asked } = await run('clean', step, { damaged_disks: [path] });
        const calls = ['list_block_devices', `safety_check ${path}`, `run_step ${step}`];
        expect([error, asked]).to.deep.equal(['', calls]);
        expect((await run('deploy', 'write_image', info(disk))).error).to.equal('');
      });

      it('gives up nothing while anything speaks against the erasure of a disk', async () => {
        const { path } = await makeArrayDisk(own.folder, 'sda', GPT_PARTITION);
        const { path: kept } = await makeKeptDisk(own.folder, 'data');
        for (const [disks, guarded] of [
          [[path], path],
          [[path, kept], kept],
        ] as const) {
          const { run } = await start(disks, {
            reply: (method, { device }) =>
              method === 'safety_check' && device === guarded ? { error: 'GPFS' } : undefined,
          });
          const { error } = await expectUntouched(
            disks,
            async () => await run('clean', step, { damaged_disks: [path] }),
          );
          expect(error).to.contain('GPFS');
        }
      });

      it('gives up nothing of a disk that skip_block_devices exempts', async () => {
        const { path } = await makeArrayDisk(own.folder, 'sdb', GPT_PARTITION);
        const { run } = await start([makeUsedDisk(own.folder, 'sda'), path], { skipped: [path] });
        const { result } = await expectUntouched(
          [path],
          async () => await run('clean', step, { damaged_disks: [path] }),
        );
        expect(result[path]).to.equal('left out by skip_block_devices');
      });
    });

  // It was taken for released before, and its data for erased.
  it('are not told to be gone, by their id, when they are to be released', async () => {
    const { path } = await makeArrayDisk(own.folder, 'sdb', GPT_PARTITION);
    const id = '11111111-2222-4333-8444-555555555555';
    const { run } = await start([makeUsedDisk(own.folder, 'sda'), path]);
    for (const where of [{}, { disk: path }]) {
      const { error } = await run('clean', 'release_volumes', { volumes: [id], ...where });
      expect(error).to.contain('VOLUME_UNKNOWN').and.contain(ARRAY);
    }
  });

  it('may have the name of one that is to be made, which takes an answer', async () => {
    const { path } = await makeArrayDisk(own.folder, 'sdb', GPT_PARTITION);
    const used = makeUsedDisk(own.folder, 'sda');
    const { run } = await start([used, path]);
    const volume = { name: 'data', size: '4M' };
    const { error } = await run('clean', 'create_volumes', { volumes: [volume] });
    expect(error).to.contain('VOLUME_AMBIGUOUS').and.contain(ARRAY).and.contain('add the argument disk');
    const again = await run('clean', 'create_volumes', { volumes: [{ ...volume, disk: used }] });
    expect(again.error).to.equal('');
  });

  it('do not keep the volumes of other disks from being verified', async () => {
    const kept = await makeKeptDisk(own.folder, 'data');
    const { path } = await makeArrayDisk(own.folder, 'sdb', GPT_PARTITION);
    const { run } = await start([kept.path, path]);
    expect((await run('clean', 'verify_volumes')).error).to.equal('');
  });
});
