import { expect } from 'chai';
import type { PartitionReport } from '../../../proto/report.ts';
import { type AdoptRequest, adoptPartition } from '../../../registry/decisions/adopt-partition.ts';
import type { NewVolumeInput } from '../../../registry/decisions/request.ts';
import {
  aClaim,
  aDisk,
  aDiskReport,
  anAlarm,
  anIdentity,
  aRequestInput,
  aReservation,
  aState,
  aVolume,
  DISK,
  MIB,
  NOW,
  PROJECT,
  refusalOf,
  volumeId,
} from '../../support/registry-records.ts';

const PARTITION: PartitionReport = {
  ...{ number: 3, guid: volumeId(3), typeGuid: '0fc63daf-8483-4772-8e79-3d69d8477de4', name: 'srv' },
  ...{ offset: 5 * MIB + 512, length: 7 * MIB + 512, filesystem: 'ext4', filesystemLabel: '' },
};
const disk = aDisk({ report: aDiskReport({ partitions: [PARTITION] }) });

const request: AdoptRequest = {
  ...{ id: volumeId(3), name: 'srv', project: PROJECT, set: 'app', mountPoint: '/srv', erase: 'zero' },
};
const adopt = (changes: Partial<NewVolumeInput> = {}, asked: Partial<AdoptRequest> = {}) =>
  adoptPartition({ ...request, ...asked }, aRequestInput({ state: aState({ disks: [disk] }), ...changes }));

describe('an adoption', () => {
  it('is a volume with the partition’s GUID and length, to be claimed on its disk', () => {
    const { volume, planChanges, events } = adopt();
    expect(volume).to.deep.equal(
      aReservation({
        ...{ id: volumeId(3), name: 'srv', set: 'app', mountPoint: '/srv', state: 'creating', generation: 0 },
        ...{ length: 7 * MIB + 512, isAdopted: true, filesystem: 'unknown' },
        ...{ createdAtMs: NOW, updatedAtMs: NOW, policySinceMs: NOW },
      }),
    );
    expect(planChanges).to.equal(true);
    expect(events[0]?.details).to.deep.include({ disk: DISK, offset: 5 * MIB + 512 });
  });

  it('has how instances are told of it', () => {
    expect(adopt({}, { tell: ['gpt-auto'] }).volume.tell).to.deep.equal(['gpt-auto']);
    const refusal = refusalOf(() => adopt({}, { tell: ['gpt-auto'], mountPoint: '/data' }));
    expect([refusal.code, refusal.message]).to.deep.equal([
      'USAGE',
      'the volume cannot be told as asked: gpt-auto mounts /home and /srv only, not /data; choose fstab or cloud-init',
    ]);
  });

  it('needs no free space', () => {
    const full = aDisk({ report: aDiskReport({ partitions: [PARTITION], free: [] }) });
    expect(adopt({ state: aState({ disks: [full] }) }).volume.state).to.equal('creating');
  });

  const twin = aDisk({
    key: 'wwn:b',
    report: aDiskReport({ identity: anIdentity({ wwn: 'b' }), partitions: [PARTITION] }),
  });
  const refusals: readonly [string, Partial<NewVolumeInput>, Partial<AdoptRequest>, string][] = [
    ['of a partition that no disk has', {}, { id: volumeId(4) }, 'PARTITION_UNKNOWN'],
    [
      'of a partition of a disk that is gone',
      { state: aState({ disks: [{ ...disk, isPresent: false }] }) },
      {},
      'PARTITION_UNKNOWN',
    ],
    [
      'of a partition that two disks have',
      { state: aState({ disks: [disk, twin] }) },
      {},
      'VOLUME_AMBIGUOUS',
    ],
    [
      'of what is claimed already',
      { state: aState({ disks: [disk], claims: [aClaim(aVolume({ id: volumeId(3) }))] }) },
      {},
      'VOLUME_EXISTS',
    ],
    [
      'of what was a volume once',
      { namesakes: [aVolume({ id: volumeId(3), state: 'released' })] },
      {},
      'VOLUME_EXISTS',
    ],
    ['with a name that the project has', { namesakes: [aVolume({ name: 'srv' })] }, {}, 'VOLUME_EXISTS'],
    [
      'on a disk that is read-only',
      { state: aState({ disks: [aDisk({ report: { ...disk.report, readOnly: true } })] }) },
      {},
      'DISK_UNKNOWN',
    ],
    [
      'on a node of another project',
      { state: aState({ disks: [disk], volumes: [aVolume({ project: 'db' })] }) },
      {},
      'NODE_HELD',
    ],
    [
      'on a node with open questions',
      { state: aState({ disks: [disk], alarms: [anAlarm()] }) },
      {},
      'NODE_UNDECIDED',
    ],
    ['without a name', {}, { name: '' }, 'USAGE'],
    ['without a project', {}, { project: '' }, 'USAGE'],
    ['with an unknown erasure', {}, { erase: 'shred' }, 'USAGE'],
  ];
  for (const [title, input, asked, code] of refusals)
    it(`is refused ${title}`, () => {
      expect(refusalOf(() => adopt(input, asked)).code).to.equal(code);
    });
});
