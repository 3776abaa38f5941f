import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createDiskFileManager } from '../../../hardware-managers/disk-file/manager.ts';
import { type ContractDisk, describeContract, refusalOf } from '../contract.ts';

const MIB = 1024 * 1024;
const SIZE = 16 * MIB;

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-file-'));
  folders.push(folder);
  return folder;
}

function newFile(sizeBytes = SIZE): string {
  const path = join(newFolder(), 'disk.img');
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  return path;
}

function cleanUp(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

function putSignature(path: string, offset: number): void {
  const bytes = Buffer.alloc(SIZE);
  bytes.write('EFI PART', offset);
  writeFileSync(path, bytes);
}

const manager = createDiskFileManager({ waitMs: 0 });

for (const sectorBytes of [512, 4096] as const) {
  describeContract(`disk files with ${sectorBytes}-byte sectors`, () => ({
    manager,
    attach: async (): Promise<ContractDisk> => ({ path: newFile(), sizeBytes: SIZE, sectorBytes }),
    detach: async () => cleanUp(),
  }));
}

describe('disk-file manager', () => {
  afterEach(cleanUp);

  it('finds no disks by itself', async () => {
    expect(await manager.listDisks()).to.deep.equal([]);
  });

  it('takes 512-byte sectors where nothing says otherwise', async () => {
    expect((await manager.inspectDisk(newFile())).logicalSectorBytes).to.equal(512);
  });

  it('finds the sector size by the place of the GPT header', async () => {
    for (const sectorBytes of [512, 4096]) {
      const path = newFile();
      putSignature(path, sectorBytes);
      expect((await manager.inspectDisk(path)).logicalSectorBytes).to.equal(sectorBytes);
    }
  });

  it('finds the sector size by the backup header when the head of the disk is lost', async () => {
    const path = newFile();
    putSignature(path, SIZE - 4096);
    expect((await manager.inspectDisk(path)).logicalSectorBytes).to.equal(4096);
  });

  it('E03: refuses a file with headers for both sector sizes until it is told which, and names the option', async () => {
    const path = newFile();
    const bytes = Buffer.alloc(SIZE);
    bytes.write('EFI PART', 512);
    bytes.write('EFI PART', 4096);
    writeFileSync(path, bytes);
    expect((await refusalOf(manager.inspectDisk(path), 'SECTOR_SIZE_UNKNOWN')).message).to.contain(
      '--sector-size',
    );
    expect((await manager.inspectDisk(path, { sectorBytes: 4096 })).logicalSectorBytes).to.equal(4096);
  });

  it('refuses a sector size that contradicts the header, and names the right one', async () => {
    const path = newFile();
    putSignature(path, 512);
    const error = await refusalOf(manager.openForWriting(path, { sectorBytes: 4096 }), 'SECTOR_SIZE_UNKNOWN');
    expect(error.message).to.contain('--sector-size 512');
  });

  it('says how to make a disk file that is missing', async () => {
    const path = join(newFolder(), 'new.img');
    expect((await refusalOf(manager.openForWriting(path), 'NOT_A_DISK')).message).to.contain(
      `truncate -s 8G ${path}`,
    );
  });

  it('refuses an empty file and says how to give it a size', async () => {
    expect((await refusalOf(manager.inspectDisk(newFile(0)), 'NOT_A_DISK')).message).to.contain('truncate');
  });

  it('refuses a size that is not whole sectors', async () => {
    await refusalOf(manager.inspectDisk(newFile(SIZE + 1)), 'NOT_A_DISK');
    const path = newFile(SIZE + 512);
    await manager.inspectDisk(path);
    expect(
      (await refusalOf(manager.inspectDisk(path, { sectorBytes: 4096 }), 'NOT_A_DISK')).message,
    ).to.contain('%4096');
  });

  it('refuses a directory and a character device', async () => {
    expect((await refusalOf(manager.inspectDisk(newFolder()), 'NOT_A_DISK')).message).to.contain('directory');
    expect((await refusalOf(manager.inspectDisk('/dev/zero'), 'NOT_A_DISK')).message).to.contain(
      'character device',
    );
  });

  it('refuses to write a file below 4 MiB, but shows it', async () => {
    const path = newFile(4 * MIB - 512);
    expect((await manager.inspectDisk(path)).sizeBytes).to.equal(4 * MIB - 512);
    await refusalOf(manager.openForWriting(path), 'DISK_TOO_SMALL');
  });

  it('refuses to write a file that its owner made read-only, even for root', async () => {
    const path = newFile();
    chmodSync(path, 0o444);
    await refusalOf(manager.openForWriting(path), 'DISK_READ_ONLY');
    expect((await manager.inspectDisk(path)).readOnly).to.equal(true);
  });

  it('follows a link to the file and names the file itself', async () => {
    const path = newFile();
    const link = join(newFolder(), 'link');
    symlinkSync(path, link);
    expect((await manager.inspectDisk(link)).path).to.equal(path);
    const dangling = join(newFolder(), 'dangling');
    symlinkSync('/nonexistent/file', dangling);
    await refusalOf(manager.inspectDisk(dangling), 'NOT_A_DISK');
  });

  it('refuses a file that a loop device has attached, and names the loop device', async () => {
    const path = newFile();
    const sys = newFolder();
    mkdirSync(join(sys, 'block/loop9/loop'), { recursive: true });
    writeFileSync(join(sys, 'block/loop9/loop/backing_file'), `${path}\n`);
    const faked = createDiskFileManager({ roots: { sys, proc: '/nonexistent', dev: '/dev' }, waitMs: 0 });
    const error = await refusalOf(faked.openForWriting(path), 'DISK_IN_USE');
    expect(error.message).to.contain('/dev/loop9');
  });

  it('E49: reports a file that was cut off while open as an error with the offset', async () => {
    const path = newFile();
    const writer = await manager.openForWriting(path);
    truncateSync(path, 8 * MIB);
    const error = await refusalOf(writer.read(12 * MIB, 512), 'IO_ERROR');
    expect(error.fields.offset).to.equal(12 * MIB);
    await writer.close();
  });
});
