import { expect } from 'chai';
import fc from 'fast-check';
import { nextSort, SORT_KEYS, sortedUuids } from '../../../../../registry/web/page/fleet/order.ts';
import { nodeJson, runJson, uuidOf } from '../../../../support/registry-json.ts';

const GIB = 1024 ** 3;

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}

describe('the order of nodes', () => {
  it('by name counts numbers in names as such, and takes the UUID of those without', () => {
    const nodes = ['node-10', 'node-2', ''].map((name, index) => nodeJson({ name, uuid: uuidOf(index) }));
    expect(sortedUuids(nodes, { key: 'name', descending: false })).to.deep.equal([
      uuidOf(2),
      uuidOf(1),
      uuidOf(0),
    ]);
  });

  it('by running step has those without one at an end', () => {
    const half = runJson({ done_bytes: GIB / 2, total_bytes: GIB });
    const begun = runJson({ done_bytes: 0, total_bytes: null });
    const nodes = [null, half, begun].map((running, index) => nodeJson({ running, uuid: uuidOf(index) }));
    expect(sortedUuids(nodes, { key: 'step', descending: true })).to.deep.equal([
      uuidOf(1),
      uuidOf(2),
      uuidOf(0),
    ]);
  });

  it('of equal ones is that of their names, in both directions', () => {
    const nodes = ['b', 'a', 'c'].map((name, index) => nodeJson({ name, uuid: uuidOf(index) }));
    for (const descending of [true, false])
      expect(sortedUuids(nodes, { key: 'alarms', descending })).to.deep.equal([
        uuidOf(1),
        uuidOf(0),
        uuidOf(2),
      ]);
  });

  it('is the same whatever they came in, and loses none', () => {
    const node = fc.record({
      name: fc.constantFrom('', 'a', 'b'),
      volume_count: fc.nat(2),
      open_alarms: fc.nat(2),
    });
    fc.assert(
      fc.property(
        fc.array(node, { maxLength: 12 }),
        fc.constantFrom(...SORT_KEYS),
        fc.boolean(),
        (records, key, descending) => {
          const nodes = records.map((record, index) => nodeJson({ ...record, uuid: uuidOf(index) }));
          const order = sortedUuids(nodes, { key, descending });
          expect(sortedUuids([...nodes].reverse(), { key, descending })).to.deep.equal(order);
          expect(order.toSorted(byText)).to.deep.equal(nodes.map(({ uuid }) => uuid).toSorted(byText));
        },
      ),
    );
  });

  it('by another column begins with the most of it, and turns round when it is asked for again', () => {
    const byAlarms = nextSort({ key: 'name', descending: false }, 'alarms');
    expect(byAlarms).to.deep.equal({ key: 'alarms', descending: true });
    expect(nextSort(byAlarms, 'alarms').descending).to.equal(false);
    expect(nextSort(byAlarms, 'name').descending).to.equal(false);
  });
});
