import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { createVolume } from '../../agent/volumes/create.ts';
import { recover } from '../../agent/volumes/recover.ts';
import { setTypes } from '../../agent/volumes/set-types.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import { crashStates } from '../support/crash-states.ts';
import { MemoryDisk } from '../support/memory-disk.ts';
import {
  aBlankDisk,
  addVolume,
  aRequestFor,
  bytesOf,
  contextOf,
  hasBytes,
  layoutOf,
  listedOn,
  PATH,
  yes,
} from '../support/volume-disk.ts';

const MIB = 1024 * 1024;
const SRV = { filesystem: 'ext4', mountPoint: '/srv', tell: ['gpt-auto'] } as const;

for (const sectorBytes of [512, 4096] as const) {
  describe(`power cut while a volume's partition gets another type, ${sectorBytes}-byte sectors`, () => {
    it('leaves the old type or the new one, and all else as it was (E47, E48)', async () => {
      const disk = aBlankDisk(16 * MIB, sectorBytes);
      const { claim: srv } = await createVolume(contextOf(disk), PATH, aRequestFor('srv', 2 * MIB, SRV));
      const logs = await addVolume(disk, 'logs', MIB);
      const wanted = new Map([[srv.id, TYPE_GUIDS.linuxSrv]]);
      const kept = [srv, logs].map((claim) => ({ offset: claim.offset, bytes: bytesOf(disk, claim) }));
      const before = listedOn(disk) ?? [];
      const base = Buffer.from(disk.bytes);
      const copy = Buffer.from(disk.bytes);
      disk.log.length = 0;
      expect(await setTypes(contextOf(disk), PATH, wanted)).to.deep.equal([srv.id]);
      const after = listedOn(disk) ?? [];
      const differing = after.filter((now, index) => !isDeepStrictEqual(now, before[index]));
      expect(differing.map(({ name }) => name)).to.deep.equal(['srv']);

      let states = 0;
      const options = { sectorBytes, seed: sectorBytes, subsetsPerInterval: 32, everySectorUpTo: 48 };
      for (const { bytes, what } of crashStates(base, disk.log, options)) {
        states += 1;
        copy.set(bytes);
        const cut = new MemoryDisk(copy, sectorBytes);
        const isWhole = () => kept.every(({ offset, bytes }) => hasBytes(cut, offset, bytes));
        const isListed = () => {
          const now = listedOn(cut);
          return isDeepStrictEqual(now, before) || isDeepStrictEqual(now, after);
        };
        expect(isWhole(), what).to.equal(true);
        if (!isListed()) await recover(contextOf(cut), PATH, yes);
        expect(isListed(), what).to.equal(true);
        await setTypes(contextOf(cut), PATH, wanted);
        expect(listedOn(cut), what).to.deep.equal(after);
        expect(isWhole(), what).to.equal(true);
        const { catalog } = await layoutOf(cut);
        expect(catalog?.catalog.journal, what).to.equal(null);
        expect(
          catalog?.catalog.claims.map(({ id }) => id),
          what,
        ).to.have.members([srv.id, logs.id]);
      }
      expect(states).to.be.greaterThan(100);
    });
  });
}
