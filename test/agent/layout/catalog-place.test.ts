import { expect } from 'chai';
import { CATALOG_BYTES, chooseCatalogPlace, fixedCatalogPlace } from '../../../agent/layout/catalog-place.ts';
import { MIB } from '../../../agent/layout/extent.ts';
import { aLayout } from '../../support/layouts.ts';

const at = (mib: number) => ({ offset: mib * MIB, length: CATALOG_BYTES });

describe('catalog place', () => {
  it('is the last aligned MiB before the backup table, by the size alone', () => {
    expect(fixedCatalogPlace(64 * MIB)).to.deep.equal(at(62));
    expect(fixedCatalogPlace(64 * MIB + 128 * 1024)).to.deep.equal(at(63));
    expect(fixedCatalogPlace(64 * MIB + 128 * 1024 - 1)).to.deep.equal(at(62));
  });

  it('is where the catalog already is', () => {
    expect(chooseCatalogPlace(aLayout({ catalog: { place: at(7) } }), [])).to.deep.equal(at(7));
  });

  it('is the fixed place unless something kept is there', () => {
    const layout = aLayout({ sizeBytes: 64 * MIB });
    expect(chooseCatalogPlace(layout, [])).to.deep.equal(at(62));
    expect(chooseCatalogPlace(layout, [{ offset: 63 * MIB, length: 512 }])).to.deep.equal(at(62));
  });

  it('is otherwise the free MiB nearest the end', () => {
    const layout = aLayout({ sizeBytes: 64 * MIB });
    expect(chooseCatalogPlace(layout, [{ offset: 40 * MIB, length: 23 * MIB }])).to.deep.equal(at(39));
    expect(chooseCatalogPlace(layout, [{ offset: 40 * MIB, length: 22 * MIB + 512 }])).to.deep.equal(at(39));
  });

  it('is nowhere on a disk without a free MiB or smaller than one', () => {
    const full = [{ offset: MIB, length: 63 * MIB }];
    expect(chooseCatalogPlace(aLayout({ sizeBytes: 64 * MIB }), full)).to.equal(null);
    expect(chooseCatalogPlace(aLayout({ sizeBytes: MIB }), [])).to.equal(null);
  });
});
