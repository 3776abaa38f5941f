import { expect } from 'chai';
import { createVolume } from '../../../agent/volumes/create.ts';
import { DiskSession } from '../../../agent/volumes/session.ts';
import { testContext } from '../../support/context.ts';
import { MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { errorOf } from '../../support/read-image.ts';

const MIB = 1024 * 1024;

describe('the writer beside volumes', () => {
  for (const sectorBytes of [512, 4096]) {
    it(`cannot reach a claim or what is kept, whatever map it is given (${sectorBytes}-byte sectors)`, async () => {
      const disk = new MemoryDisk(Buffer.alloc(16 * MIB), sectorBytes);
      const context = testContext([memoryManager(disk)]);
      const request = {
        name: 'data',
        size: MIB,
        filesystem: 'none',
        label: '',
        mountPoint: '',
        project: '',
      } as const;
      const { claim } = await createVolume(context, '/dev/memory', request);
      const session = await DiskSession.open(context, '/dev/memory');
      disk.log.length = 0;
      const kept = { offset: 2 * MIB, length: MIB };
      const writer = session.writerBeside([kept], [{ offset: 0, length: 16 * MIB }]);
      const sector = new Uint8Array(sectorBytes);
      for (const { offset, length } of [claim, kept]) {
        for (const at of [offset, offset + length - sectorBytes]) {
          expect((await errorOf(writer.write(at, sector))).code).to.equal('WRITE_OUTSIDE_MAP');
          expect((await errorOf(writer.zero(at, sectorBytes))).code).to.equal('WRITE_OUTSIDE_MAP');
          expect((await errorOf(writer.discard(at, sectorBytes))).code).to.equal('WRITE_OUTSIDE_MAP');
        }
        const across = new Uint8Array(2 * sectorBytes);
        expect((await errorOf(writer.write(offset - sectorBytes, across))).code).to.equal(
          'WRITE_OUTSIDE_MAP',
        );
        expect((await errorOf(writer.write(offset + length - sectorBytes, across))).code).to.equal(
          'WRITE_OUTSIDE_MAP',
        );
      }
      expect(disk.log).to.deep.equal([]);
      await writer.write(claim.offset - sectorBytes, sector);
      await writer.write(claim.offset + claim.length, sector);
      expect(disk.log).to.have.lengthOf(2);
      await session.close();
    });
  }
});
