import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploy } from '../../../agent/deployment/deploy.ts';
import { openImage } from '../../../agent/image/open-image.ts';
import { surveyDisk } from '../../../agent/ironic/survey.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import { eraseDevices } from '../../../agent/steps/erase-devices.ts';
import { eraseDevicesExpress } from '../../../agent/steps/erase-devices-express.ts';
import { eraseDevicesMetadata } from '../../../agent/steps/erase-devices-metadata.ts';
import { inspectDisk } from '../../../agent/volumes/inspect.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import { testContext } from '../../support/context.ts';
import { cutShort } from '../../support/cut-short.ts';
import { digestOfFile, makeDiskFile, spoilCatalog } from '../../support/disk-file.ts';
import { expectUntouched, makeKeptDisk, makeUsedDisk } from '../../support/kept-disks.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { runTool } from '../../support/partition-script.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import { nodeForEachTest } from '../../support/step-node.ts';
import { addVolume, contextOf, PATH, yes } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;
const ERASE = ['erase_devices', 'erase_devices_metadata', 'erase_devices_express'] as const;

describe('erasing the disks of a node', () => {
  const own = nodeForEachTest({ steps: [eraseDevices, eraseDevicesMetadata, eraseDevicesExpress] });
  const { start } = own;

  /** A disk file whose deployment, which kept partition root1 by a selector beside volume data, was cut off. */
  async function makeInterruptedDisk(): Promise<string> {
    const images = [1, 2].map((generation) => join(own.folder, `image${generation}.raw`));
    for (const [index, path] of images.entries()) makeSmallImage(path, 512, index + 1);
    const disk = new MemoryDisk(Buffer.alloc(16 * MIB), 512);
    await addVolume(disk, 'data', 2 * MIB);
    const deployImage = async (image: number, keep: readonly string[]) => {
      const source = await openImage(images[image] ?? '');
      const options = { selectors: keep.map(parseSelector), proof: 'full', configDrive: null } as const;
      await deploy(contextOf(disk), PATH, source, options, yes).finally(() => source.close());
    };
    await deployImage(0, []);
    await cutShort(disk, () => deployImage(1, ['label:root1']), 0.5);
    const path = join(own.folder, 'interrupted.img');
    writeFileSync(path, disk.bytes);
    return path;
  }

  async function listedOn(path: string): Promise<readonly string[]> {
    const { table } = await inspectDisk(testContext(createManagers()), path);
    return (table.gpt?.entries ?? []).map(({ name }) => name).sort();
  }

  // It outlived every cleaning and stood in the next tenant's table.
  it('a cleaning erases what an interrupted deployment had kept without a claim', async () => {
    const path = await makeInterruptedDisk();
    const { run } = await start([path]);
    const { result, error } = await run('clean', 'erase_devices');
    expect([error, result[path]]).to.deep.equal(['', 'random bytes 1x and zero beside 1 kept partition']);
    expect(await listedOn(path)).to.deep.equal(['bmv-catalog', 'data']);
  });

  it('a deployment that erases first keeps it, for its repetition', async () => {
    const path = await makeInterruptedDisk();
    const { run } = await start([path]);
    const { result, error } = await run('deploy', 'erase_devices_metadata');
    expect([error, result[path]]).to.deep.equal(['', 'metadata beside 2 kept partitions']);
    expect(await listedOn(path)).to.deep.equal(['bmv-catalog', 'data', 'root1']);
  });

  for (const step of ERASE) {
    describe(step, () => {
      // The conflict on the last disk was found when the first two were erased.
      it('erases nothing at all while one disk has a conflict', async () => {
        const first = await makeKeptDisk(own.folder, 'first');
        const used = makeUsedDisk(own.folder, 'used');
        const last = await makeKeptDisk(own.folder, 'last');
        runTool('sgdisk', [`--delete=${last.claim.entry.number}`, last.path]);
        const disks = [first.path, used, last.path];
        const { run } = await start(disks);
        const { error } = await expectUntouched(disks, async () => await run('clean', step));
        expect(error).to.contain('CONFLICTS: volume "last"').and.contain(last.path);
      });

      it('erases nothing at all while one disk is guarded by ironic-python-agent', async () => {
        const kept = await makeKeptDisk(own.folder, 'kept');
        const used = makeUsedDisk(own.folder, 'used');
        const { run } = await start([kept.path, used], {
          reply: (method, { device }) =>
            method === 'safety_check' && device === used ? { error: 'VMFS partition found' } : undefined,
        });
        const { error, asked } = await expectUntouched([kept.path], async () => await run('clean', step));
        expect(error).to.contain('VMFS');
        expect(asked.some((call) => call.startsWith('erase_'))).to.equal(false);
      });

      // The disk's serial and links were forgotten with its catalog.
      it('gives up a disk with a damaged catalog that the operator names by a link', async () => {
        const kept = await makeKeptDisk(own.folder, 'kept');
        const damaged = (await makeKeptDisk(own.folder, 'damaged')).path;
        await spoilCatalog(damaged);
        mkdirSync(join(own.folder, 'by-id'));
        const link = join(own.folder, 'by-id', 'wwn-0x5000');
        symlinkSync(damaged, link);
        const { run } = await start([kept.path, damaged]);
        const { error, result } = await run('clean', step, { damaged_disks: [link] });
        expect(error).to.equal('');
        expect(result[damaged]).to.equal('erased by ironic-python-agent');
      });

      // It ended in NOT_A_DISK when the disks before it were erased.
      it('gives up a disk that cannot even be looked at', async () => {
        const kept = await makeKeptDisk(own.folder, 'kept');
        const before = digestOfFile(kept.path, kept.claim);
        const gone = join(own.folder, 'gone');
        const { run } = await start([kept.path, gone]);
        expect((await run('clean', step)).error).to.contain(`nothing was erased: ${gone}: `);
        const { error, asked } = await run('clean', step, { damaged_disks: [gone] });
        expect(error).to.equal('');
        expect(asked.at(-1)).to.match(/^erase_(block_devices|metadata) /);
        expect(digestOfFile(kept.path, kept.claim)).to.equal(before);
      });

      // IPA's own steps leave it out: it holds what the conductor passed on by the management controller.
      it('leaves out virtual media', async () => {
        const kept = await makeKeptDisk(own.folder, 'kept');
        const media = makeDiskFile(join(own.folder, 'media.img'), 4 * MIB);
        execFileSync('mkfs.vfat', ['-n', 'ir-vfd-dev', media]);
        const { run } = await start([kept.path, media]);
        const { result } = await expectUntouched([media], async () => await run('clean', step));
        expect(result[media]).to.equal('virtual media, left out');
      });
    });
  }

  it('a disk is known by its serial also when its catalog is damaged', async () => {
    const { path } = await makeKeptDisk(own.folder, 'damaged');
    await spoilCatalog(path);
    const disk = new MemoryDisk(readFileSync(path), 512, { path: PATH, serial: 'S3R1AL' });
    const { names, doubt, identity } = await surveyDisk(contextOf(disk), PATH);
    expect(doubt).to.be.a('string');
    expect(names).to.include('S3R1AL');
    expect(identity).to.contain('S3R1AL');
  });
});
