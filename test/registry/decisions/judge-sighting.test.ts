import { expect } from 'chai';
import type { VolumeReport } from '../../../proto/report.ts';
import { reconcileInventory } from '../../../registry/decisions/reconcile-inventory.ts';
import type { AlarmKind, Volume } from '../../../registry/model.ts';
import { kindsOf, reconcile, SECOND, statesOf } from '../../support/registry-reconcile.ts';
import {
  aClaim,
  aDiskReport,
  anAlarm,
  anIdentity,
  anInventory,
  aReportInput,
  aReservation,
  aState,
  aVolume,
  MIB,
  NOW,
  OTHER_NODE,
  shown,
  volumeId,
} from '../../support/registry-records.ts';

describe('an inventory and doubtful volumes', () => {
  const quarantines: readonly [string, Volume, Partial<VolumeReport>, AlarmKind][] = [
    ['of another project', aVolume(), { project: 'other' }, 'project-differs'],
    ['of no project', aVolume(), { project: '' }, 'project-differs'],
    ['reserved and of another project', aReservation(), { project: 'other' }, 'project-differs'],
    ['at another place', aVolume(), { offset: 51 * MIB }, 'moved'],
    ['shorter', aVolume(), { length: 9 * MIB }, 'moved'],
    ['longer, which nobody asked for', aVolume(), { length: 11 * MIB }, 'moved'],
    ['partly erased, which nobody asked for', aVolume(), { state: 'releasing' }, 'altered'],
    [
      'missing before and at another place',
      aVolume({ state: 'missing', stateBefore: 'available' }),
      { offset: MIB },
      'moved',
    ],
    [
      'being released and at another place',
      aVolume({ state: 'releasing' }),
      { offset: MIB, state: 'releasing' },
      'moved',
    ],
  ];
  for (const [title, volume, changes, kind] of quarantines)
    it(`quarantines a volume that is shown ${title}`, () => {
      const decision = reconcile([volume], [shown(volume, changes)]);
      const stateBefore = volume.stateBefore ?? volume.state;
      expect(decision.volumes).to.deep.equal([
        { ...volume, state: 'quarantined', stateBefore, updatedAtMs: NOW },
      ]);
      expect(kindsOf(decision)).to.deep.equal([kind]);
      expect(decision.alarms[0]?.message).to.contain('bmv volumes resolve');
    });

  it('quarantines a volume that moved to another disk', () => {
    const volume = aVolume();
    const disks = [aDiskReport(), { ...SECOND, volumes: [shown(volume)] }];
    const decision = reconcileInventory(
      anInventory([], { disks }),
      aReportInput({ state: aState({ volumes: [volume] }) }),
    );
    expect(statesOf(decision)).to.deep.equal(['quarantined']);
    expect(kindsOf(decision)).to.deep.equal(['moved']);
  });

  it('quarantines a volume that was made or has grown where another one is', () => {
    const other = aVolume({
      id: volumeId(2),
      name: 'b',
      state: 'missing',
      stateBefore: 'available',
      offset: 58 * MIB,
    });
    for (const volume of [
      aReservation(),
      aVolume({ state: 'extending', length: 8 * MIB, wantedLength: 10 * MIB }),
    ]) {
      const decision = reconcile([volume, other], [shown(volume, { offset: 50 * MIB, length: 10 * MIB })]);
      expect(statesOf(decision)).to.deep.equal(['quarantined']);
      expect(kindsOf(decision)).to.deep.equal(['overlap']);
    }
  });

  it('does not ask again about what an operator has accepted', () => {
    const volume = aVolume();
    const claims = [aClaim(volume, { project: 'other' })];
    const decision = reconcile([volume], [shown(volume, { project: 'other' })], {
      state: aState({ volumes: [volume], claims }),
    });
    expect(decision).to.deep.include({ volumes: [], alarms: [] });
  });

  it('asks again when what was accepted changes', () => {
    const volume = aVolume();
    const claims = [aClaim(volume, { project: 'other' })];
    const decision = reconcile([volume], [shown(volume, { project: 'third' })], {
      state: aState({ volumes: [volume], claims }),
    });
    expect(kindsOf(decision)).to.deep.equal(['project-differs']);
  });

  it('leaves what is quarantined as it is, and records the claim', () => {
    const volume = aVolume({ state: 'quarantined', stateBefore: 'available' });
    const decision = reconcile([volume], [shown(volume, { offset: MIB, project: 'other' })]);
    expect(decision).to.deep.include({ volumes: [], alarms: [] });
    expect(decision.claims.write[0]).to.include({ offset: MIB, project: 'other' });
  });

  it('raises an alarm for a volume that is shown after its release, and leaves it released', () => {
    const volume = aVolume({ state: 'released' });
    const decision = reconcile([volume], [shown(volume)]);
    expect(decision.volumes).to.deep.equal([]);
    expect(kindsOf(decision)).to.deep.equal(['unknown-claim']);
    expect(decision.alarms[0]?.message).to.contain('release_volumes');
  });

  it('raises an alarm for a volume of another node, and changes nothing of it', () => {
    const elsewhere = [aVolume({ node: OTHER_NODE })];
    const decision = reconcile([], [shown(aVolume())], { elsewhere });
    expect(decision.volumes).to.deep.equal([]);
    expect(kindsOf(decision)).to.deep.equal(['other-node']);
    expect(decision.alarms[0]?.message).to.contain(OTHER_NODE);
    expect(decision.claims.write.map(({ volume }) => volume)).to.deep.equal([volumeId(1)]);
  });

  it('raises an alarm for a volume that a second disk shows too, and changes nothing of it', () => {
    const volume = aVolume();
    const disks = [aDiskReport({ volumes: [shown(volume)] }), { ...SECOND, volumes: [shown(volume)] }];
    const decision = reconcileInventory(
      anInventory([], { disks }),
      aReportInput({ state: aState({ volumes: [volume] }) }),
    );
    expect(decision.volumes).to.deep.equal([]);
    expect(kindsOf(decision)).to.deep.equal(['shown-twice']);
    expect(decision.alarms[0]?.message).to.contain('/dev/sda').and.contain('/dev/sdb');
  });

  it('judges a volume that two disks show by the one that it is on', () => {
    const volume = aVolume({ state: 'missing', stateBefore: 'available' });
    const first = { ...SECOND, identity: anIdentity({ wwn: '1', serial: 'S3', diskGuid: null }) };
    const disks = [aDiskReport({ volumes: [shown(volume)] }), { ...first, volumes: [shown(volume)] }];
    const decision = reconcileInventory(
      anInventory([], { disks }),
      aReportInput({ state: aState({ volumes: [volume] }) }),
    );
    expect(statesOf(decision)).to.deep.equal(['available']);
    expect(kindsOf(decision)).to.deep.equal(['shown-twice']);
  });

  it('does not choose which of two is the volume that was reserved', () => {
    const volume = aReservation();
    const disks = [aDiskReport({ volumes: [shown(volume)] }), { ...SECOND, volumes: [shown(volume)] }];
    const decision = reconcileInventory(
      anInventory([], { disks }),
      aReportInput({ state: aState({ volumes: [volume] }) }),
    );
    expect(decision.volumes[0]).to.include({ state: 'quarantined', stateBefore: 'reserved', disk: null });
    expect(kindsOf(decision)).to.deep.equal(['shown-twice']);
  });

  it('raises no alarm that is open already', () => {
    const alarms = [anAlarm({ kind: 'other-node' })];
    const decision = reconcile([], [shown(aVolume())], {
      ...{ state: aState({ alarms }), elsewhere: [aVolume({ node: OTHER_NODE })] },
    });
    expect(decision.alarms).to.deep.equal([]);
    expect(decision.events).to.deep.equal([]);
  });
});
