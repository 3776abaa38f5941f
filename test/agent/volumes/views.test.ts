import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { listedEntry, volumeViews } from '../../../agent/volumes/views.ts';
import { aClaim, aLayout, guidOf, type PartitionSketch } from '../../support/layouts.ts';

const data: PartitionSketch = { number: 127, offset: 922 * MIB, length: 100 * MIB, name: 'data' };
const logs: PartitionSketch = { number: 126, offset: 822 * MIB, length: 100 * MIB, name: 'logs' };

describe('volumes as they are shown', () => {
  it('come by offset, with all that the catalog has of them', () => {
    const extra = {
      project: 'p',
      filesystem: 'xfs',
      label: 'l',
      mountPoint: '/srv',
      state: 'in-use',
    } as const;
    const layout = aLayout({ partitions: [logs, data], claims: [aClaim(data, 512, extra), aClaim(logs)] });
    const views = volumeViews(layout);
    expect(views.map(({ name }) => name)).to.deep.equal(['logs', 'data']);
    expect(views[1]).to.deep.equal({
      id: guidOf('d', 127),
      name: 'data',
      offset: 922 * MIB,
      size: 100 * MIB,
      number: 127,
      type: 'Linux filesystem',
      ...extra,
    });
  });

  it('have the number of the table where they were renumbered, and the name of the catalog', () => {
    const now = { ...data, number: 5, name: 'other', guid: guidOf('d', 127) };
    const [view] = volumeViews(aLayout({ partitions: [now], claims: [aClaim(data)] }));
    expect([view?.number, view?.name, view?.state]).to.deep.equal([5, 'data', 'available']);
  });

  it('are none on a disk without a catalog', () => {
    expect(volumeViews(aLayout({ partitions: [data] }))).to.deep.equal([]);
  });

  const missing: readonly [string, Parameters<typeof aLayout>[0]][] = [
    ['is not listed', { partitions: [logs], claims: [aClaim(data)] }],
    ['is listed elsewhere', { partitions: [{ ...data, offset: 700 * MIB }], claims: [aClaim(data)] }],
    ['is listed with another length', { partitions: [{ ...data, length: MIB }], claims: [aClaim(data)] }],
    [
      'has its place listed under another GUID',
      { partitions: [{ ...data, guid: guidOf('b', 1) }], claims: [aClaim(data)] },
    ],
    ['is on a disk without a table', { kind: 'none', claims: [aClaim(data)] }],
  ];
  for (const [title, sketch] of missing) {
    it(`are missing, under the number that the catalog has, where one ${title}`, () => {
      const layout = aLayout(sketch);
      const view = volumeViews(layout).find(({ name }) => name === 'data');
      expect([view?.state, view?.number, view?.offset]).to.deep.equal(['missing', 127, 922 * MIB]);
      expect(listedEntry(aClaim(data), layout)).to.equal(null);
    });
  }

  it('are shown although the catalog stores an entry that is none', () => {
    const claim = { ...aClaim(data), entry: { number: 127, raw: new Uint8Array(128) } };
    const [view] = volumeViews(aLayout({ kind: 'none', claims: [claim] }));
    expect([view?.name, view?.number, view?.type]).to.deep.equal(['data', 127, '']);
  });
});
