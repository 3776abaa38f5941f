import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { matchMounts, mountedFilesystemUsage } from '../../hardware-managers/filesystem-usage.ts';
import { parseMountInfo } from '../../hardware-managers/linux/mounts.ts';
import { refusalOf } from './contract.ts';

const drive = (filesystem: string, mounted: string) => ({
  filesystem,
  mounted,
  blocks: 100,
  used: 40,
  available: 60,
});
const mounts = (...pairs: readonly (readonly [string, string])[]) =>
  parseMountInfo(
    pairs
      .map(([source, point]) => `1 0 8:1 / ${point.replaceAll(' ', '\\040')} rw - ext4 ${source} rw`)
      .join('\n'),
  );
const points = (...args: Parameters<typeof matchMounts>) =>
  matchMounts(...args).map(({ mountPoint }) => mountPoint);

describe('how full file systems are', () => {
  it('is told in bytes for what is mounted on this machine', async () => {
    const usage = await mountedFilesystemUsage();
    const root = usage.find(({ mountPoint }) => mountPoint === '/');
    expect(root?.sizeBytes).to.be.greaterThan(1024 * 1024);
    expect(root?.usedBytes).to.be.lessThan(root?.sizeBytes ?? 0);
  });

  it('turns KiB into bytes', () => {
    expect(matchMounts([drive('/dev/sda1', '/')], mounts(['/dev/sda1', '/']))).to.deep.equal([
      { device: '/dev/sda1', mountPoint: '/', sizeBytes: 102400, usedBytes: 40960, availableBytes: 61440 },
    ]);
  });

  it('puts mount points right that were cut at a blank', () => {
    expect(points([drive('/dev/sda1', '/mnt')], mounts(['/dev/sda1', '/mnt a b']))).to.deep.equal([
      '/mnt a b',
    ]);
  });

  it('tells mount points apart that were cut to the same', () => {
    const known = mounts(['/dev/sda1', '/mnt a'], ['/dev/sda2', '/mnt b'], ['/dev/sda3', '/mnt']);
    const drives = [drive('/dev/sda2', '/mnt'), drive('/dev/sda3', '/mnt'), drive('/dev/sda1', '/mnt')];
    expect(points(drives, known)).to.deep.equal(['/mnt b', '/mnt', '/mnt a']);
  });

  it('leaves out what the kernel does not know', () => {
    expect(
      points([drive('/dev/sda1', '/gone'), drive('/dev/sda1', '')], mounts(['/dev/sda1', '/'])),
    ).to.deep.equal([]);
  });

  describe('with another df', () => {
    const { PATH } = process.env;
    let folder = '';
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-df-'));
      process.env.PATH = `${folder}:${PATH}`;
    });
    afterEach(() => {
      process.env.PATH = PATH;
      rmSync(folder, { recursive: true });
    });

    function df(script: string): void {
      writeFileSync(join(folder, 'df'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }

    it('is an error, not an empty list, where df fails', async () => {
      df('echo "df: broken" >&2; exit 127');
      expect((await refusalOf(mountedFilesystemUsage(), 'COMMAND_FAILED')).message).to.contain('coreutils');
    });

    it('does not wait for ever where df does, as it does on a dead NFS server', async () => {
      df(`echo $$ > ${folder}/pid; exec sleep 60`);
      await refusalOf(mountedFilesystemUsage({ timeoutMs: 700 }), 'COMMAND_TIMEOUT');
      const pid = readFileSync(join(folder, 'pid'), 'utf8').trim();
      expect(existsSync(`/proc/${pid}/exe`)).to.equal(false);
    });
  });
});
