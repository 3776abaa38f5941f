import { expect } from 'chai';
import fc from 'fast-check';
import { type Report, Spool } from '../../../agent/channel/spool.ts';
import { encodeEnvelope } from '../../../proto/channel-codec.ts';
import { RECORDED_FRAMES } from '../../proto/recorded/channel-v1.ts';

const BOOT = '0d9f3b4e-5a6c-4d7e-8f90-a1b2c3d4e5f6';
const ROOM = 1_000_000;

function report(type: Report['type']): Report {
  const body = RECORDED_FRAMES[type]?.body;
  if (body?.type !== type) throw new Error(`no frame ${type}`);
  return body as Report;
}

const event = report('volume-event');
const progress = report('step-progress');
const inventory = report('inventory');

function spoolOf(maxBytes: number, ...reports: readonly Report[]): Spool {
  const spool = new Spool({ bootId: BOOT, lastSequence: 0, maxBytes, now: () => 1000 });
  for (const item of reports) spool.add(item);
  return spool;
}

/** All that waits: number, number before it, kind. */
function waiting(spool: Spool): [number, number, string][] {
  const found: [number, number, string][] = [];
  for (let next = spool.after(0, 5); next; next = spool.after(next.sequence, 5))
    found.push([next.sequence, next.follows, next.body.type]);
  return found;
}

describe('reports that wait to be stored', () => {
  it('are numbered from 1, each with the one before it, and are sent in a session of any epoch', () => {
    const spool = spoolOf(ROOM, event, progress, event);
    expect(waiting(spool)).to.deep.equal([
      [1, 0, 'volume-event'],
      [2, 1, 'step-progress'],
      [3, 2, 'volume-event'],
    ]);
    expect(spool.after(2, 9)).to.deep.equal({
      ...{ sequence: 3, follows: 2, bootId: BOOT, epoch: 9, sentAtMs: 1000 },
      body: event,
    });
  });

  it('wait until they are stored, and may be sent again', () => {
    const spool = spoolOf(ROOM, event, event, event);
    expect(spool.after(0, 1)).to.deep.equal(spool.after(0, 1));
    spool.ack(2);
    expect([waiting(spool), spool.acked]).to.deep.equal([[[3, 2, 'volume-event']], 2]);
    spool.ack(1);
    spool.ack(99);
    expect([waiting(spool), spool.acked, spool.bytes]).to.deep.equal([[], 3, 0]);
    spool.add(event);
    expect(waiting(spool)).to.deep.equal([[4, 3, 'volume-event']]);
  });

  it('give up the oldest progress first, so that nothing seems to be missing', () => {
    const one = spoolOf(ROOM, progress).bytes;
    const spool = spoolOf(
      3 * one + spoolOf(ROOM, event).bytes + 20,
      progress,
      progress,
      event,
      progress,
      progress,
    );
    expect(waiting(spool)).to.deep.equal([
      [2, 0, 'step-progress'],
      [3, 2, 'volume-event'],
      [4, 3, 'step-progress'],
      [5, 4, 'step-progress'],
    ]);
    expect(spool.dropped).to.equal(1);
  });

  it('give up inventories that a newer one replaces, but never the last one', () => {
    const spool = spoolOf(1, inventory, progress, inventory);
    expect(waiting(spool)).to.deep.equal([[3, 0, 'inventory']]);
  });

  it('are the newest inventory only, where nothing but progress was told since the one before', () => {
    const spool = spoolOf(ROOM, event, inventory, progress, inventory, event, inventory);
    expect(waiting(spool)).to.deep.equal([
      [1, 0, 'volume-event'],
      [3, 1, 'step-progress'],
      [4, 3, 'inventory'],
      [5, 4, 'volume-event'],
      [6, 5, 'inventory'],
    ]);
    expect(spool.dropped).to.equal(0);
    expect([0, 5, 6].map((number) => spool.inventoryAfter(number, 1)?.sequence)).to.deep.equal([
      6,
      6,
      undefined,
    ]);
  });

  it('do not wait behind one that cannot be sent', () => {
    const spool = spoolOf(ROOM, event, event, event);
    const before = spool.bytes;
    spool.giveUp(2);
    spool.giveUp(2);
    expect(waiting(spool)).to.deep.equal([
      [1, 0, 'volume-event'],
      [3, 1, 'volume-event'],
    ]);
    expect([spool.dropped, spool.waiting, spool.bytes < before]).to.deep.equal([1, 2, true]);
  });

  it('never give up what became of volumes and steps, however many there are', () => {
    const spool = spoolOf(1, event, report('step-started'), progress, report('step-finished'));
    expect(waiting(spool)).to.deep.equal([
      [1, 0, 'volume-event'],
      [2, 1, 'step-started'],
      [4, 2, 'step-finished'],
    ]);
  });

  it('are refused where they could not be read, and take no number then', () => {
    const spool = spoolOf(ROOM);
    expect(() => spool.add({ ...progress, doneBytes: -1 } as Report)).to.throw('could not be read');
    expect([spool.newest, spool.bytes]).to.deep.equal([0, 0]);
  });

  it('are within the bound, in order and without a gap that somebody would miss, whatever happens', () => {
    const action = fc.oneof(
      fc.constantFrom(event, progress, progress, progress, inventory, report('step-finished')),
      fc.nat(60),
    );
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 60 }),
        fc.constantFrom(1, 500, 2000, ROOM),
        (actions, room) => {
          const spool = spoolOf(room);
          let events = 0;
          let seen = 0;
          for (const next of actions) {
            if (typeof next !== 'number') {
              spool.add(next);
              if (next === event) events += 1;
            } else {
              // What the registry got by now, and acknowledges.
              for (let count = 0; count < next % 4; count += 1) {
                const envelope = spool.after(seen, 1);
                if (!envelope) break;
                expect(envelope.follows).to.be.at.most(seen);
                if (envelope.body === event) events -= 1;
                seen = envelope.sequence;
              }
              spool.ack(seen);
            }
            const left = waiting(spool);
            const droppable = left.filter(([, , type]) => type === 'step-progress').length;
            expect(spool.bytes <= room || droppable === 0).to.equal(true);
            expect(left.filter(([, , type]) => type === 'volume-event').length).to.equal(events);
          }
          const bytes = waiting(spool).map(([sequence]) => {
            const envelope = spool.after(sequence - 1, 0);
            return envelope ? encodeEnvelope({ ...envelope, follows: sequence - 1 }).byteLength : 0;
          });
          expect(spool.bytes).to.equal(bytes.reduce((sum, length) => sum + length, 0));
        },
      ),
      { numRuns: 200 },
    );
  });
});
