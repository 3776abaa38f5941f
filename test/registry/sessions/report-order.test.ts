import { expect } from 'chai';
import fc from 'fast-check';
import { ReportOrder } from '../../../registry/sessions/report-order.ts';

const placesOf = (order: ReportOrder, ...reports: readonly (readonly [number, number])[]) =>
  reports.map(([sequence, follows]) => order.place({ sequence, follows }));

describe('reports of a connection', () => {
  it('are taken in their order', () => {
    expect(placesOf(new ReportOrder(0, 0), [1, 0], [2, 1], [3, 2])).to.deep.equal(['next', 'next', 'next']);
    expect(placesOf(new ReportOrder(7, 5), [8, 7], [9, 8])).to.deep.equal(['next', 'next']);
  });

  it('are taken once', () => {
    const order = new ReportOrder(3, 3);
    expect(placesOf(order, [2, 1], [3, 2], [4, 3], [4, 3], [3, 2], [5, 4])).to.deep.equal([
      ...['duplicate', 'duplicate', 'next', 'duplicate', 'duplicate', 'next'],
    ]);
  });

  it('may leave out what their sender gave up, even where it was sent before', () => {
    expect(placesOf(new ReportOrder(0, 0), [1, 0], [4, 1], [5, 4])).to.deep.equal(['next', 'next', 'next']);
    expect(placesOf(new ReportOrder(0, 0), [1, 0], [2, 1], [3, 1])).to.deep.equal(['next', 'next', 'next']);
  });

  it('go on behind what the agent was once told is stored, where the store forgot it', () => {
    expect(placesOf(new ReportOrder(7, 10), [11, 10], [12, 11])).to.deep.equal(['next', 'next']);
  });

  it('are early before one that is still missing, also as the first ones', () => {
    expect(placesOf(new ReportOrder(0, 0), [2, 1], [1, 0], [2, 1])).to.deep.equal(['early', 'next', 'next']);
    expect(placesOf(new ReportOrder(0, 0), [1, 0], [3, 2])).to.deep.equal(['next', 'early']);
  });

  it('are never taken before one that comes later, however they are shuffled and repeated', () => {
    const sent = Array.from({ length: 12 }, (_, index) => index + 1);
    const arrivals = fc.array(fc.constantFrom(...sent), { maxLength: 60 });
    fc.assert(
      fc.property(arrivals, (numbers) => {
        const order = new ReportOrder(0, 0);
        const taken = numbers.filter(
          (number) => order.place({ sequence: number, follows: number - 1 }) === 'next',
        );
        expect(taken).to.deep.equal(sent.slice(0, taken.length));
      }),
    );
  });
});
