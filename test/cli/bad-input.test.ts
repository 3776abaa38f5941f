import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { bmv, bmvDone } from '../support/bmv.ts';
import {
  digestOfFile,
  makeDiskFile,
  readAt,
  rewriteCatalog,
  sealSlot,
  writeAt,
} from '../support/disk-file.ts';
import { ImageServer } from '../support/image-server.ts';
import { makeSmallImage } from '../support/small-image.ts';

const MIB = 1024 * 1024;

describe('bad input', () => {
  let folder = '';
  let image = '';
  let disk = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-bad-'));
    image = join(folder, 'image.raw');
    makeSmallImage(image, 512, 1);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    disk = makeDiskFile(join(folder, 'disk.img'), 32 * MIB);
    await bmvDone('volume', 'create', disk, '--name', 'data', '--size', '8M');
  });

  /** Runs bmv and expects one line (or one for each conflict) that matches, the exit code, and not a byte written. */
  async function refused(code: number, says: RegExp, ...argv: string[]): Promise<string> {
    const before = digestOfFile(disk);
    const outcome = await bmv(argv);
    expect(outcome.err, argv.join(' ')).to.match(says);
    expect(outcome.code, outcome.err).to.equal(code);
    expect(digestOfFile(disk), 'the disk').to.equal(before);
    const lines = outcome.err.trimEnd().split('\n');
    for (const line of lines.filter((text) => !text.startsWith('('))) expect(line).to.match(/^bmv: /);
    return outcome.err;
  }

  const deploy = (...rest: string[]) => ['deploy', ...rest, '--yes'];

  it('is not a disk: a folder, a missing file, a character device, a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [folder, join(folder, 'absent'), '/dev/null', pipe]) {
      await refused(3, /NOT_A_DISK/, ...deploy(image, path));
      await refused(3, /NOT_A_DISK/, 'show', path);
    }
  });

  it('is too small a disk', async () => {
    const tiny = makeDiskFile(join(folder, 'tiny.img'), 512 * 1024);
    await refused(3, /DISK_TOO_SMALL/, ...deploy(image, tiny));
    await refused(3, /DISK_TOO_SMALL/, 'volume', 'create', tiny, '--name', 'x', '--size', '100K');
  });

  it('is an image that is too big: by how much, and what is in the way (E06)', async () => {
    const large = join(folder, 'large.raw');
    makeDiskFile(large, 40 * MIB);
    execFileSync('sgdisk', ['-n', '1:2048:+30M', '-c', '1:root', large]);
    const err = await refused(3, /IMAGE_TOO_BIG|NO_SPACE/, ...deploy(large, disk));
    expect(err).to.match(/\d/).and.contain('data');
    expect(err).to.contain('-> ');
  });

  it('is no image: an error page, an empty file, a folder, a virtual disk of another kind, a missing file', async () => {
    const page = join(folder, 'page.raw');
    writeFileSync(page, '<!DOCTYPE html><title>404</title>'.repeat(50));
    await refused(3, /IMAGE_NOT_A_DISK.*|<!DOCTYPE html>/, ...deploy(page, disk));
    const empty = join(folder, 'empty.raw');
    writeFileSync(empty, '');
    await refused(3, /IMAGE_EMPTY/, ...deploy(empty, disk));
    await refused(1, /IMAGE_UNREACHABLE/, ...deploy(folder, disk));
    await refused(1, /IMAGE_UNREACHABLE/, ...deploy(join(folder, 'absent.raw'), disk));
    const vhdx = join(folder, 'image.vhdx');
    execFileSync('qemu-img', ['create', '-q', '-f', 'vhdx', vhdx, '8M']);
    await refused(3, /IMAGE_FORMAT_UNSUPPORTED/, ...deploy(vhdx, disk));
    const backed = join(folder, 'backed.qcow2');
    execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', image, '-F', 'raw', backed]);
    await refused(3, /has a backing file.*IMAGE_FORMAT_UNSUPPORTED/, ...deploy(backed, disk));
  });

  it('is a selector of no known form', async () => {
    for (const selector of [
      'label',
      'name:x',
      'index:0',
      'index:3-1',
      'partuuid:zz',
      'label:',
      'index:99999999',
    ]) {
      await refused(2, /BAD_SELECTOR/, ...deploy(image, disk, '--keep', selector));
      await refused(2, /BAD_SELECTOR/, 'volume', 'adopt', disk, '--select', selector);
    }
  });

  it('is a selector that matches nothing, or more than it says', async () => {
    await refused(3, /SELECTOR_NO_MATCH/, ...deploy(image, disk, '--keep', 'label:absent*'));
    await refused(3, /SELECTOR_NO_MATCH/, 'volume', 'adopt', disk, '--select', 'index:7');
    execFileSync('sgdisk', ['-n', '1:2048:+1M', '-c', '1:twin', '-n', '2:0:+1M', '-c', '2:twin', disk]);
    await refused(3, /SELECTOR_AMBIGUOUS/, ...deploy(image, disk, '--keep', 'label:twin'));
    await refused(
      3,
      /SELECTOR_AMBIGUOUS/,
      'volume',
      'adopt',
      disk,
      '--select',
      'label:twin*',
      '--name',
      'one',
    );
  });

  it('is a URL that cannot be reached, of no scheme, or none', async () => {
    const server = await ImageServer.start(Buffer.alloc(1));
    const url = server.url();
    await server.stop();
    await refused(1, /IMAGE_UNREACHABLE/, ...deploy(url, disk, '--retries', '0'));
    await refused(2, /USAGE/, ...deploy('ftp://127.0.0.1/image.raw', disk));
    await refused(2, /USAGE/, ...deploy('http://', disk));
  });

  it('is a checksum of no known form, or of a file that says nothing of the image', async () => {
    for (const checksum of ['sha257:00', 'sha256:1234', 'nonsense', 'sha256:'])
      await refused(2, /CHECKSUM_BAD_FORM/, ...deploy(image, disk, '--checksum', checksum));
    const sums = join(folder, 'SUMS');
    writeFileSync(sums, `${'a'.repeat(64)}  other.raw\n`);
    await refused(2, /CHECKSUM_BAD_FORM/, ...deploy(image, disk, '--checksum', sums));
  });

  it('is a wrong checksum: the volume stays as it was, and the image does not become bootable (E46)', async () => {
    const { json } = JSON.parse(`{"json":${(await bmv(['show', disk, '--json'])).out}}`) as {
      json: { volumes: { offset: number; size: number }[] };
    };
    const { offset, size } = json.volumes[0] ?? { offset: 0, size: 0 };
    writeAt(disk, offset, Buffer.alloc(size, 'precious '));
    const bytes = () => readAt(disk, { offset, length: size });
    const before = bytes();
    const outcome = await bmv(deploy(image, disk, '--checksum', `sha256:${'0'.repeat(64)}`));
    expect(outcome.code).to.equal(1);
    expect(outcome.err)
      .to.match(/CHECKSUM_MISMATCH/)
      .and.match(/run the deployment again/);
    expect(bytes().equals(before)).to.equal(true);
    const table = execFileSync('sgdisk', ['-p', disk], { encoding: 'utf8' });
    expect(table).to.contain('data').and.not.contain('root1');
    expect(readAt(disk, { offset: 0, length: 440 }).equals(Buffer.alloc(440))).to.equal(true);
    await bmvDone(...deploy(image, disk));
    expect(bytes().equals(before)).to.equal(true);
  });

  it('is a damaged table with something to keep (E23)', async () => {
    for (const at of [512 + 20, 1024 + 32]) writeAt(disk, at, Buffer.from([0xff, 0xff]));
    for (const at of [32 * MIB - 512 + 20]) writeAt(disk, at, Buffer.from([0xff, 0xff]));
    await refused(3, /TABLE_DAMAGED/, ...deploy(image, disk, '--keep', 'label:data'));
    await refused(3, /TABLE_DAMAGED/, 'volume', 'create', disk, '--name', 'more', '--size', '1M');
    expect((await bmv(['show', disk])).out).to.contain('damaged');
  });

  it('is a catalog with two claims of one extent', async () => {
    await rewriteCatalog(disk, (catalog) => ({
      ...catalog,
      claims: catalog.claims.flatMap((claim) => [
        claim,
        { ...claim, id: '11111111-2222-4333-8444-555555555555', name: 'twin' },
      ]),
    }));
    const err = await refused(3, /CLAIMS_OVERLAP/, ...deploy(image, disk));
    expect(err).to.contain('twin');
  });

  it('is a catalog of another disk, as on a cloned disk (E40)', async () => {
    await rewriteCatalog(disk, (catalog) => ({
      ...catalog,
      identity: { ...catalog.identity, sizeBytes: 64 * MIB },
    }));
    const err = await refused(3, /CATALOG_FOREIGN/, ...deploy(image, disk));
    expect(err).to.contain('bmv recover --accept-clone');
    await refused(3, /CATALOG_FOREIGN/, 'recover', disk, '--yes');
    await bmvDone('recover', '--accept-clone', '--yes', disk);
    await bmvDone(...deploy(image, disk));
  });

  it('is a catalog from a newer version', async () => {
    await rewriteCatalog(
      disk,
      (catalog) => catalog,
      (slot) => {
        slot.writeUInt32LE(2, 8);
        sealSlot(slot);
      },
    );
    for (const argv of [deploy(image, disk), ['volume', 'list', disk], ['recover', disk, '--yes']])
      await refused(3, /CATALOG_NEWER|newer/, ...argv);
  });

  it('is a size that is none', async () => {
    for (const size of ['10Q', '10', '-5M', '0M', 'all', '1.5B', '99999999T', '10GB', ''])
      await refused(2, /BAD_SIZE/, 'volume', 'create', disk, '--name', 'x', '--size', size);
  });

  it('is a name, label, mount point or project that cannot be', async () => {
    const create = (...rest: string[]) => ['volume', 'create', disk, '--size', '1M', ...rest];
    await refused(2, /36/, ...create('--name', 'x'.repeat(37)));
    await refused(2, /USAGE/, ...create('--name', ''));
    await refused(2, /USAGE/, ...create('--name', 'a\nb'));
    await refused(2, /USAGE/, ...create('--name', 'x', '--fs', 'ext4', '--label', 'x'.repeat(17)));
    await refused(2, /USAGE/, ...create('--name', 'x', '--mount', 'relative'));
    await refused(2, /USAGE/, ...create('--name', 'x', '--mount', '/a/../b'));
    await refused(3, /VOLUME_NAME_TAKEN/, ...create('--name', 'data'));
  });

  it('is an unknown volume, command, option, or too many words', async () => {
    await refused(3, /VOLUME_UNKNOWN.*|"data"/, 'volume', 'release', disk, 'absent', '--yes');
    await refused(2, /unknown command/, 'format', disk);
    await refused(2, /unknown option/, 'show', disk, '--force');
    await refused(2, /too many arguments/, 'show', disk, disk);
    await refused(2, /missing required argument/, 'deploy', image);
    await refused(2, /Allowed choices/, 'show', disk, '--sector-size', '520');
    await refused(2, /Allowed choices/, 'volume', 'release', disk, 'data', '--erase', 'shred');
    await refused(2, /whole number/, ...deploy(image, disk, '--timeout', '5s'));
  });

  it('is a config drive that cannot be read, is empty or too large', async () => {
    const large = makeDiskFile(join(folder, 'large.iso'), 65 * MIB);
    const empty = makeDiskFile(join(folder, 'empty.iso'), 0);
    for (const path of [large, empty, join(folder, 'absent.iso'), folder])
      await refused(2, /config drive/, ...deploy(image, disk, '--config-drive', path));
  });

  it('is a question that nobody can answer', async () => {
    await refused(3, /NOT_CONFIRMED/, 'deploy', image, disk);
    await refused(3, /NOT_CONFIRMED/, 'volume', 'release', disk, 'data');
    writeAt(disk, 512, Buffer.alloc(512));
    await refused(3, /NOT_CONFIRMED/, 'recover', disk);
  });

  it('shows every conflict at once, each with its way out', async () => {
    const other = join(folder, 'other.img');
    mkdirSync(join(folder, 'sub'), { recursive: true });
    makeDiskFile(other, 40 * MIB);
    execFileSync('sgdisk', ['-n', '1:2048:+30M', '-c', '1:root', other]);
    const err = await refused(
      3,
      /SELECTOR_NO_MATCH/,
      ...deploy(other, disk, '--keep', 'label:a', '--keep', 'label:b'),
    );
    const lines = err.trimEnd().split('\n');
    expect(lines.length).to.be.at.least(3);
    for (const line of lines) expect(line).to.match(/^bmv: [A-Z_]+: .+ -> .+/);
  });

  it('does not let names from a disk or server steer the terminal', async () => {
    const err = await refused(1, /IMAGE_UNREACHABLE/, ...deploy(join(folder, '\u001b[31mred\u0007'), disk));
    expect(err).to.contain('\\u001b').and.not.contain('\u001b');
  });
});
