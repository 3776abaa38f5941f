import { expect } from 'chai';
import { listVolumesPage, type VolumeListFilter } from '../../../../registry/api/queries/volume-list.ts';
import type { Volume } from '../../../../registry/model.ts';
import { writeVolumes } from '../../../../registry/store/volumes.ts';
import { aVolume } from '../../../support/registry-records.ts';
import { BACKENDS, storeOfSuite } from '../../../support/stores.ts';

/** More than are looked up one by one. */
const MANY = 1200;
const PAGE: VolumeListFilter = { withReleased: false, after: null, limit: 100 };

function idOf(number: number): string {
  return `cafe${number.toString(16).padStart(4, '0')}-0000-4000-8000-000000000000`;
}

function volume(number: number, changes: Partial<Volume> = {}): Volume {
  return aVolume({ id: idOf(number), name: `data-${number}`, generation: 0, ...changes });
}

for (const backend of BACKENDS)
  describe(`volumes by a part of the name or the start of the id, on ${backend}`, () => {
    const store = storeOfSuite(backend);
    before(async () => {
      const many = Array.from({ length: MANY }, (_, number) => volume(number));
      const others = [
        volume(5000, { name: 'Größe 100%', project: 'db' }),
        volume(5001, { name: 'größe_gone', state: 'released' }),
        volume(5002, { name: 'BEEF' }),
        volume(5003, { name: 'like cafe012c' }),
      ];
      await store().transaction((tx) => writeVolumes(tx, [...many, ...others]));
    });
    const found = async (search: string, filter: Partial<VolumeListFilter> = {}) => {
      const volumes = await store().read((view) => listVolumesPage(view, { ...PAGE, ...filter, search }));
      return volumes.map(({ id }) => Number.parseInt(id.slice(4, 8), 16));
    };

    it('are found in upper and lower case', async () => {
      expect(await found('DATA-77')).to.deep.equal([77, ...Array.from({ length: 10 }, (_, n) => 770 + n)]);
      expect(await found('beef')).to.deep.equal([5002]);
      expect(await found('cafe012c')).to.deep.equal([300, 5003]);
    });

    it('are found by the start of the id', async () => {
      expect(await found(idOf(300).slice(0, 12))).to.deep.equal([300]);
      expect(await found(idOf(300))).to.deep.equal([300]);
      expect(await found(idOf(300).slice(2, 12))).to.deep.equal([]);
      expect(await found('CAFE1388')).to.deep.equal([5000]);
    });

    it('are found by letters that mean something else to a database', async () => {
      expect(await found('100%')).to.deep.equal([5000]);
      expect(await found('e_g', { withReleased: true })).to.deep.equal([5001]);
      expect(await found("'; --")).to.deep.equal([]);
    });

    it('are told page by page in the order of their ids, also where nearly all are meant', async () => {
      const all: number[] = [];
      for (let after: string | null = null; ; after = idOf(all.at(-1) ?? 0)) {
        const page = await found('data', { after, limit: 500 });
        all.push(...page);
        if (page.length < 500) break;
      }
      expect(all).to.deep.equal(Array.from({ length: MANY }, (_, number) => number));
    });

    it('are narrowed by what else is asked for', async () => {
      expect(await found('100', { project: 'db' })).to.deep.equal([5000]);
      expect(await found('größe_gone')).to.deep.equal([]);
      expect(await found('cafe', { state: 'released' })).to.deep.equal([5001]);
      expect(await found('nothing')).to.deep.equal([]);
    });
  });
