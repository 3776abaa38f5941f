import { expect } from 'chai';
import fc from 'fast-check';
import { Destinations } from '../../../agent/image-delta/destinations.ts';
import { planReuse } from '../../../agent/image-delta/plan-reuse.ts';
import { indexOf } from '../../support/indexed-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const SUB = 4096;
/** Sub-blocks to a window. */
const WINDOW = 4;
const SUBS = 32;

const index = indexOf(seededBytes(5, SUBS * SUB));

interface Given {
  /** By sub-block: the slot that has it; -1 for none. Slot N lies at N sub-blocks of the disk. */
  readonly slots: readonly number[];
  readonly cacheSlots: number;
  readonly gapSubs?: number;
  /** Where the image goes, in sub-blocks of the disk. */
  readonly goesTo?: number;
}

function planned({ slots, cacheSlots, gapSubs = 0, goesTo = 0 }: Given) {
  const places = Uint32Array.from({ length: SUBS }, (_, sub) => (slots[sub] ?? -1) + 1);
  const plan = planReuse({
    index,
    places,
    slots: { slotBytes: SUB, offsetOf: (slot) => slot * SUB },
    destinations: new Destinations([
      { imageOffset: 0, length: SUBS * SUB, diskOffset: goesTo * SUB, mustBeZero: false },
    ]),
    windowBytes: WINDOW * SUB,
    cacheBytes: cacheSlots * SUB,
    gapBytes: gapSubs * SUB,
  });
  const requests = [...plan.requests()].map(({ offset, length }) => [offset / SUB, length / SUB]);
  const saves = Array.from({ length: SUBS / WINDOW }, (_, window) => [...plan.saves.of(window)]);
  return { places, requests, saves, count: saves.flat().length };
}

const inPlace = Array.from({ length: SUBS }, (_, sub) => sub);
const shifted = (by: number) => inPlace.map((sub) => (sub + by >= 0 && sub + by < SUBS ? sub + by : -1));

describe('the plan where the parts of an image come from', () => {
  it('fetches and saves nothing where all of it is in place', () => {
    const { requests, count } = planned({ slots: inPlace, cacheSlots: 0 });
    expect([requests, count]).to.deep.equal([[], 0]);
  });

  it('needs no memory for what lies behind its place, which is overwritten later', () => {
    const { requests, count } = planned({ slots: shifted(8), cacheSlots: 0 });
    expect([requests, count]).to.deep.equal([[[24, 8]], 0]);
  });

  it('saves what lies before its place, until the window that needs it', () => {
    const { requests, saves } = planned({ slots: shifted(-8), cacheSlots: 8 });
    expect(requests).to.deep.equal([[0, 8]]);
    expect(saves[0]).to.deep.equal([0, 1, 2, 3].map((slot) => ({ slot, lastUse: 2 })));
    expect(saves.map((of) => of.length)).to.deep.equal([4, 4, 4, 4, 4, 4, 0, 0]);
  });

  it('fetches what the memory has no room for', () => {
    const { requests, saves } = planned({ slots: shifted(-8), cacheSlots: 6 });
    // Of the second window two fit; those of the first are in memory until the third has been put together.
    expect(saves.map((of) => of.length)).to.deep.equal([4, 2, 4, 2, 4, 2, 0, 0]);
    expect(requests).to.deep.equal([
      [0, 8],
      [14, 2],
      [22, 2],
      [30, 2],
    ]);
    expect(planned({ slots: shifted(-8), cacheSlots: 0 }).requests).to.deep.equal([[0, 32]]);
  });

  it('saves a place once that many sub-blocks need, until the last of them', () => {
    const slots = inPlace.map((sub) => (sub >= 12 && sub < 20 ? 2 : sub));
    const { saves, requests } = planned({ slots, cacheSlots: 1 });
    expect([saves.flat(), saves[0]?.length, requests]).to.deep.equal([[{ slot: 2, lastUse: 4 }], 1, []]);
  });

  it('fetches what lies between two missing parts that are near, and saves nothing for it', () => {
    const slots = inPlace.map((sub) => (sub === 8 || sub === 11 ? -1 : sub));
    expect(planned({ slots, cacheSlots: 0, gapSubs: 1 }).requests).to.deep.equal([
      [8, 1],
      [11, 1],
    ]);
    const { requests, places } = planned({ slots, cacheSlots: 0, gapSubs: 2 });
    expect([requests, [...places.subarray(8, 12)]]).to.deep.equal([[[8, 4]], [0, 0, 0, 0]]);
  });

  it('never reads a place that was overwritten, never holds more than there is room for, and leaves nothing out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1, max: 47 }), { minLength: SUBS, maxLength: SUBS }),
        fc.constantFrom(0, 1, 5, 100),
        fc.constantFrom(0, 1, 3),
        fc.nat(16),
        (slots, cacheSlots, gapSubs, goesTo) => {
          const { places, requests, saves } = planned({ slots, cacheSlots, gapSubs, goesTo });
          const fetched = new Set(
            requests.flatMap(([from = 0, length = 0]) => Array.from({ length }, (_, sub) => from + sub)),
          );
          const saved = new Map<number, number>();
          for (let window = 0; window < SUBS / WINDOW; window += 1) {
            for (let sub = window * WINDOW; sub < (window + 1) * WINDOW; sub += 1) {
              const place = (places[sub] ?? 0) - 1;
              expect(fetched.has(sub)).to.equal(place < 0);
              if (place < 0) continue;
              expect(place).to.equal(slots[sub]);
              const isWritten = place >= goesTo && place < goesTo + window * WINDOW;
              expect(!isWritten || saved.has(place)).to.equal(true);
            }
            for (const [slot, lastUse] of saved) if (lastUse === window) saved.delete(slot);
            for (const { slot, lastUse } of saves[window] ?? []) {
              // What earlier windows wrote is not there any more.
              expect(slot < goesTo || slot >= goesTo + window * WINDOW).to.equal(true);
              saved.set(slot, lastUse);
            }
            expect(saved.size).to.be.at.most(cacheSlots);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
