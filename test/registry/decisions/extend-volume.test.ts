import { expect } from 'chai';
import { extendVolume } from '../../../registry/decisions/extend-volume.ts';
import type { NodeState } from '../../../registry/decisions/node-state.ts';
import type { Volume } from '../../../registry/model.ts';
import {
  aDisk,
  aDiskReport,
  anAlarm,
  aRequestInput,
  aReservation,
  aState,
  aVolume,
  MIB,
  NOW,
  refusalOf,
  volumeId,
} from '../../support/registry-records.ts';

/** The volume at 50 to 60 MiB, and free space around it: 1 to 50 and 60 to 80. */
const GROUND = aDisk({
  report: aDiskReport({
    free: [
      { offset: MIB, length: 49 * MIB },
      { offset: 60 * MIB, length: 20 * MIB },
    ],
  }),
});

function extend(
  sizeBytes: number,
  volumes: readonly Volume[] = [aVolume()],
  changes: Partial<NodeState> = {},
) {
  const state = aState({ disks: [GROUND], volumes, ...changes });
  return extendVolume({ id: volumeId(1), sizeBytes }, aRequestInput({ state }));
}

describe('an extension', () => {
  it('is what the volume is to become, and changes nothing of what it is', () => {
    const { volume, planChanges, events } = extend(30 * MIB);
    expect(volume).to.deep.equal(aVolume({ state: 'extending', wantedLength: 30 * MIB, updatedAtMs: NOW }));
    expect(planChanges).to.equal(true);
    expect(events[0]?.details).to.deep.include({
      from: 'available',
      lengthBefore: 10 * MIB,
      bytes: 30 * MIB,
    });
  });

  it('is rounded up to whole MiB, and says so', () => {
    const { volume, notes } = extend(11 * MIB + 1);
    expect(volume.wantedLength).to.equal(12 * MIB);
    expect(notes).to.have.length(1);
  });

  it('to the size that it has is no error and changes nothing, whole MiB or not', () => {
    const adopted = aVolume({ length: 10 * MIB + 512 });
    for (const volume of [aVolume(), adopted])
      expect(extend(volume.length, [volume])).to.deep.include({
        volumes: [],
        events: [],
        planChanges: false,
      });
  });

  it('that is asked for again is no error and changes nothing', () => {
    const volume = aVolume({ state: 'extending', wantedLength: 20 * MIB });
    expect(extend(20 * MIB, [volume]).volumes).to.deep.equal([]);
  });

  it('to less than it has is refused', () => {
    const refusal = refusalOf(() => extend(9 * MIB));
    expect(refusal.code).to.equal('BAD_SIZE');
    expect(refusal.message).to.contain('do not shrink');
  });

  it('is refused where less is free right behind the volume, and says how much is', () => {
    const refusal = refusalOf(() => extend(31 * MIB));
    expect(refusal.code).to.equal('NO_SPACE');
    expect(refusal.message).to.contain('21 MiB right behind it, and 20 are free');
  });

  it('is refused where another volume is right behind it', () => {
    const next = aVolume({ id: volumeId(2), name: 'b', offset: 60 * MIB });
    expect(refusalOf(() => extend(11 * MIB, [aVolume(), next])).message).to.contain('and 0 are free');
  });

  it('is refused where what is reserved would not fit any more', () => {
    const reserved = aReservation({ id: volumeId(2), length: 48 * MIB, createdAtMs: 1 });
    const second = aReservation({ id: volumeId(3), length: 15 * MIB, createdAtMs: 2 });
    expect(extend(15 * MIB, [aVolume(), reserved, second]).volume.state).to.equal('extending');
    const refusal = refusalOf(() => extend(16 * MIB, [aVolume(), reserved, second]));
    expect(refusal.code).to.equal('NO_SPACE');
    expect(refusal.message).to.contain('reserved');
  });

  it('of a volume that does not end at a whole MiB needs only what is missing to one', () => {
    const disk = aDisk({ report: aDiskReport({ free: [{ offset: 60 * MIB + 512, length: MIB - 512 }] }) });
    const volume = aVolume({ length: 10 * MIB + 512 });
    expect(extend(11 * MIB, [volume], { disks: [disk] }).volume.wantedLength).to.equal(11 * MIB);
    expect(refusalOf(() => extend(12 * MIB, [volume], { disks: [disk] })).code).to.equal('NO_SPACE');
  });

  it('is refused while its disk is gone, and on a node with open questions', () => {
    const disks = [{ ...GROUND, isPresent: false }];
    expect(refusalOf(() => extend(11 * MIB, [aVolume()], { disks })).code).to.equal('DISK_UNKNOWN');
    expect(refusalOf(() => extend(11 * MIB, [aVolume()], { disks: [] })).code).to.equal('DISK_UNKNOWN');
    const alarms = [anAlarm({ volume: volumeId(9) })];
    expect(refusalOf(() => extend(11 * MIB, [aVolume()], { alarms })).code).to.equal('NODE_UNDECIDED');
  });

  it('is refused for no size at all', () => {
    for (const size of [0, -1, Number.NaN]) expect(refusalOf(() => extend(size)).code).to.equal('BAD_SIZE');
  });
});
