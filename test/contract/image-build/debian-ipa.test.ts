import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type DebianIpa, debianIpa } from '../../../image-build/debian-ipa/build.ts';
import { tool } from '../../support/blkid.ts';
import { unpackRamdisk } from './unpack.ts';

const MAX_BYTES = 127 * 1000 * 1000;

describe('ramdisk of Debian’s packages', () => {
  let folder: string;
  let root: string;
  let made: DebianIpa;
  before(async () => {
    made = await debianIpa('trixie');
    folder = mkdtempSync(join(tmpdir(), 'bmv-debian-ipa-'));
    root = join(folder, 'root');
    unpackRamdisk(made.ramdisk, root);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function inRoot(...command: string[]): string {
    const { stdout, stderr, status } = spawnSync('chroot', [root, ...command], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
    return stdout;
  }

  it('is small enough for a netboot', () => {
    expect(statSync(made.ramdisk).size).to.be.lessThan(MAX_BYTES);
  });

  it('has the modules of the kernel beside it, and no kernel', () => {
    const [version = ''] = readdirSync(join(root, 'usr/lib/modules'));
    expect(readFileSync(made.kernel).includes(version)).to.equal(true);
    expect(globSync('{boot,usr/lib/modules/*}/vmlinuz*', { cwd: root })).to.deep.equal([]);
  });

  it('tells no time of its build: two builds of the same packages are the same', () => {
    expect(tool('find', 'findutils', [root, '-xdev', '-type', 'f', '-newermt', '@0'])).to.equal('');
    const ages = readFileSync(join(root, 'etc/shadow'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(':')[2]);
    expect(new Set(ages)).to.deep.equal(new Set(['']));
    expect(readFileSync(join(root, 'etc/machine-id'), 'utf8')).to.equal('');
    expect(globSync('etc/{*-,nvme/host*,ssh/ssh_host_*}', { cwd: root })).to.deep.equal([]);
  });

  // Python compiled everything anew at each start, and ironic-python-agent took three times as long to load, when
  // the files' times had been changed and those in the compiled files had not.
  it('has what Python compiled, as of the sources that are there', () => {
    const compiled = globSync('usr/lib/python3*/**/__pycache__/*.pyc', { cwd: root });
    expect(compiled.length).to.be.greaterThan(1000);
    const stale = compiled.filter((path) => {
      const head = readFileSync(join(root, path)).subarray(0, 16);
      return head.readUInt32LE(4) !== 0 || head.readUInt32LE(8) !== 0;
    });
    expect(stale).to.deep.equal([]);
  });

  it('lacks no library of a program', () => {
    const script =
      'for f in /usr/bin/* /usr/sbin/*; do ldd "$f" 2> /dev/null | sed -n "s|.* not found|$f&|p"; done';
    expect(inRoot('sh', '-c', script)).to.equal('');
  });

  it('has the tools that ironic-python-agent and bmv-agent call', () => {
    const tools = [
      'qemu-img',
      'sgdisk',
      'parted',
      'mdadm',
      'lvm',
      'nvme',
      'hdparm',
      'efibootmgr',
      'lshw',
      'dmidecode',
    ];
    const extras = [
      'hwclock',
      'hexdump',
      'mkfs.xfs',
      'mkfs.ext4',
      'mkfs.vfat',
      'sfdisk',
      'partx',
      'flock',
      'zstd',
      'xz',
    ];
    const missing = [...tools, ...extras].filter(
      (name) => !existsSync(join(root, 'usr/bin', name)) && !existsSync(join(root, 'usr/sbin', name)),
    );
    expect(missing).to.deep.equal([]);
  });

  it('starts ironic-python-agent and the network, and no timer that a package enables', () => {
    const units = ['ironic-python-agent', 'systemd-networkd', 'systemd-resolved'];
    expect(
      inRoot('systemctl', 'is-enabled', ...units)
        .trim()
        .split('\n'),
    ).to.deep.equal(units.map(() => 'enabled'));
    expect(globSync('etc/systemd/system/timers.target.wants/*', { cwd: root })).to.deep.equal([]);
  });

  it('has nothing of baremetal-volumes', () => {
    expect(globSync('{opt,etc,usr/bin,usr/lib/python3/dist-packages}/bmv*', { cwd: root })).to.deep.equal([]);
  });
});
