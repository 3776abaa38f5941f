import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseMountInfo, parseSwaps, readMounts } from '../../../hardware-managers/linux/mounts.ts';
import { FakeLinux } from '../../support/fake-linux.ts';

describe('mounts', () => {
  it('are read with blanks, tabs and backslashes in their paths', () => {
    const [mount] = parseMountInfo(
      '36 35 98:0 /mnt1 /mnt\\0402\\134x rw,noatime master:1 shared:2 - ext3 /dev/my\\040disk rw',
    );
    expect(mount).to.deep.equal({
      majorMinor: '98:0',
      source: '/dev/my disk',
      mountPoint: '/mnt 2\\x',
      filesystem: 'ext3',
      seenBy: null,
    });
  });

  it('are read with and without optional fields', () => {
    const lines =
      '1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 8:2 / /x rw shared:1 master:2 - xfs /dev/sda2 rw\n';
    expect(parseMountInfo(lines).map(({ majorMinor }) => majorMinor)).to.deep.equal(['8:1', '8:2']);
  });

  it('are not made up from lines of another form', () => {
    expect(parseMountInfo('')).to.deep.equal([]);
    expect(parseMountInfo('nonsense\n1 2 3\n - \n36 35 98:0 / /mnt rw\n')).to.deep.equal([]);
  });

  it('of swap are read from the kernel\u2019s list, without its heading', () => {
    expect(parseSwaps('Filename\tType\tSize\n/dev/sda2 partition\t1\n/my\\040swap file 2\n')).to.deep.equal([
      { path: '/dev/sda2' },
      { path: '/my swap' },
    ]);
    expect(parseSwaps('Filename\n')).to.deep.equal([]);
    expect(parseSwaps('')).to.deep.equal([]);
  });

  describe('of all namespaces', () => {
    let linux: FakeLinux;
    beforeEach(() => {
      linux = new FakeLinux().mounts('1 0 8:1 / / rw - ext4 /dev/sda1 rw');
    });
    afterEach(() => linux.remove());

    function process(pid: number, namespace: string | null, mountinfo: string): void {
      linux
        .file(`proc/${pid}/mountinfo`, mountinfo)
        .file(`proc/${pid}/comm`, 'dockerd\n')
        .file(`proc/${pid}/ns/x`, '');
      if (namespace !== null) symlinkSync(`mnt:[${namespace}]`, join(linux.folder, `proc/${pid}/ns/mnt`));
    }

    it('name the process that sees a mount which ours does not', async () => {
      process(12, '4026', '1 0 8:1 / / rw - ext4 /dev/sda1 rw\n9 1 8:2 / /data rw - ext4 /dev/sda2 rw\n');
      expect(
        (await readMounts(linux.roots)).map(({ mountPoint, seenBy }) => [mountPoint, seenBy]),
      ).to.deep.equal([
        ['/', null],
        ['/data', 'process 12 (dockerd)'],
      ]);
    });

    it('are read once a namespace', async () => {
      process(12, '4026', '9 1 8:2 / /data rw - ext4 /dev/sda2 rw\n');
      process(13, '4026', '9 1 8:3 / /not-read rw - ext4 /dev/sda3 rw\n');
      expect((await readMounts(linux.roots)).map(({ mountPoint }) => mountPoint)).to.deep.equal([
        '/',
        '/data',
      ]);
    });

    it('are found although the namespace itself is hidden from us', async () => {
      process(12, null, '9 1 8:2 / /data rw - ext4 /dev/sda2 rw\n');
      expect((await readMounts(linux.roots)).map(({ mountPoint }) => mountPoint)).to.deep.equal([
        '/',
        '/data',
      ]);
    });

    it('do without a process that ends meanwhile', async () => {
      linux.file('proc/14/comm', 'gone\n');
      expect(await readMounts(linux.roots)).to.have.lengthOf(1);
    });
  });
});
