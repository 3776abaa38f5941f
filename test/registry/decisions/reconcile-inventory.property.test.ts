import { expect } from 'chai';
import fc from 'fast-check';
import { VOLUME_STATES } from '../../../proto/catalog.ts';
import type { DiskReport, Inventory, VolumeReport } from '../../../proto/report.ts';
import { reconcileInventory } from '../../../registry/decisions/reconcile-inventory.ts';
import type { ReportInput } from '../../../registry/decisions/report-input.ts';
import type { Alarm, AlarmKind, Disk, Volume } from '../../../registry/model.ts';
import { applied } from '../../support/registry-applied.ts';
import { expectDisjoint, expectKept, expectOneTenant } from '../../support/registry-invariants.ts';
import {
  aClaim,
  aDisk,
  aDiskReport,
  alarmIds,
  anAlarm,
  anIdentity,
  aReportInput,
  aState,
  aVolume,
  MIB,
  NODE,
  OTHER_NODE,
  shown,
  volumeId,
} from '../../support/registry-records.ts';

const ROOM = 10 * MIB;
const WWNS = ['a', 'b', 'c'] as const;
const KINDS: readonly AlarmKind[] = [
  'unknown-claim',
  'moved',
  'shown-twice',
  'other-node',
  'project-differs',
];

const state = fc.constantFrom(...VOLUME_STATES);
const before = fc.constantFrom('available', 'in-use', 'extending', 'releasing', 'reserved' as const);

/** Volume `n` of the node, at a place of its own on one of its disks, or on none yet. */
const known = (n: number) =>
  fc
    .record({ state, before, wwn: fc.constantFrom(...WWNS), hasProject: fc.boolean() })
    .map((choice): Volume => {
      const isDoubted = choice.state === 'missing' || choice.state === 'quarantined';
      const stateBefore =
        choice.state === 'missing' && choice.before === 'reserved' ? 'available' : choice.before;
      const isToBeMade =
        ['reserved', 'creating'].includes(choice.state) || (isDoubted && stateBefore === 'reserved');
      const isOwned = choice.state !== 'quarantined' || choice.hasProject;
      return aVolume({
        ...{
          id: volumeId(n),
          name: `v${n}`,
          state: choice.state,
          stateBefore: isDoubted ? stateBefore : null,
        },
        ...{ length: 5 * MIB, wantedLength: 7 * MIB, project: isOwned ? 'web' : '' },
        ...(isToBeMade
          ? { disk: null, offset: null, isAdopted: choice.state === 'creating' }
          : { disk: `wwn:${choice.wwn}`, offset: n * ROOM }),
      });
    });

/** What a disk shows: by id one of the node's volumes, another node's, or a stray, mostly where it should be. */
const report = fc
  .record({
    n: fc.nat(8),
    project: fc.constantFrom('web', 'web', 'db', ''),
    state: fc.constantFrom('available', 'available', 'missing', 'creating', 'releasing', 'unknown'),
    place: fc.constantFrom(0, 0, 0, 1, 3),
    length: fc.constantFrom(5, 5, 5, 4, 7, 9),
  })
  .map((choice): VolumeReport => {
    const { n, project, place, length } = choice;
    const offset = n * ROOM + place * MIB;
    return shown(aVolume({ id: volumeId(n), name: `v${n}`, project, offset, length: length * MIB }), {
      state: choice.state as VolumeReport['state'],
    });
  });

const disk = (index: number) =>
  fc
    .record({
      wwn: fc.constantFrom(WWNS[index] ?? null, WWNS[index] ?? null, WWNS[0], null),
      reports: fc.uniqueArray(report, { maxLength: 4, selector: ({ id }) => id }),
    })
    .map(({ wwn, reports }): DiskReport => {
      const identity = anIdentity({ wwn, serial: null, diskGuid: null });
      return aDiskReport({ device: `/dev/sd${index}`, identity, volumes: reports });
    });

const inventory: fc.Arbitrary<Inventory> = fc
  .record({
    disks: fc.tuple(disk(0), disk(1), disk(2)),
    count: fc.integer({ min: 0, max: 3 }),
    isReadable: fc.boolean(),
  })
  .map(({ disks, count, isReadable }) => ({
    ...{ takenAtMs: 1, disks: disks.slice(0, count) },
    unreadable: isReadable ? [] : [{ device: '/dev/sdz', code: 'IO_ERROR', message: 'reading it failed' }],
  }));

const alarm = (n: number) =>
  fc
    .option(fc.constantFrom(...KINDS))
    .map((kind): Alarm[] => (kind ? [anAlarm({ id: `alarm-${n}`, kind, volume: volumeId(n) })] : []));

/** A node with up to five volumes, of which some claims and alarms are known; two volumes are another node's. */
const input: fc.Arbitrary<ReportInput> = fc
  .record({
    volumes: fc.tuple(known(0), known(1), known(2), known(3), known(4)).chain((all) => fc.subarray(all)),
    disks: fc.subarray(
      WWNS.map((wwn): Disk => {
        const report = aDiskReport({ identity: anIdentity({ wwn, serial: null, diskGuid: null }) });
        return aDisk({ key: `wwn:${wwn}`, report });
      }),
    ),
    hasClaims: fc.boolean(),
    alarms: fc.tuple(alarm(0), alarm(5), alarm(6)),
    adoptUnknownClaims: fc.boolean(),
  })
  .map(({ volumes, disks, hasClaims, alarms, adoptUnknownClaims }) => {
    const claims = hasClaims
      ? volumes.filter((volume) => volume.disk !== null).map((volume) => aClaim(volume))
      : [];
    const elsewhere = [5, 6].map((n) => aVolume({ id: volumeId(n), name: `v${n}`, node: OTHER_NODE }));
    return aReportInput({
      ...{ state: aState({ volumes, disks, claims, alarms: alarms.flat() }), elsewhere },
      policy: { adoptUnknownClaims, defaultProject: '' },
    });
  });

describe('any inventory of any node', () => {
  it('changes nothing when it comes again', () => {
    fc.assert(
      fc.property(inventory, input, (told, known) => {
        const first = reconcileInventory(told, known);
        const again = reconcileInventory(told, {
          ...known,
          state: applied(known.state, first),
          newId: alarmIds(),
        });
        expect(again).to.deep.equal({
          ...{ volumes: [], alarms: [], events: [], disks: [], claims: { write: [], remove: [] } },
          ...{ planChanges: false, node: first.node, unnamedDevices: first.unnamedDevices },
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('says the same in whatever order disks and records come', () => {
    fc.assert(
      fc.property(inventory, input, (told, known) => {
        const { state } = known;
        const turned: ReportInput = {
          ...{ ...known, elsewhere: known.elsewhere.toReversed(), newId: alarmIds() },
          state: {
            ...{ ...state, disks: state.disks.toReversed(), volumes: state.volumes.toReversed() },
            ...{ claims: state.claims.toReversed(), alarms: state.alarms.toReversed() },
          },
        };
        const decision = reconcileInventory({ ...told, disks: told.disks.toReversed() }, turned);
        const { claims, ...rest } = reconcileInventory(told, { ...known, newId: alarmIds() });
        expect(decision).to.deep.include(rest);
        expect(decision.claims.write).to.have.deep.members([...claims.write]);
        expect(decision.claims.remove).to.have.deep.members([...claims.remove]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('loses no volume, makes none another node’s or project’s, and ends none', () => {
    fc.assert(
      fc.property(inventory, input, (told, known) => {
        const decision = reconcileInventory(told, known);
        expectKept(known.state, applied(known.state, decision));
        const ids = new Set(known.state.volumes.map(({ id }) => id));
        const others = new Set(known.elsewhere.map(({ id }) => id));
        for (const { id, node, state: now } of decision.volumes) {
          expect(node).to.equal(NODE);
          expect(now).not.to.equal('released');
          expect(others.has(id)).to.equal(false);
          if (!ids.has(id))
            expect(now).to.be.oneOf(
              known.policy.adoptUnknownClaims ? ['quarantined', 'available'] : ['quarantined'],
            );
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves a node to one project and volumes without a byte in common', () => {
    fc.assert(
      fc.property(inventory, input, (told, known) => {
        const after = applied(known.state, reconcileInventory(told, known));
        expectOneTenant(after);
        expectDisjoint(after);
      }),
      { numRuns: 1_000 },
    );
  });

  it('knows nothing of what is on a disk that cannot be read', () => {
    fc.assert(
      fc.property(inventory, input, (told, known) => {
        const unreadable = [{ device: '/dev/sdz', code: 'IO_ERROR', message: 'reading it failed' }];
        const decision = reconcileInventory({ ...told, disks: [], unreadable }, known);
        expect(decision.volumes).to.deep.equal([]);
        expect(decision.alarms).to.deep.equal([]);
      }),
    );
  });
});
