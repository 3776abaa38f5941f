import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { deployImage } from '../../../agent/steps/deploy-image.ts';
import { tellVolumes } from '../../../agent/steps/tell-volumes.ts';
import { writeImage } from '../../../agent/steps/write-image.ts';
import { inspectDisk } from '../../../agent/volumes/inspect.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import { entryExtent } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import { genisoimage, unpackDrive } from '../../support/config-drives.ts';
import { testContext } from '../../support/context.ts';
import { makeDiskFile, readAt } from '../../support/disk-file.ts';
import { ImageServer } from '../../support/image-server.ts';
import { expectUntouched } from '../../support/kept-disks.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import { nodeForEachTest, type StepOutcome } from '../../support/step-node.ts';

const MIB = 1024 * 1024;
const SRV = { name: 'data', size: '8M', filesystem: 'ext4', mount_point: '/srv', project: 'p1' };
const SECRET = 'hunter2';
const DRIVE = {
  'openstack/latest/meta_data.json': '{"uuid":"i-1"}',
  'openstack/latest/user_data': `#!/bin/sh\n# ${SECRET}\n`,
};

const packed = (drive: Buffer) => gzipSync(drive).toString('base64');

describe('steps that write an image where the instance has volumes', () => {
  const own = nodeForEachTest({ steps: [writeImage, deployImage, createVolumes, tellVolumes] });
  let server: ImageServer;
  let digest = '';
  let disk = '';

  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bmv-image-'));
    makeSmallImage(join(folder, 'image.raw'), 512, 1);
    const raw = readFileSync(join(folder, 'image.raw'));
    digest = createHash('sha256').update(raw).digest('hex');
    rmSync(folder, { recursive: true });
    server = await ImageServer.start(raw);
  });
  after(async () => await server.stop());
  beforeEach(() => {
    disk = makeDiskFile(join(own.folder, 'root.img'), 64 * MIB);
  });

  const info = () => ({
    urls: [server.url()],
    disk_format: 'raw',
    os_hash_algo: 'sha256',
    os_hash_value: digest,
  });

  /** Makes volumes on the root disk, and on a second one where they name it. */
  async function withVolumes(...volumes: readonly object[]): Promise<void> {
    const { run } = await own.start([disk]);
    const { error } = await run('deploy', 'create_volumes', { volumes });
    expect(error).to.equal('');
  }

  async function deploy(lessee = 'p1', args: object = {}, disks = [disk]): Promise<StepOutcome> {
    const { run } = await own.start(disks, { node: { lessee } });
    return await run('deploy', 'write_image', { image_info: info(), ...args });
  }

  async function layout() {
    return await inspectDisk(testContext(createManagers()), disk);
  }

  async function driveFiles(): Promise<ReadonlyMap<string, Buffer>> {
    const { table, sectorBytes } = await layout();
    const entry = table.gpt?.entries.find(({ name }) => name === 'config-2');
    return entry ? unpackDrive(readAt(disk, entryExtent(entry, sectorBytes))) : new Map();
  }

  /** Of the volume: type of its partition, in the table and in the catalog, and a digest of its bytes. */
  async function volume() {
    const { table, catalog } = await layout();
    const claim = catalog?.catalog.claims[0];
    if (!claim) throw new Error('there is no volume');
    const entry = table.gpt?.entries.find(({ guid }) => guid === claim.id);
    const isSame = Buffer.from(entry?.raw ?? []).equals(Buffer.from(claim.entry.raw));
    return {
      ...{ id: claim.id, type: entry?.typeGuid, isSame, journal: catalog?.catalog.journal },
      bytes: createHash('sha256').update(readAt(disk, claim)).digest('hex'),
    };
  }

  it('make a config drive that tells cloud-init where to mount them, if there is none', async () => {
    await withVolumes(SRV);
    const { error, result } = await deploy();
    expect(error).to.equal('');
    expect(String(result.notes)).to.contain('a config drive was made');
    const { id } = await volume();
    const text = (await driveFiles()).get('openstack/latest/vendor_data.json')?.toString();
    expect(text).to.contain(`/dev/disk/by-partuuid/${id}`).and.contain('/srv');
  });

  it('add to the config drive that Ironic passes, and say nothing of what is on it', async () => {
    await withVolumes(SRV);
    const { error, result, messages } = await deploy('p1', { configdrive: packed(genisoimage(DRIVE)) });
    expect(error).to.equal('');
    const files = await driveFiles();
    expect(files.get('openstack/latest/user_data')?.toString()).to.equal(DRIVE['openstack/latest/user_data']);
    expect(files.get('openstack/latest/meta_data.json')?.toString()).to.contain('"tags":["bmv","data"]');
    expect(JSON.stringify([result, messages])).to.not.contain(SECRET);
  });

  it('come too early for a volume that is made behind them, and its step says so', async () => {
    const { run } = await own.start([disk], { node: { lessee: 'p1' } });
    expect((await run('deploy', 'write_image', { image_info: info() })).error).to.equal('');
    const late = await run('deploy', 'create_volumes', { volumes: [SRV] });
    expect(late.error).to.equal('');
    expect(String(late.result.notes)).to.match(/"data", and this one is not/);
    const again = await run('deploy', 'create_volumes', { volumes: [SRV] });
    expect(again.result.notes).to.equal(undefined);
  });

  it('tell nothing to the instance of another project', async () => {
    await withVolumes(SRV);
    const { error, result } = await deploy('p2', { configdrive: packed(genisoimage(DRIVE)) });
    expect(error).to.equal('');
    expect(String(result.notes)).to.contain('is not told of volume "data"').and.contain('another project');
    expect([...(await driveFiles()).keys()]).to.have.members(Object.keys(DRIVE));
  });

  it('give a partition the type by which systemd mounts it, and take it away for another project', async () => {
    await withVolumes({ ...SRV, tell: ['gpt-auto'] });
    const before = await volume();
    expect(before.type).to.equal(TYPE_GUIDS.linuxFilesystem);
    expect((await deploy()).error).to.equal('');
    const told = { ...before, type: TYPE_GUIDS.linuxSrv, isSame: true, journal: null };
    expect(await volume()).to.deep.equal(told);
    expect(await driveFiles()).to.have.property('size', 0);
    expect((await deploy()).error).to.equal('');
    expect(await volume()).to.deep.equal(told);
    expect((await deploy('p2')).error).to.equal('');
    expect(await volume()).to.deep.equal({ ...told, type: TYPE_GUIDS.linuxFilesystem });
  });

  it('tell of volumes on other disks too, but not by a type, which systemd would not look for there', async () => {
    const other = makeDiskFile(join(own.folder, 'other.img'), 64 * MIB);
    const { run } = await own.start([disk, other]);
    const home = { ...SRV, name: 'home', mount_point: '/home', tell: ['gpt-auto'], disk: other };
    const made = await run('deploy', 'create_volumes', { volumes: [{ ...SRV, disk: other }, home] });
    expect(made.error).to.equal('');
    const { error, result } = await deploy('p1', {}, [disk, other]);
    expect(error).to.equal('');
    expect(String(result.notes)).to.contain('not told of volume "home"').and.contain(other);
    expect((await driveFiles()).get('openstack/latest/vendor_data.json')?.toString()).to.contain('/srv');
  });

  it('write an image that has no place for a config drive of ours without one, and say so', async () => {
    const other = makeDiskFile(join(own.folder, 'other.img'), 64 * MIB);
    const { run } = await own.start([disk, other]);
    expect((await run('deploy', 'create_volumes', { volumes: [{ ...SRV, disk: other }] })).error).to.equal(
      '',
    );
    const path = join(own.folder, 'mbr.raw');
    writeFileSync(path, Buffer.alloc(8 * MIB, 'old system'));
    execFileSync('sfdisk', ['-q', path], { input: 'label: dos\nstart=2048, type=83\n' });
    const mbr = await ImageServer.start(readFileSync(path));
    try {
      const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
      const image = { ...info(), urls: [mbr.url()], os_hash_value: sum };
      const again = await own.start([disk, other], { node: { lessee: 'p1' } });
      const { error, result } = await again.run('deploy', 'write_image', { image_info: image });
      expect(error).to.equal('');
      expect(String(result.notes)).to.contain('no config drive was made');
    } finally {
      await mbr.stop();
    }
    expect(readAt(disk, { offset: 0, length: 8 * MIB }).equals(readFileSync(path))).to.equal(true);
  });

  describe('refuse before they write', () => {
    it('a config drive that cannot be read, if a volume is to be mounted through it', async () => {
      await withVolumes(SRV);
      const configdrive = packed(Buffer.alloc(65_536, SECRET));
      const { error } = await expectUntouched([disk], async () => await deploy('p1', { configdrive }));
      expect(error)
        .to.match(/^CONFIG_DRIVE_INVALID: .*volume "data".*step tell_volumes/)
        .and.not.contain(SECRET);
      const { run } = await own.start([disk]);
      const told = await run('service', 'tell_volumes', { volumes: [{ volume: 'data', tell: ['none'] }] });
      expect(told.error).to.equal('');
      expect((await deploy('p1', { configdrive })).error).to.equal('');
    });

    it('user data that Ignition would not read, if a volume is told by it', async () => {
      await withVolumes({ ...SRV, tell: ['ignition'] });
      const configdrive = packed(genisoimage(DRIVE));
      const { error } = await expectUntouched([disk], async () => await deploy('p1', { configdrive }));
      expect(error)
        .to.match(/^CONFIG_DRIVE_INVALID: .*no Ignition config/)
        .and.not.contain(SECRET);
    });

    it('two volumes at one mount point', async () => {
      const other = makeDiskFile(join(own.folder, 'other.img'), 64 * MIB);
      const { run } = await own.start([disk, other]);
      for (const [name, on] of [
        ['data', disk],
        ['twin', other],
      ] as const)
        expect(
          (await run('deploy', 'create_volumes', { volumes: [{ ...SRV, name, disk: on }] })).error,
        ).to.equal('');
      const { error } = await expectUntouched(
        [disk, other],
        async () => await deploy('p1', {}, [disk, other]),
      );
      expect(error).to.match(/^STEP_REFUSED: .*two volumes at \/srv/);
    });

    it('a volume that is told by fstab, where the disk is a file and cannot be mounted', async () => {
      await withVolumes({ ...SRV, tell: ['fstab'] });
      const { error } = await expectUntouched([disk], async () => await deploy());
      expect(error).to.match(/^STEP_REFUSED: .*fstab/);
    });
  });
});
