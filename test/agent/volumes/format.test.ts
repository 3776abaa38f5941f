import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { type FormatRequest, makeFilesystem } from '../../../agent/volumes/format.ts';
import { blkidSignature } from '../../support/blkid.ts';
import { refusalOf } from '../../support/volumes.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const signal = new AbortController().signal;

function aRequest(filesystem: FormatRequest['filesystem'], lengthBytes: number): FormatRequest {
  return { filesystem, label: 'data', uuid: UUID, lengthBytes, sectorBytes: 512 };
}

describe('a filesystem in a temporary file', () => {
  const { TMPDIR } = process.env;
  let folder = '';
  before(() => {
    // Where a ramdisk has its temporary files: what stays there is memory.
    folder = mkdtempSync(join('/dev/shm', 'bmv-format-test-'));
    process.env.TMPDIR = folder;
  });
  after(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [filesystem, mib] of [
    ['ext2', 16],
    ['ext3', 64],
    ['ext4', 64],
    ['xfs', 320],
    ['vfat', 64],
    ['swap', 64],
  ] as const)
    it(`is a ${filesystem}, of the volume's size and in no folder`, async () => {
      const file = await makeFilesystem(aRequest(filesystem, mib * MIB), signal);
      expect(readdirSync(folder)).to.deep.equal([]);
      expect(statSync(file.path).size).to.equal(mib * MIB);
      const found = blkidSignature(file.path);
      expect(found?.type).to.equal(filesystem);
      if (filesystem !== 'vfat') expect(found).to.include({ label: 'data', uuid: UUID });
      await file.remove();
      expect(existsSync(file.path)).to.equal(false);
    });

  // The log of XFS took 2 GiB of memory for a volume of 8 TiB, as long as the volume was zeroed.
  it('keeps none of the zeros in memory that mkfs.xfs writes', async () => {
    const file = await makeFilesystem(aRequest('xfs', 320 * MIB), signal);
    expect(statSync(file.path).blocks * 512).to.be.lessThan(MIB);
    await file.remove();
  });

  it('leaves nothing behind when mkfs refuses', async () => {
    const before = readdirSync('/proc/self/fd').length;
    expect(await refusalOf(makeFilesystem(aRequest('xfs', MIB), signal))).to.deep.equal(['COMMAND_FAILED']);
    expect(readdirSync(folder)).to.deep.equal([]);
    expect(readdirSync('/proc/self/fd').length).to.equal(before);
  });

  it('is refused before mkfs runs where it would take more memory than there is', async () => {
    const file = makeFilesystem(aRequest('vfat', 2 ** 50), signal);
    expect(await refusalOf(file)).to.deep.equal(['NO_SPACE']);
  });

  describe('when its maker is killed', () => {
    const children: ChildProcess[] = [];
    let tools = '';
    before(() => {
      tools = mkdtempSync(join(tmpdir(), 'bmv-tools-'));
      writeFileSync(
        join(tools, 'mkfs.ext4'),
        `#!/bin/sh\necho $$ > ${tools}/pid.new\nmv ${tools}/pid.new ${tools}/pid\nexec sleep 600\n`,
      );
      chmodSync(join(tools, 'mkfs.ext4'), 0o755);
    });
    after(() => {
      for (const child of children) child.kill('SIGKILL');
      rmSync(tools, { recursive: true, force: true });
    });

    async function until(isTrue: () => boolean): Promise<void> {
      for (let left = 600; !isTrue(); left -= 1) {
        if (left === 0) throw new Error('it did not happen within 30 s');
        await sleep(50);
      }
    }

    it('is gone with mkfs, and no folder keeps it', async () => {
      const place = join(folder, 'killed');
      mkdirSync(place);
      const source = join(import.meta.dirname, '../../../agent/volumes/format.ts');
      const request = JSON.stringify(aRequest('ext4', 64 * MIB));
      const script = `import { makeFilesystem } from ${JSON.stringify(source)};
await makeFilesystem(${request}, new AbortController().signal);`;
      const env = { ...process.env, TMPDIR: place, PATH: `${tools}:${process.env.PATH}` };
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'inherit' });
      children.push(child);
      await until(() => existsSync(join(tools, 'pid')));
      const mkfs = Number(readFileSync(join(tools, 'pid'), 'utf8'));
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      expect(readlinkSync(`/proc/${mkfs}/fd/3`)).to.match(/^\/dev\/shm\/.* \(deleted\)$/);
      process.kill(mkfs, 'SIGKILL');
      await until(() => !existsSync(`/proc/${mkfs}/fd/3`));
      expect(readdirSync(place)).to.deep.equal([]);
    });
  });
});
