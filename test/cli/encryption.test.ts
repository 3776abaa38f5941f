import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { bmv, bmvDone, bmvJson } from '../support/bmv.ts';
import { copyRun, digestOfFile, makeDiskFile } from '../support/disk-file.ts';
import { KEY, opens, WRONG_KEY } from '../support/luks.ts';

const MIB = 1024 * 1024;

interface Shown {
  readonly offset: number;
  readonly size: number;
  readonly encryption?: string;
  readonly filesystem: string;
}

describe('bmv and encrypted volumes', () => {
  let folder = '';
  let disk = '';
  let keyFile = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-cli-luks-'));
    disk = makeDiskFile(join(folder, 'disk.img'), 64 * MIB);
    keyFile = join(folder, 'key');
    writeFileSync(keyFile, KEY, { mode: 0o600 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const create = (...more: readonly string[]) => [
    ...['volume', 'create', disk, '--name', 'data', '--size', '20M'],
    ...more,
  ];
  const locked = (file = keyFile) => create('--encryption', 'luks2', '--key-file', file, '--fs', 'ext4');

  it('makes one that the key in the file opens, and shows it as what it is', async () => {
    const { json } = await bmvJson(...locked());
    const volume = json.volume as Shown;
    expect(volume).to.include({ encryption: 'luks2', filesystem: 'ext4', size: 20 * MIB });
    const copy = copyRun(disk, { offset: volume.offset, length: volume.size }, join(folder, 'copy'));
    expect([opens(copy, KEY), opens(copy, WRONG_KEY)]).to.deep.equal([true, false]);
    expect(await bmvDone('volume', 'list', disk)).to.contain('luks2 (ext4)');
    expect(await bmvDone('show', disk)).to.contain('Linux LUKS');
    expect((await bmvJson('volume', 'list', disk)).json.volumes).to.have.nested.property(
      '[0].encryption',
      'luks2',
    );
  });

  it('takes the key from a pipe as well', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    spawn('cp', [keyFile, pipe]);
    expect((await bmvJson(...locked(pipe))).json.volume).to.include({ encryption: 'luks2' });
  });

  it('ends it by crypto where nobody says how, and tells what it has proven', async () => {
    await bmvDone(...locked());
    const { json } = await bmvJson('volume', 'release', disk, 'data', '--yes');
    expect(json.erasure).to.deep.equal({ method: 'crypto', bytesErased: 18 * MIB, bytesReadBack: 18 * MIB });
    expect(await bmvDone('volume', 'list', disk)).to.equal('no volumes\n');
    await bmvDone(...create());
    expect(await bmvDone('volume', 'release', disk, 'data', '--yes')).to.contain(
      'erased by zero: 20 MiB, of which 2.1 MiB were read back',
    );
  });

  it('makes one that its tenant encrypts, without a key', async () => {
    const { json } = await bmvJson(...create('--encryption', 'opaque'));
    expect(json.volume).to.include({ encryption: 'opaque', filesystem: 'none' });
    expect(await bmvDone('volume', 'list', disk)).to.match(/ opaque/);
    const { code, err } = await bmv(['volume', 'release', disk, 'data', '--yes', '--erase', 'crypto']);
    expect(code).to.equal(3);
    expect(err)
      .to.contain('its encryption is opaque, not luks2')
      .and.match(/^.+\n$/);
  });

  it('says that an instance finds it, and mounts it nowhere', async () => {
    await bmvDone(...locked(), '--mount', '/srv');
    const said = await bmvDone('volume', 'tell', disk, 'data', '--tell', 'none');
    expect(said).to.contain('as a device that is mounted nowhere');
    const { code, err } = await bmv(['volume', 'tell', disk, 'data', '--tell', 'fstab']);
    expect([code, err.includes('it is encrypted')]).to.deep.equal([2, true]);
  });

  const wrong: readonly (readonly [string, () => readonly string[], string])[] = [
    ['no key file', () => create('--encryption', 'luks2'), 'needs --key-file'],
    ['a key file for nothing', () => create('--key-file', keyFile), '--key-file is for --encryption luks2'],
    ['a key file that is not there', () => locked(join(folder, 'gone')), 'cannot be read'],
    ['a filesystem that the tenant makes', () => create('--encryption', 'opaque', '--fs', 'xfs'), 'xfs'],
    [
      'an image that luks2 would not read',
      () => create('--encryption', 'luks2', '--key-file', keyFile, '--image', disk),
      'leave the image or the encryption out',
    ],
    [
      'a key of another length',
      () => {
        writeFileSync(keyFile, KEY.subarray(1));
        return locked();
      },
      'has 31 bytes, not 32 random bytes',
    ],
    [
      'a longer key',
      () => {
        writeFileSync(keyFile, Buffer.concat([KEY, Buffer.from('\n')]));
        return locked();
      },
      'more than 32 random bytes',
    ],
    [
      'a key that others can read',
      () => {
        chmodSync(keyFile, 0o640);
        return locked();
      },
      'chmod 600',
    ],
  ];
  for (const [what, argv, says] of wrong)
    it(`refuses ${what} in one line without a word of the key, and writes nothing`, async () => {
      const before = digestOfFile(disk);
      const { code, out, err } = await bmv(argv());
      expect([code, out]).to.deep.equal([2, '']);
      expect(err)
        .to.contain(says)
        .and.match(/^.+\n$/);
      for (const form of ['hex', 'base64', 'latin1'] as const)
        expect(err.includes(KEY.subarray(1, 31).toString(form))).to.equal(false);
      expect(digestOfFile(disk)).to.equal(before);
    });
});
