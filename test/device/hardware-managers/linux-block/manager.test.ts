import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { WritableDisk } from '../../../../hardware-managers/disk.ts';
import { createDiskFileManager } from '../../../../hardware-managers/disk-file/manager.ts';
import { createLinuxBlockManager } from '../../../../hardware-managers/linux-block/manager.ts';
import { type ContractDisk, describeContract, refusalOf } from '../../../hardware-managers/contract.ts';
import { attachLoop, type LoopDevice, type LoopOptions } from '../../../support/loop-device.ts';

const MIB = 1024 * 1024;
const SIZE = 32 * MIB;

const manager = createLinuxBlockManager({ waitMs: 0 });
const loops: LoopDevice[] = [];

async function newLoop(options: Partial<LoopOptions> = {}): Promise<LoopDevice> {
  const loop = await attachLoop({ sizeBytes: SIZE, ...options });
  loops.push(loop);
  return loop;
}

async function cleanUp(): Promise<void> {
  for (const loop of loops.splice(0)) await loop.detach();
}

for (const sectorBytes of [512, 4096] as const) {
  describeContract(`loop devices with ${sectorBytes}-byte sectors`, () => ({
    manager,
    attach: async (): Promise<ContractDisk> => ({
      path: (await newLoop({ sectorBytes })).path,
      sizeBytes: SIZE,
      sectorBytes,
    }),
    detach: cleanUp,
  }));
}

describe('linux-block manager on real devices', () => {
  afterEach(cleanUp);

  async function withWriter<T>(path: string, use: (writer: WritableDisk) => Promise<T>): Promise<T> {
    const writer = await manager.openForWriting(path);
    return await use(writer).finally(() => writer.close());
  }

  it('lists a loop device that has a file, once, and none without', async () => {
    const { path } = await newLoop();
    const listed = (await manager.listDisks()).map((disk) => disk.path);
    expect(listed.filter((candidate) => candidate === path)).to.have.lengthOf(1);
    await cleanUp();
    expect((await manager.listDisks()).map((disk) => disk.path)).to.not.include(path);
  });

  it('lists exactly the disks that lsblk lists, with its sizes', async () => {
    const { path: own } = await newLoop({ sectorBytes: 4096 });
    // Other programs may attach and detach loop devices meanwhile.
    const counts = (path: string | undefined) => path === own || !path?.startsWith('/dev/loop');
    const ours = (await manager.listDisks())
      .filter(({ path }) => counts(path))
      .map(({ path, sizeBytes }) => `${path} ${sizeBytes}`);
    const text = execFileSync(
      'lsblk',
      ['--nodeps', '--bytes', '--noheadings', '--raw', '--output', 'PATH,SIZE,TYPE'],
      { encoding: 'utf8' },
    );
    const theirs = text
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .filter(
        ([path, size, type]) =>
          ['disk', 'loop'].includes(type ?? '') && size !== '0' && !path?.includes('zram') && counts(path),
      )
      .map(([path, size]) => `${path} ${size}`);
    expect(ours).to.have.members(theirs);
  });

  it('refuses a partition and names its whole disk', async () => {
    const { path } = await newLoop();
    execFileSync('addpart', [path, '1', '2048', '2048']);
    const error = await refusalOf(manager.inspectDisk(`${path}p1`), 'NOT_A_DISK');
    expect(error.message).to.contain(`partition 1 of ${path}`);
    await refusalOf(manager.openForWriting(`${path}p1`), 'NOT_A_DISK');
  });

  it('refuses a read-only device', async () => {
    const { path } = await newLoop({ readOnly: true });
    expect((await manager.inspectDisk(path)).readOnly).to.equal(true);
    await refusalOf(manager.openForWriting(path), 'DISK_READ_ONLY');
  });

  it('refuses a device below 4 MiB', async () => {
    const { path } = await newLoop({ sizeBytes: 2 * MIB });
    await refusalOf(manager.openForWriting(path), 'DISK_TOO_SMALL');
  });

  it('refuses a sector size other than the device\u2019s', async () => {
    const { path } = await newLoop({ sectorBytes: 4096 });
    expect(
      (await refusalOf(manager.openForWriting(path, { sectorBytes: 512 }), 'SECTOR_SIZE_UNSUPPORTED'))
        .message,
    ).to.contain('4096');
  });

  it('E39: refuses a disk with a mounted partition and with active swap, naming both in one line', async () => {
    const { path } = await newLoop({ sizeBytes: 64 * MIB });
    const folder = mkdtempSync(join(tmpdir(), 'bmv-mount-'));
    const mountPoint = join(folder, 'a b');
    execFileSync('mkdir', [mountPoint]);
    execFileSync('addpart', [path, '1', '2048', '32768']);
    execFileSync('addpart', [path, '2', '65536', '32768']);
    execFileSync('mkfs.ext4', ['-q', `${path}p1`]);
    execFileSync('mkswap', ['-q', `${path}p2`]);
    execFileSync('mount', [`${path}p1`, mountPoint]);
    execFileSync('swapon', [`${path}p2`]);
    try {
      const error = await refusalOf(manager.openForWriting(path), 'DISK_IN_USE');
      expect(error.message).to.contain(`${path}p1 is mounted on ${mountPoint}`);
      expect(error.message).to.contain(`${path}p2 is active swap`);
      // What is in use can still be looked at.
      const reader = await manager.openForReading(path);
      expect(await reader.read(0, 16)).to.have.lengthOf(16);
      await reader.close();
    } finally {
      execFileSync('swapoff', [`${path}p2`]);
      execFileSync('umount', [mountPoint]);
      rmSync(folder, { recursive: true });
    }
    await withWriter(path, async (writer) => await writer.flush());
  });

  it('E39: finds a mount that only another mount namespace has', async () => {
    const { path } = await newLoop({ sizeBytes: 64 * MIB });
    execFileSync('mkfs.ext4', ['-q', path]);
    const folder = mkdtempSync(join(tmpdir(), 'bmv-ns-'));
    const script = `mount ${path} ${folder} && echo mounted && read line`;
    const child = spawn('unshare', ['--mount', 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      const error = await refusalOf(manager.openForWriting(path), 'DISK_IN_USE');
      expect(error.message).to.contain(`mounted on ${folder} (seen by process`);
    } finally {
      child.stdin.end('\n');
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
  });

  it('E39: finds an offset mount, which the kernel does not show as a holder', async () => {
    const { path } = await newLoop({ sizeBytes: 64 * MIB });
    const folder = mkdtempSync(join(tmpdir(), 'bmv-offset-'));
    execFileSync('mkfs.ext4', ['-q', '-E', `offset=${MIB}`, path, '16M'], { stdio: 'ignore' });
    execFileSync('mount', ['-o', `offset=${MIB},sizelimit=${16 * MIB}`, path, folder]);
    try {
      const error = await refusalOf(manager.openForWriting(path), 'DISK_IN_USE');
      expect(error.message).to.contain('loop device').and.to.contain(`mounted on ${folder}`);
    } finally {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    }
  });

  it('E39: names a program that has the disk open for writing without O_EXCL', async () => {
    const { path } = await newLoop();
    const child = spawn('sh', ['-c', `exec 5<>${path}; echo open; read line`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      const error = await refusalOf(manager.openForWriting(path), 'DISK_IN_USE');
      expect(error.message).to.contain(`process ${child.pid} (sh)`);
      expect((await manager.inspectDisk(path)).uses).to.have.lengthOf(1);
    } finally {
      child.stdin.end('\n');
      await once(child, 'exit');
    }
  });

  it('does not mind a program that only reads the disk', async () => {
    const { path } = await newLoop();
    const child = spawn('sh', ['-c', `exec 5<${path}; echo open; read line`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      await withWriter(path, async (writer) => await writer.flush());
    } finally {
      child.stdin.end('\n');
      await once(child, 'exit');
    }
  });

  it('refuses a disk that a program claims with O_EXCL', async () => {
    const { path } = await newLoop();
    const script = `const fs = require('node:fs'); fs.openSync('${path}', fs.constants.O_RDONLY | fs.constants.O_EXCL); console.log('open'); process.stdin.resume()`;
    const child = spawn(process.execPath, ['--eval', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      await refusalOf(manager.openForWriting(path), 'DISK_IN_USE');
    } finally {
      child.stdin.end();
      await once(child, 'exit');
    }
  });

  it('E43: holds the BSD lock that udev honours, and only while it has the disk open', async () => {
    const { path } = await newLoop();
    const isLocked = () => {
      try {
        execFileSync('flock', ['--shared', '--nonblock', path, 'true'], { stdio: 'ignore' });
        return false;
      } catch {
        return true;
      }
    };
    await withWriter(path, async (writer) => {
      expect(isLocked()).to.equal(true);
      await writer.write(0, new Uint8Array(512));
      await writer.offloadZero(0, MIB);
      expect(isLocked()).to.equal(true);
    });
    expect(isLocked()).to.equal(false);
  });

  it('E43: refuses a disk that another program has locked, and waits for one that lets go', async () => {
    const { path } = await newLoop();
    const hold = (seconds: string) =>
      spawn('flock', ['--shared', path, 'sh', '-c', `echo locked; exec sleep ${seconds}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    const brief = hold('0.4');
    await once(brief.stdout, 'data');
    await refusalOf(manager.openForWriting(path), 'DISK_LOCKED');
    const writer = await createLinuxBlockManager({ waitMs: 5000 }).openForWriting(path);
    await writer.close();
  });

  it('reads the medium and not an old page of the cache', async () => {
    const { path } = await newLoop();
    // A reader that stays open keeps the page cache of the device alive.
    const cached = await open(path, 'r');
    try {
      await cached.read(Buffer.alloc(4096), 0, 4096, 0);
      await withWriter(path, async (writer) => {
        await writer.write(0, new Uint8Array(4096).fill(0xab));
      });
      const reader = await manager.openForReading(path);
      expect((await reader.read(0, 4096))[4095]).to.equal(0xab);
      await reader.close();
    } finally {
      await cached.close();
    }
  });

  it('puts zeros onto the backing file as holes', async () => {
    const { path, backingFile } = await newLoop();
    await withWriter(path, async (writer) => {
      await writer.write(0, new Uint8Array(16 * MIB).fill(1));
      await writer.flush();
      const before = Number(execFileSync('stat', ['--format=%b', backingFile], { encoding: 'utf8' }));
      expect(await writer.offloadZero(0, 16 * MIB)).to.equal(true);
      const after = Number(execFileSync('stat', ['--format=%b', backingFile], { encoding: 'utf8' }));
      expect(after).to.be.lessThan(before / 2);
    });
  });

  it('sees its loop device in the file\u2019s own manager: writing the file beside it is refused', async () => {
    const { path, backingFile } = await newLoop();
    const error = await refusalOf(
      createDiskFileManager({ waitMs: 0 }).openForWriting(backingFile),
      'DISK_IN_USE',
    );
    expect(error.message).to.contain(path);
  });
});
