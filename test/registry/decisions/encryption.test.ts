import { expect } from 'chai';
import type { Encryption } from '../../../proto/catalog.ts';
import type { ErasureMethod } from '../../../proto/report.ts';
import { adoptPartition } from '../../../registry/decisions/adopt-partition.ts';
import { applyVolumeEvent } from '../../../registry/decisions/apply-volume-event.ts';
import { cloudMounts } from '../../../registry/decisions/cloud-mounts.ts';
import { judgeRelease } from '../../../registry/decisions/judge-release.ts';
import { planOf } from '../../../registry/decisions/plan.ts';
import { acceptVolume, releaseQuarantined } from '../../../registry/decisions/quarantine-volume.ts';
import { releaseTogether } from '../../../registry/decisions/release-set.ts';
import { releaseVolume } from '../../../registry/decisions/release-volume.ts';
import { type ReserveRequest, reserveVolume } from '../../../registry/decisions/reserve-volume.ts';
import { updateVolume } from '../../../registry/decisions/update-volume.ts';
import type { Volume } from '../../../registry/model.ts';
import { aPartition } from '../../support/api-world.ts';
import { kindsOf, reconcile } from '../../support/registry-reconcile.ts';
import {
  aDisk,
  aDiskReport,
  anErasure,
  anIdentity,
  aReportInput,
  aRequestInput,
  aReservation,
  aState,
  aVolume,
  aVolumeEvent,
  MIB,
  NOW,
  OPERATOR,
  refusalOf,
  shown,
  volumeId,
} from '../../support/registry-records.ts';

const LARGE = aDisk({
  report: aDiskReport({
    identity: anIdentity({ sizeBytes: 2000 * MIB }),
    free: [{ offset: MIB, length: 1900 * MIB }],
  }),
});

function reserve(changes: Partial<ReserveRequest> = {}): Volume {
  const request = {
    ...{ id: volumeId(1), name: 'data', project: 'web', set: '', mountPoint: '', sizeBytes: 50 * MIB },
    ...{ disks: [], filesystem: 'none', label: '', encryption: 'luks2' },
    ...changes,
  };
  return reserveVolume(request, aRequestInput({ state: aState({ disks: [LARGE] }) })).volume;
}

const luks = (changes: Partial<Volume> = {}) =>
  aVolume({ encryption: 'luks2', erase: 'crypto', length: 40 * MIB, offset: 10 * MIB, ...changes });
const inputOf = (volume: Volume) => aRequestInput({ state: aState({ volumes: [volume] }) });

describe('a volume that is reserved with encryption', () => {
  it('is erased by its key where nobody says otherwise, and by what was said where somebody does', () => {
    expect(reserve()).to.include({ encryption: 'luks2', erase: 'crypto' });
    for (const erase of ['metadata', 'zero', 'discard', 'crypto'] as const)
      expect(reserve({ erase }).erase).to.equal(erase);
    expect(reserve({ encryption: 'opaque' })).to.include({ encryption: 'opaque', erase: 'zero' });
    expect(reserve({ encryption: undefined })).to.include({ encryption: 'none', erase: 'zero' });
  });

  it('is refused what it cannot have: an unknown encryption, a key that is not there, a filesystem within', () => {
    const wrong: readonly [Partial<ReserveRequest>, RegExp][] = [
      [{ encryption: 'luks1' }, /encryption "luks1" is unknown; choose one of none, luks2, opaque/],
      [{ encryption: 'none', erase: 'crypto' }, /luks2 alone, and this one has none/],
      [{ encryption: 'opaque', erase: 'crypto' }, /luks2 alone, and this one has opaque/],
      [{ encryption: 'opaque', filesystem: 'ext4' }, /goes with no filesystem of ours, such as ext4/],
      [{ encryption: 'opaque', label: 'x' }, /label "x" needs a filesystem/],
    ];
    for (const [changes, says] of wrong) {
      const { code, message } = refusalOf(() => reserve(changes));
      expect([code, says.test(message)], message).to.deep.equal(['USAGE', true]);
      expect(message).to.not.include('\n');
    }
  });

  it('has room for its header beside its filesystem', () => {
    expect(refusalOf(() => reserve({ sizeBytes: 16 * MIB })).message).to.include(
      'none behind the header of an encrypted volume needs 17 MiB, and the volume would have 16',
    );
    expect(reserve({ sizeBytes: 17 * MIB }).length).to.equal(17 * MIB);
    expect(refusalOf(() => reserve({ sizeBytes: 315 * MIB, filesystem: 'xfs' })).code).to.equal('BAD_SIZE');
    expect(reserve({ sizeBytes: 316 * MIB, filesystem: 'xfs' }).filesystem).to.equal('xfs');
    expect(reserve({ sizeBytes: 300 * MIB, filesystem: 'xfs', encryption: 'none' }).length).to.equal(
      300 * MIB,
    );
  });

  it('is in the plan as that, and plans of others are as they were before there was encryption', () => {
    const volumes = [
      aReservation({ encryption: 'luks2', erase: 'crypto' }),
      aReservation({ id: volumeId(2), encryption: 'opaque' }),
      aReservation({ id: volumeId(3) }),
    ];
    const [one, two, three] = planOf(aState({ volumes }), 1).volumes;
    expect(one).to.include({ encryption: 'luks2', erase: 'crypto' });
    expect(two).to.include({ encryption: 'opaque', erase: 'zero' });
    expect(three).to.not.have.property('encryption');
  });

  it('is told to no instance as a mount, which could only fail', () => {
    const told = (encryption: Encryption) =>
      cloudMounts([aVolume({ encryption, mountPoint: '/srv' })], 'web');
    expect(told('none')).to.include('/srv');
    expect([told('luks2'), told('opaque')]).to.deep.equal(['', '']);
    expect(cloudMounts([luks({ mountPoint: '/srv', tell: ['cloud-init'] })], 'web')).to.equal('');
  });
});

describe('a partition that is adopted', () => {
  function adopt(filesystem: string, encryption?: string, erase?: string) {
    const partition = aPartition({ filesystem });
    const disks = [aDisk({ report: aDiskReport({ partitions: [partition] }) })];
    const words = { id: partition.guid, name: 'old', project: 'web', set: '', mountPoint: '' };
    return adoptPartition({ ...words, encryption, erase }, aRequestInput({ state: aState({ disks }) }))
      .volume;
  }

  it('is opaque where it holds LUKS, or where somebody says so', () => {
    expect(adopt('crypto_LUKS')).to.include({ encryption: 'opaque', erase: 'zero' });
    expect(adopt('crypto_LUKS', 'opaque').encryption).to.equal('opaque');
    expect(adopt('', 'opaque').encryption).to.equal('opaque');
    expect(adopt('ext4').encryption).to.equal('none');
  });

  it('is never one that the registry has a key of, and LUKS is not taken for nothing', () => {
    for (const [filesystem, encryption] of [
      ['crypto_LUKS', 'luks2'],
      ['ext4', 'luks2'],
      ['crypto_LUKS', 'none'],
    ] as const)
      expect(refusalOf(() => adopt(filesystem, encryption)).code).to.equal('USAGE');
    expect(refusalOf(() => adopt('crypto_LUKS', undefined, 'crypto')).code).to.equal('USAGE');
  });

  it('is opaque where its agent sees more than the registry did', () => {
    const asked = aReservation({ state: 'creating', isAdopted: true });
    const report = shown(asked, { encryption: 'opaque' });
    const [volume] = reconcile([asked], [report]).volumes;
    expect(volume).to.include({ state: 'available', encryption: 'opaque' });
    const [older] = reconcile([{ ...asked, encryption: 'opaque' }], [shown(asked)]).volumes;
    expect(older).to.include({ state: 'available', encryption: 'opaque' });
  });
});

describe('what an agent made', () => {
  it('is what was asked for where it says so', () => {
    const asked = aReservation({ encryption: 'luks2', erase: 'crypto' });
    const decision = applyVolumeEvent(
      aVolumeEvent('created', shown(asked)),
      aReportInput({ state: aState({ volumes: [asked] }) }),
    );
    expect(decision.volumes[0]).to.include({ state: 'available', encryption: 'luks2', erase: 'crypto' });
    expect(decision.alarms).to.deep.equal([]);
  });

  it('is quarantined as what it is where it is not encrypted, as an older agent makes it', () => {
    const asked = aReservation({ encryption: 'luks2', erase: 'crypto' });
    const { encryption: _none, ...plain } = shown(asked);
    const decision = reconcile([asked], [plain]);
    expect(decision.volumes[0]).to.include({ state: 'quarantined', encryption: 'none', erase: 'zero' });
    expect(kindsOf(decision)).to.deep.equal(['encryption-differs']);
    expect(decision.alarms[0]?.message).to.include('with encryption none, and luks2 was asked for');
    const volume = { ...decision.volumes[0], disk: null, offset: null } as Volume;
    const state = { ...aState({ volumes: [volume] }), claims: decision.claims.write };
    // It may be given to its project as it is, or erased as what it is.
    const input = aRequestInput({ state });
    expect(acceptVolume({ id: volume.id, project: null }, input).volume).to.include({
      ...{ state: 'available', encryption: 'none' },
    });
    expect(releaseQuarantined({ id: volume.id, erase: null }, input).volume.erase).to.equal('zero');
    expect(refusalOf(() => releaseQuarantined({ id: volume.id, erase: 'crypto' }, input)).code).to.equal(
      'USAGE',
    );
  });

  it('is quarantined where nobody asked for a key', () => {
    const decision = reconcile([aReservation()], [shown(aReservation(), { encryption: 'luks2' })]);
    expect(decision.volumes[0]).to.include({ state: 'quarantined', encryption: 'luks2' });
  });

  it('goes on to be encrypted when an agent that has no word for it shows it, and becomes so by one that has', () => {
    const { encryption: _none, ...older } = shown(luks());
    expect(reconcile([luks()], [older]).volumes).to.deep.equal([]);
    const volume = aVolume();
    const decision = reconcile([volume], [shown(volume, { encryption: 'luks2' })]);
    expect(decision.volumes[0]).to.include({ state: 'available', encryption: 'luks2' });
    expect(decision.events.map(({ kind }) => kind)).to.deep.equal(['volume.updated']);
    expect(decision.events[0]?.details).to.deep.equal({ encryption: { from: 'none', to: 'luks2' } });
  });

  it('and nobody asked for is quarantined as the disk says; what no word is known for is nobody’s to look into', () => {
    for (const [said, encryption, erase] of [
      ['luks2', 'luks2', 'crypto'],
      ['opaque', 'opaque', 'zero'],
      ['unknown', 'opaque', 'zero'],
    ] as const) {
      const [volume] = reconcile([], [shown(aVolume(), { encryption: said })]).volumes;
      expect(volume).to.include({ state: 'quarantined', project: '', encryption, erase });
    }
  });
});

describe('a release by crypto', () => {
  it('is for volumes whose key the registry has, and for no others, however it is asked for', () => {
    for (const encryption of ['none', 'opaque'] as const) {
      const volume = aVolume({ encryption });
      const doubted = aVolume({ encryption, state: 'quarantined', stateBefore: 'available' });
      const refusals = [
        refusalOf(() => releaseVolume({ id: volume.id, erase: 'crypto' }, inputOf(volume))),
        refusalOf(() => releaseTogether([volume.id], 'crypto', inputOf(volume))),
        refusalOf(() => updateVolume(volume.id, { erase: 'crypto' }, inputOf(volume))),
        refusalOf(() => releaseQuarantined({ id: doubted.id, erase: 'crypto' }, inputOf(doubted))),
      ];
      for (const { code, message } of refusals) {
        expect(code).to.equal('USAGE');
        expect(message).to.match(/^erasure "crypto" is for volumes with encryption luks2 alone[^\n]+$/);
      }
    }
  });

  it('is what a release without a word means for an encrypted volume, and any other may be asked for', () => {
    const release = (erase: string | null) => releaseVolume({ id: luks().id, erase }, inputOf(luks())).volume;
    expect(release(null)).to.include({ state: 'releasing', erase: 'crypto' });
    for (const erase of ['metadata', 'zero', 'discard'] as const)
      expect(release(erase).erase).to.equal(erase);
    expect(updateVolume(luks().id, { erase: 'zero' }, inputOf(luks())).volume.erase).to.equal('zero');
  });

  const HEADER = 16 * MIB;
  const PROVEN: readonly [asked: Volume['erase'], done: ErasureMethod, erased: number, read: number][] = [
    ['crypto', 'crypto', 18 * MIB, 18 * MIB],
    ['crypto', 'crypto', HEADER, HEADER],
    ['crypto', 'zero', 40 * MIB, 4096],
    ['metadata', 'crypto', 18 * MIB, 18 * MIB],
    ['metadata', 'metadata', 2 * MIB, 4096],
  ];
  const UNPROVEN: typeof PROVEN = [
    ['crypto', 'crypto', HEADER - 1, HEADER],
    ['crypto', 'crypto', HEADER, HEADER - 1],
    ['crypto', 'crypto', 18 * MIB, 0],
    ['crypto', 'zero', 39 * MIB, 39 * MIB],
    ['crypto', 'discard', 40 * MIB, 40 * MIB],
    ['crypto', 'metadata', 40 * MIB, 40 * MIB],
    ['crypto', 'none', 0, 0],
    ['crypto', 'unknown', 40 * MIB, 40 * MIB],
    ['zero', 'crypto', 18 * MIB, 18 * MIB],
    ['zero', 'crypto', 40 * MIB, 40 * MIB],
    ['discard', 'crypto', 18 * MIB, 18 * MIB],
    ['metadata', 'crypto', 2 * MIB, 2 * MIB],
  ];
  const judge = (volume: Volume, method: ErasureMethod, bytesErased: number, bytesReadBack: number) =>
    judgeRelease(volume, anErasure({ method, bytesErased, bytesReadBack }), OPERATOR);

  for (const [asked, done, erased, read] of PROVEN)
    it(`by ${asked} is proven by ${done} of ${erased} bytes with ${read} read back`, () => {
      const { way, doubts } = judge(luks({ state: 'releasing', erase: asked }), done, erased, read);
      expect([way.volume.state, doubts]).to.deep.equal(['released', []]);
    });

  for (const [asked, done, erased, read] of UNPROVEN)
    it(`by ${asked} is not proven by ${done} of ${erased} bytes with ${read} read back`, () => {
      const { way, doubts } = judge(luks({ state: 'releasing', erase: asked }), done, erased, read);
      expect([way.volume.state, doubts.map(({ kind }) => kind)]).to.deep.equal([
        'releasing',
        ['erasure-unproven'],
      ]);
    });

  it('of a volume without a key of the registry proves nothing, even of all its bytes', () => {
    for (const encryption of ['none', 'opaque'] as const)
      for (const erase of ['metadata', 'zero', 'discard'] as const) {
        const volume = aVolume({ state: 'releasing', encryption, erase });
        const { way, doubts } = judge(volume, 'crypto', 18 * MIB, 18 * MIB);
        expect([way.volume.state, doubts.length], `${encryption} ${erase}`).to.deep.equal(['releasing', 1]);
      }
  });

  it('of a small volume is of all its bytes', () => {
    const small = luks({ state: 'releasing', length: 10 * MIB });
    expect(judge(small, 'crypto', 10 * MIB, 10 * MIB).way.volume.state).to.equal('released');
    expect(judge(small, 'crypto', 9 * MIB, 9 * MIB).way.volume.state).to.equal('releasing');
  });

  it('by a step that nobody asked is both request and proof, as any other erasure that is enough', () => {
    const { way } = judge(luks(), 'crypto', 18 * MIB, 18 * MIB);
    expect(way.events.map(({ kind }) => kind)).to.deep.equal(['volume.releasing', 'volume.released']);
    expect(way.volume.updatedAtMs).to.equal(NOW);
  });
});
