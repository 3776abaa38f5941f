import { expect } from 'chai';
import { reconcileInventory } from '../../../registry/decisions/reconcile-inventory.ts';
import { reconcile, SECOND, SECOND_KEY, statesOf } from '../../support/registry-reconcile.ts';
import {
  aDisk,
  anInventory,
  aReportInput,
  aReservation,
  aState,
  aVolume,
  DISK,
  MIB,
  NOW,
  shown,
  volumeId,
} from '../../support/registry-records.ts';

describe('an inventory and the volumes that were asked for', () => {
  it('makes a reserved volume available where its disk shows it', () => {
    const volume = aReservation();
    const report = shown(volume, { offset: 30 * MIB, length: 11 * MIB });
    const decision = reconcile([volume], [report]);
    expect(decision.volumes).to.deep.equal([
      {
        ...volume,
        ...{ state: 'available', disk: DISK, offset: 30 * MIB },
        ...{ length: 11 * MIB, wantedLength: 11 * MIB, updatedAtMs: NOW },
      },
    ]);
    expect(decision.events.map(({ kind }) => kind)).to.deep.equal(['volume.created']);
    expect(decision.planChanges).to.equal(true);
    expect(decision.alarms).to.deep.equal([]);
  });

  it('makes a partition that was to be adopted available, with what is in it', () => {
    const volume = aReservation({ state: 'creating', isAdopted: true, filesystem: 'unknown' });
    const decision = reconcile([volume], [shown(volume, { filesystem: 'xfs', label: 'logs' })]);
    expect(decision.volumes[0]).to.include({ state: 'available', filesystem: 'xfs', label: 'logs' });
    expect(decision.events[0]?.kind).to.equal('volume.adopted');
  });

  it('leaves what is not made yet as it is, even where its disk is gone', () => {
    const volumes = [aReservation(), aReservation({ id: volumeId(2), state: 'creating', isAdopted: true })];
    expect(statesOf(reconcile(volumes, []))).to.deep.equal([]);
    const input = aReportInput({ state: aState({ volumes }) });
    expect(reconcileInventory(anInventory([], { disks: [] }), input).volumes).to.deep.equal([]);
  });

  for (const state of ['creating', 'missing', 'releasing', 'error', 'unknown'] as const)
    it(`does not take a reserved volume for made that its disk calls ${state}`, () => {
      const volume = aReservation();
      expect(statesOf(reconcile([volume], [shown(volume, { state })]))).to.deep.equal([]);
    });

  it('ends an extension when the wanted length is reached', () => {
    const volume = aVolume({ state: 'extending', wantedLength: 12 * MIB });
    const decision = reconcile([volume], [shown(volume, { length: 12 * MIB })]);
    expect(decision.volumes[0]).to.include({ state: 'available', length: 12 * MIB, wantedLength: 12 * MIB });
  });

  it('notes a part of an extension, which goes on', () => {
    const volume = aVolume({ state: 'extending', wantedLength: 12 * MIB });
    const decision = reconcile([volume], [shown(volume, { length: 11 * MIB })]);
    expect(decision.volumes[0]).to.include({ state: 'extending', length: 11 * MIB, wantedLength: 12 * MIB });
    expect(decision.events.map(({ kind }) => kind)).to.deep.equal(['volume.grown']);
  });

  it('does not end a release because the volume is not shown any more', () => {
    const decision = reconcile([aVolume({ state: 'releasing' })], []);
    expect(decision.volumes[0]).to.include({ state: 'missing', stateBefore: 'releasing' });
  });

  it('takes over the mount point that the disk has been told since, and says so', () => {
    const volume = aVolume();
    const decision = reconcile([volume], [shown(volume, { mountPoint: '/srv' })]);
    expect(decision.volumes).to.deep.equal([{ ...volume, mountPoint: '/srv', updatedAtMs: NOW }]);
    expect(decision.events.map(({ kind, details }) => [kind, details])).to.deep.equal([
      ['volume.updated', { mountPoint: { from: '/data', to: '/srv' } }],
    ]);
    expect(statesOf(reconcile([aReservation()], [shown(volume, { mountPoint: '/srv' })]))).to.deep.equal([
      'available',
    ]);
  });

  it('takes over how instances are told of it, in whatever order its disk says it, and says so', () => {
    const volume = aVolume({ tell: ['cloud-init', 'fstab'] });
    expect(reconcile([volume], [shown(volume, { tell: ['fstab', 'cloud-init'] })]).events).to.deep.equal([]);
    const { tell: _tell, ...untold } = shown(volume);
    const decision = reconcile([volume], [untold]);
    expect(decision.volumes).to.deep.equal([{ ...volume, tell: [], updatedAtMs: NOW }]);
    expect(decision.events.map(({ kind, details }) => [kind, details])).to.deep.equal([
      ['volume.updated', { tell: { from: ['cloud-init', 'fstab'], to: [] } }],
    ]);
  });

  it('keeps the newest digest without telling of it', () => {
    const volume = aVolume();
    const proof = { kind: 'full', seed: '', digest: 'a'.repeat(64), bytesRead: 5 } as const;
    const decision = reconcile([volume], [shown(volume, { proof })]);
    expect(decision.volumes).to.deep.equal([{ ...volume, proof }]);
    expect(decision.events).to.deep.equal([]);
    expect(decision.planChanges).to.equal(false);
  });
});

describe('an inventory and volumes that are not shown', () => {
  for (const state of ['available', 'in-use', 'extending', 'releasing', 'error'] as const)
    it(`makes a volume in state ${state} missing where its disk does not show it`, () => {
      const volume = aVolume({ state });
      const decision = reconcile([volume], []);
      expect(decision.volumes).to.deep.equal([
        { ...volume, state: 'missing', stateBefore: state, updatedAtMs: NOW },
      ]);
      expect(decision.alarms).to.deep.equal([]);
    });

  for (const state of ['released', 'quarantined', 'missing'] as const)
    it(`leaves a volume in state ${state} as it is`, () => {
      expect(reconcile([aVolume({ state })], []).volumes).to.deep.equal([]);
    });

  it('takes one that the disk itself calls missing for missing', () => {
    const volume = aVolume();
    expect(reconcile([volume], [shown(volume, { state: 'missing' })]).volumes[0]).to.include({
      ...{ state: 'missing', stateBefore: 'available' },
    });
  });

  it('gives one that is shown again its state from before', () => {
    for (const stateBefore of ['available', 'in-use', 'extending', 'releasing', 'error'] as const) {
      const volume = aVolume({ state: 'missing', stateBefore, wantedLength: 12 * MIB });
      const decision = reconcile([volume], [shown(volume)]);
      expect(decision.volumes).to.deep.equal([
        { ...volume, state: stateBefore, stateBefore: null, updatedAtMs: NOW },
      ]);
    }
  });

  it('makes the volumes of a disk that is gone from its node missing, and the disk absent', () => {
    const state = aState({ volumes: [aVolume()] });
    const decision = reconcileInventory(anInventory([], { disks: [] }), aReportInput({ state }));
    expect(statesOf(decision)).to.deep.equal(['missing']);
    expect(decision.disks).to.deep.equal([
      { ...aDisk(), isPresent: false, seenAtMs: state.node.inventoryAtMs },
    ]);
    expect(decision.events[0]).to.deep.include({ kind: 'disk.gone' });
    expect(decision.claims).to.deep.equal({ write: [], remove: [] });
  });

  it('knows nothing of the volumes of a disk that may be the one that cannot be read', () => {
    const state = aState({ volumes: [aVolume()] });
    const unreadable = [{ device: '/dev/sdz', code: 'IO_ERROR', message: 'reading it failed' }];
    const inventory = anInventory([], { disks: [SECOND], unreadable });
    const decision = reconcileInventory(inventory, aReportInput({ state }));
    expect(decision.volumes).to.deep.equal([]);
    expect(decision.disks.map(({ key, isPresent }) => [key, isPresent])).to.deep.equal([
      [DISK, false],
      [SECOND_KEY, true],
    ]);
    expect(decision.events.map(({ kind }) => kind)).to.deep.equal(['disk.unread', 'disk.found']);
  });

  it('makes volumes of a disk that was read missing, whatever could not be read beside it', () => {
    const unreadable = [{ device: '/dev/sdz', code: 'IO_ERROR', message: 'reading it failed' }];
    const decision = reconcileInventory(
      anInventory([], { unreadable }),
      aReportInput({ state: aState({ volumes: [aVolume()] }) }),
    );
    expect(statesOf(decision)).to.deep.equal(['missing']);
  });

  it('makes them missing when the disk that could not be read turns out to be gone', () => {
    const disks = [aDisk({ isPresent: false })];
    const state = aState({ volumes: [aVolume()], disks });
    const decision = reconcileInventory(anInventory([], { disks: [] }), aReportInput({ state }));
    expect(statesOf(decision)).to.deep.equal(['missing']);
    expect(decision.disks).to.deep.equal([]);
  });
});
