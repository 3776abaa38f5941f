import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import type { FormatRequest } from '../../../agent/volumes/format.ts';
import { chooseRoom, type Room, roomsIn, writtenBytes } from '../../../agent/volumes/format-room.ts';
import { tool } from '../../support/blkid.ts';
import { makeDiskFile } from '../../support/disk-file.ts';

const GIB = 1024 * MIB;
const TIB = 1024 * GIB;

function aRequest(filesystem: FormatRequest['filesystem'], lengthBytes: number): FormatRequest {
  return { filesystem, label: '', uuid: '', lengthBytes, sectorBytes: 512 };
}

function aRoom(folder: string, freeBytes: number, kind: Room['kind'] = 'tmpfs'): Room {
  return { folder, freeBytes, kind, takesSize: true };
}

describe('room for making a filesystem', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join('/dev/shm', 'bmv-room-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const EXT = ['-F', '-q', '-b', '4096', '-E', 'lazy_itable_init=1,nodiscard'];
  for (const [filesystem, lengthBytes, debianPackage, argv] of [
    ['ext2', 100 * GIB, 'e2fsprogs', ['mkfs.ext4', '-t', 'ext2', ...EXT]],
    ['ext3', 100 * GIB, 'e2fsprogs', ['mkfs.ext4', '-t', 'ext3', ...EXT]],
    ['ext4', 64 * MIB, 'e2fsprogs', ['mkfs.ext4', '-t', 'ext4', ...EXT]],
    ['ext4', 4 * TIB, 'e2fsprogs', ['mkfs.ext4', '-t', 'ext4', ...EXT]],
    ['vfat', 8 * GIB, 'dosfstools', ['mkfs.vfat', '-S', '512']],
    ['xfs', 320 * MIB, 'xfsprogs', ['mkfs.xfs', '-q', '-f', '-K']],
    ['xfs', 200 * GIB, 'xfsprogs', ['mkfs.xfs', '-q', '-f', '-K']],
    ['swap', 64 * GIB, 'util-linux', ['mkswap', '-q']],
  ] as const)
    it(`is as much as mkfs takes on a tmpfs: ${filesystem}, ${lengthBytes / GIB} GiB`, () => {
      const path = makeDiskFile(join(folder, 'file'), lengthBytes);
      const [name, ...args] = argv;
      tool(name, debianPackage, [...args, path]);
      expect(statSync(path).blocks * 512).to.be.at.most(writtenBytes(aRequest(filesystem, lengthBytes)));
      rmSync(path);
    });

  const ON_NOISE = ['-F', '-q', '-b', '4096', '-E', 'lazy_itable_init=1,lazy_journal_init=1,nodiscard'];
  for (const [filesystem, lengthBytes, debianPackage, argv] of [
    ['ext4', 64 * MIB, 'e2fsprogs', ['mkfs.ext4', ...ON_NOISE]],
    ['ext4', 4 * TIB, 'e2fsprogs', ['mkfs.ext4', ...ON_NOISE]],
    ['xfs', 8 * TIB, 'xfsprogs', ['mkfs.xfs', '-q', '-f', '-K', '-l', 'size=64m']],
  ] as const)
    it(`is as much as mkfs takes where it writes its zeros: ${filesystem}, ${lengthBytes / GIB} GiB`, () => {
      const path = makeDiskFile(join(folder, 'file'), lengthBytes);
      tool('env', debianPackage, ['UNIX_IO_NOZEROOUT=1', ...argv, path]);
      const needed = writtenBytes({ ...aRequest(filesystem, lengthBytes), onNoise: true });
      expect(statSync(path).blocks * 512).to.be.at.most(needed);
      rmSync(path);
    });

  it('is found where it is, in the order of the folders', () => {
    const rooms = [aRoom('/a', GIB), aRoom('/b', 4 * GIB), aRoom('/c', 4 * GIB)];
    expect(chooseRoom(aRequest('ext4', 8 * TIB), rooms).folder).to.equal('/a');
    expect(chooseRoom(aRequest('xfs', 8 * TIB), rooms).folder).to.equal('/b');
  });

  // A ramdisk that was booted with root= has its root in one.
  it('is never a ramfs, which would keep in memory what is only read', () => {
    const rooms = [aRoom('/tmp', Number.POSITIVE_INFINITY, 'ramfs'), aRoom('/dev/shm', GIB)];
    expect(chooseRoom(aRequest('ext4', GIB), rooms).folder).to.equal('/dev/shm');
  });

  for (const [what, request, rooms, message] of [
    [
      'memory',
      aRequest('xfs', 8 * TIB),
      [aRoom('/tmp', GIB), aRoom('/dev/shm', 1536 * MIB)],
      'making xfs of 8 TiB needs 2.01 GiB (2155872256 bytes) in a temporary file: /tmp has 1 GiB, /dev/shm has 1.5 GiB; take ext4, which needs less, or filesystem none and format it in the instance',
    ],
    [
      'a folder that is no ramfs',
      aRequest('ext4', GIB),
      [aRoom('/tmp', GIB, 'ramfs')],
      'making ext4 of 1 GiB needs 8.02 MiB (8404992 bytes) in a temporary file: /tmp is a ramfs, which keeps holes in memory; free memory, or set TMPDIR to a folder with more',
    ],
    [
      'a folder that takes a file of that size',
      aRequest('xfs', 20 * TIB),
      [{ ...aRoom('/tmp', 100 * GIB, 'disk'), takesSize: false }, aRoom('/dev/shm', GIB)],
      '/tmp takes no file as large as the volume, /dev/shm has 1 GiB; take ext4',
    ],
    [
      'any folder',
      aRequest('swap', GIB),
      [],
      'making swap of 1 GiB needs 8 MiB in a temporary file: there is no folder for one; free memory, or set TMPDIR to a folder with more',
    ],
  ] as const)
    it(`is refused without ${what}, with what is needed and what there is`, () => {
      expect(() => chooseRoom(request, rooms))
        .to.throw(message)
        .with.property('code', 'NO_SPACE');
    });

  it('passes over a folder that takes no file of that size', () => {
    const rooms = [{ ...aRoom('/tmp', 100 * GIB, 'disk'), takesSize: false }, aRoom('/dev/shm', 4 * GIB)];
    expect(chooseRoom(aRequest('xfs', 20 * TIB), rooms).folder).to.equal('/dev/shm');
  });

  it('leaves memory for everything else, and passes over folders that are not there', async () => {
    const rooms = await roomsIn([join(folder, 'absent'), folder, tmpdir()], GIB);
    expect(rooms.map((room) => room.folder)).to.deep.equal([folder, tmpdir()]);
    const [shm] = rooms;
    expect(shm?.kind).to.equal('tmpfs');
    const memory = Number(/MemAvailable:\s+(\d+)/.exec(tool('cat', 'coreutils', ['/proc/meminfo']))?.[1]);
    expect(shm?.freeBytes)
      .to.be.greaterThan(0)
      .and.at.most(memory * 1024);
  });
});
