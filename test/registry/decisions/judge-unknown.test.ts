import { expect } from 'chai';
import type { VolumeReport } from '../../../proto/report.ts';
import type { Volume } from '../../../registry/model.ts';
import { kindsOf, reconcile, statesOf } from '../../support/registry-reconcile.ts';
import {
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

describe('an inventory and claims that nobody asked for', () => {
  it('quarantines them as nobody’s, with an alarm', () => {
    const stray = aVolume({ project: 'other' });
    const decision = reconcile([], [shown(stray)]);
    expect(decision.volumes).to.deep.equal([
      {
        ...stray,
        ...{ project: '', state: 'quarantined', allowedDisks: [DISK], generation: 0 },
        ...{ createdAtMs: NOW, updatedAtMs: NOW, policySinceMs: NOW },
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

  const policy = { adoptUnknownClaims: true, defaultProject: '' };

  it('makes them volumes of the project that they name, where the operator wants that', () => {
    const decision = reconcile([], [shown(aVolume())], { policy });
    expect(decision.volumes[0]).to.include({ state: 'available', project: PROJECT, stateBefore: null });
    expect(decision.alarms).to.deep.equal([]);
  });

  it('makes them volumes also where another node has one of that name, as deploy templates make them', () => {
    const elsewhere = [aVolume({ id: volumeId(2), node: OTHER_NODE })];
    const decision = reconcile([], [shown(aVolume())], { policy, elsewhere });
    expect(statesOf(decision)).to.deep.equal(['available']);
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
      'has the name of another volume of the node',
      [aVolume({ id: volumeId(2), offset: MIB })],
      [shown(aVolume())],
      [],
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
