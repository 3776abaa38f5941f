import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { tellFstab } from '../../../../agent/tell/root-fstab.ts';
import { pickManager } from '../../../../hardware-managers/dispatch.ts';
import { createManagers } from '../../../../hardware-managers/managers.ts';
import { BmvError } from '../../../../proto/error.ts';
import { tool } from '../../../support/blkid.ts';
import { attachLoop, type LoopDevice } from '../../../support/loop-device.ts';
import { applyScript } from '../../../support/partition-script.ts';

const MIB = 1024 * 1024;
const OWN = 'LABEL=root / ext4 defaults 0 1\n';
const LINES = ['/dev/disk/by-partuuid/x /srv ext4 defaults,nofail 0 2'];
const MKFS = {
  ext4: ['mkfs.ext4', 'e2fsprogs', ['-q', '-F']],
  xfs: ['mkfs.xfs', 'xfsprogs', ['-q', '-f']],
  btrfs: ['mkfs.btrfs', 'btrfs-progs', ['-q', '-f']],
} as const;
type Kind = keyof typeof MKFS;

describe('the fstab of an image on a block device', () => {
  let folder = '';
  let loop: LoopDevice;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-fstab-'));
    loop = await attachLoop({ sizeBytes: 800 * MIB });
    const unit = MIB / 512;
    applyScript(loop.backingFile, 512, [
      'label: gpt',
      `start=${unit}, size=${380 * unit}`,
      `size=${380 * unit}`,
    ]);
    tool('partx', 'util-linux', ['--add', loop.path]);
  });
  afterEach(async () => {
    await loop.detach();
    rmSync(folder, { recursive: true });
  });

  function mounted<T>(number: number, use: (root: string) => T): T {
    const mountPoint = join(folder, 'mnt');
    mkdirSync(mountPoint, { recursive: true });
    tool('mount', 'mount', [`${loop.path}p${number}`, mountPoint]);
    try {
      return use(mountPoint);
    } finally {
      execFileSync('umount', [mountPoint]);
    }
  }

  function makeRoot(number: number, kind: Kind, fill: (root: string) => void): void {
    const [name, debianPackage, options] = MKFS[kind];
    tool(name, debianPackage, [...options, `${loop.path}p${number}`]);
    mounted(number, (root) => {
      mkdirSync(join(root, 'etc'));
      fill(root);
    });
  }

  const withFstab = (root: string) => writeFileSync(join(root, 'etc/fstab'), OWN, { mode: 0o600 });
  const fstabOf = (number: number) =>
    mounted(number, (root) => readFileSync(join(root, 'etc/fstab'), 'latin1'));
  const digest = (number: number) => tool('sha256sum', 'coreutils', [`${loop.path}p${number}`]).slice(0, 64);

  /** `kept`: numbers of partitions that are not the image's. */
  async function tell(lines: readonly string[], kept: readonly number[] = []): Promise<string> {
    const disk = await (await pickManager(createManagers(), loop.path)).openForReading(loop.path);
    try {
      const others = disk.info.partitions.filter(({ number }) => kept.includes(number));
      await tellFstab(disk, others, lines);
      return '';
    } catch (error) {
      if (!(error instanceof BmvError)) throw error;
      expect(error.message).to.match(/^.+$/);
      return `${error.code}: ${error.message}`;
    } finally {
      await disk.close();
    }
  }

  for (const kind of ['ext4', 'xfs', 'btrfs'] as const)
    it(`gets the lines on ${kind}, once, and beside a kept system that is not touched`, async () => {
      makeRoot(1, kind, withFstab);
      makeRoot(2, 'ext4', withFstab);
      const kept = digest(2);
      expect(await tell(LINES, [2])).to.equal('');
      const once = fstabOf(1);
      expect(once.startsWith(OWN)).to.equal(true);
      expect(once).to.contain(`${LINES[0]}\n`);
      expect(await tell(LINES, [2])).to.equal('');
      expect(fstabOf(1)).to.equal(once);
      expect(await tell([], [2])).to.equal('');
      expect(fstabOf(1)).to.equal(OWN);
      expect(digest(2)).to.equal(kept);
      expect(mounted(1, (root) => lstatSync(join(root, 'etc/fstab')).mode & 0o777)).to.equal(0o600);
    });

  it('is made where a system has none', async () => {
    makeRoot(1, 'ext4', (root) => writeFileSync(join(root, 'etc/os-release'), 'NAME=x\n'));
    expect(await tell(LINES)).to.equal('');
    expect(fstabOf(1)).to.contain(LINES[0]);
  });

  it('is not written where no partition, or more than one, has a system', async () => {
    makeRoot(1, 'ext4', () => {});
    expect(await tell(LINES)).to.match(/^FSTAB_FAILED: .*none of its partitions/);
    makeRoot(1, 'ext4', withFstab);
    makeRoot(2, 'xfs', withFstab);
    const before = [digest(1), digest(2)];
    expect(await tell(LINES)).to.match(/^FSTAB_FAILED: .*on each of/);
    expect([digest(1), digest(2)]).to.deep.equal(before);
  });

  it('is not written through a link, which would lead out of the image', async () => {
    const outside = join(folder, 'outside');
    writeFileSync(outside, OWN);
    makeRoot(1, 'ext4', (root) => {
      writeFileSync(join(root, 'etc/os-release'), 'NAME=x\n');
      symlinkSync(outside, join(root, 'etc/fstab'));
    });
    expect(await tell(LINES)).to.match(/^FSTAB_FAILED: .*no plain file/);
    expect(readFileSync(outside, 'utf8')).to.equal(OWN);
  });
});
