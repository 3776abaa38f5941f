import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { inspectLayout } from '../../../agent/volumes/inspect.ts';
import { ARRAY, LOGICAL_PARTITION, MEMBER_PLACES, makeArrayDisk } from '../../support/array-disks.ts';
import { makeDiskFile, writeAt } from '../../support/disk-file.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { runTool } from '../../support/partition-script.ts';
import { EXTENT_BYTES, md10, md11, md12, md090 } from '../../support/superblocks.ts';

const MIB = 1024 * 1024;

describe('members of arrays on a disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-members-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const membersOf = async (path: string) =>
    (await inspectLayout(new MemoryDisk(readFileSync(path), 512))).arrayMembers;

  // ironic-python-agent makes an MBR on members where the firmware is BIOS; they were taken for empty disks.
  for (const place of MEMBER_PLACES)
    it(`are found where ${place.what} is one, and what lies inside the array is not`, async () => {
      const { path } = await makeArrayDisk(folder, 'sda', place);
      const [member, ...rest] = await membersOf(path);
      expect(rest).to.deep.equal([]);
      expect(member).to.deep.include({
        number: place.number,
        superblock: { offset: place.offset + 4096, length: 4096 },
      });
      expect(member?.extent.offset).to.equal(place.offset);
      expect(`array "${member?.name}" (${member?.uuid})`).to.equal(ARRAY);
    });

  // The table at the beginning of such a member is that of the array.
  it('are found where the superblock stands at the end of a disk with a table', async () => {
    const path = makeDiskFile(join(folder, 'sda.img'), EXTENT_BYTES);
    runTool('sgdisk', ['--clear', '--new=1:2048:8191', path]);
    for (const pieces of [md10(), md090()]) {
      // The backup of the table lies further in, at the end of the array.
      writeAt(path, EXTENT_BYTES - MIB, Buffer.alloc(MIB));
      for (const { offset, bytes } of pieces) writeAt(path, offset, bytes);
      const [member, ...rest] = await membersOf(path);
      expect(rest).to.deep.equal([]);
      expect(member).to.deep.include({ number: null, extent: { offset: 0, length: EXTENT_BYTES } });
    }
  });

  for (const [version, pieces] of [
    ['0.90', md090],
    ['1.0', md10],
    ['1.1', md11],
    ['1.2', md12],
  ] as const)
    it(`are found by superblock ${version}, and told where it stands`, async () => {
      const path = makeDiskFile(join(folder, 'sda.img'), EXTENT_BYTES);
      for (const { offset, bytes } of pieces()) writeAt(path, offset, bytes);
      const [member] = await membersOf(path);
      expect(member?.superblock.offset).to.equal(pieces()[0]?.offset);
    });

  it('are told once where a hybrid MBR lists a partition of the GPT again', async () => {
    const path = makeDiskFile(join(folder, 'sda.img'), 96 * MIB);
    runTool('sgdisk', ['--clear', '--new=1:2048:+64M', '--typecode=1:fd00', '--hybrid=1', path]);
    for (const { offset, bytes } of md12()) writeAt(path, MIB + offset, bytes);
    expect((await membersOf(path)).map(({ number }) => number)).to.deep.equal([1]);
  });

  it('are none on a disk that an MBR promises more of than there is', async () => {
    const { path } = await makeArrayDisk(folder, 'sda', LOGICAL_PARTITION);
    const cut = readFileSync(path).subarray(0, 2 * MIB);
    expect((await inspectLayout(new MemoryDisk(cut, 512))).arrayMembers).to.deep.equal([]);
  });
});
