import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { bmv, bmvDone, bmvJson } from '../support/bmv.ts';
import { digestOfFile, makeDiskFile, writeAt } from '../support/disk-file.ts';
import { makeSmallImage } from '../support/small-image.ts';

const MIB = 1024 * 1024;

describe('bmv for programs and people', () => {
  let folder = '';
  let image = '';
  let disk = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-json-'));
    image = join(folder, 'image.raw');
    makeSmallImage(image, 512, 1);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    disk = makeDiskFile(join(folder, 'disk.img'), 64 * MIB);
    await bmvDone(
      'volume',
      'create',
      disk,
      '--name',
      'data',
      '--size',
      '8M',
      '--project',
      'p1',
      '--mount',
      '/srv',
    );
  });

  it('creates a volume and lists it with at least id, name, offset, size and state', async () => {
    const made = await bmvJson('volume', 'create', disk, '--name', 'logs', '--size', '4M', '--fs', 'swap');
    expect(made.code).to.equal(0);
    const { json } = await bmvJson('volume', 'list', disk);
    const volumes = json.volumes as Record<string, unknown>[];
    expect(
      volumes.map(({ name, offset, size, state, filesystem }) => [name, offset, size, state, filesystem]),
    ).to.deep.equal([
      ['logs', 50 * MIB, 4 * MIB, 'available', 'swap'],
      ['data', 54 * MIB, 8 * MIB, 'available', 'none'],
    ]);
    expect(volumes[0]).to.deep.equal(made.json.volume);
    expect(volumes[1]).to.include({ project: 'p1', mountPoint: '/srv', number: 127 });
    const listed = execFileSync('sgdisk', ['-i', '127', disk], { encoding: 'utf8' });
    expect(listed.toLowerCase()).to.contain(String(volumes[1]?.id));
  });

  it('plans without writing, with the keys kept, placements, created and conflicts', async () => {
    const before = digestOfFile(disk);
    const { code, json } = await bmvJson('plan', image, disk);
    expect(code).to.equal(0);
    expect(json).to.include.keys('kept', 'placements', 'created', 'erased', 'conflicts', 'writeMap', 'notes');
    expect((json.kept as { name: string }[]).map(({ name }) => name)).to.have.members([
      'data',
      'bmv-catalog',
    ]);
    expect(
      (json.placements as { name: string; offset: number }[]).map(({ name, offset }) => [name, offset]),
    ).to.deep.equal([
      ['esp1', MIB],
      ['root1', 2 * MIB],
    ]);
    expect(json.conflicts).to.deep.equal([]);
    expect(digestOfFile(disk)).to.equal(before);
  });

  it('tells a plan that cannot be, with exit code 3 and every conflict', async () => {
    const { code, json } = await bmvJson('plan', image, disk, '--keep', 'label:absent');
    expect(code).to.equal(3);
    expect(json.placements).to.deep.equal([]);
    expect((json.conflicts as { code: string }[]).map((one) => one.code)).to.deep.equal([
      'SELECTOR_NO_MATCH',
    ]);
  });

  it('tells a deployment with its proofs, and errors as one object on standard output', async () => {
    const { code, json } = await bmvJson('deploy', image, disk, '--yes', '--proof', 'full');
    expect(code).to.equal(0);
    expect((json.proofs as object[])[0]).to.include({ name: 'data', same: true, kind: 'full' });
    expect(json.image).to.include({ size: 5 * MIB, checksum: null });
    expect(json).to.include({ resumed: false });

    const refused = await bmvJson('deploy', image, disk, '--yes', '--keep', 'label:absent');
    expect(refused.code).to.equal(3);
    const { error } = refused.json as { error: { code: string; conflicts: object[] } };
    expect(error.code).to.equal('CONFLICTS');
    expect(error.conflicts).to.have.lengthOf(1);
    expect((await bmvJson('volume', 'list')).json.error).to.include({ code: 'USAGE' });
  });

  it('verifies volumes: exit 0 when all is well, 1 when not', async () => {
    await bmvDone('deploy', image, disk, '--yes');
    const { code, json } = await bmvJson('volume', 'verify', disk, 'data');
    expect(code).to.equal(0);
    expect((json.volumes as object[])[0]).to.include({
      name: 'data',
      ok: true,
      table: 'listed',
      comparedWith: 'catalog',
      same: true,
    });
    writeAt(disk, 512, Buffer.alloc(512, 0xff));
    expect((await bmvJson('volume', 'verify', disk)).code).to.equal(1);
  });

  it('shows what recover would do, does it, and then has nothing to do', async () => {
    await bmvDone('deploy', image, disk, '--yes');
    const before = execFileSync('sgdisk', ['-p', disk], { encoding: 'utf8' });
    execFileSync('dd', [
      'if=/dev/urandom',
      `of=${disk}`,
      'bs=512',
      'count=34',
      'conv=notrunc',
      'status=none',
    ]);
    const wiped = digestOfFile(disk);
    const preview = await bmvJson('recover', disk, '--dry-run');
    expect(preview.json).to.include({ changed: false });
    expect(preview.json.lines).to.not.deep.equal([]);
    expect(digestOfFile(disk)).to.equal(wiped);
    expect((await bmvJson('recover', disk, '--yes')).json).to.include({ changed: true });
    expect(execFileSync('sgdisk', ['-p', disk], { encoding: 'utf8' })).to.equal(before);
    expect((await bmvJson('recover', disk, '--yes')).json).to.include({ changed: false });
  });

  it('adopts and releases, leaving what is beside alone', async () => {
    await bmvDone('deploy', image, disk, '--yes');
    const adopted = await bmvJson('volume', 'adopt', disk, '--select', 'label:root1', '--name', 'old-root');
    expect((adopted.json.volumes as { name: string; offset: number }[])[0]).to.include({
      name: 'old-root',
      offset: 2 * MIB,
    });
    const released = await bmvJson('volume', 'release', disk, 'old-root', '--yes');
    expect(released.json.volume).to.include({ name: 'old-root', state: 'released' });
    const table = execFileSync('sgdisk', ['-p', disk], { encoding: 'utf8' });
    expect(table).to.contain('esp1').and.contain('data').and.not.contain('root1');
  });

  it('extends a volume into the free space behind it, and only there', async () => {
    const more = await bmvJson('volume', 'create', disk, '--name', 'more', '--size', '4M');
    const { offset } = more.json.volume as { offset: number };
    expect((await bmvJson('volume', 'extend', disk, 'more', '--size', '6M')).code).to.equal(3);
    await bmvDone('volume', 'release', disk, 'data', '--yes');
    const { code, json } = await bmvJson('volume', 'extend', disk, 'more', '--size', '6M');
    expect(code).to.equal(0);
    expect(json.volume).to.include({ name: 'more', offset, size: 6 * MIB, sizeBefore: 4 * MIB });
    expect(json.volume).to.include({ outcome: 'extended', note: '' });
    const text = await bmvDone('volume', 'extend', disk, 'more', '--size', '6M');
    expect(text).to.contain('more has 6 MiB already');
    expect(execFileSync('sgdisk', ['-v', disk], { encoding: 'utf8' })).to.contain('No problems found');
  });

  it('tells a volume in another way, and writes nothing of the disk but the catalog', async () => {
    const tell = (...words: string[]) => bmvJson('volume', 'tell', disk, 'data', ...words);
    const before = readFileSync(disk);
    const changed = await tell('--mount', '/data', '--tell', 'fstab,ignition');
    expect(changed.code).to.equal(0);
    expect(changed.json.volume).to.deep.include({
      ...{ name: 'data', mountPoint: '/data', tell: ['fstab', 'ignition'], outcome: 'changed' },
    });
    const after = readFileSync(disk);
    const catalog = { from: 62 * MIB, to: 63 * MIB };
    expect(after.subarray(0, catalog.from).equals(before.subarray(0, catalog.from))).to.equal(true);
    expect(after.subarray(catalog.to).equals(before.subarray(catalog.to))).to.equal(true);
    expect(after.equals(before)).to.equal(false);
    const { json } = await bmvJson('volume', 'list', disk);
    expect(json.volumes).to.deep.equal([
      Object.fromEntries(
        Object.entries(changed.json.volume as object).filter(([key]) => !['device', 'outcome'].includes(key)),
      ),
    ]);
    const text = await bmvDone('volume', 'tell', disk, 'data', '--tell', 'ignition', '--tell', 'fstab');
    expect(text).to.contain('data is told by fstab, ignition, to be mounted at /data already');
    expect(readFileSync(disk).equals(after)).to.equal(true);
    const { json: untold } = await tell('--mount', '', '--tell', 'default');
    expect(untold.volume).to.include({ mountPoint: '', outcome: 'changed' }).and.not.have.property('tell');
    expect((await tell('--tell', 'fax')).code).to.equal(2);
    expect((await tell()).code).to.equal(2);
  });

  it('shows a disk: partitions, volumes, free space and the catalog', async () => {
    const { json } = await bmvJson('show', disk);
    expect(json).to.include({ size: 64 * MIB, sectorSize: 512 });
    expect(json.table).to.include({ kind: 'gpt' });
    expect(json.catalog).to.include({ offset: 62 * MIB, size: MIB });
    expect((json.free as { size: number }[]).length).to.be.greaterThan(0);
    const text = await bmvDone('show', disk);
    expect(text)
      .to.contain('data')
      .and.contain('bmv-catalog')
      .and.match(/\[[.Kc]+\]/);
  });

  it('works on 4096-byte sectors when told so', async () => {
    const large = makeDiskFile(join(folder, 'large.img'), 64 * MIB);
    const image4k = join(folder, 'image4k.raw');
    makeSmallImage(image4k, 4096, 1);
    await bmvDone('volume', 'create', large, '--name', 'data', '--size', '8M', '--sector-size', '4096');
    await bmvDone('deploy', image4k, large, '--yes', '--sector-size', '4096');
    expect((await bmvJson('show', large)).json).to.include({ sectorSize: 4096 });
    const wrong = await bmv(['deploy', image, large, '--yes']);
    expect([wrong.code, wrong.err.includes('SECTOR_SIZE_MISMATCH')]).to.deep.equal([3, true]);
  });

  it('puts a config drive into a partition of its own and keeps it out of the way next time', async () => {
    const drive = makeDiskFile(join(folder, 'config.iso'), MIB);
    writeAt(drive, 0, Buffer.from('config drive'));
    const first = await bmvJson('deploy', image, disk, '--yes', '--config-drive', drive);
    const [created] = (first.json.created as { name: string; offset: number; purpose: string }[]).filter(
      ({ purpose }) => purpose === 'config-drive',
    );
    expect(created?.name).to.equal('config-2');
    const second = await bmvJson('deploy', image, disk, '--yes');
    expect((second.json.erased as { name: string }[]).map(({ name }) => name)).to.include('config-2');
  });

  it('lists disks as objects', async () => {
    const { code, json } = await bmvJson('disks');
    expect(code).to.equal(0);
    expect(json.disks).to.be.an('array');
  });

  for (const words of [
    [],
    ['disks'],
    ['show'],
    ['plan'],
    ['deploy'],
    ['volume'],
    ['recover'],
    ['volume', 'create'],
    ['volume', 'adopt'],
    ['volume', 'extend'],
    ['volume', 'tell'],
    ['volume', 'list'],
    ['volume', 'verify'],
    ['volume', 'release'],
  ]) {
    it(`explains itself: bmv ${words.join(' ')} --help`, async () => {
      const { code, out, err } = await bmv([...words, '--help']);
      expect([code, err]).to.deep.equal([0, '']);
      expect(out).to.match(/^Usage: bmv/);
      const isLeaf = words.length > 0 && words.at(-1) !== 'volume';
      if (isLeaf) expect(out).to.contain('--json');
    });
  }
});
