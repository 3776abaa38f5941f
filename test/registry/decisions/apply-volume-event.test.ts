import { expect } from 'chai';
import type { Erasure, VolumeEvent, VolumeReport } from '../../../proto/report.ts';
import { applyVolumeEvent } from '../../../registry/decisions/apply-volume-event.ts';
import type { ReportDecision } from '../../../registry/decisions/decision.ts';
import type { ReportInput } from '../../../registry/decisions/report-input.ts';
import type { ReleaseErasure, Volume } from '../../../registry/model.ts';
import {
  aClaim,
  aDisk,
  anErasure,
  anIdentity,
  aReportInput,
  aReservation,
  aState,
  aVolume,
  aVolumeEvent,
  DISK,
  MIB,
  NOW,
  OTHER_NODE,
  shown,
  volumeId,
} from '../../support/registry-records.ts';

/** What an event about a volume that is known makes of it. */
function apply(
  change: VolumeEvent['change'],
  volume: Volume,
  report: Partial<VolumeReport> = {},
  event: Partial<VolumeEvent> = {},
  input: Partial<ReportInput> = {},
): ReportDecision {
  const state = aState({ volumes: [volume] });
  return applyVolumeEvent(
    aVolumeEvent(change, shown(volume, report), event),
    aReportInput({ state, ...input }),
  );
}

const kindsOf = ({ alarms }: ReportDecision) => alarms.map(({ kind }) => kind);
const eventsOf = ({ events }: ReportDecision) => events.map(({ kind }) => kind);

describe('an event that a volume was made', () => {
  it('makes a reserved volume available, and records its claim', () => {
    const decision = apply('created', aReservation(), { offset: 20 * MIB });
    expect(decision.volumes[0]).to.include({ state: 'available', disk: DISK, offset: 20 * MIB });
    expect(decision.claims.write[0]).to.include({ disk: DISK, offset: 20 * MIB });
    expect(eventsOf(decision)).to.deep.equal(['volume.created']);
    expect(decision.planChanges).to.equal(true);
  });

  it('makes an adopted partition available', () => {
    const volume = aReservation({ state: 'creating', isAdopted: true });
    expect(apply('adopted', volume).volumes[0]?.state).to.equal('available');
  });

  it('changes nothing when it comes again', () => {
    const volume = aVolume();
    for (const change of ['created', 'adopted'] as const) {
      const decision = apply(change, volume);
      expect(decision).to.deep.equal({
        ...{ volumes: [], alarms: [], events: [], planChanges: false, claims: { write: [], remove: [] } },
      });
    }
  });

  it('leaves a reserved volume as it is where nobody can tell on which disk it was made', () => {
    const decision = apply('created', aReservation(), {}, { disk: anIdentity({ wwn: null, serial: 'S9' }) });
    expect(decision).to.deep.include({ volumes: [], claims: { write: [], remove: [] } });
  });

  it('quarantines a missing volume that was made anew, so that nobody takes the empty one for it', () => {
    const decision = apply('created', aVolume({ state: 'missing', stateBefore: 'available' }));
    expect(decision.volumes[0]).to.include({ state: 'quarantined', stateBefore: 'available' });
    expect(kindsOf(decision)).to.deep.equal(['altered']);
  });

  for (const change of ['created', 'adopted'] as const)
    it(`takes one that a step of Ironic, such as a deploy template’s, has ${change}`, () => {
      const decision = applyVolumeEvent(aVolumeEvent(change, shown(aVolume())), aReportInput());
      expect(decision.volumes[0]).to.include({ state: 'available', project: 'web' });
      expect(decision.alarms).to.deep.equal([]);
      expect(decision.events.map(({ kind }) => kind)).to.deep.equal([`volume.${change}`]);
      expect(decision.events[0]?.details).to.include({ policy: 'made_by_step' });
      expect(decision.volumes[0]?.isAdopted).to.equal(change === 'adopted');
    });

  it('quarantines one that a step made for nobody', () => {
    const made = shown(aVolume({ project: '' }));
    const decision = applyVolumeEvent(aVolumeEvent('created', made), aReportInput());
    expect(decision.volumes[0]).to.include({ state: 'quarantined', project: '' });
    expect(kindsOf(decision)).to.deep.equal(['unknown-claim']);
  });

  it('quarantines one that a step made on another project’s node', () => {
    const state = aState({ volumes: [aVolume({ id: volumeId(2), project: 'db', offset: MIB })] });
    const decision = applyVolumeEvent(aVolumeEvent('created', shown(aVolume())), aReportInput({ state }));
    expect(decision.volumes[0]).to.include({ state: 'quarantined' });
  });

  it('quarantines one that nobody asked for and no step made', () => {
    const decision = applyVolumeEvent(aVolumeEvent('verified', shown(aVolume())), aReportInput());
    expect(decision.volumes[0]).to.include({ state: 'quarantined', project: '' });
    expect(kindsOf(decision)).to.deep.equal(['unknown-claim']);
  });

  it('takes one that nobody asked for where the operator wants that', () => {
    const input = aReportInput({ policy: { adoptUnknownClaims: true, defaultProject: '' } });
    const decision = applyVolumeEvent(aVolumeEvent('verified', shown(aVolume())), input);
    expect(decision.volumes[0]).to.include({ state: 'available', project: 'web' });
  });

  it('raises an alarm where the volume is another node’s', () => {
    const elsewhere = [aVolume({ node: OTHER_NODE })];
    const decision = applyVolumeEvent(aVolumeEvent('created', shown(aVolume())), aReportInput({ elsewhere }));
    expect(decision.volumes).to.deep.equal([]);
    expect(kindsOf(decision)).to.deep.equal(['other-node']);
  });

  it('raises an alarm where the volume was cancelled meanwhile', () => {
    const decision = apply('created', aReservation({ state: 'released' }));
    expect(decision.volumes).to.deep.equal([]);
    expect(kindsOf(decision)).to.deep.equal(['unknown-claim']);
  });
});

describe('an event that a volume was extended', () => {
  it('ends an extension that reached its length', () => {
    const volume = aVolume({ state: 'extending', wantedLength: 12 * MIB });
    expect(apply('extended', volume, { length: 12 * MIB }).volumes[0]).to.include({
      ...{ state: 'available', length: 12 * MIB, wantedLength: 12 * MIB },
    });
  });

  for (const state of ['available', 'in-use'] as const)
    it(`takes the length of a volume ${state} that a step of Ironic extended`, () => {
      const decision = apply('extended', aVolume({ state }), { length: 12 * MIB });
      expect(decision.volumes[0]).to.include({ state, length: 12 * MIB, wantedLength: 12 * MIB });
      expect(eventsOf(decision)).to.deep.equal(['volume.grown']);
    });

  it('quarantines one that has grown into another', () => {
    const volume = aVolume({ state: 'extending', wantedLength: 12 * MIB });
    const other = aVolume({ id: volumeId(2), name: 'b', offset: 61 * MIB });
    const state = aState({ volumes: [volume, other] });
    const decision = apply('extended', volume, { length: 12 * MIB }, {}, { state });
    expect(kindsOf(decision)).to.deep.equal(['overlap']);
  });
});

describe('an event that a volume was released', () => {
  const rows: readonly [ReleaseErasure, Partial<Erasure> | null, boolean][] = [
    ['metadata', { method: 'metadata', bytesErased: 8192 }, true],
    ['metadata', { method: 'discard' }, true],
    ['metadata', { method: 'zero' }, true],
    ['discard', { method: 'metadata', bytesErased: 8192 }, false],
    ['discard', { method: 'discard' }, true],
    ['discard', { method: 'zero' }, true],
    ['zero', { method: 'metadata' }, false],
    ['zero', { method: 'discard' }, false],
    ['zero', { method: 'zero' }, true],
    ['zero', { method: 'none' }, false],
    ['metadata', { method: 'none' }, false],
    ['metadata', { method: 'unknown' }, false],
    ['metadata', null, false],
    ['zero', { method: 'zero', bytesErased: 10 * MIB - 1 }, false],
    ['discard', { method: 'discard', bytesErased: 0 }, false],
    ['zero', { method: 'zero', bytesReadBack: 0 }, false],
  ];
  for (const [erase, erasure, isProven] of rows) {
    const what = erasure ? JSON.stringify(erasure) : 'no erasure';
    it(`${isProven ? 'ends' : 'does not end'} it where ${erase} was asked for and ${what} is what was done`, () => {
      const volume = aVolume({ state: 'releasing', erase });
      const decision = apply('released', volume, {}, { erasure: erasure && anErasure(erasure) });
      expect(decision.claims.remove.map(({ volume: id }) => id)).to.deep.equal([volume.id]);
      if (isProven) {
        expect(decision.volumes).to.deep.equal([{ ...volume, state: 'released', updatedAtMs: NOW }]);
        expect(decision.events[0]?.details).to.deep.include({ erasure: anErasure(erasure ?? {}) });
        expect(decision.alarms).to.deep.equal([]);
      } else {
        expect(decision.volumes).to.deep.equal([]);
        expect(kindsOf(decision)).to.deep.equal(['erasure-unproven']);
      }
    });
  }

  it('ends one that an inventory missed before', () => {
    const decision = apply('released', aVolume({ state: 'missing', stateBefore: 'releasing' }));
    expect(decision.volumes[0]).to.include({ state: 'released', stateBefore: null });
    expect(eventsOf(decision)).to.deep.equal(['volume.found', 'volume.released']);
  });

  it('is both request and proof where a step of Ironic released an available volume', () => {
    const decision = apply('released', aVolume());
    expect(decision.volumes[0]?.state).to.equal('released');
    expect(eventsOf(decision)).to.deep.equal(['volume.releasing', 'volume.released']);
  });

  it('leaves such a volume in state releasing where the step did not erase enough', () => {
    const decision = apply('released', aVolume(), {}, { erasure: anErasure({ method: 'metadata' }) });
    expect(decision.volumes[0]?.state).to.equal('releasing');
    expect(kindsOf(decision)).to.deep.equal(['erasure-unproven']);
  });

  for (const state of ['in-use', 'extending', 'error'] as const)
    it(`makes a volume in state ${state} missing, which nobody may release`, () => {
      expect(apply('released', aVolume({ state })).volumes[0]).to.include({
        state: 'missing',
        stateBefore: state,
      });
    });

  for (const state of ['released', 'quarantined', 'reserved', 'creating'] as const)
    it(`leaves a volume in state ${state} as it is`, () => {
      const volume = aVolume({ state, ...(['reserved', 'creating'].includes(state) ? { disk: null } : {}) });
      expect(apply('released', volume)).to.deep.include({ volumes: [], alarms: [] });
    });

  it('does not end a volume whose copy on another disk was released', () => {
    const second = aDisk({ key: 'wwn:b', report: { ...aDisk().report, identity: anIdentity({ wwn: 'b' }) } });
    const volume = aVolume({ state: 'releasing' });
    const state = aState({ volumes: [volume], disks: [aDisk(), second] });
    for (const event of [{ disk: anIdentity({ wwn: 'b' }) }, {}]) {
      const report = event.disk ? {} : { offset: MIB };
      expect(apply('released', volume, report, event, { state })).to.deep.include({
        volumes: [],
        alarms: [],
      });
    }
  });

  it('does not end a volume where nobody can tell from which disk it was released', () => {
    const volume = aVolume({ state: 'releasing' });
    const state = aState({ volumes: [volume], disks: [aDisk({ isPresent: false })] });
    const decision = apply('released', volume, {}, {}, { state });
    expect(decision.volumes).to.deep.equal([]);
    expect(kindsOf(decision)).to.deep.equal(['erasure-unproven']);
  });

  it('says nothing of a volume that nobody knows', () => {
    const decision = applyVolumeEvent(aVolumeEvent('released', shown(aVolume())), aReportInput());
    expect(decision).to.deep.include({ volumes: [], alarms: [], events: [] });
  });
});

describe('an event that a volume is not what it was', () => {
  for (const state of ['available', 'in-use', 'releasing', 'extending', 'missing'] as const)
    it(`quarantines a volume in state ${state} whose bytes are others`, () => {
      const volume = aVolume({ state, ...(state === 'missing' ? { stateBefore: 'available' } : {}) });
      const decision = apply('altered', volume);
      expect(decision.volumes[0]?.state).to.equal('quarantined');
      expect(kindsOf(decision)).to.deep.equal(['altered']);
    });

  it('raises an alarm for one that is quarantined already, but not for nobody’s', () => {
    const quarantined = aVolume({ state: 'quarantined', stateBefore: 'available' });
    expect(kindsOf(apply('altered', quarantined))).to.deep.equal(['altered']);
    expect(kindsOf(apply('altered', { ...quarantined, project: '' }))).to.deep.equal([]);
  });

  it('makes a lost volume missing and its claim one of a missing volume', () => {
    const volume = aVolume();
    const decision = apply('lost', volume);
    expect(decision.volumes[0]).to.include({ state: 'missing', stateBefore: 'available' });
    expect(decision.claims.write).to.deep.equal([aClaim(volume, { state: 'missing', seenAtMs: NOW })]);
  });

  for (const change of ['found', 'recovered', 'verified'] as const)
    it(`gives a missing volume that is ${change} its state from before`, () => {
      const volume = aVolume({ state: 'missing', stateBefore: 'in-use' });
      expect(apply(change, volume).volumes[0]).to.include({ state: 'in-use', stateBefore: null });
    });

  it('keeps the digest of one that was verified', () => {
    const proof = { kind: 'full', seed: '', digest: 'b'.repeat(64), bytesRead: 9 } as const;
    expect(apply('verified', aVolume(), { proof }).volumes[0]?.proof).to.deep.equal(proof);
  });

  it('quarantines one that is found at another place', () => {
    expect(
      kindsOf(apply('found', aVolume({ state: 'missing', stateBefore: 'available' }), { offset: MIB })),
    ).to.deep.equal(['moved']);
  });

  it('changes nothing by a word of a newer agent', () => {
    const decision = apply('unknown', aReservation());
    expect(decision).to.deep.include({
      volumes: [],
      alarms: [],
      events: [],
      claims: { write: [], remove: [] },
    });
  });
});
