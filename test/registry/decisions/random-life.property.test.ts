import { expect } from 'chai';
import fc from 'fast-check';
import { Fleet, PROJECTS, REQUESTS } from '../../support/registry-fleet.ts';
import { MIB } from '../../support/registry-records.ts';

type Act = (fleet: Fleet) => void;

/** Acts that a counterexample can be read by. */
function acts<T extends unknown[]>(
  name: string,
  choices: { readonly [K in keyof T]: fc.Arbitrary<T[K]> },
  run: (fleet: Fleet, ...chosen: T) => void,
): fc.Arbitrary<Act> {
  return fc.tuple<T>(...choices).map((chosen): Act => {
    const act: Act = (fleet) => run(fleet, ...chosen);
    return Object.assign(act, { [fc.toStringMethod]: () => `${name}(${chosen.join(', ')})` });
  });
}

const at = fc.nat(30);
const mib = fc.integer({ min: 1, max: 40 });
const method = fc.constantFrom('zero', 'zero', 'zero', 'discard', 'metadata', 'none' as const);
const asked = fc.constantFrom(...REQUESTS);
const harm = fc.constantFrom('vanish', 'move', 'rename', 'alter', 'unlist' as const);
const fate = fc.constantFrom('isPlugged', 'isReadable' as const);

const reserve = acts('reserve', [at, fc.constantFrom(...PROJECTS), mib, fc.nat(9)], (fleet, ...how) =>
  fleet.reserve(...how),
);
const request = acts('request', [at, asked, mib, fc.nat(6)], (fleet, ...how) => fleet.request(...how));
const fetchPlan = acts('fetchPlan', [at], (fleet, where) => fleet.fetchPlan(where));
const carryOut = acts('carryOut', [at, at, method], (fleet, where, ...how) =>
  fleet.server(where).carryOut(...how),
);
const inventory = acts('inventory', [at], (fleet, where) => fleet.server(where).takeInventory());
const deliver = acts('deliver', [at, at, fc.boolean()], (fleet, ...how) => fleet.deliver(...how));
const widen = acts('widen', [at, at], (fleet, where, which) => fleet.server(where).widen(which));
const step = acts('step', [at, method], (fleet, ...how) => fleet.step(...how));
const honest = [reserve, request, request, fetchPlan, carryOut, inventory, deliver, widen, step, step];

const faults = [
  acts('claim', [at, at, fc.nat(50), fc.integer({ min: 1, max: 9 })], (fleet, where, which, offset, length) =>
    fleet.server(where).claim(which, fleet.strayClaim(which), { offset: offset * MIB, length: length * MIB }),
  ),
  acts('damage', [at, at, harm], (fleet, where, ...how) => fleet.server(where).damage(...how)),
  acts('toggle', [at, at, fate], (fleet, where, ...how) => fleet.server(where).toggle(...how)),
  acts('releaseUnasked', [at, at, method], (fleet, where, ...how) =>
    fleet.server(where).releaseUnasked(...how),
  ),
];

/** Lives that begin with a look at both servers. */
function live(life: readonly Act[], adoptUnknownClaims: boolean): Fleet {
  const fleet = new Fleet(adoptUnknownClaims);
  for (const where of [0, 1]) {
    fleet.server(where).takeInventory();
    fleet.deliver(where, 0, false);
  }
  for (const act of life) act(fleet);
  return fleet;
}

describe('any life of two servers', () => {
  const seen = new Map<string, number>();
  const remember = (fleet: Fleet) => {
    for (const [kind, count] of fleet.seen) seen.set(kind, (seen.get(kind) ?? 0) + count);
  };

  it('keeps every rule, whatever is asked for and however late, often and disordered reports come', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...honest), { minLength: 5, maxLength: 80, size: 'max' }), (life) => {
        remember(live(life, false));
      }),
      { numRuns: 400 },
    );
  });

  it('keeps every rule while disks lie, vanish, come back and cannot be read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(...honest, ...faults), { minLength: 5, maxLength: 80, size: 'max' }),
        fc.boolean(),
        (life, adoptUnknownClaims) => {
          remember(live(life, adoptUnknownClaims));
        },
      ),
      { numRuns: 600 },
    );
  });

  it('was not a dull one: all that can happen did', () => {
    const all = [
      ...['volume.reserved', 'volume.cancelled', 'volume.created', 'volume.extending', 'volume.extended'],
      ...['volume.releasing', 'volume.released', 'volume.missing', 'volume.found', 'volume.quarantined'],
      ...['volume.accepted', 'volume.ignored', 'alarm.raised', 'alarm.resolved', 'disk.gone', 'disk.unread'],
      ...['NO_SPACE', 'NODE_HELD', 'NODE_UNDECIDED', 'VOLUME_EXISTS', 'VOLUME_STATE'],
    ];
    expect(all.filter((kind) => (seen.get(kind) ?? 0) === 0)).to.deep.equal([]);
  });

  it('ends as it was asked for where agents are honest and in order', () => {
    const asks = fc.array(fc.oneof(reserve, request), { maxLength: 20, size: 'max' });
    fc.assert(
      fc.property(asks, (life) => {
        const fleet = live(life, false);
        for (const where of [0, 1]) fleet.step(where, 'zero');
        const states = fleet.volumes.map(({ state }) => state);
        for (const state of states) expect(state).to.be.oneOf(['available', 'released', 'quarantined']);
      }),
      { numRuns: 400 },
    );
  });
});
