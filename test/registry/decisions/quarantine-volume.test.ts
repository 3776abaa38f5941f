import { expect } from 'chai';
import type { NodeState } from '../../../registry/decisions/node-state.ts';
import {
  acceptVolume,
  ignoreVolume,
  quarantineVolume,
  releaseQuarantined,
  resolveAlarm,
} from '../../../registry/decisions/quarantine-volume.ts';
import type { NewVolumeInput } from '../../../registry/decisions/request.ts';
import type { Volume } from '../../../registry/model.ts';
import {
  aClaim,
  aDisk,
  aDiskReport,
  anAlarm,
  aRequestInput,
  aReservation,
  aState,
  aVolume,
  DISK,
  MIB,
  NOW,
  refusalOf,
  volumeId,
} from '../../support/registry-records.ts';

/** A volume in quarantine with an alarm, on a node where the disk shows it at its place. */
const doubted = (changes: Partial<Volume> = {}) =>
  aVolume({ state: 'quarantined', stateBefore: 'available', ...changes });
/** One that nobody asked for. */
const unknown = doubted({ project: '', stateBefore: null });

function inputFor(volume: Volume, state: Partial<NodeState> = {}, more: Partial<NewVolumeInput> = {}) {
  const { volumes = [], ...others } = state;
  return aRequestInput({
    state: aState({ volumes: [volume, ...volumes], alarms: [anAlarm({ volume: volume.id })], ...others }),
    ...more,
  });
}

const accept = (volume: Volume, project: string | null = null, state: Partial<NodeState> = {}, more = {}) =>
  acceptVolume({ id: volume.id, project }, inputFor(volume, state, more));
const end = (volume: Volume, state: Partial<NodeState> = {}, erase: string | null = null) =>
  releaseQuarantined({ id: volume.id, erase }, inputFor(volume, state));

describe('a quarantine by request', () => {
  it('remembers the state before and raises an alarm with the reason', () => {
    const { volume, alarms, events } = quarantineVolume(
      'aaaaaaaa-0000-4000-8000-000000000001',
      'it smells',
      aRequestInput({ state: aState({ volumes: [aVolume({ state: 'in-use' })] }) }),
    );
    expect(volume).to.include({ state: 'quarantined', stateBefore: 'in-use' });
    expect(alarms).to.have.length(1);
    expect(alarms[0]).to.include({ kind: 'asked-for', raisedAtMs: NOW, resolvedAtMs: null });
    expect(alarms[0]?.message).to.contain('it smells');
    expect(events.map(({ kind }) => kind)).to.deep.equal(['volume.quarantined', 'alarm.raised']);
  });

  it('twice is no error and raises no other alarm', () => {
    const decision = quarantineVolume(volumeId(1), 'again', inputFor(doubted()));
    expect(decision).to.deep.include({ volumes: [], alarms: [], events: [] });
  });
});

describe('a quarantined volume that is accepted', () => {
  for (const stateBefore of ['available', 'in-use', 'releasing', 'error'] as const)
    it(`becomes ${stateBefore} again, and its alarms are resolved`, () => {
      const { volume, alarms, planChanges } = accept(doubted({ stateBefore }));
      expect(volume).to.include({ state: stateBefore, stateBefore: null });
      expect(alarms.map(({ resolvedAtMs, resolution }) => [resolvedAtMs, resolution])).to.deep.equal([
        [NOW, 'accepted by alice'],
      ]);
      expect(planChanges).to.equal(true);
    });

  it('becomes the project’s that is named', () => {
    expect(accept(unknown, 'db').volume).to.include({ state: 'available', project: 'db' });
    expect(accept(doubted(), 'db').volume.project).to.equal('db');
  });

  it('goes with no instance because its former owner wanted that', () => {
    const volume = aVolume({ state: 'quarantined', stateBefore: 'available', onInstanceDelete: 'release' });
    const accepted = (project: string) => {
      const state = aState({ volumes: [volume], claims: [aClaim(volume)] });
      return acceptVolume({ id: volume.id, project }, aRequestInput({ state })).volume.onInstanceDelete;
    };
    expect([accepted(volume.project), accepted('db')]).to.deep.equal(['release', 'keep']);
  });

  it('is where its disk shows it now', () => {
    const claims = [aClaim(doubted(), { offset: 20 * MIB, length: 9 * MIB })];
    expect(accept(doubted(), null, { claims }).volume).to.include({
      ...{ state: 'available', disk: DISK, offset: 20 * MIB, length: 9 * MIB, wantedLength: 9 * MIB },
    });
  });

  it('is the one at its place where another disk has a copy', () => {
    const claims = [aClaim(doubted(), { disk: 'wwn:b' }), aClaim(doubted())];
    expect(accept(doubted(), null, { claims }).volume).to.include({ disk: DISK, offset: 50 * MIB });
  });

  it('is available where it was reserved and has been made', () => {
    const reserved = doubted({ stateBefore: 'reserved', disk: null, offset: null });
    const claims = [aClaim(reserved, { offset: 3 * MIB })];
    expect(accept(reserved, null, { claims }).volume).to.include({ state: 'available', offset: 3 * MIB });
  });

  it('is reserved again where it was, and there is still space', () => {
    const reserved = doubted({ stateBefore: 'reserved', disk: null, offset: null });
    expect(accept(reserved, null, { claims: [] }).volume).to.include({ state: 'reserved', disk: null });
    const disks = [aDisk({ report: aDiskReport({ free: [] }) })];
    expect(refusalOf(() => accept(reserved, null, { claims: [], disks })).code).to.equal('NO_SPACE');
  });

  it('goes on being extended where it was, or is available where that is done', () => {
    const extending = doubted({ stateBefore: 'extending', wantedLength: 12 * MIB });
    expect(accept(extending).volume).to.include({ state: 'extending', wantedLength: 12 * MIB });
    const claims = [aClaim(extending, { length: 12 * MIB })];
    expect(accept(extending, null, { claims }).volume).to.include({ state: 'available', length: 12 * MIB });
  });

  it('is missing where no disk shows it', () => {
    const { volume, events } = accept(doubted({ stateBefore: 'in-use' }), null, { claims: [] });
    expect(volume).to.include({ state: 'missing', stateBefore: 'in-use' });
    expect(events.map(({ kind }) => kind)).to.deep.equal([
      'volume.accepted',
      'volume.missing',
      'alarm.resolved',
    ]);
    const listed = [aClaim(doubted(), { state: 'missing' })];
    expect(accept(doubted(), null, { claims: listed }).volume.state).to.equal('missing');
  });

  const other = aVolume({ id: volumeId(2), name: 'b', offset: 55 * MIB });
  const refusals: readonly [string, () => unknown, string][] = [
    ['has no project and none is named', () => accept(unknown), 'USAGE'],
    [
      'would be on another project’s node',
      () => accept(unknown, 'db', { volumes: [{ ...other, offset: MIB }] }),
      'NODE_HELD',
    ],
    [
      'has a name that another volume of the project has on the node',
      () => accept(unknown, 'db', {}, { namesakes: [aVolume({ id: volumeId(3), project: 'db' })] }),
      'VOLUME_EXISTS',
    ],
    ['is where another volume is', () => accept(doubted(), null, { volumes: [other] }), 'CONFLICTS'],
    [
      'is on two disks, neither of them its own',
      () =>
        accept(doubted(), null, { claims: ['wwn:b', 'wwn:c'].map((disk) => aClaim(doubted(), { disk })) }),
      'VOLUME_AMBIGUOUS',
    ],
    [
      'is on a disk that nothing tells apart',
      () => accept(unknown, 'db', { claims: [aClaim(unknown, { disk: 'device:/dev/sdb' })] }),
      'DISK_UNKNOWN',
    ],
    [
      'was never on a disk that anybody knows',
      () => accept({ ...unknown, disk: null, offset: null }, 'db', { claims: [] }),
      'VOLUME_STATE',
    ],
  ];
  for (const [title, act, code] of refusals)
    it(`is refused where it ${title}`, () => {
      expect(refusalOf(act).code).to.equal(code);
    });
});

describe('a quarantined volume that is released', () => {
  it('is to be erased where its disk shows it', () => {
    const claims = [aClaim(doubted(), { offset: 20 * MIB, length: 9 * MIB })];
    const { volume, alarms } = end(doubted(), { claims }, 'discard');
    expect(volume).to.include({ state: 'releasing', offset: 20 * MIB, length: 9 * MIB, erase: 'discard' });
    expect(alarms[0]?.resolution).to.equal('released by alice');
  });

  it('stays nobody’s where nobody asked for it', () => {
    expect(end(unknown).volume).to.include({ state: 'releasing', project: '' });
  });

  it('is missing and to be released where no disk shows it', () => {
    expect(end(doubted(), { claims: [] }).volume).to.include({ state: 'missing', stateBefore: 'releasing' });
  });

  it('is refused where there never was one', () => {
    const reserved = aReservation({ state: 'quarantined', stateBefore: 'reserved' });
    expect(refusalOf(() => end(reserved, { claims: [] })).code).to.equal('VOLUME_STATE');
  });

  it('is refused where another volume is at its place, which would be erased with it', () => {
    const other = aVolume({ id: volumeId(2), name: 'b', offset: 55 * MIB });
    expect(refusalOf(() => end(doubted(), { volumes: [other] })).code).to.equal('CONFLICTS');
  });
});

describe('a quarantined volume that is ignored', () => {
  it('stays in quarantine, and is nobody’s', () => {
    const { volume, alarms, events } = ignoreVolume(volumeId(1), inputFor(doubted()));
    expect(volume).to.deep.equal(doubted({ project: '', updatedAtMs: NOW }));
    expect(alarms[0]).to.include({ resolvedAtMs: NOW, resolution: 'ignored by alice' });
    expect(events.map(({ kind, project }) => [kind, project])).to.deep.equal([
      ['volume.ignored', 'web'],
      ['alarm.resolved', ''],
    ]);
  });

  it('twice is no error and changes nothing', () => {
    const ignored = doubted({ project: '' });
    expect(ignoreVolume(ignored.id, inputFor(ignored, { alarms: [] }))).to.deep.include({
      volumes: [],
      events: [],
    });
  });

  it('may be accepted later', () => {
    expect(accept(doubted({ project: '' }), 'db', { alarms: [] }).volume).to.include({
      state: 'available',
      project: 'db',
    });
  });
});

describe('an alarm', () => {
  it('about a volume that is not quarantined is resolved by itself', () => {
    const alarm = anAlarm({ kind: 'other-node', volume: volumeId(8) });
    const decision = resolveAlarm(
      alarm.id,
      'the copy is gone',
      aRequestInput({ state: aState({ alarms: [alarm] }) }),
    );
    expect(decision.alarms).to.deep.equal([
      { ...alarm, resolvedAtMs: NOW, resolution: 'the copy is gone by alice' },
    ]);
    expect(decision.events.map(({ kind }) => kind)).to.deep.equal(['alarm.resolved']);
    expect(decision).to.deep.include({ volumes: [], planChanges: false });
  });

  it('about a quarantined volume is resolved by what becomes of that', () => {
    expect(refusalOf(() => resolveAlarm(anAlarm().id, 'fine', inputFor(doubted()))).code).to.equal(
      'VOLUME_STATE',
    );
  });

  it('that is not open is unknown', () => {
    expect(refusalOf(() => resolveAlarm('no-such-id', 'fine', aRequestInput())).code).to.equal(
      'ALARM_UNKNOWN',
    );
  });
});
