import { expect } from 'chai';
import type { VolumeReport } from '../../../proto/report.ts';
import type { InventoryDecision } from '../../../registry/decisions/decision.ts';
import { reconcileInventory } from '../../../registry/decisions/reconcile-inventory.ts';
import type { ReportInput } from '../../../registry/decisions/report-input.ts';
import type { AlarmKind, Disk, Volume } from '../../../registry/model.ts';
import {
  aClaim,
  aDisk,
  aDiskReport,
  anAlarm,
  anIdentity,
  anInventory,
  aReportInput,
  aReservation,
  aState,
  aVolume,
  DISK,
  MIB,
  NOW,
  OTHER_NODE,
  PROJECT,
  shown,
  volumeId,
} from '../../support/registry-records.ts';

/** What one disk that shows these volumes makes of those that are known. */
function reconcile(
  volumes: readonly Volume[],
  reports: readonly VolumeReport[],
  changes: Partial<ReportInput> = {},
): InventoryDecision {
  return reconcileInventory(anInventory(reports), aReportInput({ state: aState({ volumes }), ...changes }));
}

const statesOf = ({ volumes }: InventoryDecision) => volumes.map(({ state }) => state);
const kindsOf = ({ alarms }: InventoryDecision) => alarms.map(({ kind }) => kind);

const SECOND = aDiskReport({
  device: '/dev/sdb',
  identity: anIdentity({ wwn: '0x5000c500ffffffff', serial: 'S2', diskGuid: null }),
});
const SECOND_KEY = 'wwn:5000c500ffffffff';

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

describe('an inventory and disks that nothing tells apart', () => {
  const volume = aVolume();
  const twins = (volumes: readonly VolumeReport[], more: readonly VolumeReport[] = []) => [
    aDiskReport({ volumes }),
    aDiskReport({ device: '/dev/sdb', volumes: more }),
  ];

  it('records neither of them, names their devices, and places nothing on what was one of them', () => {
    const decision = reconcileInventory(
      anInventory([], { disks: twins([shown(volume)]) }),
      aReportInput({ state: aState({ volumes: [volume] }) }),
    );
    expect(decision.unnamedDevices).to.deep.equal(['/dev/sda', '/dev/sdb']);
    expect(decision.disks.map(({ key, isPresent }) => [key, isPresent])).to.deep.equal([[DISK, false]]);
    expect(decision.events.map(({ kind }) => kind)).to.deep.equal(['disk.unread']);
  });

  it('leaves a known volume as it is, shown or not', () => {
    for (const reports of [[shown(volume)], []]) {
      const inventory = anInventory([], { disks: twins(reports) });
      const decision = reconcileInventory(inventory, aReportInput({ state: aState({ volumes: [volume] }) }));
      expect(decision.volumes).to.deep.equal([]);
      expect(decision.alarms).to.deep.equal([]);
    }
  });

  it('raises an alarm where both show it', () => {
    const inventory = anInventory([], { disks: twins([shown(volume)], [shown(volume)]) });
    const decision = reconcileInventory(inventory, aReportInput({ state: aState({ volumes: [volume] }) }));
    expect(kindsOf(decision)).to.deep.equal(['shown-twice']);
    expect(decision.volumes).to.deep.equal([]);
  });

  it('does not take a reserved volume on one of them for made', () => {
    const reserved = aReservation();
    const inventory = anInventory([], { disks: twins([shown(reserved)]) });
    const decision = reconcileInventory(inventory, aReportInput({ state: aState({ volumes: [reserved] }) }));
    expect(decision.volumes).to.deep.equal([]);
    expect(decision.claims.write.map(({ disk }) => disk)).to.deep.equal(['device:/dev/sda']);
  });

  it('quarantines an unknown claim without a place', () => {
    const decision = reconcileInventory(anInventory([], { disks: twins([shown(volume)]) }), aReportInput());
    expect(decision.volumes[0]).to.include({ state: 'quarantined', disk: null, offset: null });
  });
});

describe('an inventory and claims that nobody asked for', () => {
  it('quarantines them as nobody’s, with an alarm', () => {
    const stray = aVolume({ project: 'other' });
    const decision = reconcile([], [shown(stray)]);
    expect(decision.volumes).to.deep.equal([
      {
        ...stray,
        ...{ project: '', state: 'quarantined', allowedDisks: [DISK], generation: 0 },
        ...{ createdAtMs: NOW, updatedAtMs: NOW },
      },
    ]);
    expect(kindsOf(decision)).to.deep.equal(['unknown-claim']);
    expect(decision.claims.write[0]).to.include({ volume: stray.id, project: 'other' });
    expect(decision.events.map(({ kind }) => kind)).to.deep.equal(['volume.quarantined', 'alarm.raised']);
  });

  it('quarantines them also where their volume is missing from its place', () => {
    const decision = reconcile([], [shown(aVolume(), { state: 'missing' })]);
    expect(statesOf(decision)).to.deep.equal(['quarantined']);
  });

  const policy = { adoptUnknownClaims: true };

  it('makes them volumes of the project that they name, where the operator wants that', () => {
    const decision = reconcile([], [shown(aVolume())], { policy });
    expect(decision.volumes[0]).to.include({ state: 'available', project: PROJECT, stateBefore: null });
    expect(decision.alarms).to.deep.equal([]);
  });

  const kept: readonly [string, readonly Volume[], readonly VolumeReport[], readonly Volume[]][] = [
    ['names no project', [], [shown(aVolume({ project: '' }))], []],
    [
      'names another project than the node’s',
      [aVolume({ id: volumeId(2), project: 'db', offset: MIB })],
      [shown(aVolume())],
      [],
    ],
    [
      'is one of several projects’',
      [],
      [shown(aVolume()), shown(aVolume({ id: volumeId(2), name: 'b', project: 'db', offset: MIB }))],
      [],
    ],
    [
      'has the name of another volume of the project',
      [],
      [shown(aVolume())],
      [aVolume({ id: volumeId(2), node: OTHER_NODE })],
    ],
    [
      'has the name of another such claim',
      [],
      [shown(aVolume()), shown(aVolume({ id: volumeId(2), offset: MIB }))],
      [],
    ],
    [
      'overlaps another claim',
      [],
      [shown(aVolume()), shown(aVolume({ id: volumeId(2), name: 'b', offset: 55 * MIB }))],
      [],
    ],
    ['is half made', [], [shown(aVolume(), { state: 'creating' })], []],
  ];
  for (const [title, volumes, reports, elsewhere] of kept)
    it(`quarantines even then a claim that ${title}`, () => {
      const state = aState({ volumes });
      const decision = reconcile([], [...volumes.map((volume) => shown(volume)), ...reports], {
        ...{ state, policy, elsewhere },
      });
      expect(statesOf(decision)).to.deep.equal(reports.map(() => 'quarantined'));
      expect(decision.volumes.map(({ project }) => project)).to.deep.equal(reports.map(() => ''));
      expect(kindsOf(decision)).to.deep.equal(reports.map(() => 'unknown-claim'));
    });
});

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
      expect(decision.alarms[0]?.message).to.contain('bmv volumes quarantine');
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

describe('an inventory and the records of disks and claims', () => {
  it('records a new disk, and one that is back', () => {
    const state = aState({ disks: [aDisk({ isPresent: false })] });
    const inventory = anInventory([], { disks: [aDiskReport(), SECOND] });
    const { disks, events } = reconcileInventory(inventory, aReportInput({ state }));
    expect(
      disks.map(({ key, isPresent, generation, seenAtMs }) => [key, isPresent, generation, seenAtMs]),
    ).to.deep.equal([
      [DISK, true, 2, NOW],
      [SECOND_KEY, true, 0, NOW],
    ]);
    expect(events.map(({ kind }) => kind)).to.deep.equal(['disk.found', 'disk.found']);
  });

  it('records a disk whose report changed, without telling of it', () => {
    const { disks, events } = reconcileInventory(
      anInventory([], { disks: [aDiskReport({ free: [] })] }),
      aReportInput(),
    );
    expect(disks.map(({ report }) => report.free)).to.deep.equal([[]]);
    expect(events).to.deep.equal([]);
  });

  it('moves the node’s times on, and nothing else of it', () => {
    const { node } = reconcileInventory(anInventory(), aReportInput());
    expect(node).to.deep.equal({ ...aState().node, lastSeenMs: NOW, inventoryAtMs: NOW });
  });

  it('removes a claim that its disk does not make any more, and that of a device', () => {
    const volume = aVolume({ state: 'released' });
    const claims: readonly Disk['key'][] = [DISK, 'device:/dev/sdc', 'wwn:gone'];
    const state = aState({ claims: claims.map((disk) => aClaim(volume, { disk })) });
    const decision = reconcileInventory(anInventory(), aReportInput({ state }));
    expect(decision.claims.remove.map(({ disk }) => disk)).to.deep.equal([DISK, 'device:/dev/sdc']);
    expect(decision.claims.write).to.deep.equal([]);
  });
});
