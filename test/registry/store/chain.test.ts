import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import type { NewEvent } from '../../../registry/model.ts';
import { canonicalJson } from '../../../registry/store/canonical-json.ts';
import { CHAIN_START, chained, type Link, misfit, NO_HASH } from '../../../registry/store/chain.ts';
import type { EventsTable } from '../../../registry/store/tables.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const anyEvent: fc.Arbitrary<NewEvent> = fc.record({
  kind: text,
  node: text,
  volume: text,
  project: text,
  actor: fc.record({
    kind: fc.constantFrom('user' as const, 'agent' as const, 'registry' as const),
    id: text,
    project: text,
  }),
  details: fc.dictionary(text, fc.jsonValue({ maxDepth: 2 })),
});

function chainOf(events: readonly NewEvent[]): EventsTable[] {
  const rows: EventsTable[] = [];
  let before: Link = CHAIN_START;
  for (const [index, event] of events.entries()) {
    const row = chained(event, before, 1000 + index);
    rows.push(row);
    before = row;
  }
  return rows;
}

/** The first that does not fit, as one finds it who walks from the start. */
function firstMisfit(rows: readonly EventsTable[]): string | null {
  let before: Link = CHAIN_START;
  for (const row of rows) {
    const why = misfit(row, before);
    if (why) return why;
    before = row;
  }
  return null;
}

const EVENT: NewEvent = {
  kind: 'volume.created',
  node: '6f1c0a52-3a39-4b7e-9f35-0c2f6c7c3b11',
  volume: '1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9',
  project: 'blue',
  actor: { kind: 'agent', id: 'a', project: '' },
  details: { length: 1048576, by: ['a', 'b'] },
};

describe('the chain of events', () => {
  it('starts at 1 behind 64 zeros and numbers without gaps', () => {
    const rows = chainOf([EVENT, EVENT, EVENT]);
    expect(rows.map(({ seq }) => seq)).to.deep.equal([1, 2, 3]);
    expect(rows.map(({ previous }) => previous)).to.deep.equal([NO_HASH, rows[0]?.hash, rows[1]?.hash]);
  });

  it('can be recomputed by anybody from what the API says of an event', () => {
    const [row] = chainOf([EVENT]);
    const { seq, hash, previous } = row as EventsTable;
    const said = canonicalJson({ ...EVENT, seq, atMs: 1000 });
    expect(
      createHash('sha256')
        .update(previous + said)
        .digest('hex'),
    ).to.equal(hash);
  });

  it('fits whatever its events say', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 6 }), (events) => {
        expect(firstMisfit(chainOf(events))).to.equal(null);
      }),
    );
  });

  it('does not fit when any column of any event is another', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        (events, which, column) => {
          const rows = chainOf(events);
          const row = rows[which % rows.length] as EventsTable;
          const names = Object.keys(row) as (keyof EventsTable)[];
          const name = names[column % names.length] as keyof EventsTable;
          const value = row[name];
          const changed = { ...row, [name]: typeof value === 'number' ? value + 1 : `${value}0` };
          expect(firstMisfit(rows.map((other) => (other === row ? changed : other)))).to.be.a('string');
        },
      ),
    );
  });

  it('does not fit when an event is missing or two are swapped', () => {
    const rows = chainOf([EVENT, EVENT, EVENT, EVENT]);
    const [first, second, third, fourth] = rows as [EventsTable, EventsTable, EventsTable, EventsTable];
    expect(firstMisfit([first, third, fourth])).to.equal('event 2 is missing: behind 1 comes 3');
    expect(firstMisfit([second, third, fourth])).to.equal('event 1 is missing: behind 0 comes 2');
    const swapped = [first, { ...third, seq: 2 }, { ...second, seq: 3 }, fourth];
    expect(firstMisfit(swapped)).to.equal('event 2 does not follow event 1');
  });

  it('does not fit when the details mean the same and are spelt otherwise', () => {
    const [row] = chainOf([EVENT]);
    const spelt = { ...(row as EventsTable), details: JSON.stringify(EVENT.details, null, 1) };
    expect(firstMisfit([spelt])).to.equal('event 1 is not what its hash was made of');
  });

  it('keeps the two meanings of texts apart that run into each other', () => {
    const [one] = chainOf([{ ...EVENT, node: 'ab', volume: '' }]);
    const [other] = chainOf([{ ...EVENT, node: 'a', volume: 'b' }]);
    expect(one?.hash).to.not.equal(other?.hash);
  });
});
