import { expect } from 'chai';
import { endArrayMembers } from '../../../agent/volumes/end-array-members.ts';
import { inspectLayout } from '../../../agent/volumes/inspect.ts';
import { testContext } from '../../support/context.ts';
import { MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { errorOf } from '../../support/read-image.ts';
import { build, EXTENT_BYTES, md10, md11, md12, md090 } from '../../support/superblocks.ts';
import { PATH } from '../../support/volume-disk.ts';

const WHOLE = { offset: 0, length: EXTENT_BYTES };

describe('ending the membership of a disk in arrays', () => {
  it('clears the superblocks of every version, and nothing else', async () => {
    const pieces = [...md11(), ...md12(), ...md10(), ...md090()];
    const disk = new MemoryDisk(build(pieces), 512);
    disk.bytes.fill('old data ', 1024 * 1024, 2 * 1024 * 1024);
    const expected = Buffer.from(disk.bytes);
    for (const { offset, bytes } of pieces) expected.fill(0, offset, offset + bytes.byteLength);
    await endArrayMembers(testContext([memoryManager(disk)]), PATH, [WHOLE]);
    expect(disk.bytes.equals(expected)).to.equal(true);
    expect((await inspectLayout(disk)).arrayMembers).to.deep.equal([]);
  });

  it('stops arrays on it first, which else keep it from being opened', async () => {
    const disk = new MemoryDisk(build(md12()), 512);
    const stopped: unknown[] = [];
    const manager = {
      ...memoryManager(disk),
      stopHolders: async (_: string, extents: unknown) => {
        stopped.push(extents);
        return [];
      },
    };
    await endArrayMembers(testContext([manager]), PATH, [WHOLE]);
    expect(stopped).to.deep.equal([[WHOLE]]);
  });

  it('leaves a member elsewhere on the disk alone', async () => {
    const disk = new MemoryDisk(build(md12()), 512);
    await endArrayMembers(testContext([memoryManager(disk)]), PATH, [{ offset: 0, length: 1024 }]);
    expect(disk.log).to.deep.equal([]);
  });

  it('fails where the disk keeps the superblock', async () => {
    const disk = new MemoryDisk(build(md12()), 512);
    disk.write = async () => {};
    const error = await errorOf(endArrayMembers(testContext([memoryManager(disk)]), PATH, [WHOLE]));
    expect(error).to.include({ code: 'IO_ERROR' });
  });
});
