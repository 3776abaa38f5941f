import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import { adoptVolumes } from '../../../agent/volumes/adopt.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { extendVolume } from '../../../agent/volumes/extend.ts';
import { releaseVolume } from '../../../agent/volumes/release.ts';
import { DiskSession } from '../../../agent/volumes/session.ts';
import { verifyVolumes } from '../../../agent/volumes/verify.ts';
import type { VolumeEffect } from '../../../agent/volumes/volume-effect.ts';
import { testContext } from '../../support/context.ts';
import { MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { aBlankDisk, addVolume, aRequestFor, layoutOf, PATH, yes } from '../../support/volume-disk.ts';
import { catalogOf, changeCatalog } from '../../support/volumes.ts';

describe('what becomes of volumes is told', () => {
  let disk: MemoryDisk;
  let effects: VolumeEffect[];
  const context = () =>
    testContext([memoryManager(disk)], { onEffect: (effect) => void effects.push(effect) });
  const told = () => effects.map(({ change, id, device }) => [change, id, device]);
  beforeEach(() => {
    disk = aBlankDisk(32 * MIB);
    effects = [];
  });

  it('when one is made and verified', async () => {
    const { id } = (await createVolume(context(), PATH, aRequestFor('low', 4 * MIB))).claim;
    const [view] = await verifyVolumes(context(), PATH, id, 'full');
    expect(told()).to.deep.equal([
      ['created', id, PATH],
      ['verified', id, PATH],
    ]);
    expect(effects[1]).to.deep.include({ proof: view?.proof });
  });

  it('when one is extended, but not when it has its size already', async () => {
    await addVolume(disk, 'above', 4 * MIB);
    const { id } = await addVolume(disk, 'data', 4 * MIB);
    await releaseVolume(context(), PATH, 'above', 'none', yes);
    effects = [];
    for (let time = 0; time < 2; time += 1)
      await extendVolume(context(), PATH, { volume: id, size: 6 * MIB });
    expect(told()).to.deep.equal([['extended', id, PATH]]);
  });

  it('when a partition becomes one', async () => {
    const { id } = await addVolume(disk, 'more', 4 * MIB);
    await changeCatalog(disk, (catalog) => ({ ...catalog, claims: [] }));
    const wanted = { selector: parseSelector('label:more'), name: null, project: '', mountPoint: '' };
    await adoptVolumes(context(), PATH, wanted);
    expect(told()).to.deep.equal([['adopted', id, PATH]]);
  });

  it('when one is released, with the proof of its erasure', async () => {
    const claim = await addVolume(disk, 'data', 4 * MIB);
    const { serial, wwn } = disk.info;
    const diskGuid = (await layoutOf(disk)).table.gpt?.diskGuid;
    const { erasure } = await releaseVolume(context(), PATH, 'data', 'zero', yes);
    expect(erasure.bytesErased).to.equal(4 * MIB);
    expect(effects).to.deep.equal([
      {
        ...{ change: 'released', id: claim.id, device: PATH, claim, erasure },
        disk: { serial, wwn, diskGuid, sizeBytes: 32 * MIB, sectorBytes: 512 },
      },
    ]);
  });

  it('when a release ends that was cut off behind its erasure, and not before', async () => {
    const base = aBlankDisk(32 * MIB);
    const claim = await addVolume(base, 'data', 4 * MIB);
    const ends = new Map<string, number>();
    for (let writes = 0, isWhole = false; !isWhole; writes += 1) {
      disk = new MemoryDisk(Buffer.from(base.bytes), 512);
      effects = [];
      disk.failAfter = writes;
      isWhole = await releaseVolume(context(), PATH, 'data', 'zero', yes).then(
        () => true,
        () => false,
      );
      disk.failAfter = Number.POSITIVE_INFINITY;
      const isTold = effects.length > 0;
      await (await DiskSession.open(context(), PATH)).close();
      const left = (await catalogOf(disk)).claims.length;
      // Cut off behind its last write, nobody was told; what the disk shows then is all that there is.
      const end = `${left} left, ${effects.length} told${isTold ? '' : ' later'}`;
      ends.set(end, (ends.get(end) ?? 0) + 1);
      for (const effect of effects)
        expect(effect).to.deep.include({
          ...{ change: 'released', id: claim.id },
          erasure: { method: 'zero', bytesErased: 4 * MIB, bytesReadBack: 2 * MIB + 64 * 1024 },
        });
    }
    expect([...ends.keys()]).to.include.members([
      '1 left, 0 told later',
      '0 left, 1 told later',
      '0 left, 1 told',
    ]);
    expect([...ends.keys()].filter((end) => end.startsWith('1 left, 1'))).to.deep.equal([]);
  });
});
