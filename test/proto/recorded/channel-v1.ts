import type { Body, Envelope } from '../../../proto/channel.ts';
import type { DiskReport, VolumeReport } from '../../../proto/report.ts';

/**
 * What the frames in `channel-v1.json` say, by name. They were written by the first version and must stay readable
 * for ever: they are never written anew; a later message gets a frame of its own beside them.
 */

const RUN = '6f1e2d3c-4b5a-4697-8877-665544332211';
const NODE = '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';

const VOLUME: VolumeReport = {
  id: '8a5d3c10-2f4e-4d6b-9b8a-7c6d5e4f3a2b',
  name: 'datenbank-größe',
  project: 'b7c1d2e3f4a54b6c8d7e9f0a1b2c3d4e',
  state: 'in-use',
  offset: 1_810_000_216_064,
  length: 107_374_182_400,
  number: 127,
  filesystem: 'xfs',
  label: 'data',
  mountPoint: '/srv/data',
  createdAtMs: 1_790_000_000_000,
  proof: { kind: 'sample', seed: 'seed', digest: 'ab'.repeat(32), bytesRead: 3_145_728 },
};

const DISK: DiskReport = {
  device: '/dev/nvme0n1',
  identity: {
    serial: 'S3Z8NB0K',
    wwn: 'eui.0025385a71b0c9d1',
    diskGuid: '3f0e8a52-7c1d-4b9a-a1f3-90b2c4d5e6f7',
    sizeBytes: 1_920_383_410_176,
    sectorBytes: 4096,
  },
  model: 'MZQL21T9HCJR',
  vendor: null,
  transport: 'nvme',
  rotational: false,
  readOnly: false,
  table: 'gpt',
  verdicts: [{ code: 'BACKUP_MISSING', severity: 'repair', message: 'the backup GPT at LBA 1 is gone' }],
  partitions: [
    {
      number: 127,
      guid: VOLUME.id,
      typeGuid: '0fc63daf-8483-4772-8e79-3d69d8477de4',
      name: 'data',
      offset: VOLUME.offset,
      length: VOLUME.length,
      filesystem: 'xfs',
      filesystemLabel: 'data',
    },
  ],
  volumes: [VOLUME],
  free: [{ offset: 1_048_576, length: 1_073_741_824 }],
  catalogGeneration: 41,
  wholeDisk: '',
  openOperation: {
    operation: 'deploy',
    phase: 'sealed',
    startedAtMs: 1_790_000_000_001,
    imageName: 'https://images.example/system.raw',
  },
};

const BODIES: Readonly<Record<string, Body>> = {
  hello: {
    type: 'hello',
    protocol: 1,
    agentVersion: '0.1.0',
    agentBuild: '0.1.0+abc',
    nodeUuid: NODE,
    systemUuid: '4c4c4544-0042-3510-8057-b4c04f4d4e32',
    systemSerial: 'B5WMN2',
    macAddresses: ['52:54:00:12:34:56'],
    acked: 3,
    newest: 9,
  },
  welcome: {
    type: 'welcome',
    protocol: 1,
    epoch: 12,
    trust: 'trusted',
    acked: 3,
    wantsInventory: true,
    heartbeatMs: 30_000,
    maxFrameBytes: 4_194_304,
    nowMs: 1_790_000_000_002,
    credential: '',
  },
  ack: { type: 'ack', sequence: 9 },
  refusal: {
    type: 'refusal',
    code: 'SESSION_REPLACED',
    message: 'another agent has taken over',
    mayRetry: false,
  },
  inventory: {
    type: 'inventory',
    takenAtMs: 1_790_000_000_003,
    disks: [
      DISK,
      {
        ...DISK,
        ...{ device: '/dev/sda', table: 'none', wholeDisk: 'LVM2_member', rotational: true, readOnly: true },
        ...{
          verdicts: [],
          partitions: [],
          volumes: [],
          free: [],
          catalogGeneration: null,
          openOperation: null,
        },
      },
    ],
    unreadable: [{ device: '/dev/sdb', code: 'IO_ERROR', message: 'reading /dev/sdb at 0: EIO' }],
  },
  'volume-event': {
    type: 'volume-event',
    change: 'released',
    atMs: 1_790_000_000_004,
    volume: { ...VOLUME, state: 'released', proof: null },
    disk: DISK.identity,
    run: RUN,
    erasure: { method: 'zero', bytesErased: VOLUME.length, bytesReadBack: VOLUME.length },
  },
  'step-started': {
    type: 'step-started',
    run: RUN,
    step: 'write_image',
    kind: 'deploy',
    atMs: 1_790_000_000_005,
  },
  'step-progress': {
    type: 'step-progress',
    run: RUN,
    phase: 'write',
    doneBytes: 1_048_576,
    totalBytes: 4_294_967_296,
    atMs: 1_790_000_000_006,
  },
  'step-finished': {
    type: 'step-finished',
    run: RUN,
    step: 'write_image',
    kind: 'deploy',
    atMs: 1_790_000_000_007,
    failure: { code: 'CHECKSUM_MISMATCH', message: 'the image is another' },
    durationMs: 64_000,
    bytesWritten: 4_294_967_296,
    bytesDownloaded: 1_234_567,
  },
  'desired-volumes': {
    type: 'desired-volumes',
    revision: 5,
    volumes: [
      {
        id: '',
        name: 'scratch',
        project: VOLUME.project,
        state: 'available',
        length: 53_687_091_200,
        disks: ['eui.0025385a71b0c9d1'],
        filesystem: 'ext4',
        label: 'scratch',
        mountPoint: '/scratch',
        erase: 'discard',
        adopt: false,
      },
    ],
  },
  'permission-request': {
    type: 'permission-request',
    id: 2,
    run: RUN,
    step: 'write_image',
    kind: 'deploy',
    nodeUuid: NODE,
    instanceUuid: '',
    project: VOLUME.project,
  },
  'permission-answer': {
    type: 'permission-answer',
    id: 2,
    allowed: false,
    reason: 'the node holds volumes of another project; release them first',
    desired: null,
  },
  'key-request': { type: 'key-request', id: 3, run: RUN, volumeId: VOLUME.id },
  'key-answer': {
    type: 'key-answer',
    id: 3,
    allowed: true,
    reason: '',
    key: Uint8Array.from({ length: 32 }, (_, index) => index),
  },
};

export const RECORDED_FRAMES: Readonly<Record<string, Envelope>> = Object.fromEntries(
  Object.entries(BODIES).map(([name, body], index) => [
    name,
    {
      sequence: index + 1,
      follows: index,
      bootId: '0d9f3b4e-5a6c-4d7e-8f90-a1b2c3d4e5f6',
      epoch: 12,
      sentAtMs: 1_790_000_000_100,
      body,
    },
  ]),
);
