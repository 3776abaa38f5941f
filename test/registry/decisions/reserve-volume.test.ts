import { expect } from 'chai';
import type { NewVolumeInput } from '../../../registry/decisions/request.ts';
import { type ReserveRequest, reserveVolume } from '../../../registry/decisions/reserve-volume.ts';
import {
  aDisk,
  aDiskReport,
  aNode,
  anAlarm,
  anIdentity,
  aRequestInput,
  aReservation,
  aState,
  aVolume,
  DISK,
  MIB,
  NODE,
  NOW,
  OPERATOR,
  OTHER_NODE,
  PROJECT,
  refusalOf,
  volumeId,
} from '../../support/registry-records.ts';

function aRequest(changes: Partial<ReserveRequest> = {}): ReserveRequest {
  return {
    ...{ id: volumeId(7), name: 'logs', project: PROJECT, set: '', mountPoint: '/logs', erase: 'zero' },
    ...{ sizeBytes: 10 * MIB, disks: [], filesystem: 'ext4', label: '' },
    ...changes,
  };
}

const reserve = (request: Partial<ReserveRequest> = {}, input: Partial<NewVolumeInput> = {}) =>
  reserveVolume(aRequest(request), aRequestInput(input));

describe('a reservation', () => {
  it('is a volume on no disk yet, with the disk that has space for it', () => {
    const decision = reserve();
    expect(decision.volume).to.deep.equal(
      aReservation({
        ...{ id: volumeId(7), name: 'logs', mountPoint: '/logs', generation: 0 },
        ...{ createdAtMs: NOW, updatedAtMs: NOW, policySinceMs: NOW },
      }),
    );
    expect(decision.volumes).to.deep.equal([decision.volume]);
    expect(decision.planChanges).to.equal(true);
    expect(decision.notes).to.deep.equal([]);
    expect(decision.events).to.deep.equal([
      {
        ...{
          kind: 'volume.reserved',
          node: NODE,
          volume: volumeId(7),
          project: PROJECT,
          actor: OPERATOR.actor,
        },
        details: { from: null, to: 'reserved', askedBytes: 10 * MIB, bytes: 10 * MIB, disk: DISK },
      },
    ]);
  });

  it('has how instances are told of it, in one order', () => {
    expect(reserve({ tell: ['ignition', 'fstab'] }).volume.tell).to.deep.equal(['fstab', 'ignition']);
    expect(reserve({ tell: ['none'], mountPoint: '/a b' }).volume.tell).to.deep.equal(['none']);
  });

  it('is rounded up to whole MiB, and says so', () => {
    const { volume, notes } = reserve({ sizeBytes: 10 * MIB + 1 });
    expect(volume).to.include({ length: 11 * MIB, wantedLength: 11 * MIB });
    expect(notes).to.deep.equal(['the size was rounded up from 10485761 to 11534336 bytes, whole MiB']);
  });

  it('takes its space away from the next one', () => {
    const first = reserve({ sizeBytes: 60 * MIB }).volume;
    const state = aState({ volumes: [first] });
    expect(reserve({ sizeBytes: 37 * MIB }, { state }).volume.length).to.equal(37 * MIB);
    const refusal = refusalOf(() => reserve({ sizeBytes: 38 * MIB }, { state }));
    expect(refusal.code).to.equal('NO_SPACE');
    expect(refusal.message).to.contain('at most 37 MiB in one piece');
  });

  it('is made on a disk that was named', () => {
    const second = aDisk({ key: 'wwn:b', report: aDiskReport({ identity: anIdentity({ wwn: 'b' }) }) });
    const state = aState({ disks: [aDisk(), second] });
    expect(reserve({ disks: ['wwn:b'] }, { state }).volume.allowedDisks).to.deep.equal(['wwn:b']);
  });

  it('may have the name of a released volume, or of one of another project', () => {
    const namesakes = [
      aVolume({ name: 'logs', state: 'released', node: OTHER_NODE }),
      aVolume({ name: 'logs', project: 'db', node: OTHER_NODE }),
    ];
    expect(reserve({}, { namesakes }).volume.name).to.equal('logs');
  });

  const refusals: readonly [string, Partial<ReserveRequest>, Partial<NewVolumeInput>, string, RegExp][] = [
    ['has no name', { name: '' }, {}, 'USAGE', /empty/],
    ['has a name that no partition can have', { name: 'x'.repeat(37) }, {}, 'USAGE', /36 is the limit/],
    ['has a name with control characters', { name: 'a\nb' }, {}, 'USAGE', /control/],
    ['has a name that ends with a blank', { name: 'a ' }, {}, 'USAGE', /blank/],
    ['has no project', { project: '' }, {}, 'USAGE', /project/],
    ['has a set with control characters', { set: '\u0000' }, {}, 'USAGE', /set/],
    ['has a mount point that is not absolute', { mountPoint: 'data' }, {}, 'USAGE', /not absolute/],
    ['has a mount point that is not normal', { mountPoint: '/a/../b' }, {}, 'USAGE', /not normal/],
    ['would be mounted as the root', { mountPoint: '/' }, {}, 'USAGE', /not normal/],
    ['is told in an unknown way', { tell: ['post'] }, {}, 'USAGE', /choose of cloud-init, gpt-auto, fstab/],
    ['is told in one way twice', { tell: ['fstab', 'fstab'] }, {}, 'USAGE', /twice/],
    ['is told, and is not', { tell: ['fstab', 'none'] }, {}, 'USAGE', /none goes with no other way/],
    ['is told of no place', { tell: ['fstab'], mountPoint: '' }, {}, 'USAGE', /no mount point/],
    ['is told by a type that it has not', { tell: ['gpt-auto'] }, {}, 'USAGE', /gpt-auto mounts \/home and/],
    ['is told, and locked', { tell: ['fstab'], encryption: 'luks2' }, {}, 'USAGE', /it is encrypted/],
    ['has a mount point that systems misread', { mountPoint: '/a b' }, {}, 'USAGE', /blanks/],
    [
      'has an unknown filesystem',
      { filesystem: 'btrfs' },
      {},
      'USAGE',
      /choose one of none, ext4, xfs, swap/,
    ],
    ['has an unknown erasure', { erase: 'none' }, {}, 'USAGE', /metadata, zero, discard/],
    ['has a label too long for its filesystem', { label: 'x'.repeat(17) }, {}, 'USAGE', /16/],
    ['has a label with too many bytes', { label: 'ä'.repeat(9) }, {}, 'USAGE', /18 bytes/],
    ['has a label and no filesystem', { filesystem: 'none', label: 'x' }, {}, 'USAGE', /needs a filesystem/],
    ['is of no size', { sizeBytes: 0 }, {}, 'BAD_SIZE', /0/],
    ['is of less than nothing', { sizeBytes: -MIB }, {}, 'BAD_SIZE', /above 0/],
    ['is of half a byte', { sizeBytes: 0.5 }, {}, 'BAD_SIZE', /whole number/],
    ['is of more bytes than can be counted', { sizeBytes: Number.MAX_SAFE_INTEGER }, {}, 'BAD_SIZE', /whole/],
    ['is too small for its filesystem', { filesystem: 'xfs' }, {}, 'BAD_SIZE', /300 MiB/],
    ['fits nowhere', { sizeBytes: 98 * MIB }, {}, 'NO_SPACE', /97 MiB/],
    [
      'finds no free space at all',
      {},
      { state: aState({ disks: [aDisk({ report: aDiskReport({ free: [] }) })] }) },
      'NO_SPACE',
      /no free space/,
    ],
    [
      'is for a node that never reported its disks',
      {},
      { state: aState({ disks: [], node: aNode({ inventoryAtMs: null }) }) },
      'NO_SPACE',
      /boot its ramdisk/,
    ],
    ['names a disk that is not the node’s', { disks: ['wwn:b'] }, {}, 'DISK_UNKNOWN', new RegExp(DISK)],
    [
      'names a disk that is not there',
      { disks: [DISK] },
      { state: aState({ disks: [aDisk({ isPresent: false })] }) },
      'DISK_UNKNOWN',
      /not in its node/,
    ],
    [
      'has a name that the project has already',
      {},
      { namesakes: [aVolume({ name: 'logs', node: OTHER_NODE })] },
      'VOLUME_EXISTS',
      new RegExp(OTHER_NODE),
    ],
    [
      'has the id of another volume, even of a released one',
      {},
      { namesakes: [aVolume({ id: volumeId(7), project: 'db', state: 'released' })] },
      'VOLUME_EXISTS',
      /is taken/,
    ],
    [
      'is for a node that another project holds',
      {},
      { state: aState({ volumes: [aVolume({ project: 'db', name: 'secret' })] }) },
      'NODE_HELD',
      /holds 1 volume\(s\) of another project/,
    ],
    [
      'is for a node with a volume that nobody has decided about',
      {},
      { state: aState({ alarms: [anAlarm({ kind: 'unknown-claim' })] }) },
      'NODE_UNDECIDED',
      /1 volume/,
    ],
  ];
  for (const [title, request, input, code, message] of refusals)
    it(`is refused where it ${title}`, () => {
      const refusal = refusalOf(() => reserve(request, input));
      expect(refusal.code).to.equal(code);
      expect(refusal.message).to.match(message);
      expect(refusal.message).not.to.contain('\n');
    });

  it('says nothing of another project but how many volumes it has', () => {
    const state = aState({ volumes: [aVolume({ project: 'db', name: 'secret' })] });
    const { message } = refusalOf(() => reserve({}, { state }));
    for (const word of ['db', 'secret', volumeId(1)]) expect(message).not.to.contain(word);
  });

  it('does not mind an erasure that is not proven, whose space it does not get', () => {
    const volumes = [aVolume({ state: 'releasing' })];
    const state = aState({ volumes, alarms: [anAlarm({ kind: 'erasure-unproven' })] });
    expect(reserve({ sizeBytes: 49 * MIB }, { state }).volume.state).to.equal('reserved');
    expect(refusalOf(() => reserve({ sizeBytes: 50 * MIB }, { state })).code).to.equal('NO_SPACE');
  });
});
