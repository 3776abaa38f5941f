import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeFilesystem } from '../../../../agent/volumes/format.ts';
import { roomsIn } from '../../../../agent/volumes/format-room.ts';
import { tool } from '../../../support/blkid.ts';
import { attachLoop, type LoopDevice } from '../../../support/loop-device.ts';

const MIB = 1024 * 1024;
const TIB = MIB * MIB;

// ext4 with blocks of 4 KiB ends at 16 TiB, and with blocks of 1 KiB at 4 TiB: `bmv volume create` on a large disk
// ended with INTERNAL where /tmp was one.
describe('a folder whose files end before the volume does', () => {
  let folder = '';
  let mountPoint = '';
  let loop: LoopDevice;
  const ownTmpdir = process.env.TMPDIR;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-room-'));
    mountPoint = join(folder, 'mnt');
    mkdirSync(mountPoint);
    loop = await attachLoop({ sizeBytes: 64 * MIB });
    tool('mkfs.ext4', 'e2fsprogs', ['-F', '-q', '-b', '1024', loop.path]);
    tool('mount', 'mount', [loop.path, mountPoint]);
  });
  after(async () => {
    if (ownTmpdir === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = ownTmpdir;
    tool('umount', 'mount', [mountPoint]);
    await loop.detach();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is seen before a filesystem is made, and nothing is left in it', async () => {
    const found = await Promise.all([3 * TIB, 5 * TIB].map((size) => roomsIn([mountPoint], size)));
    expect(found.map(([room]) => room?.takesSize)).to.deep.equal([true, false]);
    expect(readdirSync(mountPoint)).to.deep.equal(['lost+found']);
  });

  it('is passed over for one that takes more', async () => {
    process.env.TMPDIR = mountPoint;
    const uuid = '0b0b0b0b-1111-4222-8333-444444444444';
    const request = { filesystem: 'ext4', label: '', uuid, lengthBytes: 5 * TIB, sectorBytes: 512 } as const;
    const file = await makeFilesystem(request, new AbortController().signal);
    try {
      expect(statSync(file.path).size).to.equal(5 * TIB);
      expect(tool('blkid', 'util-linux', ['-p', '-o', 'export', file.path])).to.contain(`UUID=${uuid}`);
    } finally {
      await file.remove();
    }
  });
});
